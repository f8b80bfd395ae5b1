"""Sharing measured: our TAXII server beside others, and sync between two nodes."""
