"""How the shipped weights are made, reproducibly; nothing here is needed to run tocsin."""
