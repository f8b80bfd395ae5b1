"""The front end: packages by their lock file, built into what the desk serves."""
