"""The one door to the network."""

from __future__ import annotations

from tocsin.errors import FetchError
from tocsin.fetch.client import USER_AGENT, Client, Fetched

__all__ = ["USER_AGENT", "Client", "FetchError", "Fetched"]
