"""An English sentence -> a Claim, with what was assumed and what was not understood."""

from tocsin.claims.reading.read import NotUnderstood, Understood, read

__all__ = ["NotUnderstood", "Understood", "read"]
