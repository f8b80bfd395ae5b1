"""Which reports tell of one event: measured on headlines, on records described again, and for speed."""
