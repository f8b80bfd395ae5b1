"""Public claims: understood from a sentence or a file, and checked against the record and cited counts."""
