"""The desk's own users, as stored: names and roles, sessions and tokens, attempts to sign in, the trail."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, select, update

from tocsin.errors import InputError, NotFoundError
from tocsin.record import trailing
from tocsin.record.account_tables import NAME, attempts, sessions, users
from tocsin.record.inserting import next_seq, replace
from tocsin.record.store import Store
from tocsin.record.trailing import Numbered, Sought, Step

ROLES: Final = ("reader", "reviewer", "publisher", "administrator")
"""From the least to the most; each may do what those before it may."""
NAMED: Final = re.compile(rf"[a-z0-9][a-z0-9._@-]{{0,{NAME - 1}}}")
MOST_SESSIONS: Final = 50
"""Sessions and tokens of one user; the one not seen for longest ends first."""
MOST_ATTEMPTS: Final = 10_000
"""Names and addresses whose attempts are remembered; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class User:
    """A user who was not removed. `password` is an argon2id hash."""

    name: str
    role: str
    password: str
    created: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """What a browser ("session") or a script ("token") holds; `hash` is of its secret."""

    hash: str
    kind: str
    label: str
    address: str
    created: datetime
    seen: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often it was tried under one key, and when last."""

    tries: int
    at: datetime


class AccountStore:
    """The users of an open record. Every method is one transaction; writes are durable."""

    def __init__(self, store: Store) -> None:
        """Stand on an opened store; `Record.accounts` gives it."""
        self._store = store

    def users(self) -> list[User]:
        """Return the users by name."""
        query = select(users).where(users.c.removed.is_(None)).order_by(users.c.name)
        with self._store.reading() as connection:
            return [_user(row) for row in connection.execute(query)]

    def user(self, name: str) -> User:
        """Return a user. Raises NotFoundError where there is none of that name."""
        with self._store.reading() as connection:
            return _user(_row(connection, name))

    def add(self, name: str, role: str, password: str, *, at: datetime) -> None:
        """Add a user. Raises InputError where the name is taken, was ever taken, or is not one."""
        if not NAMED.fullmatch(name):
            raise InputError(f"a name has 1 to {NAME} of a-z 0-9 . _ @ -, the first a letter or digit")
        _check_role(role)
        with self._store.writing() as connection:
            standing = connection.execute(
                select(users.c.seq).where(users.c.removed.is_(None)).limit(1)
            ).first()
            if standing is None and role != "administrator":
                raise InputError("the first user is an administrator: give --role administrator")
            held = connection.execute(select(users.c.removed).where(users.c.name == name)).one_or_none()
            if held is not None:
                state = "is a user already" if held.removed is None else "was the name of a user before"
                raise InputError(f"{name} {state}: choose another name")
            row = {"seq": next_seq(connection, users), "name": name, "role": role, "password": password}
            connection.execute(users.insert(), row | {"created": at, "changed": at})

    def set_role(self, name: str, role: str, *, at: datetime) -> None:
        """Give a user another role and end all that is open. Raises InputError for the last administrator."""
        _check_role(role)
        self._change(name, {"role": role, "changed": at}, keeps_administrator=role == "administrator")

    def set_password(self, name: str, password: str, *, at: datetime) -> None:
        """Give a user another password and end all that is open."""
        self._change(name, {"password": password, "changed": at}, keeps_administrator=True)

    def remove(self, name: str, *, at: datetime) -> None:
        """Remove a user; the name stays taken. Raises InputError for the last administrator beside others."""
        gone = {"password": "", "changed": at, "removed": at}
        self._change(name, gone, keeps_administrator=False, removing=True)

    def rehash(self, name: str, old: str, new: str) -> None:
        """Put the same password's newer hash in the place of `old`; nothing ends."""
        with self._store.writing() as connection:
            change = update(users).where(users.c.name == name, users.c.password == old)
            connection.execute(change.values(password=new))

    def open(self, name: str, session: Session) -> None:
        """Note a session or token of a user; forget those that are over."""
        with self._store.writing() as connection:
            seq = _row(connection, name).seq
            s = sessions.c
            connection.execute(delete(sessions).where(s.expires <= session.created))
            spare = select(s.hash).where(s.user == seq).order_by(s.seen.desc()).offset(MOST_SESSIONS - 1)
            over = connection.execute(spare).scalars().all()
            connection.execute(delete(sessions).where(s.hash.in_(over)))
            values = {field: getattr(session, field) for field in Session.__slots__}
            connection.execute(sessions.insert(), values | {"user": seq})

    def holder(self, hash_: str) -> tuple[User, Session] | None:
        """Return the session under a hash with its user; None where it was ended or there never was one."""
        query = select(sessions, users).join(users, users.c.seq == sessions.c.user)
        query = query.where(sessions.c.hash == hash_, users.c.removed.is_(None))
        query = query.with_only_columns(*_named(sessions, "s"), *_named(users, "u"))
        with self._store.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        found = row._mapping
        session = Session(**{field: found[f"s_{field}"] for field in Session.__slots__})
        return User(**{field: found[f"u_{field}"] for field in User.__slots__}), session

    def sessions(self, name: str) -> list[Session]:
        """Return what is open for a user, the last seen first."""
        with self._store.reading() as connection:
            seq = _row(connection, name).seq
            query = select(sessions).where(sessions.c.user == seq).order_by(sessions.c.seen.desc())
            return [_session(row) for row in connection.execute(query)]

    def end(self, name: str, *, hashes: Collection[str] | None = None) -> int:
        """End what is open for a user, all or those under `hashes`; return how many."""
        with self._store.writing() as connection:
            where = sessions.c.user == _row(connection, name).seq
            if hashes is not None:
                where &= sessions.c.hash.in_(list(hashes))
            return _deleted(connection, where)

    def attempt(
        self, limits: Mapping[str, Mapping[int, timedelta]], *, at: datetime, forget: timedelta
    ) -> timedelta:
        """Count an attempt under each key, or return how long to wait where one of them must.

        `limits` gives for each key the wait after the n-th attempt (the greatest n not above it holds). What
        is older than `forget` does not count. Looking and counting are one transaction: many at once, in
        several processes, do not slip through.
        """
        with self._store.writing() as connection:
            a = attempts.c
            connection.execute(delete(attempts).where(a.at <= at - forget))
            held = connection.execute(select(attempts).where(a.key.in_(list(limits)))).all()
            known = {row.key: Attempts(row.tries, row.at) for row in held}
            wait = max((_wait(known.get(key), limits[key], at) for key in limits), default=timedelta())
            if wait > timedelta():
                return wait
            rows = [{"key": key, "tries": _tries(known.get(key)) + 1, "at": at} for key in limits]
            replace(connection, attempts, a.key, rows)
            spare = select(a.key).order_by(a.at.desc()).offset(MOST_ATTEMPTS)
            over = connection.execute(spare).scalars().all()
            connection.execute(delete(attempts).where(a.key.in_(over)))
            return timedelta()

    def forgive(self, keys: Collection[str]) -> None:
        """Forget the attempts under `keys`: one of them was right."""
        with self._store.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.key.in_(list(keys))))

    def note(
        self,
        steps: Iterable[Step],
        *,
        seen: Mapping[str, datetime] | None = None,
        cut: datetime | None = None,
    ) -> None:
        """Append to the trail; note when sessions were last `seen`; drop lines from before `cut`."""
        with self._store.writing() as connection:
            trailing.add(connection, steps)
            for hash_, at in (seen or {}).items():
                connection.execute(update(sessions).where(sessions.c.hash == hash_).values(seen=at))
            if cut is not None:
                trailing.cut(connection, cut)

    def trail(self, sought: Sought, *, limit: int = 100) -> list[Numbered]:
        """Return lines of the trail, the latest first."""
        with self._store.reading() as connection:
            return trailing.lines(connection, sought, limit)

    def _change(
        self, name: str, values: Mapping[str, Any], *, keeps_administrator: bool, removing: bool = False
    ) -> None:
        with self._store.writing() as connection:
            row = _row(connection, name)
            if row.role == "administrator" and not keeps_administrator:
                standing = select(users.c.role).where(users.c.removed.is_(None), users.c.seq != row.seq)
                others = connection.execute(standing).scalars().all()
                if "administrator" not in others and (others or not removing):
                    raise InputError(f"{name} is the last administrator: make another one first")
            connection.execute(update(users).where(users.c.seq == row.seq).values(**values))
            _deleted(connection, sessions.c.user == row.seq)


def _deleted(connection: Connection, where: ColumnElement[bool]) -> int:
    return int(connection.execute(delete(sessions).where(where)).rowcount)


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise InputError(f"no such role {role!r}: choose {', '.join(ROLES)}")


def _row(connection: Connection, name: str) -> Any:
    query = select(users).where(users.c.name == name, users.c.removed.is_(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(f"no user {name!r}; see: tocsin users list")
    return row


def _user(row: Any) -> User:
    return User(**{field: getattr(row, field) for field in User.__slots__})


def _session(row: Any) -> Session:
    return Session(**{field: getattr(row, field) for field in Session.__slots__})


def _named(table: Any, prefix: str) -> list[Any]:
    return [column.label(f"{prefix}_{column.name}") for column in table.c]


def _tries(held: Attempts | None) -> int:
    return 0 if held is None else held.tries


def _wait(held: Attempts | None, waits: Mapping[int, timedelta], at: datetime) -> timedelta:
    """Return how long is left of the wait that the attempts so far ask for."""
    if held is None:
        return timedelta()
    asked = max((n for n in waits if n <= held.tries), default=None)
    return timedelta() if asked is None else max(timedelta(), held.at + waits[asked] - at)
