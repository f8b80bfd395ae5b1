"""The desk in a browser: the day, the map, the evidence, the review."""

from tocsin.web.app import create_app

__all__ = ["create_app"]
