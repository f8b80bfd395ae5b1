"""Inclusion rules: three answers after Kleene, and rule files that say what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief.builders import ANYWHERE, exactly, incident
from tocsin.definitions import Answer, Criterion, Definition, load, parse, shipped
from tocsin.errors import InputError, NotFoundError
from tocsin.model import Count, Group, Place

HEAD = 'name = "n"\ntitle = "t"\nsource = "s"\n'
TRUTH: dict[Answer, int] = {"no": 0, "doubtful": 1, "yes": 2}
# One criterion for each answer, about an incident of probability 0.5 with no toll told.
GIVING = {
    "yes": Criterion("probability", at_least=0.4),
    "no": Criterion("probability", at_least=0.6),
    "doubtful": Criterion("killed", at_least=1),
}
EVEN = replace(incident(), probability=0.5, killed=None)


def rule(*answers: Answer) -> Definition:
    """A rule whose criteria answer so about EVEN."""
    return Definition("n", "t", "s", tuple(GIVING[answer] for answer in answers))


answers = st.lists(st.sampled_from(sorted(TRUTH)), max_size=5)


@given(answers)
def test_the_whole_is_the_weakest_of_its_criteria(told: list[Any]) -> None:
    assert TRUTH[rule(*told).test(EVEN)] == min((TRUTH[a] for a in told), default=2)


@given(answers, answers)
def test_another_criterion_never_makes_an_answer_stronger(first: list[Any], more: list[Any]) -> None:
    assert TRUTH[rule(*first, *more).test(EVEN)] <= TRUTH[rule(*first).test(EVEN)]


counts = st.tuples(*[st.integers(0, 50)] * 3).map(lambda n: Count(*sorted(n)))


@given(counts, st.integers(0, 50))
def test_a_toll_answers_yes_or_no_only_where_its_whole_range_does(toll: Count, least: int) -> None:
    assert toll.low is not None
    assert toll.high is not None
    meets = {number >= least for number in range(toll.low, toll.high + 1)}
    expected = "doubtful" if len(meets) == 2 else "yes" if meets.pop() else "no"
    assert Criterion("killed", at_least=least).test(incident(killed=toll)) == expected


@given(counts, st.integers(0, 50), st.booleans(), st.booleans())
def test_knowing_less_of_a_toll_never_turns_one_answer_into_its_opposite(
    toll: Count, least: int, low: bool, high: bool
) -> None:
    test = Criterion("injured", at_least=least).test
    vague = Count(toll.low if low else None, toll.best, toll.high if high else None)
    assert test(incident(injured=vague)) in {test(incident(injured=toll)), "doubtful"}


@pytest.mark.parametrize(
    ("field", "unknown"),
    [
        ("attack_types", incident(attacks=())),
        ("weapon_types", incident()),
        ("target_types", incident(targets=())),
        ("outcome", incident(outcome=None)),
        ("country", incident(place=Place("Nowhere"))),
        ("groups", incident()),
        ("relations", incident()),
        ("scope", incident()),
    ],
)
def test_what_is_unknown_is_doubtful_never_no(field: str, unknown: Any) -> None:
    assert Criterion(field, any_of=("x",)).test(unknown) == "doubtful"
    assert Criterion(field, none_of=("x",)).test(unknown) == "doubtful"


def test_each_field_is_read_from_its_own_part_of_the_incident() -> None:
    told = replace(
        incident(place=ANYWHERE, groups=[Group("Front", "claimed", "Front")]),
        weapon_types=("explosive",),
        scope="domestic",
    )
    values = {
        "attack_types": "bombing", "weapon_types": "explosive", "target_types": "commerce",
        "outcome": "completed", "country": "NG", "groups": "Front", "relations": "claimed",
        "scope": "domestic",
    }  # fmt: skip
    for field, value in values.items():
        assert Criterion(field, any_of=("other", value)).test(told) == "yes"
        assert Criterion(field, none_of=("other", value)).test(told) == "no"
        assert Criterion(field, any_of=("other",)).test(told) == "no"
        assert Criterion(field, none_of=("other",)).test(told) == "yes"
    assert Criterion("killed", at_least=3).test(incident(killed=exactly(3))) == "yes"


def test_a_rule_without_criteria_includes_everything() -> None:
    assert parse(HEAD, "empty.toml").test(EVEN) == "yes"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = ", "Invalid value"),
        ('name = "n"\ntitle = "t"\n', "source is missing"),
        (HEAD + '[[criteria]]\nfield = "killed"\nat_least = 1\n', "unknown keys ['criteria']"),
        (HEAD + "criterion = 3\n", "not iterable"),
        (HEAD + '[[criterion]]\nfield = "killed"\n', "exactly one of"),
        (HEAD + '[[criterion]]\nfield = "killed"\nat_least = 1\nany_of = []\n', "exactly one of"),
        (HEAD + '[[criterion]]\nfield = "killed"\nat_most = 1\n', "unknown keys ['at_most']"),
        (HEAD + "[[criterion]]\nat_least = 1\n", "field is missing"),
        (HEAD + '[[criterion]]\nfield = "killed"\nany_of = ["1"]\n', "does not apply"),
        (HEAD + '[[criterion]]\nfield = "country"\nat_least = 1\n', "does not apply"),
        (HEAD + '[[criterion]]\nfield = "killed"\nat_least = "many"\n', "takes a number"),
        (HEAD + '[[criterion]]\nfield = "killed"\nat_least = true\n', "takes a number"),
        (HEAD + '[[criterion]]\nfield = "killed"\nat_least = nan\n', "takes a number"),
        (HEAD + '[[criterion]]\nfield = "groups"\nany_of = "Front"\n', "takes a list"),
        (HEAD + '[[criterion]]\nfield = "groups"\nnone_of = [1]\n', "takes a list"),
        (HEAD + '[[criterion]]\nfield = "groups"\nany_of = []\n', "takes a list"),
        (HEAD + '[[criterion]]\nfield = "attack_types"\nany_of = ["bombing", "boming"]\n', "'boming'"),
        (HEAD + '[[criterion]]\nfield = "country"\nany_of = ["de"]\n', "'de'"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(InputError, match=r"^definition mine\.toml cannot be read: ") as caught:
        parse(text, "mine.toml")
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=80) | st.text(alphabet='[]"=\n criteonfldsaty_', max_size=80))
def test_any_text_is_a_rule_or_an_input_error(text: str) -> None:
    for whole in (text, HEAD + text, f"{HEAD}[[criterion]]\n{text}"):
        try:
            found = parse(whole, "x")
        except InputError:
            continue
        assert parse(whole, "y") == found


def test_every_shipped_rule_is_found_under_its_own_name() -> None:
    assert set(shipped()) == {
        "acled-violence-against-civilians", "completed-attack", "deadly-attack", "gtd", "health-care",
        "isis-2016", "protected-targets", "te-sat", "ucdp-one-sided", "violent-attack",
    }  # fmt: skip
    for name, definition in shipped().items():
        assert load(name) == definition
        assert definition.name == name
        assert definition.title
        assert definition.source


def test_a_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(HEAD + '[[criterion]]\nfield = "country"\nany_of = ["NG"]\n', encoding="utf-8")
    assert load(str(mine)).criteria == (Criterion("country", any_of=("NG",)),)


def test_a_file_that_is_not_utf_8_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(InputError, match="cannot be read"):
        load(str(tmp_path / "mine.toml"))


@pytest.mark.parametrize("name", ["no-such-rule", "no-such-file.toml", "", "../rules"])
def test_a_name_of_nothing_lists_what_there_is(name: str) -> None:
    with pytest.raises(NotFoundError, match="protected-targets"):
        load(name)
