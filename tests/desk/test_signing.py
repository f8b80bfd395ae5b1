"""Signing in: what is counted, how long one waits, what is renewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from tocsin.desk import passwords
from tocsin.desk.settings import WebSettings
from tocsin.desk.signing import BY_ADDRESS, BY_NAME, Door, Refused, digest
from tocsin.errors import InputError
from tocsin.record import AccountStore, Record, Session, Sought, Step, accounts

START = datetime(2026, 1, 1, tzinfo=UTC)
PASSWORD = "four words of no sense"  # written for these tests
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AccountStore]:
    with Record.open(tmp_path / "record.sqlite") as record:
        record.accounts.add("ana", "administrator", QUICK, at=START)
        yield record.accounts


def test_waits_grow_and_end_and_the_right_password_ends_them(
    store: AccountStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The hash is not what is tested here, and thirty of them take long.
    monkeypatch.setattr(passwords, "is_right", lambda given, held: bool(held) and given == PASSWORD)
    clock = Clock()
    door = Door(store, WebSettings(), clock)
    waits: list[int] = []
    for attempt in range(16):
        given = door.enter("ana", "wrong", f"192.0.2.{attempt}")
        while isinstance(given, Refused) and given.wait:
            waits.append(given.wait)
            clock.now += timedelta(seconds=given.wait)
            given = door.enter("ana", "wrong", f"192.0.2.{attempt}")
        assert given == Refused()
    assert waits == [3, 5, 9, 17, 33, *[61] * 6]
    assert isinstance(door.enter("ana", PASSWORD, "192.0.2.99"), Refused)
    clock.now += timedelta(minutes=2)
    assert isinstance(door.enter("ana", PASSWORD, "192.0.2.99"), str)
    assert door.enter("ana", "wrong", "192.0.2.99") == Refused()


def test_an_address_that_tries_many_names_waits(store: AccountStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "is_right", lambda given, held: False)  # noqa: ARG005 - its signature
    door = Door(store, WebSettings(), Clock())
    found = [door.enter(f"name{n}", "wrong", "192.0.2.1") for n in range(12)]
    assert found[:10] == [Refused()] * 10
    assert found[10] == Refused(3)
    assert door.enter("name", "wrong", "192.0.2.2") == Refused()


def test_two_processes_count_as_one(store: AccountStore, tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.sqlite") as other:
        limits = {digest("name|x"): BY_NAME}
        for turn in range(5):
            one = (store, other.accounts)[turn % 2]
            assert not one.attempt(limits, at=START, forget=timedelta(hours=1))
        for one in (store, other.accounts):
            assert one.attempt(limits, at=START, forget=timedelta(hours=1)) == timedelta(seconds=2)
        assert not other.accounts.attempt(limits, at=START + timedelta(hours=1), forget=timedelta(hours=1))


def test_waits_are_bounded_and_never_shrink() -> None:
    for waits, most in ((BY_NAME, timedelta(minutes=1)), (BY_ADDRESS, timedelta(minutes=15))):
        grown = [waits[n] for n in sorted(waits)]
        assert grown == sorted(grown)
        assert grown[-1] == most


def test_a_hash_of_older_parameters_is_renewed_and_the_session_stays(store: AccountStore) -> None:
    door = Door(store, WebSettings())
    first = door.enter("ana", PASSWORD, "192.0.2.1")
    assert isinstance(first, str)
    renewed = store.user("ana").password
    assert renewed != QUICK
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in renewed
    assert isinstance(door.enter("ana", PASSWORD, "192.0.2.1"), str)
    assert store.user("ana").password == renewed
    assert door.holder(first) is not None


@given(st.text(max_size=300))
def test_what_may_be_a_password_is_said_by_its_length_first(text: str) -> None:
    if len(text) < 3 or len(set(text)) < 3:
        with pytest.raises(InputError):
            passwords.hashed("ana", text)


def test_the_same_password_typed_in_two_ways_is_one() -> None:
    assert passwords.is_right("Ångström ﬁve words", passwords.hashed("ana", "A\u030angström five words"))


@pytest.mark.parametrize("held", [None, "", "not a hash"])
def test_nobodys_password_is_never_right(held: str | None) -> None:
    assert not passwords.is_right(PASSWORD, held)


def test_what_a_user_has_open_is_bounded_and_what_is_over_goes(
    store: AccountStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_SESSIONS", 4)
    for number in range(6):
        at = START + timedelta(seconds=number)
        store.open("ana", Session(f"{number:064}", "session", "", "", at, at, at + timedelta(hours=1)))
    assert {s.hash for s in store.sessions("ana")} == {f"{n:064}" for n in range(2, 6)}
    late = START + timedelta(hours=2)
    store.open("ana", Session("a" * 64, "session", "", "", late, late, late + timedelta(hours=1)))
    assert [s.hash for s in store.sessions("ana")] == ["a" * 64]


def test_the_trail_is_cut_at_its_retention_and_numbers_are_not_used_again(store: AccountStore) -> None:
    days = [START + timedelta(days=n) for n in range(4)]
    store.note([Step(day, "ana", "look", f"/{n}", "") for n, day in enumerate(days)])
    store.note([], cut=START + timedelta(days=2))
    assert [line.step.what for line in store.trail(Sought())] == ["/3", "/2"]
    store.note([], cut=START + timedelta(days=30))
    store.note([Step(days[0], "ana", "look", "/next", "")])
    assert [(line.seq, line.step.what) for line in store.trail(Sought())] == [(5, "/next"), (4, "/3")]


def test_the_last_administrator_stays_while_there_are_others(store: AccountStore) -> None:
    with pytest.raises(InputError, match="last administrator"):
        store.set_role("ana", "reader", at=START)
    store.add("ben", "reader", QUICK, at=START)
    with pytest.raises(InputError, match="last administrator"):
        store.remove("ana", at=START)
    with pytest.raises(InputError, match="last administrator"):
        store.set_role("ana", "reader", at=START)
    store.set_role("ben", "administrator", at=START)
    store.remove("ana", at=START)
    store.remove("ben", at=START)
    assert store.users() == []
    with pytest.raises(InputError, match="first user"):
        store.add("cam", "reader", QUICK, at=START)
    with pytest.raises(InputError, match="before"):
        store.add("ana", "administrator", QUICK, at=START)
