from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console

from tests.brief.builders import ANYWHERE, CORNER, SINCE, brief, exactly, incident, reading, said
from tests.brief.hostile import hostile_brief
from tocsin.brief import Brief, as_text, dumps, released, to_html, to_json, to_markdown, to_text
from tocsin.brief.html import policy
from tocsin.brief.markdown import escape
from tocsin.places import ATTRIBUTION

HOSTILE = hostile_brief()
EVIDENCE = [said("killed", {"low": 3, "best": 3, "high": 3}, quote="Three people died.")]
ORDINARY = brief(
    [
        incident(killed=exactly(3), evidence=EVIDENCE),
        incident("b", place=ANYWHERE, reports=("b",), documents=("b",)),
    ]
)
FORMATS = {"text": as_text, "html": to_html, "markdown": to_markdown, "json": dumps}


class Page(HTMLParser):
    """The tags, the links and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def console(*, terminal: bool) -> tuple[Console, io.StringIO]:
    file = io.StringIO()
    return Console(file=file, force_terminal=terminal, width=80, highlight=False), file


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_brief_gives_the_same_bytes(name: str) -> None:
    again = hostile_brief()
    assert FORMATS[name](HOSTILE) == FORMATS[name](again)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_as_utf8_and_drives_no_terminal(name: str) -> None:
    text = FORMATS[name](HOSTILE)
    text.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_answer_the_definition_the_sources_the_time_and_what_is_missing(
    name: str,
) -> None:
    text = FORMATS[name](ORDINARY).replace("\\", "")
    for part in (
        "No major new attack reported", "violent-attack", "40 documents from 1 source",
        "15 July 2016, 00:00 UTC", "Attacks that none of them told of", ATTRIBUTION.split("(")[0],
        "Three people died.", "Outlet",
    ):  # fmt: skip
        assert part in text, part


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_the_first_line_is_the_answer(name: str) -> None:
    text = FORMATS[name](brief([], read=reading(0)))
    first = Page(text).text.strip() if name == "html" else text.splitlines()[0].lstrip("# ")
    assert first.startswith("NOTHING WAS READ")


def test_in_html_no_text_becomes_a_tag_or_a_link() -> None:
    page = Page(to_html(HOSTILE))
    assert not page.all("script") + page.all("img") + page.all("iframe") + page.all("form")
    assert len(page.all("style")) == 1
    assert page.text.count("<script>alert(1)</script>") > 10
    links = [attrs["href"] or "" for attrs in page.all("a")]
    outward = {link for link in links if not link.startswith("#")}
    assert outward == {"https://outlet.example/1"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert not [attrs for _, attrs in page.tags if "style" in attrs or "src" in attrs]


def test_links_of_html_say_nothing_about_who_came() -> None:
    for attrs in Page(to_html(ORDINARY)).all("a"):
        if (attrs["href"] or "").startswith("http"):
            assert "noreferrer" in (attrs["rel"] or "")


def test_the_policy_of_the_page_forbids_everything_but_its_own_style() -> None:
    page = to_html(ORDINARY)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    metas = {
        attrs.get("http-equiv"): attrs["content"] for attrs in Page(page).all("meta") if "content" in attrs
    }
    assert metas["Content-Security-Policy"] == policy(style[1])
    assert policy("x").startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def tokens(text: str) -> list[Token]:
    flat: list[Token] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        flat += [token, *(token.children or [])]
    return flat


def structure(text: str) -> list[str]:
    return [token.type for token in tokens(text) if token.type not in ("text", "text_special", "softbreak")]


def test_in_markdown_hostile_text_makes_what_a_plain_word_makes() -> None:
    found = structure(to_markdown(HOSTILE))
    assert found == structure(to_markdown(hostile_brief("word")))
    assert {"heading_open", "bullet_list_open", "blockquote_open"} < set(found)
    assert not {"html_block", "html_inline", "image", "fence", "link_open"} & set(found)


def test_in_markdown_a_safe_address_is_a_link() -> None:
    links = [t.attrs["href"] for t in tokens(to_markdown(ORDINARY)) if t.type == "link_open"]
    assert links == ["https://outlet.example/1"]


@pytest.mark.parametrize(
    "text",
    [
        "- item",
        "1. one",
        "# head",
        "+ plus",
        "===",
        "> quote",
        "``` fence",
        "<b>",
        "[a](b)",
        "* * *",
        "a | b",
        "\\",
    ],
)
def test_escaped_text_is_a_paragraph_that_says_the_same(text: str) -> None:
    found = tokens(escape(text))
    assert [t.type for t in found if t.level == 0 and t.type != "text" and t.nesting == 1] == [
        "paragraph_open"
    ]
    assert "".join(t.content for t in found if t.type in ("text", "text_special") and t.level == 0) == text


def test_bare_addresses_do_not_become_links_in_github() -> None:
    assert escape("https://evil.example www.evil.example") == r"https\://evil\.example www\.evil\.example"
    assert "@e" not in escape("someone@evil.example")


def test_json_goes_round_and_is_as_the_incidents_are() -> None:
    data = to_json(ORDINARY)
    assert json.loads(dumps(ORDINARY)) == json.loads(json.dumps(data))
    assert json.loads(dumps(HOSTILE)) == json.loads(json.dumps(to_json(HOSTILE)))
    first = data["attacks"][0]
    assert first["killed"] == {"low": 3, "best": 3, "high": 3}
    assert first["quote"]["quote"] == "Three people died."
    assert data["window"] == {"since": "2016-07-14T00:00:00Z", "until": "2016-07-15T00:00:00Z"}
    assert data["timeline"]["bars"][-1] == {"day": "2016-07-14", "new": 2, "known": 0}


def test_a_terminal_gets_colour_and_a_pipe_gets_whole_lines() -> None:
    coloured, file = console(terminal=True)
    to_text(ORDINARY, coloured)
    assert "\x1b[" in file.getvalue()
    piped, file = console(terminal=False)
    to_text(ORDINARY, piped)
    assert "\x1b" not in file.getvalue()
    assert "Coded by machine from the documents' words, and not checked by a person" in file.getvalue()


def test_at_a_terminal_hostile_text_drives_nothing() -> None:
    terminal, file = console(terminal=True)
    to_text(HOSTILE, terminal)
    written = file.getvalue()
    assert "\x1b]" not in written
    assert "\x1b[31mred" not in written
    assert "[red]markup[/red]" in re.sub(r"\s+", " ", written)


def test_many_new_attacks_take_a_line_each_after_the_gravest() -> None:
    many = [
        incident(f"{n:010}", title=f"Attack {n}", reports=(f"r{n}",), documents=(f"d{n}",)) for n in range(20)
    ]
    text = as_text(brief(many))
    assert text.count("tocsin show") == 15
    assert all(f"Attack {n}" in text for n in range(20))


def sensitive() -> Brief:
    place = said("place", {"name": "St Mary Hospital"}, quote="St Mary Hospital")
    new = incident(
        title="Arson in St Mary Hospital",
        place=CORNER,
        targets=("health",),
        evidence=[place, *EVIDENCE],
        reports=("r1",),
    )
    old = replace(
        new,
        id="bbbbbbbbbb",
        reports=("b1",),
        documents=("b",),
        place=ANYWHERE,
        first_reported=SINCE - timedelta(days=3),
    )
    now = replace(old, place=CORNER)
    return brief([new, now], [old])


@pytest.mark.parametrize("name", ["html", "markdown", "json"])
def test_sensitive_places_leave_the_node_coarsened(name: str) -> None:
    text = FORMATS[name](sensitive())
    assert "51.23" not in text
    assert "10.12" not in text
    assert "St Mary Hospital" not in text
    assert "Lower Province" in text


def test_a_terminal_shows_the_desk_its_own_places_and_a_file_does_not() -> None:
    made = sensitive()
    assert "St Mary Hospital" in as_text(made)
    assert "St Mary Hospital" not in as_text(released(made))
    assert released(released(made)) == released(made)


def test_the_html_tells_what_the_data_tells() -> None:
    made = brief(
        [
            incident(
                killed=exactly(84), evidence=[*EVIDENCE, said("injured", {"low": 2, "best": 2, "high": 2})]
            )
        ],
        [],
        read=reading(12, not_understood={"am": 3}),
    )
    page = Page(to_html(made))
    assert [a["id"] for a in page.all("article")] == ["i-aaaaaaaaaa"]
    for part in (
        "84",
        "1 independent source",
        "Amharic (3)",
        "police, in",
        "tocsin show aaaaaaaaaa",
        "Natural Earth",
    ):
        assert part in re.sub(r"\s+", " ", page.text)


def test_no_text_is_lost_on_its_way_through_the_formats() -> None:
    quote: Any = "Zwölf Tote – «douze morts» – 十二人死亡 – اثنا عشر قتيلاً 🚑"
    made = brief([incident(evidence=[said("killed", {"low": 12, "best": 12, "high": 12}, quote=quote)])])
    assert quote in as_text(made)
    assert quote in Page(to_html(made)).text
    assert quote in to_markdown(made)
    assert json.loads(dumps(made))["attacks"][0]["quote"]["quote"] == quote
