"""The command line of subscriptions, in its own process; the check that the page gives."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.subscribe.making import desk_at, entry
from tocsin.subscribe.chat import template_at
from tocsin.subscribe.webhook import signed

PAGE = Path(__file__).parents[2] / "docs" / "subscriptions.md"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tocsin", "subscribe", *arguments, "--desk", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_subscription_is_added_listed_paused_and_removed(tmp_path: Path) -> None:
    desk_at(tmp_path, entry(1)).record.close()
    added = run(tmp_path, "add", "readers", "--feed", "--region", "Sahel", "--quiet", "22:00-06:00")
    assert added.returncode == 0, added.stderr
    assert "/feeds/" in added.stdout
    assert "Sahel, definition violent-attack; at once, quiet 22:00-06:00 UTC" in added.stdout
    assert run(tmp_path, "pause", "readers").returncode == 0
    assert "paused" in run(tmp_path, "list").stdout
    assert run(tmp_path, "resume", "readers").returncode == 0
    assert "nothing is due" in run(tmp_path, "send", "--dry-run").stdout
    assert "Nothing new" in run(tmp_path, "preview", "readers").stdout
    assert run(tmp_path, "remove", "readers").returncode == 0
    assert run(tmp_path, "show", "readers").returncode == 2


def test_whoever_gets_mail_is_asked_unless_the_person_at_the_keyboard_vouches(tmp_path: Path) -> None:
    desk_at(tmp_path, entry(1)).record.close()
    (tmp_path / "tocsin.toml").write_text(
        '[subscribe]\naddress = "https://desk.example.org"\n'
        '[mail]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nsender = "tocsin@desk.example.org"\n'
    )
    mail = ("--mail", "reader@example.org", "--at-once", "0")
    asked = run(tmp_path, "add", "reader", *mail, "--language", "ar")
    assert asked.returncode == 0, asked.stderr
    assert "the next pass asks it by mail to confirm" in asked.stdout
    assert "in العربية" in asked.stdout
    assert "not confirmed yet" in run(tmp_path, "send", "--dry-run").stdout
    assert "asked less than an hour ago" in run(tmp_path, "resume", "reader").stderr
    assert "reader: active" in run(tmp_path, "resume", "reader", "--consent-given").stdout
    vouched = run(tmp_path, "add", "other", *mail, "--consent-given")
    assert "confirm" not in vouched.stdout
    shown = run(tmp_path, "show", "other").stdout
    assert re.search(r"agreed: given before, says \S+ on the command line, 20", shown)
    refused = run(tmp_path, "add", "fed", "--feed", "--consent-given")
    assert refused.returncode == 2
    assert "only mail needs" in refused.stderr


def test_mistakes_are_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    desk_at(tmp_path, entry(1)).record.close()
    for arguments, why in (
        (("add", "x"), "one of --mail, --webhook, --chat and --feed"),
        (("add", "x", "--mail", "a@example.org"), "say when"),
        (("add", "x", "--mail", "a@example.org", "--at-once", "1"), "set sender in [mail]"),
        (("add", "x", "--feed", "--region", "Atlantis"), "no region or country"),
        (("add", "x", "--feed", "--targets", "moon"), "no such target type"),
        (("add", "x y", "--feed"), "a subscription's name"),
        (("add", "x", "--webhook", "ftp://a.example", "--at-once", "1"), "only http and https"),
    ):
        done = run(tmp_path, *arguments)
        assert done.returncode == 2
        assert why in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_the_check_and_the_template_of_the_page_work(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    template = re.search(r"```toml\n(url = .*?)```", page, re.DOTALL)
    assert code is not None
    assert template is not None
    names: dict[str, object] = {}
    exec(code.group(1), names)  # the page's own words, as a reader would run them
    import time

    check = names["is_from_the_desk"]
    header = signed(b"body", "secret", int(time.time()))
    assert callable(check)
    assert check(b"body", header, "secret")
    assert not check(b"bodx", header, "secret")
    file = tmp_path / "telegram.toml"
    file.write_text(template.group(1), encoding="utf-8")
    assert template_at(file).body["text"] == "{text}"
