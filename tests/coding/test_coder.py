"""The coder as a whole: languages, odd texts, purity, statuses in one document."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding import CODER, Coder, code
from tocsin.model import Document, check_statement

PUBLISHED = datetime(2019, 5, 6, 9, 0, tzinfo=UTC)
ATTACK = (
    "Gunmen opened fire on worshippers at a mosque in Kano on Sunday, killing nine people, police said. "
    "No group has claimed responsibility for the attack."
)


def test_a_report_carries_grounded_statements() -> None:
    coding = code(Document("d", ATTACK, "Nine killed at mosque", PUBLISHED))
    assert coding.relevant
    assert coding.understood
    assert coding.language == "en"
    assert coding.coder == CODER
    (report,) = coding.reports
    values = {s.property: s.value for s in reversed(report.statements)}
    told = {(s.property, s.value) for s in report.statements if isinstance(s.value, str)}
    assert {("attack_type", "shooting"), ("weapon_type", "firearm"), ("target_type", "worship")} <= told
    assert values["outcome"] == "completed"
    assert values["date"]["start"] == "2019-05-05"
    assert values["place"]["country"] == "NG"
    assert values["killed"]["best"] == 9
    assert report.anchor.of(ATTACK).startswith("Gunmen")


def test_a_name_in_brackets_tells_of_no_attack() -> None:
    signed = f"{ATTACK} Relatives waited outside a hospital. (Kano Wire Service)"
    (report,) = code(Document("d", signed, "Nine killed at mosque", PUBLISHED)).reports
    assert all("Wire Service" not in (s.quote or "") for s in report.statements)


def test_a_press_review_has_no_event_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    told = f"The dailies of Lagos have one subject. {ATTACK} A columnist asks who guarded the gate."
    assert code(Document("d", told, "Nine killed at mosque", PUBLISHED)).reports

    def unread(*_: object) -> None:
        pytest.fail("its title says enough")

    monkeypatch.setattr("tocsin.coding.coder.read", unread)
    reviewed = code(Document("d", told, "Press review: after the mosque", PUBLISHED))
    assert not reviewed.reports
    assert reviewed.reason == "review"
    assert reviewed.left_out["review"] >= 1


def test_an_anniversary_reports_no_attack_but_one_on_the_day_is_told() -> None:
    recalled = (
        "Families have marked one year since a gunman shot nine worshippers dead at a mosque in Kano in "
        "May 2018. The attacker was killed by police. Flowers were laid at the gate."
    )
    title = "One year since the Kano mosque shooting"
    coding = code(Document("d", recalled, title, PUBLISHED))
    assert not coding.reports
    assert not coding.relevant
    assert coding.left_out["anniversary"] >= 1
    assert code(Document("d", f"{recalled} {ATTACK}", title, PUBLISHED)).reports
    assert code(Document("d", ATTACK, title, PUBLISHED)).reports


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Des hommes armés ont ouvert le feu devant une mosquée dimanche, tuant neuf personnes.", "fr"),
        ("Боевики открыли огонь у мечети в воскресенье, девять человек погибли.", "ru"),
        ("قتل تسعة أشخاص في هجوم مسلح على مسجد في المدينة يوم الأحد.", "ar"),
    ],
)
def test_other_languages_are_not_read_and_say_so(text: str, language: str) -> None:
    coding = code(Document("d", text, None, PUBLISHED))
    assert not coding.understood
    assert not coding.reports
    assert coding.reason == "language"
    assert coding.language == language


def test_a_declared_language_is_only_a_hint() -> None:
    assert code(Document("d", ATTACK, None, PUBLISHED, language="fr")).reports
    french = "Des hommes armés ont ouvert le feu devant une mosquée dimanche, tuant neuf personnes."
    assert not code(Document("d", french, None, PUBLISHED, language="en-GB")).understood


def test_no_text() -> None:
    assert code(Document("d", "  \n ", "Bomb kills ten", PUBLISHED)).reason == "no_text"


def test_ordinary_news_stops_at_the_gate() -> None:
    coding = code(Document("d", "The council will plant a thousand trees along the river next spring.", None))
    assert coding.reason == "not_relevant"
    assert coding.probability < 0.12


def test_the_same_document_gives_the_same_coding() -> None:
    document = Document("d", ATTACK, "Nine killed at mosque", PUBLISHED)
    assert Coder().code(document) == code(document)


def test_every_process_gives_the_same_reason() -> None:
    asked = (
        "from tocsin.coding.events import tellings; from tocsin.coding.sentences import sentences; "
        "from tocsin.coding.silence import left_out; "
        "text = 'A court heard on Monday that a drill in which a bomb exploded killed ten people.'; "
        "print(*left_out('Court hears of the bomb drill', tellings(text, sentences(text), None)))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout.strip()
        for seed in range(1, 5)
    }  # fmt: skip
    assert told == {"court"}


def test_a_coder_travels_to_another_process() -> None:
    coder = Coder()
    first = coder.code(Document("d", ATTACK, None, PUBLISHED))
    packed = pickle.dumps(coder)
    assert len(packed) < 10_000
    assert pickle.loads(packed).code(Document("d", ATTACK, None, PUBLISHED)) == first


def test_without_a_date_nothing_is_dated() -> None:
    coding = code(Document("d", ATTACK, None, None))
    assert coding.reports
    assert "date" not in {s.property for s in coding.reports[0].statements}


def test_what_is_left_out_is_counted() -> None:
    text = (
        "A man was jailed for life on Friday for stabbing a teacher in 2015. "
        "In 2014, a suicide bombing in the same street killed twenty people."
    )
    coding = code(Document("d", text, "Life sentence for teacher's killer", PUBLISHED))
    assert not coding.reports
    assert coding.reason == "court"
    assert coding.left_out["court"] >= 1
    assert sum(coding.left_out.values()) >= 2


def test_what_a_report_recalls_stands_in_none_of_its_values() -> None:
    text = (
        "A bomb exploded at a market in Lahore on Saturday, killing four traders, police said. "
        "In 2014, a suicide bombing in the same street killed twenty people."
    )
    (report,) = code(Document("d", text, "Four killed in market blast", PUBLISHED)).reports
    assert [s.value["best"] for s in report.statements if s.property == "killed"] == [4]


def test_ambulances_do_not_make_a_hospital_a_target() -> None:
    text = (
        "A suicide bomber killed twelve people at a bus station in Lahore on Saturday. "
        "The wounded were taken to a hospital near a school. Doctors at the hospital said that more may die."
    )
    (report,) = code(Document("d", text, None, PUBLISHED)).reports
    targets = {s.value for s in report.statements if s.property == "target_type"}
    assert "transport" in targets
    assert not targets & {"health", "education"}


def test_a_title_decides_but_is_never_quoted() -> None:
    text = "Eleven people died on Saturday when the device went off beside their bus in Quetta."
    (report,) = code(Document("d", text, "Roadside bomb kills eleven", PUBLISHED)).reports
    assert all(s.quote and s.quote in text for s in report.statements)


@pytest.mark.parametrize(
    "text",
    [
        "A BOMB EXPLODED IN A MARKET IN LIMA TODAY KILLING SIX PEOPLE " * 2000,
        "bomb " * 100_000,
        "." * 300_000 + "x",
        "Gunmen opened fire. " * 20_000,
        '"' * 200_000,
        "\n \n" * 100_000 + "a bomb killed ten people on monday",
        "a" * 1_000_000,
        "killed by " * 50_000,
        "the the the " * 80_000,
        "1,2,3,4,5 killed " * 30_000,
        "İstanbul'da bomb attack killed İİİ people on Monday. " * 10,
        "\u202eهجوم bomb attack killed ten people on Monday\u202c " * 50,
    ],
    ids=[
        "capitals",
        "one-word",
        "dots",
        "short",
        "quotes",
        "blank",
        "letters",
        "by",
        "the",
        "numbers",
        "dotted",
        "rtl",
    ],
)
def test_odd_texts_end(text: str) -> None:
    coding = code(Document("d", text, text[:80], PUBLISHED))
    for report in coding.reports:
        for s in report.statements:
            check_statement(s)
            assert s.start is not None
            assert s.end is not None
            assert s.quote == text[s.start : s.end]


VOCABULARY = """
    gunmen bomb killed ten on Monday in Kabul police said . , attack court film the of a mosque İ ’ “ ” – 2014
    hospital near drill soldiers was were shot dead by stabbed ambushed hostages
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60), st.booleans())
def test_any_words_give_sound_statements(words: list[str], titled: bool) -> None:
    text = " ".join(words)
    coding = code(Document("d", text, text[:60] if titled else None, PUBLISHED))
    assert coding.relevant == bool(coding.reports)
    assert coding.reports or coding.reason
    for report in coding.reports:
        for s in report.statements:
            check_statement(s)
            assert s.start is not None
            assert s.end is not None
            assert s.quote == text[s.start : s.end]
