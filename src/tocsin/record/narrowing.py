"""The narrow part of the kept view in memory, as arrays: what a list is narrowed and ordered by.

Filled on first use, then brought up to date with the rows that changed since. A filter over a hundred
thousand incidents takes milliseconds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Row, func, select

from tocsin.record.bodies import to_incident
from tocsin.record.derived import view_bodies, view_codes, view_incidents, view_state
from tocsin.record.surroundings import rows_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tocsin.definitions import Definition

    Mask = NDArray[np.bool_]

REMEMBERED: Final = 16
"""For so many definitions it is remembered which incidents they include."""
NUMBERS: Final = ("founder", "first_day", "last_day", "deaths", "revised", "lat", "lon")
_DEGREES: Final = ("lat", "lon")
_v = view_incidents.c


class Narrow:
    """One slot for each incident of the view; a slot whose incident is gone is not `alive`."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        import numpy as np

        self.lock = RLock()
        self.version = -1
        self.slots: dict[int, int] = {}
        self.words: list[str] = []
        self.alive: Mask = np.zeros(0, dtype=bool)
        self.columns: dict[str, NDArray[Any]] = {
            name: np.zeros(0, dtype=float if name in _DEGREES else np.int64) for name in NUMBERS
        }
        self._codes: dict[tuple[str, str], set[int]] = {}
        self._of_slot: list[list[tuple[str, str]]] = []
        self._answers: OrderedDict[Definition, Mask] = OrderedDict()

    @property
    def size(self) -> int:
        """The number of slots in use."""
        return len(self.words)

    def refresh(self, connection: Connection) -> None:
        """Bring this up to the state that `connection` sees."""
        now = watermark(connection)
        if now == self.version:
            return
        rows = connection.execute(select(view_incidents).where(_v.changed > self.version)).all()
        self._take(connection, rows)
        count = connection.execute(select(func.count()).select_from(view_incidents)).scalar_one()
        if count != len(self.slots):
            held = set(connection.execute(select(_v.founder)).scalars())
            for founder in self.slots.keys() - held:
                self._drop(self.slots.pop(founder))
        self._test(connection, rows)
        self.version = now

    def having(self, kind: str, codes: Collection[str]) -> Mask:
        """Return the slots with one of `codes`."""
        import numpy as np

        mask = np.zeros(self.size, dtype=bool)
        for code in codes:
            held = self._codes.get((kind, code))
            if held:
                mask[np.fromiter(held, dtype=np.int64, count=len(held))] = True
        return mask

    def column(self, name: str) -> NDArray[Any]:
        """Return a column of numbers, one a slot; degrees that are unknown are not a number."""
        return self.columns[name][: self.size]

    def included(self, connection: Connection, definition: Definition) -> Mask:
        """Return the slots that `definition` includes or doubts."""
        import numpy as np

        if definition not in self._answers:
            self._answers[definition] = np.zeros(len(self.alive), dtype=bool)
            self._test_all(connection, definition)
        self._answers.move_to_end(definition)
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)
        return self._answers[definition][: self.size]

    def foretell(self, connection: Connection, definitions: Iterable[Definition]) -> bool:
        """Test all incidents by `definitions` in one pass, before anybody asks; return whether that holds.

        Whoever asks for something else meanwhile does not wait: the lock is taken to begin and to end only.
        """
        with self.lock:
            self.refresh(connection)
            version = self.version
            kept: dict[Definition, list[int]] = {d: [] for d in definitions if d not in self._answers}
        for founder, identity, body in connection.execute(_bodies()) if kept else ():
            incident = to_incident(identity, body, None)
            for definition, founders in kept.items():
                if definition.test(incident) != "no":
                    founders.append(founder)
        with self.lock:
            if self.version != version:
                return False
            for definition, founders in kept.items():
                self._answers[definition] = self._mask(founders)
            return True

    def _mask(self, founders: Iterable[int]) -> Mask:
        """Return a mask of the slots of `founders`; one that came meanwhile has none until the next look."""
        import numpy as np

        mask = np.zeros(len(self.alive), dtype=bool)
        mask[[self.slots[founder] for founder in founders if founder in self.slots]] = True
        return mask

    def _take(self, connection: Connection, rows: Collection[Row[Any]]) -> None:
        self._grow(self.size + len(rows))
        taken = []
        for row in rows:
            slot = self.slots.setdefault(row.founder, self.size)
            if slot == self.size:
                self.words.append("")
                self._of_slot.append([])
            self._drop(slot)
            self.alive[slot] = True
            self.words[slot] = row.words
            taken.append(slot)
            for kind, code in (("country", row.country), ("outcome", row.outcome)):
                if code is not None:
                    self._give(slot, (kind, code))
        for name, column in self.columns.items():
            values = [getattr(row, name) for row in rows]
            column[taken] = [float("nan") if value is None else value for value in values]
        c = view_codes.c
        if self.version < 0:
            coded = connection.execute(select(view_codes))
        else:
            coded = rows_in(connection, select(view_codes), c.founder, [row.founder for row in rows])  # type: ignore[assignment]  # both give rows
        for row in coded:
            self._give(self.slots[row.founder], (row.kind, row.code))

    def _grow(self, least: int) -> None:
        import numpy as np

        if least <= len(self.alive):
            return
        room = max(least, 2 * len(self.alive)) - len(self.alive)
        self.alive = np.concatenate([self.alive, np.zeros(room, dtype=bool)])
        for name, column in self.columns.items():
            self.columns[name] = np.concatenate([column, np.zeros(room, dtype=column.dtype)])
        for definition, mask in self._answers.items():
            self._answers[definition] = np.concatenate([mask, np.zeros(room, dtype=bool)])

    def _give(self, slot: int, key: tuple[str, str]) -> None:
        self._codes.setdefault(key, set()).add(slot)
        self._of_slot[slot].append(key)

    def _drop(self, slot: int) -> None:
        self.alive[slot] = False
        for key in self._of_slot[slot]:
            self._codes[key].discard(slot)
        self._of_slot[slot] = []

    def _test(self, connection: Connection, rows: Collection[Row[Any]]) -> None:
        if not self._answers:
            return
        founders = [row.founder for row in rows]
        query = _bodies()
        for row in rows_in(connection, query, _v.founder, founders):
            founder, identity, body = tuple(row)
            incident = to_incident(identity, body, None)
            for definition, mask in self._answers.items():
                mask[self.slots[founder]] = definition.test(incident) != "no"

    def _test_all(self, connection: Connection, definition: Definition) -> None:
        mask = self._answers[definition]
        for founder, identity, body in connection.execute(_bodies()):
            mask[self.slots[founder]] = definition.test(to_incident(identity, body, None)) != "no"


def watermark(connection: Connection) -> int:
    """Return a number that grows with each change of the view."""
    return int(connection.execute(select(view_state.c.version)).scalar_one())


def _bodies() -> Any:
    query = select(_v.founder, _v.id, view_bodies.c.body)
    return query.join(view_bodies, view_bodies.c.founder == _v.founder)
