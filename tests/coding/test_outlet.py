"""Where outlets are at home, and what that does to namesakes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.coding import Coder
from tocsin.coding.outlet import Outlet, homes_of, outlet_of
from tocsin.model import Document

HOMES = homes_of(["paper.example US 39.80 -89.64", "News.Example. ng"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://www.paper.example/a/b", Outlet("US", (39.8, -89.64))),
        ("https://paper.example:8443/x", Outlet("US", (39.8, -89.64))),
        ("https://news.example/1", Outlet("NG")),
        ("https://notpaper.example/1", Outlet()),
        ("https://daily.co.ke/1", Outlet("KE")),
        ("a-name-without-address", Outlet()),
    ],
)
def test_the_home_that_the_desk_names_goes_before_that_of_the_address(name: str, expected: Outlet) -> None:
    assert outlet_of(name, HOMES) == expected


@pytest.mark.parametrize(
    "line", ["paper.example", "paper.example Kansas", "paper.example US 38.97", "paper.example US 138 -95"]
)
def test_a_line_that_names_no_home_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"write|latitude"):
        homes_of([line])


def test_an_outlet_means_the_town_next_door() -> None:
    text = (
        "A gunman shot dead two people in a bar in Springfield late on Saturday, police said. "
        "Three others were wounded in the shooting. Police in Springfield arrested a man of 24."
    )
    document = Document(
        "https://paper.example/1",
        text,
        "Two shot dead in Springfield bar",
        datetime(2019, 6, 3, 9, tzinfo=UTC),
    )

    def place(coder: Coder) -> object:
        (report,) = coder.code(document).reports
        return next(s.value["admin1"] for s in report.statements if s.property == "place")

    assert place(Coder()) != "Illinois"
    assert place(Coder(homes=HOMES)) == "Illinois"
