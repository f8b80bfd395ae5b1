"""A message as mail: plain text beside HTML, the chart inside it, nothing loaded from elsewhere.

Source: RFC 5322 (form), RFC 2046 5.1.4 (alternatives), RFC 2392 (cid), RFC 8058 (leaving with one click).
Text of documents reaches headers on one line only; the email package encodes it (RFC 2047).
"""

from __future__ import annotations

from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tocsin.errors import InputError, MissingExtraError
from tocsin.release.inert import plain
from tocsin.subscribe import letter as saying
from tocsin.subscribe.letter import Letter

if TYPE_CHECKING:
    from jinja2 import Environment

_FORM: Final = policy.SMTP.clone(cte_type="7bit")
BARS: Final = 12
"""The most attacks that a chart shows."""


def address(written: str) -> str:
    """Return a mail address as it is stored. Raises InputError where it is none."""
    try:
        found = Address(addr_spec=written.strip())
    except (HeaderParseError, ValueError, IndexError):
        found = Address()
    spec = found.addr_spec
    if (
        not found.username
        or "." not in found.domain.strip(".")
        or not spec.isascii()
        or not spec.isprintable()
    ):
        raise InputError(f"{written!r} is not a mail address such as desk@example.org")
    return spec


def composed(letter: Letter, sender: str) -> bytes:
    """Return the whole mail as it is sent, each time the same bytes with the same Message-ID."""
    mail = EmailMessage(policy=_FORM)
    mail["From"] = Address("tocsin", addr_spec=sender)
    mail["To"] = Address(addr_spec=letter.asked.to)
    mail["Subject"] = saying.subject(letter)
    mail["Date"] = format_datetime(letter.made_at)
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Id"] = f"<{letter.name.lower()}.tocsin.{sender.rpartition('@')[2]}>"
    if letter.leave:
        mail["List-Unsubscribe"] = f"<{letter.leave}>"
        if urlsplit(letter.leave).scheme == "https":
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(saying.text(letter))
    picture = chart(letter)
    cid = f"chart.{letter.id}@tocsin"
    mail.add_alternative(html(letter, cid if picture else ""), subtype="html")
    if picture:
        part: Any = mail.get_payload(1)
        part.add_related(picture, "image", "png", cid=f"<{cid}>", filename="chart.png", disposition="inline")
    return mail.as_bytes()


def html(letter: Letter, cid: str = "") -> str:
    """Return the HTML of a mail; `cid` names the chart inside it."""
    page: str = _environment().get_template("mail.html.j2").render(
        letter=letter, subject=saying.subject(letter), kinds=saying.KINDS, rows=saying.rows, note=saying.note,
        headed=saying.headed, ending=saying.ending(letter), cid=cid,
    )  # fmt: skip
    return page


def chart(letter: Letter) -> bytes | None:
    """Return the dead of each attack told of as a PNG; None where there are none, or no drawing library."""
    bars = [
        {"attack": f"{n}. {saying.headed(item)[:60]}", "killed": item.killed}
        for n, item in enumerate((i for i in letter.items if i.killed), 1)
    ][:BARS]
    if not bars:
        return None
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": bars}, "width": 300,
        "mark": "bar",
        "encoding": {
            "y": {"field": "attack", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": 260}},
            "x": {"field": "killed", "type": "quantitative", "title": "killed (best figure)",
                  "axis": {"tickMinStep": 1}},
        },
    }  # fmt: skip
    from tocsin.measure.estimate import render

    try:
        return render(spec, "png")
    except MissingExtraError:
        return None


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("tocsin.subscribe"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_inert,
    )  # fmt: skip


def _inert(value: Any) -> Any:
    return plain(value) if type(value) is str else value
