"""Which reports count as one voice.

Documents of one outlet, documents that credit one agency, and copies of one text, whole or cut, are one
independent source. Only the sketch and the document's own fields are read, so that the groups stay when the
texts have been deleted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tocsin.model import Document
from tocsin.resolve.mention import Mention
from tocsin.resolve.sketch import COPIED, CUT, HASHES, LEAST_SHINGLES, Traces, credit_hash, traces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NO_AGENCY = ("staff", "report", "editor", "correspondent", "redaction", "redaktion", "admin", "desk", "news")
"""In a byline these name no agency: two outlets' "Staff reporter" are two people."""


def independent(mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """Return `mentions` in groups of one independent source, each sorted by id, the groups by their first.

    The relation is closed: where a is a copy of b, and b is of the outlet of c, all three are one.
    """
    ordered = sorted({m.id: m for m in mentions}.values(), key=lambda m: m.id)
    taken = [traces(m.sketch) for m in ordered]
    leader = list(range(len(ordered)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    first: dict[Hashable, int] = {}
    for i, mention in enumerate(ordered):
        for key in _keys(mention.document, taken[i]):
            leader[find(i)] = find(first.setdefault(key, i))
    for i, j in _copies(taken):
        leader[find(i)] = find(j)
    groups: dict[int, list[Mention]] = defaultdict(list)
    for i, mention in enumerate(ordered):
        groups[find(i)].append(mention)
    return sorted((tuple(group) for group in groups.values()), key=lambda group: group[0].id)


def _keys(document: Document, taken: Traces) -> Iterable[Hashable]:
    """What two documents of one voice have in common."""
    host = urlsplit(document.name).hostname if "://" in document.name else None
    yield ("outlet", document.source or host or document.id)
    if taken.credit:
        yield ("credit", taken.credit)
    author = (document.author or "").casefold()
    if len(author.split()) > 1 and not any(word in author for word in _NO_AGENCY):
        yield ("credit", credit_hash(author))


def _copies(taken: Sequence[Traces]) -> Iterable[tuple[int, int]]:
    """The pairs of which one text is a copy, whole or cut, of the other."""
    import numpy as np

    if len(taken) < 2:
        return
    minima = np.stack([t.minima for t in taken])
    size = np.array([t.size for t in taken], dtype=float)
    for i in range(len(taken) - 1):
        if size[i]:
            for j in _alike(minima[i], minima[i + 1 :], size[i], size[i + 1 :]):
                yield i, i + 1 + int(j)


def _alike(
    minima: NDArray[np.uint16], others: NDArray[np.uint16], size: float, sizes: NDArray[np.float64]
) -> NDArray[np.int64]:
    import numpy as np

    jaccard = (others == minima).sum(axis=1) / HASHES
    smaller = np.minimum(sizes, size)
    held = jaccard * (sizes + size) / (1.0 + jaccard) / np.maximum(smaller, 1.0)
    alike = ((jaccard >= COPIED) | (held >= CUT)) & (smaller >= LEAST_SHINGLES)
    return np.flatnonzero(alike)
