"""The smaller parts: gate, age of an event, statuses, outcome of the measuring commands."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import relevance, wikinews
from tocsin.coding import Coder, gate
from tocsin.coding.assemble import quoted
from tocsin.coding.cues import CUES
from tocsin.coding.folding import fold
from tocsin.coding.language import language_of
from tocsin.coding.lexicon import TRIGGERS, Trigger
from tocsin.coding.masks import MASKS
from tocsin.coding.outlet import outlet_country
from tocsin.coding.patterns import Rule
from tocsin.coding.recency import recency
from tocsin.coding.sentences import sentences
from tocsin.coding.status import STATUSES, cues, masked
from tocsin.model import QUOTE_LIMIT, Document, Span

PUBLISHED = datetime(2016, 7, 20, 12, tzinfo=UTC)
CASES = json.loads(Path(__file__).with_name("dispatches.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("A bomb killed five people on Monday.", "recent"),
        ("A bomb killed five people in Lima on 2 July.", "recent"),
        ("A bomb killed five people in the city in March.", "old"),
        ("A bomb killed five people in 2014.", "old"),
        ("A bomb killed five people there two years ago.", "old"),
        ("On Friday a judge heard how a bomb killed five in August 2014.", "mixed"),
        ("A bomb killed five people.", "unsaid"),
    ],
)
def test_recency(sentence: str, age: str) -> None:
    span = Span(0, len(sentence))
    assert recency(sentence, span, fold(sentence), PUBLISHED).age == age


def test_recency_does_not_look_at_what_is_hidden() -> None:
    sentence = "A bomb killed five on Monday, two years after a siege killed ten."
    hidden = Span(sentence.index("two years"), len(sentence))
    span = Span(0, len(sentence))
    assert recency(sentence, span, fold(sentence), PUBLISHED).age == "mixed"
    assert recency(sentence, span, fold(sentence), PUBLISHED, [hidden]).age == "recent"


def test_gate_lets_every_attack_of_the_development_set_pass() -> None:
    attacks = [case for case in CASES if case["events"]]
    stopped = [c["id"] for c in attacks if gate.probability(c["title"], c["text"]) < gate.THRESHOLD]
    assert len(stopped) <= 0.01 * len(attacks), stopped


def test_gate_gives_a_probability() -> None:
    assert gate.probability(None, "") < gate.THRESHOLD < gate.probability(None, "gunmen bomb hostages") < 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("he died of a heart attack", "medical"),
        ("the worst bombing since the 2004 attack on trains", "background"),
        ("troops killed five militants", "clash"),
        ("the attacker was shot dead by police", "response"),
        ("a scathing attack on the budget", "metaphor"),
        ("a ransomware attack", "cyber"),
        ("a dog attack", "animal"),
    ],
)
def test_masks(text: str, status: str) -> None:
    assert status in {code for _, code in masked(text)}


def test_every_status_that_rules_give_is_listed() -> None:
    texts = [fold(case["text"]) for case in CASES]
    given = {code for text in texts for code in cues(text)} | {code for t in texts for _, code in masked(t)}
    assert given <= set(STATUSES)
    coder = Coder()
    left = {key for case in CASES for key in coder.code(Document(case["id"], case["text"])).left_out}
    assert left
    assert left <= set(STATUSES)


def test_language_of_short_and_empty_texts() -> None:
    assert language_of("12345 !!") is None
    assert language_of("The police said that the men were armed.") == "en"
    assert language_of("Die Polizei teilte mit, dass die Männer bewaffnet waren.", "de-DE") == "de"


def test_relevance_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "texts.tsv"
    table.write_text(
        "Gunmen shot dead three villagers near Gao on Monday.\t1\n\nThe choir sang in the park.\t0\n",
        encoding="utf-8",
    )
    out = tmp_path / "figures.json"
    relevance.main(["--tsv", str(table), "--all", "relevant", "--json", str(out)])
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert (figures["n"], figures["gate_pass"], figures["called_relevant"]) == (2, 0.5, 0.5)
    assert "50.0%" in capsys.readouterr().out


def test_wikinews_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "judgement.tsv"
    row = ("2019-10-11", wikinews.digest("Minister stabbed in Pandeglang"), "1", "0", "an attempt on a life")
    table.write_text("date\ttitle_sha256\tincidents\talso\twhy\n" + "\t".join(row) + "\n", encoding="utf-8")
    monkeypatch.setattr(wikinews, "JUDGEMENT", table)
    articles = tmp_path / "articles.csv"
    articles.write_text(
        "url,date,title,text\n"
        "u1,2019-10-11,Minister stabbed in Pandeglang,"
        "The minister was stabbed by two attackers in Pandeglang on Thursday.\n"
        "u2,2019-10-12,Choir sings,The choir sang in the park.\n"
        "u3,2019-10-13,Bomb kills six,A bomb killed six people in a market in Lima on Saturday.\n",
        encoding="utf-8",
    )
    out = tmp_path / "figures.json"
    wikinews.main(["--csv", str(articles), "--json", str(out)])
    figures = json.loads(out.read_text(encoding="utf-8"))
    # the judgement names one attack; the third article tells of one that it does not, a false alarm by it
    assert (figures["documents"], figures["found"], figures["missed"], figures["false_alarms"]) == (
        3,
        1,
        0,
        1,
    )
    assert "false alarm" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["x", "Bomb kills 3.", "OK", "12345 !!"])
def test_a_few_plain_letters_have_no_language_and_are_read(text: str) -> None:
    assert language_of(text) is None
    assert language_of("Bomb kills 3.", "en-GB") == "en"
    assert Coder().code(Document("d", text)).understood


def test_a_short_text_in_english_or_in_another_script_is_told() -> None:
    assert language_of("He was shot in the bar.") == "en"
    assert language_of("Взрыв на рынке") not in ("en", None)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("https://www.paper.co.uk/news/1", "GB"),
        ("https://paper.com.au", "AU"),
        ("https://paper.example/1", None),
        ("https://radio.fm/1", None),
        ("doc:17", None),
        ("http://[::1", None),
        ("https://10.0.0.1/x", None),
    ],
)
def test_country_of_an_outlet(name: str, country: str | None) -> None:
    assert outlet_country(name) == country


LONG = "Police said that " + "the street was closed and " * 30 + "twelve people died"


def test_a_quote_is_the_sentence_that_carries_the_value() -> None:
    text = "Rain fell. A bomb killed twelve people in Lima. It was Monday."
    mention = Span(text.index("twelve"), text.index("twelve") + 6)
    assert quoted(text, sentences(text), mention).of(text) == "A bomb killed twelve people in Lima."


@given(st.integers(0, len(LONG) - 1), st.integers(1, 500))
def test_a_quote_of_a_long_sentence_is_a_window_of_whole_words(start: int, length: int) -> None:
    mention = Span(start, min(start + length, len(LONG)))
    quote = quoted(LONG, [Span(0, len(LONG))], mention)
    assert 0 < quote.end - quote.start <= QUOTE_LIMIT
    if mention.end - mention.start <= QUOTE_LIMIT - 40:
        assert quote.start <= mention.start
        assert mention.end <= quote.end
        assert quote.start == 0 or LONG[quote.start - 1] == " " or quote.start == mention.start
        assert quote.end == len(LONG) or LONG[quote.end] == " " or quote.end == mention.end


def test_no_pattern_is_hidden_behind_its_heads() -> None:
    """The heads make a pattern cheap to skip; one that leaves out what its pattern matches is never tried."""
    texts = [fold(f"{case['title']}\n\n{case['text']}") for case in CASES]
    found = [fold(span.of(text)) for text in texts for span in sentences(text)]
    rules: tuple[Trigger | Rule, ...] = (*TRIGGERS, *CUES, *MASKS)
    for rule in rules:
        hidden = [text for text in found if not rule.may(text) and rule.pattern.search(text)]
        assert not hidden, (rule.heads, hidden[:3])
