"""The one door to the network."""

from __future__ import annotations

from tocsin.errors import FetchError
from tocsin.fetch.client import USER_AGENT, Client, Fetched
from tocsin.fetch.tls import Tls

__all__ = ["USER_AGENT", "Client", "FetchError", "Fetched", "Tls"]
