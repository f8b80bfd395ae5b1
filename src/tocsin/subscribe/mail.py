"""A message as mail: plain text beside HTML, the chart inside it, nothing loaded from elsewhere.

Source: RFC 5322 (form), RFC 2046 5.1.4 (alternatives), RFC 2392 (cid), RFC 3282 (language), RFC 8058
(leaving with one click).
Text of documents reaches headers on one line only; the email package encodes it (RFC 2047).
"""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tocsin.errors import InputError, MissingExtraError
from tocsin.language import Words, _, speaking
from tocsin.release.templates import environment
from tocsin.subscribe import letter as saying
from tocsin.subscribe.agreeing import Question
from tocsin.subscribe.letter import Letter
from tocsin.subscribe.subscription import Subscription

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
    mail = _headed(letter.id, letter.asked, letter.made_at, saying.subject(letter), sender)
    mail["List-Id"] = f"<{letter.name.lower()}.tocsin.{_domain(sender)}>"
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
    return _whole(mail, letter.asked)


def asking(question: Question, sender: str) -> bytes:
    """Return the whole mail that asks whether somebody wants the others."""
    with speaking(question.words):
        mail = _headed(question.id, question.asked, question.made_at, question.subject, sender)
        mail.set_content("\n\n".join([*question.lines, question.link, question.ending]) + "\n")
        page = _environment(question.words).get_template("confirm.html.j2").render(question=question)
    mail.add_alternative(page, subtype="html")
    return _whole(mail, question.asked)


def _headed(identity: str, asked: Subscription, at: datetime, subject: str, sender: str) -> EmailMessage:
    mail = EmailMessage(policy=_FORM)
    mail["From"] = Address("tocsin", addr_spec=sender)
    mail["To"] = Address(addr_spec=asked.to)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{identity}@{_domain(sender)}>"
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def _whole(mail: EmailMessage, asked: Subscription) -> bytes:
    """Return a finished mail: set earlier, a header about its content would go with its first part."""
    mail["Content-Language"] = asked.language
    return mail.as_bytes()


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2]


def html(letter: Letter, cid: str = "") -> str:
    """Return the HTML of a mail; `cid` names the chart inside it."""
    with letter.spoken():
        page: str = _environment(letter.words).get_template("mail.html.j2").render(
            letter=letter, subject=saying.subject(letter), kinds=saying.KINDS, rows=saying.rows,
            note=saying.note, headed=saying.headed, numbered=saying.numbered, ending=saying.ending(letter),
            cid=cid,
        )  # fmt: skip
        return page


def chart(letter: Letter) -> bytes | None:
    """Return the dead of each attack told of as a PNG; None where there are none, or no drawing library."""
    with letter.spoken():
        bars = [
            {"attack": f"{n}. {saying.headed(item)[:60]}", "killed": item.killed}
            for n, item in enumerate((i for i in letter.items if i.killed), 1)
        ][:BARS]
        title = _("killed (best figure)")
    if not bars:
        return None
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": bars}, "width": 300,
        "mark": "bar",
        "encoding": {
            "y": {"field": "attack", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": 260}},
            "x": {"field": "killed", "type": "quantitative", "title": title, "axis": {"tickMinStep": 1}},
        },
    }  # fmt: skip
    from tocsin.measure.estimate import render

    try:
        return render(spec, "png")
    except MissingExtraError:
        return None


@cache
def _environment(words: Words) -> Environment:
    return environment(words, "tocsin.subscribe")
