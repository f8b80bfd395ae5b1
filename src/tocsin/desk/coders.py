"""Coding many documents: in this process for few, in a pool of processes for many.

A document that the coder fails on is kept, coded as nothing with the reason "fault", and counted; it never
takes the others with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from tocsin.coding import CODER, Coder, code
from tocsin.coding.outlet import homes_of
from tocsin.desk.settings import PlacesSettings
from tocsin.errors import TocsinError
from tocsin.model import Coding, Document

POOL_FROM: Final = 400
"""Below this many documents a pool costs more time to start than it saves."""
WINDOW: Final = 256


def coded(
    documents: Iterable[Document], places: PlacesSettings | None = None
) -> Iterator[tuple[Document, Coding]]:
    """Yield each document with its coding, in the order given; `places` names the desk's own gazetteer."""
    one = partial(code_or_fault, places=places or PlacesSettings())
    stream = iter(documents)
    first = list(islice(stream, POOL_FROM))
    workers = os.cpu_count() or 1
    if len(first) < POOL_FROM or workers == 1:
        yield from ((document, one(document)) for document in first)
        return
    # Spawned, not forked: readers may hold threads, and a forked child would inherit their locks.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        everything = chain(first, stream)
        while window := list(islice(everything, WINDOW)):
            yield from zip(window, pool.map(one, window, chunksize=8), strict=True)


@lru_cache(maxsize=2)
def _coder(places: PlacesSettings) -> Callable[[Document], Coding]:
    """Return the shared coder, or one with the gazetteer and the homes that the settings name."""
    if places == PlacesSettings():
        return code
    from tocsin.places import Gazetteer

    folder = Path(places.gazetteer) if places.gazetteer else None
    return Coder(Gazetteer.load(folder, places.view), homes_of(places.homes)).code


def code_or_fault(document: Document, places: PlacesSettings | None = None) -> Coding:
    """Return the coding of `document`; a fault of the coder becomes a coding with the reason "fault".

    Raises what the coder's own parts raise about themselves (TocsinError: a damaged gazetteer).
    """
    try:
        return _coder(places or PlacesSettings())(document)
    except TocsinError:
        # Nothing to do with this document: a damaged table, say, would fail on every one.
        raise
    except Exception as error:
        return Coding(
            document=document.id,
            relevant=False,
            probability=0.0,
            language=document.language,
            understood=False,
            reason="fault",
            left_out={f"fault {type(error).__name__}": 1},
            coder=CODER,
        )
