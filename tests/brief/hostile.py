"""Text that a page may hold to make a brief do what it should not."""

from __future__ import annotations

from dataclasses import replace

from tests.brief.builders import NOW, SINCE, brief, exactly, health, incident, reading, said
from tocsin.brief import Brief, Late
from tocsin.model import Group, Place, Statement

TEXT = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> </style><b>bold</b> [trap](javascript:alert(3)) "
    "](https://evil.example/) ![pixel](https://evil.example/p.png) https://evil.example/bare "
    "www.evil.example <https://evil.example/auto> someone@evil.example **strong** `code` # heading | cell | "
    "~~gone~~ &lt; &#60; {{ 7 * 7 }} {% raw %} \" ' \x1b[31mred\x1b]8;;https://evil.example\x07 \x9b31m "
    "\u202eesrever \u2066 \x00 \ud800 [red]markup[/red] :bomb:\n\n"
    "# second line\n- item\n> quote\n1. one\n```\nfence\n```\n"
)
NAMES = (
    "javascript:alert(4)",
    "https://good.example@evil.example/",
    'https://outlet.example/"><script>alert(5)</script>',
)


def hostile_brief(text: str = TEXT) -> Brief:
    """A brief in which every text that comes from outside is `text`."""
    place = Place(text, text, "DE", 51.0, 10.0, 5.0, "city")
    evidence = [
        said("killed", {"low": 3, "best": 3, "high": 3}, quote=text, source=text, by=text, document=NAMES[0]),
        said(
            "injured",
            {"low": 1, "best": 1, "high": 1, "part": text},
            quote=text,
            source=None,
            document=NAMES[1],
        ),
        said(
            "group",
            {"name": text, "relation": "claimed"},
            quote=text,
            source=text,
            by=text,
            document=NAMES[2],
        ),
        said("place", {"name": text, "admin1": text, "country": "DE"}, quote=text, source=text),
        said("killed", {"low": 4, "best": 4, "high": 4}, quote=text, source=text, by=text, report="r2"),
    ]
    new = incident(
        "aaaaaaaaaa", title=text, place=place, killed=exactly(30), targets=("worship",),
        groups=[Group(text, "claimed", text)], evidence=evidence, documents=NAMES, reports=("r1",),
    )  # fmt: skip
    plot = replace(new, id="cccccccccc", outcome="foiled", reports=("r3",), documents=("c",))
    old = replace(new, id="bbbbbbbbbb", reports=("b1",), documents=("b",), groups=(), killed=exactly(2))
    known = replace(new, id="bbbbbbbbbb", reports=("b1",), documents=("b",))
    taken = Statement("x", "withdrawn", {"document": text, "reason": text}, said_by=text, origin="human")
    return brief(
        [new, plot, known],
        [old],
        read=reading(
            9,
            by_source={text: 9},
            not_understood={text: 1},
            reasons={text: 1},
            left_out={text: 1},
            rejections=1,
        ),
        polls=[
            health(text, consecutive_failures=2, note=text),
            health(text + "2", verified=False, note=text),
        ],
        late=Late(2, SINCE, NOW, (replace(new, id="eeeeeeeeee"),)),
        withdrawals=[taken],
    )
