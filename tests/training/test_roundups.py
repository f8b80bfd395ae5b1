"""Round-ups keep the labels of what they are made of, and say where another attack begins."""

from __future__ import annotations

from training.dispatches import Dispatch, openings, parse, read_dispatches
from training.roundups import KIND, roundups


def made(*sentences: str) -> Dispatch:
    """A dispatch of these marked sentences, each a paragraph."""
    incident = (
        '{"date": null, "place": "Mombasa", "country": "KE", "attack_types": ["bombing"], "weapon_types": [],'
        ' "target_types": [], "outcome": "completed", "scope": "unknown", "killed": null, "injured": null,'
        ' "perpetrators_killed": null, "groups": []}'
    )
    body = "\n\n".join(sentences)
    several = 2 if "{2}" in body or ",2}" in body else 1
    labels = f'{{"incidents": [{", ".join([incident] * several)}]}}'
    return parse(
        "x", f"kind: plain\npublished: 2024-03-05T08:40:00Z\nsource: Lamu Channel\n---\n{body}\n---\n{labels}"
    )


def test_another_attack_begins_where_it_is_first_told_alone() -> None:
    both = made(
        "{1,2} Two blasts.",
        "{1} One hit a bus.",
        "{1} It burnt.",
        "{-} It rained.",
        "{2} One hit a bank.",
        "{1} The bus.",
    )
    assert list(openings(both)) == [None, False, False, None, True, False]


def test_one_attack_has_no_other_beginning() -> None:
    assert list(openings(made("{1} A blast.", "{0} One in May.", "{1} Two died."))) == [None, None, False]


def test_labels_of_round_ups_stand_where_they_stood() -> None:
    written = read_dispatches()
    words = {(m.code, d.text[m.start : m.end]) for d in written for m in d.spans}
    whole = {d.text[s.start : s.end] for d in written for s in d.sentences}
    varied = roundups(written, 60)
    for one in varied:
        assert one.kind == KIND
        assert len(one.incidents) in (2, 3)
        assert {(m.code, one.text[m.start : m.end]) for m in one.spans} <= words
        told = [one.text[s.start : s.end] for s in one.sentences]
        assert all(any(body.endswith(sentence) for sentence in whole) for body in told)
        led = [body for body in told if body not in whole]
        assert len(led) < len(one.incidents)
        assert sum(bool(o) for o in openings(one)) == len(one.incidents) - 1


def test_round_ups_are_the_same_each_time_and_not_all_alike() -> None:
    written = read_dispatches()
    once = roundups(written, 30)
    assert once == roundups(written, 30)
    assert len({one.text for one in once}) == 30
