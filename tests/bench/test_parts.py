"""The written cases of coordinated attacks, from dispatches to links."""

from __future__ import annotations

from dataclasses import replace

from bench.linking.parts import Links, read, scored
from tests.resolve.coordinated import case, cases


def test_no_case_links_what_does_not_belong_together() -> None:
    found = Links()
    for one in cases():
        found.add(scored(one, read(one["documents"])))
    assert found.wrong == 0
    assert found.twice == 0
    assert found.right >= 7
    assert found.tolls_right >= 3


def test_the_score_tells_a_wrong_link_from_a_right_one() -> None:
    one = case("airport-and-metro")
    incidents = read(one["documents"])
    assert scored(one, incidents).to_json()["links_right"] == 1
    unrelated = {**one, "wholes": []}
    assert scored(unrelated, incidents).to_json()["links_wrong"] == 1
    unlinked = [replace(incident, coordinated=None) for incident in incidents]
    assert scored(one, unlinked).to_json()["links_missed"] == 1
    assert scored(one, unlinked[:1]).to_json()["parts_not_found"] == 1
