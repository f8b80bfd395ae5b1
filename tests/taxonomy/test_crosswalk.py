"""Every code of each scheme leads to ours or says that nothing does; every code of ours leads back."""

from __future__ import annotations

from collections import Counter

import pytest

from tocsin.taxonomy import OURS, RELATIONS, SCHEMES, Crossing, crosswalk, to_ours, to_theirs

# The codes as the public codebooks list them, written down apart from the tables.
GTD = {
    "attack": set(map(str, range(1, 10))),
    "weapon": set(map(str, range(1, 14))),
    "weapon_subtype": set(map(str, range(1, 32))),
    "target": set(map(str, range(1, 23))),
    "place_precision": set("12345"),
    "outcome": set("01"),
}
ACLED = {
    "event": {
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
        "Strategic developments",
    },
    "sub_event": {
        "Government regains territory", "Non-state actor overtakes territory", "Armed clash",
        "Excessive force against protesters", "Protest with intervention", "Peaceful protest",
        "Violent demonstration", "Mob violence", "Chemical weapon", "Air/drone strike", "Suicide bomb",
        "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Sexual violence",
        "Attack", "Abduction/forced disappearance", "Agreement", "Arrests", "Change to group/activity",
        "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction",
        "Non-violent transfer of territory", "Other",
    },
    "actor": set("12345678"),
    "place_precision": set("123"),
    "date_precision": set("123"),
}  # fmt: skip
UCDP = {"violence": set("123"), "place_precision": set("1234567"), "date_precision": set("12345")}
TESAT = {
    "outcome": {"completed", "failed", "foiled"},
    "affiliation": {"jihadist", "right-wing", "left-wing", "separatist", "single-issue", "other"},
}
PLOVER_MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor martial-law curfew arrest deport withhold misinform cyber",
    "ASSAULT": "abduct beat torture execute sexual assassinate primitive firearms explosives suicide-attack "
    "heavy-weapons crowd-control aerial cleanse unconventional destroy",
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
}  # fmt: skip
PLOVER = {
    "event": set(PLOVER_MODES) | {f"{e}-{m}" for e, modes in PLOVER_MODES.items() for m in modes.split()}
}
# CAMEO: the last code of three digits below each root, and how many codes of four digits are below it.
CAMEO_LAST = {
    "01": 9, "02": 8, "03": 9, "04": 6, "05": 7, "06": 4, "07": 5, "08": 7, "09": 4, "10": 8, "11": 6,
    "12": 9, "13": 9, "14": 5, "15": 4, "16": 6, "17": 6, "18": 6, "19": 6, "20": 4,
}  # fmt: skip
CAMEO_BELOW = {
    "021": 4, "023": 4, "024": 4, "025": 6, "031": 4, "033": 4, "034": 4, "035": 6, "081": 4, "083": 4,
    "084": 2, "086": 3, "087": 4, "101": 4, "103": 4, "104": 4, "105": 6, "112": 5, "121": 2, "122": 4,
    "123": 4, "124": 6, "131": 3, "132": 4, "138": 5, "141": 4, "142": 4, "143": 4, "144": 4, "145": 4,
    "162": 3, "166": 3, "171": 2, "172": 4, "182": 3, "183": 4, "195": 2, "204": 2,
}  # fmt: skip
CAMEO = {
    "event": {
        *CAMEO_LAST,
        *(f"{root}{n}" for root, last in CAMEO_LAST.items() for n in range(last + 1)),
        *(f"{code}{n}" for code, last in CAMEO_BELOW.items() for n in range(1, last + 1)),
    }
}
CODEBOOKS = {"gtd": GTD, "acled": ACLED, "ucdp": UCDP, "tesat": TESAT, "plover": PLOVER, "cameo": CAMEO}
EVERY = [(scheme, theirs) for scheme, book in CODEBOOKS.items() for theirs in book]
ROWS = [row for scheme in SCHEMES for row in crosswalk(scheme)]


@pytest.mark.parametrize(("scheme", "theirs"), EVERY)
def test_every_code_of_the_scheme_is_read(scheme: str, theirs: str) -> None:
    there = {row.code for row in crosswalk(scheme) if row.theirs == theirs and row.way != "out"} - {"-"}
    expected = CODEBOOKS[scheme][theirs]
    assert there == expected


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_code_of_ours_leads_back_wherever_the_scheme_speaks_of_such_things(scheme: str) -> None:
    spoken = {row.ours_list for row in crosswalk(scheme) if row.ours != "-"}
    missing = [(name, ours) for name in spoken for ours in OURS[name] if not to_theirs(scheme, name, ours)]
    assert missing == []


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.scheme}-{r.theirs}-{r.code}-{r.ours_list}-{r.ours}")
def test_each_row_states_how_the_two_relate_and_says_what_nothing_is(row: Crossing) -> None:
    assert row.relation in RELATIONS
    assert row.way in ("both", "in", "out")
    assert row.label
    if "-" in (row.code, row.ours):
        assert row.code != row.ours
        assert row.relation == "lossy"
        assert row.note
        assert row.way == ("in" if row.ours == "-" else "out")
    if row.ours != "-":
        assert row.ours in OURS[row.ours_list]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_pair_stands_twice_and_no_code_has_two_readings(scheme: str) -> None:
    pairs = Counter((row.theirs, row.code, row.ours_list, row.ours) for row in crosswalk(scheme))
    assert not [pair for pair, n in pairs.items() if n > 1]
    read = Counter((r.theirs, r.code, r.ours_list) for r in crosswalk(scheme) if r.way != "out")
    assert not [code for code, n in read.items() if n > 1]


EXACT = [row for row in ROWS if row.relation == "exact" and row.way != "in"]


@pytest.mark.parametrize("row", EXACT, ids=lambda r: f"{r.scheme}-{r.code}")
def test_what_is_exact_survives_there_and_back(row: Crossing) -> None:
    assert to_ours(row.scheme, row.theirs, row.code, row.ours_list) == row.ours
    assert row.code in {
        back.code for back in to_theirs(row.scheme, row.ours_list, row.ours) if back.relation == "exact"
    }


def test_protest_is_an_attack_in_no_scheme() -> None:
    for scheme, code in (("acled", "Peaceful protest"), ("cameo", "141"), ("plover", "PROTEST-demo")):
        theirs = "sub_event" if scheme == "acled" else "event"
        assert to_ours(scheme, theirs, code, "event") == "protest"
        assert to_ours(scheme, theirs, code, "attack_type") is None


def test_an_unknown_scheme_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        crosswalk("laws")
    assert to_ours("gtd", "attack", "99", "attack_type") is None
    assert to_theirs("gtd", "attack_type", "dance") == ()
