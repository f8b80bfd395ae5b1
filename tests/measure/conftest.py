"""Threads of linear algebra off, before numpy is imported: the problems are small."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
