"""Inclusion rules: three answers after Kleene, and rule files that say what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief.builders import ANYWHERE, exactly, incident, said
from tocsin.coding import code
from tocsin.definitions import Answer, Criterion, Definition, Several, load, parse, shipped
from tocsin.errors import InputError, NotFoundError
from tocsin.model import Count, DateRange, Document, Group, Place
from tocsin.resolve import Mention, fuse, sketch

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


ON_CIVILIANS = replace(
    incident(killed=exactly(3), groups=[Group("Front of the North", "claimed", "Front of the North")]),
    probability=0.9,
)


def answer(name: str, told: Any, **changes: Any) -> Answer:
    """What a shipped rule answers about an incident with some of its values changed."""
    return load(name).test(replace(told, **changes))


@pytest.mark.parametrize(
    "name", sorted(set(shipped()) - {"health-care", "protected-targets", "te-sat", "isis-2016"})
)
def test_a_claimed_killing_of_civilians_counts_under_the_rules_of_the_field(name: str) -> None:
    shot = replace(ON_CIVILIANS, attack_types=("shooting",))
    assert load(name).test(shot) == "yes"


def word(definition: str, told: str) -> tuple[Any, ...]:
    """The word of another record on its own definition."""
    value = {"definition": definition, "answer": told}
    return (said("counted", value, by="Record", origin="import"),)


@pytest.mark.parametrize("name", ["gtd", "ucdp-one-sided", "acled-violence-against-civilians"])
@pytest.mark.parametrize("told", ["yes", "doubtful", "no"])
def test_what_a_record_says_of_its_own_definition_holds(name: str, told: str) -> None:
    vague = replace(incident(killed=None, targets=()), probability=0.97)
    assert answer(name, vague, evidence=word(name, told)) == told


@pytest.mark.parametrize(
    "name", sorted(set(shipped()) - {"violent-attack", "completed-attack", "deadly-attack"})
)
def test_where_nothing_is_known_the_rules_of_the_field_doubt(name: str) -> None:
    vague = replace(
        incident(killed=None, targets=(), attacks=(), outcome=None, place=Place(None), day=None),
        probability=0.9,
    )
    assert load(name).test(vague) == "doubtful"


def test_gtd_two_of_three_criteria_and_no_plot_and_no_state() -> None:
    assert answer("gtd", ON_CIVILIANS) == "yes"
    assert answer("gtd", ON_CIVILIANS, groups=()) == "doubtful"
    assert answer("gtd", ON_CIVILIANS, target_types=("military",)) == "doubtful"
    assert answer("gtd", ON_CIVILIANS, outcome="foiled") == "no"
    army = (Group("Military Forces of Nowhere (1999-)", "attributed", "paper"),)
    assert answer("gtd", ON_CIVILIANS, groups=army) == "no"


def test_ucdp_asks_for_a_death_and_an_actor() -> None:
    assert answer("ucdp-one-sided", ON_CIVILIANS) == "yes"
    assert answer("ucdp-one-sided", ON_CIVILIANS, killed=exactly(0)) == "no"
    assert answer("ucdp-one-sided", ON_CIVILIANS, groups=()) == "doubtful"
    assert answer("ucdp-one-sided", ON_CIVILIANS, target_types=("police",)) == "no"


def test_acled_counts_explosions_elsewhere_and_needs_no_death() -> None:
    assert answer("acled-violence-against-civilians", ON_CIVILIANS, attack_types=("bombing",)) == "no"
    shot = replace(ON_CIVILIANS, attack_types=("shooting",), killed=None)
    assert answer("acled-violence-against-civilians", shot) == "yes"


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [("DE", date(2021, 1, 1), "yes"), ("GB", date(2019, 11, 29), "yes"), ("GB", date(2021, 1, 1), "no"),
     ("CH", date(2019, 1, 1), "no")],
)  # fmt: skip
def test_te_sat_goes_by_membership_at_the_time(country: str, day: date, expected: Answer) -> None:
    told = incident(place=Place("X", country=country), day=day, groups=ON_CIVILIANS.groups)
    assert load("te-sat").test(told) == expected
    assert answer("te-sat", told, outcome="foiled") == expected
    assert answer("te-sat", told, outcome="threatened") == "no"


@pytest.mark.parametrize(
    ("group", "relation", "place", "expected"),
    [
        ("Islamic State", "claimed", Place("Nice", country="FR"), "yes"),
        ("Islamic State of Iraq and the Levant (ISIL)", "inspired", Place("Nice", country="FR"), "yes"),
        ("IS", "directed", Place("Dhaka", country="BD"), "yes"),
        ("Islamic State", "suspected", Place("Nice", country="FR"), "doubtful"),
        ("Islamic State", "denied", Place("Nice", country="FR"), "doubtful"),
        ("Front", "claimed", Place("Nice", country="FR"), "no"),
        ("Islamic State", "claimed", Place("Baghdad", country="IQ"), "no"),
        ("Islamic State", "claimed", Place("Arish", "North Sinai", "EG"), "no"),
        ("Islamic State", "claimed", Place("Cairo", "Cairo", "EG"), "yes"),
        ("Islamic State", "claimed", Place("Egypt", None, "EG"), "doubtful"),
    ],
)
def test_directed_or_inspired_by_isis_outside_war_zones(
    group: str, relation: Any, place: Place, expected: Answer
) -> None:
    told = incident(place=place, groups=[Group(group, relation, "paper")])
    assert load("isis-2016").test(told) == expected


def test_health_care_includes_threats() -> None:
    assert answer("health-care", ON_CIVILIANS, target_types=("health",), outcome="threatened") == "yes"
    assert answer("health-care", ON_CIVILIANS) == "no"


@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_answer_comes_with_a_reason_for_each_criterion(name: str) -> None:
    rule = load(name)
    grounds = rule.grounds(ON_CIVILIANS)
    assert len(grounds) >= len(rule.criteria)
    assert all(ground.criterion and ground.saw for ground in grounds)
    if rule.test(ON_CIVILIANS) == "no":
        assert "no" in {ground.answer for ground in grounds}


parts = st.lists(st.sampled_from(sorted(TRUTH)), min_size=1, max_size=5)


@given(parts, st.integers(1, 5))
def test_so_many_of_several_hold_whatever_the_doubts_turn_out_to_be(told: list[Any], need: int) -> None:
    need = min(need, len(told))
    found = Several(tuple(GIVING[a] for a in told), need).test(EVEN)
    least, most = told.count("yes"), len(told) - told.count("no")
    assert found == ("yes" if least >= need else "no" if most < need else "doubtful")


@given(st.dates(date(2015, 1, 1), date(2017, 1, 1)), st.integers(0, 60))
def test_a_span_of_days_is_in_a_window_only_as_a_whole(start: date, length: int) -> None:
    window = Criterion("date", since=date(2016, 6, 8), before=date(2016, 7, 20))
    end = start + timedelta(days=length)
    told = replace(EVEN, date=DateRange(start, end, "range"))
    days = [start + timedelta(days=n) for n in range(length + 1)]
    inside = {date(2016, 6, 8) <= day < date(2016, 7, 20) for day in days}
    assert window.test(told) == ("doubtful" if len(inside) == 2 else "yes" if inside.pop() else "no")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[criterion]]\nany = []\n", "takes a list of criteria"),
        ('[[criterion]]\nany = [{field = "killed", at_least = 1}]\nall = []\n', "a group of criteria is"),
        ('[[criterion]]\nof = [{field = "killed", at_least = 1}]\n', "with at_least"),
        ('[[criterion]]\nat_least = 3\nof = [{field = "killed", at_least = 1}]\n', "at_least 3 of 1"),
        ('[[criterion]]\nfield = "date"\nfrom = "yesterday"\n', "take a day"),
        ('[[criterion]]\nfield = "killed"\nfrom = 2016-01-01\n', "does not apply"),
        ('[[criterion]]\nfield = "groups"\nknown = false\n', "known takes true"),
        (
            '[[criterion]]\nfield = "country"\nany_of = ["DE"]\nrelations = ["claimed"]\n',
            "goes with field groups",
        ),
        ('[[criterion]]\nfield = "groups"\nany_of = ["X"]\nrelations = ["loves"]\n', "no code 'loves'"),
        ('[[criterion]]\nfield = "groups"\nknown = true\nunknown = "perhaps"\n', "unknown is one of"),
        ('[[criterion]]\nfield = "counted"\nnone_of = ["gtd"]\n', "does not apply"),
        ("[[criterion]]\nany = [" + "{any = [" * 9 + "]}" * 9 + "]\n", "deeper than"),
    ],
)
def test_groups_of_criteria_that_cannot_be_meant_are_refused(text: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(HEAD + text, "mine.toml")
    assert why in str(caught.value)


@pytest.mark.parametrize("name", sorted(shipped()))
@pytest.mark.parametrize(
    "text",
    [
        "Thousands marched through Lagos on Tuesday over fuel prices. Police fired tear gas and arrested 12.",
        "Nurses in Leeds began a strike on Tuesday. Their union said 4,000 people had walked out over pay.",
        "A press freedom group said on Tuesday that 14 reporters were in prison in the country.",
        "An aid convoy of 20 lorries reached the town on Tuesday with flour and medicine, the UN said.",
        "Two men robbed a jeweller in Lyon on Tuesday and fled with watches. Nobody was hurt, police said.",
    ],
    ids=["protest", "strike", "journalism", "aid", "crime"],
)
def test_protest_strike_journalism_aid_and_crime_count_under_no_definition(name: str, text: str) -> None:
    told = Document("https://paper.example/1", text, published=datetime(2018, 3, 6, 12, tzinfo=UTC))
    found = [fuse(r.id, [Mention(r, told, sketch(text))], sources={}, as_of=None) for r in code(told).reports]
    assert not [i for i in found if load(name).test(i) != "no"]


@pytest.mark.parametrize("name", ["gtd", "te-sat", "isis-2016", "ucdp-one-sided"])
def test_a_crime_without_a_group_is_at_most_a_doubt(name: str) -> None:
    robbery = replace(incident(killed=exactly(1), attacks=("shooting",)), probability=0.9)
    assert load(name).test(robbery) == "doubtful"
