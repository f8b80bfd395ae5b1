"""Texts, numbers and dates as people of each language write them, and what is not a language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from tocsin.language import ENGLISH, TONGUES, _, accepted, known, load, ngettext, speaking, spoken
from tocsin.language.catalogue import placeholders
from tocsin.language.templates import install

LANGUAGES = st.sampled_from(sorted(TONGUES))
SPACES = str.maketrans({"\xa0": " ", "\u202f": " ", "\u200f": ""})


@pytest.mark.parametrize(
    ("language", "day", "short", "number", "decimal", "span", "country"),
    [
        ("en", "1 July 2016", "01 Jul 2016", "1,234,567", "0.50", "28 June 2016 – 2 July 2016", "France"),
        (
            "ru",
            "1 июля 2016 г.",
            "1 июл. 2016 г.",
            "1 234 567",
            "0,50",
            "28 июн. – 2 июл. 2016 г.",
            "Франция",
        ),
        (
            "kk",
            "2016 ж. 1 шілде",
            "2016 ж. 01 шіл.",
            "1 234 567",
            "0,50",
            "2016 ж. 28 мау. – 2 шіл.",
            "Франция",
        ),
        ("fr", "1 juillet 2016", "1 juil. 2016", "1 234 567", "0,50", "28 juin – 2 juil. 2016", "France"),
        ("ar", "1 يوليو 2016", "01/07/2016", "1,234,567", "0.50", "28 يونيو – 2 يوليو 2016", "فرنسا"),
    ],
)
def test_dates_numbers_and_countries_are_those_of_the_cldr(
    language: str, day: str, short: str, number: str, decimal: str, span: str, country: str
) -> None:
    words = load(language)
    when = date(2016, 7, 1)
    assert words.day(when).translate(SPACES) == day
    assert words.short_day(when).translate(SPACES) == short
    assert words.number(1234567).translate(SPACES) == number
    assert words.decimal(0.5, 2) == decimal
    ends = words.span(date(2016, 6, 28), date(2016, 7, 2)).translate(SPACES).replace("\u2009", " ")
    assert ends == span
    assert words.territory("FR", "France") == country


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1 источник"), (2, "2 источника"), (5, "5 источников"), (11, "11 источников"), (21, "21 источник")],
)
def test_russian_plurals(n: int, said: str) -> None:
    assert load("ru").plural("%(n)s source", "%(n)s sources", n) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "لا مصادر"), (1, "مصدر واحد"), (2, "مصدران"), (3, "3 مصادر"), (11, "11 مصدرًا"), (100, "100 مصدر")],
)
def test_arabic_plurals(n: int, said: str) -> None:
    assert load("ar").plural("%(n)s source", "%(n)s sources", n) == said


def test_arabic_alone_goes_right_to_left() -> None:
    assert {language: load(language).direction for language in TONGUES} == {
        "en": "ltr", "ru": "ltr", "kk": "ltr", "fr": "ltr", "ar": "rtl",
    }  # fmt: skip


def test_the_language_spoken_ends_where_it_began() -> None:
    with speaking(load("fr")):
        assert _("Close") == "Fermer"
        with speaking(load("ru")):
            assert _("Close") == "Закрыть"
            assert ngettext("%(n)s report", "%(n)s reports", 3) == "3 сообщения"
        assert spoken().locale == "fr"
    assert _("Close") == "Close"


@given(st.text())
def test_what_is_no_language_of_ours_is_none(text: str) -> None:
    assert known(text) == (text if text in TONGUES else None)
    assert accepted(text) in {None, *TONGUES}
    assert known(None) is None


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr", "fr"), ("fr-CA,fr;q=0.9,en;q=0.8", "fr"), ("en;q=0.3, ru;q=0.7", "ru"), ("de,kk;q=0.2", "kk"),
        ("AR-eg", "ar"), ("fr;q=0, ru;q=0.1", "ru"), ("*", None), ("de", None), ("", None), ("fr;q=0", None),
        ("../../etc/passwd", None), ("ru;q=9", None), (",;=,,", None), ("fr,ru", "fr"),
        ("x" * 5000 + ",fr", None),
    ],
)  # fmt: skip
def test_the_best_accepted_language_is_taken(header: str, language: str | None) -> None:
    assert accepted(header) == language


def test_load_refuses_what_is_not_a_language() -> None:
    with pytest.raises(KeyError):
        load("../fr")


NAMES = st.sampled_from(["n", "name", "low"])
VALUES = st.one_of(st.text(), st.integers(), st.none(), st.floats())
TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(["%", "%(n)s", "%(n)d", "%(name)s", "%%", "a", "%("])).map("".join)
)


@given(LANGUAGES, TEXTS, st.dictionaries(NAMES, VALUES))
def test_filling_never_raises(language: str, text: str, values: dict[str, object]) -> None:
    assert isinstance(load(language)(text, **values), str)


@given(LANGUAGES, st.integers(min_value=0, max_value=10**7), st.data())
def test_every_message_takes_any_value(language: str, n: int, data: st.DataObject) -> None:
    words = load(language)
    messages = words.catalogue.messages
    if not messages:
        return
    key = data.draw(st.sampled_from(sorted(messages, key=str)))
    text = data.draw(st.text(max_size=20))
    names = set().union(*map(placeholders, messages[key])) | {"n"}
    values = {name: text for name in names if name != "n"}
    for form in messages[key]:
        said = words.fill(form, "", {**values, "n": n})
        assert all(part in said for part in (text,) if names & placeholders(form) - {"n"})


def _page(language: str, source: str, **given_: object) -> str:
    environment = Environment(loader=DictLoader({"page": source}), autoescape=True)
    install(environment, load(language))
    return environment.get_template("page").render(**given_)


def test_templates_escape_texts_and_values_and_let_markup_pass() -> None:
    hostile = '<script>alert("1")</script>%(n)s %d'
    said = _page("fr", '{{ _("Read: %(what)s", what=hostile) }}', hostile=hostile)
    assert "<script>" not in said
    assert said.startswith("Lu : &lt;script&gt;")
    marked = _page("fr", '{{ _("%(first)s to %(last)s", first=a, last=b) }}', a=Markup("<b>x</b>"), b="<i>")
    assert marked == "du <b>x</b> au &lt;i&gt;"
    assert _page("ru", '{{ ngettext("%(num)d source", "%(num)d sources", 1234) }}') == "1\xa0234 sources"
    assert _page("fr", "{{ _(line) }}", line="100 % of %(x)s") == "100 % of %(x)s"


def test_times_are_told_in_the_clock_of_the_language() -> None:
    when = datetime(2016, 7, 14, 21, 30, tzinfo=UTC)
    assert ENGLISH.clock(when) == "21:30"
    assert load("ar").clock(when).translate(SPACES) == "9:30 م"
    assert load("kk").clock(when) == "21:30"
