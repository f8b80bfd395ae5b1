"""Exchange with partners: formats, a TAXII server and client, sync between nodes, packs by stick."""
