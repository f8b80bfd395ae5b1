"""`tocsin users` as a person meets it."""

from __future__ import annotations

import re

from .conftest import Run

PASSWORD = "four words of no sense\n"  # written for these tests


def test_a_team_from_the_first_user_to_the_last(run: Run) -> None:
    assert run("init", "desk").returncode == 0
    assert "one person's" in run("users", "list").stderr
    first = run("users", "add", "ana", "--password-file", "-", stdin=PASSWORD)
    assert (first.returncode, first.stderr.count("\n")) == (2, 1)
    assert "administrator" in first.stderr
    made = run("users", "add", "Ana", "--role", "administrator", "--password-file", "-", stdin=PASSWORD)
    assert (made.returncode, made.stdout) == (0, "ana is a user now, with the role of an administrator\n")
    assert run("users", "add", "ben", "--password-file", "-", stdin=PASSWORD).returncode == 0
    secret = run("users", "token", "ben", "--label", "nightly").stdout.strip()
    assert re.fullmatch(r"tocsin_[\w-]{43}", secret)
    listed = run("users", "sessions", "ben").stdout
    assert "token nightly" in listed
    assert secret not in listed
    assert run("users", "role", "ben", "publisher").returncode == 0
    assert run("users", "sessions", "ben").stdout == ""
    assert "ben  publisher" in run("users", "list").stdout
    assert run("users", "remove", "ben").returncode == 0
    assert "ben" not in run("users", "list").stdout


def test_mistakes_are_one_line(run: Run) -> None:
    run("init", "desk")
    for arguments, told in (
        (("add", "ana", "--role", "administrator"), "--password-file"),
        (("add", "ana", "--role", "administrator", "--password-file", "-"), "12 to 256"),
        (("password", "nobody", "--password-file", "-"), "no user"),
        (("remove", "nobody"), "no user"),
        (("token", "nobody"), "no user"),
    ):
        done = run("users", *arguments, stdin="short\n")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert told in done.stderr
