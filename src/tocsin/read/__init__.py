"""Bytes to documents: feeds, pages, web archives, JSON Lines, tables, folders. No network, no store."""

from __future__ import annotations

from tocsin.read.feeds import is_feed, read_feed
from tocsin.read.outcome import Feed, Page, Rejected
from tocsin.read.pages import read_page
from tocsin.read.paths import KINDS, files_in, read_path, read_stream
from tocsin.read.pool import PagePool
from tocsin.read.sources import FeedSource, shipped_sources, sources_in

__all__ = [
    "KINDS",
    "Feed",
    "FeedSource",
    "Page",
    "PagePool",
    "Rejected",
    "files_in",
    "is_feed",
    "read_feed",
    "read_page",
    "read_path",
    "read_stream",
    "shipped_sources",
    "sources_in",
]
