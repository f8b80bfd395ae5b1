"""Threads of linear algebra off, before numpy is imported: the problems are small, the machine may be busy."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
