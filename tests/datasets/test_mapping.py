"""Any table by a mapping file: what it says, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.datasets.files import ACLED, TODAY, codes, said, value, write
from tests.docs.pages import text
from tocsin.datasets import DATASETS, Imported, Item, LeftOut, dataset_named, read_dataset
from tocsin.datasets.mapping import FIELDS
from tocsin.errors import InputError
from tocsin.read import Rejected
from tocsin.record import Entry, check_entry

HEAD = 'name = "ours"\ntitle = "Our list"\nlicence = "our own"\nrestricted = false\n'
COLUMNS = """
[columns]
id = "Nr"
date = "Tag"
end = "bis"
country = "Land"
place = "Ort"
lat = "y"
lon = "x"
attack_type = "Art"
group = "Wer"
killed = "Tote"
injured_low = "verletzt von"
injured_high = "verletzt bis"
keep = "zählt"

[values.attack_type]
"Autobombe" = "bombing"

[values.keep]
"ja" = "yes"

[constants]
outcome = "completed"
"""
ROW = {
    "Nr": "17", "Tag": "2019-03-01", "bis": "2019-03-02", "Land": "BF", "Ort": "Ouagadougou", "y": "12.36",
    "x": "-1.53", "Art": "Autobombe", "Wer": "Front of the North", "Tote": "3", "verletzt von": "4",
    "verletzt bis": "6", "zählt": "ja", "Name": "Jane Doe",
}  # fmt: skip


def mapped(tmp_path: Path, mapping: str, *rows: dict[str, str]) -> list[Item]:
    """Return what `rows` become under a mapping file."""
    file = tmp_path / "map.toml"
    file.write_text(mapping, "utf-8")
    data = write(tmp_path / "data.csv", rows)
    return list(read_dataset(data, dataset_named(str(file)), today=TODAY))


def test_each_column_is_read_as_the_mapping_says_and_no_other(tmp_path: Path) -> None:
    [found] = mapped(tmp_path, HEAD + COLUMNS, ROW)
    assert isinstance(found, Imported)
    check_entry(Entry(found.document, found.coding))
    assert found.document.name == "ours:17"
    assert "Jane Doe" not in repr(found)
    assert value(found, "date") == {"start": "2019-03-01", "end": "2019-03-02", "precision": "range"}
    assert value(found, "killed") == {"low": 3, "best": 3, "high": 3}
    assert value(found, "injured") == {"low": 4, "best": None, "high": 6}
    assert codes(found, "attack_type") == {"bombing"}
    assert codes(found, "outcome") == {"completed"}
    assert value(found, "group") == {"name": "Front of the North", "relation": "attributed"}
    place = value(found, "place")
    assert isinstance(place, dict)
    assert (place["country"], place["radius_km"], place["precision"]) == ("BF", 5.0, "city")


def test_rows_that_are_not_to_be_kept_are_left_out(tmp_path: Path) -> None:
    [found] = mapped(tmp_path, HEAD + COLUMNS, ROW | {"zählt": "nein"})
    assert isinstance(found, LeftOut)
    assert found.why == "not_kept"


@pytest.mark.parametrize("name", ["Jane Doe", "Ahmed Testperson", "Doe, Jane"])
def test_a_persons_name_in_the_column_of_groups_does_not_come_in(tmp_path: Path, name: str) -> None:
    [found] = mapped(tmp_path, HEAD + COLUMNS, ROW | {"Wer": name})
    assert isinstance(found, Imported)
    assert "group" not in said(found)
    assert name not in repr(found)
    assert sum(found.withheld.values()) == 1


@pytest.mark.parametrize(
    "column", ["victim_name", "Suspect", "home address", "phone", "date of birth", "last name"]
)
def test_a_column_that_belongs_to_a_person_is_not_read(tmp_path: Path, column: str) -> None:
    with pytest.raises(InputError, match="belongs to a person"):
        mapped(
            tmp_path, f'{HEAD}[columns]\ndate = "d"\nplace = "{column}"\n', {"d": "2019-03-01", column: "x"}
        )


def test_a_restricted_dataset_stays_restricted_under_any_mapping(tmp_path: Path) -> None:
    columns = '[columns]\ndate = "event_date"\ncountry = "country"\n'
    [found] = mapped(tmp_path, HEAD + columns, ACLED)
    assert isinstance(found, Imported)
    assert found.restricted


def test_a_word_without_a_code_is_broken_unless_the_words_are_listed(tmp_path: Path) -> None:
    columns = '[columns]\ndate = "d"\ncountry = "c"\nattack_type = "a"\n'
    row = {"d": "2019-03-01", "c": "BF", "a": "Autobombe"}
    [broken] = mapped(tmp_path, HEAD + columns, row)
    assert isinstance(broken, Rejected)
    assert "map it under [values.attack_type]" in broken.reason
    [silent] = mapped(tmp_path, HEAD + columns + '[values.attack_type]\nshots = "shooting"\n', row)
    assert codes(silent, "attack_type") == set()


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ("name = ", "is not TOML"),
        ('name = "x"\n', "title is missing"),
        (HEAD.replace("restricted = false\n", ""), "restricted is missing"),
        (HEAD, "needs date or year"),
        (HEAD + "colour = 1\n", "unknown key 'colour'"),
        (HEAD + '[columns]\nday = "d"\n', "[columns] has no 'day'"),
        (HEAD + '[columns]\ndate = "d"\nlat = "y"\n', "needs lat and lon"),
        (HEAD + '[columns]\ndate = ["d"]\n', "is no text"),
        (HEAD + '[columns]\ndate = "d"\n[values.colour]\nx = "y"\n', "[values] has no 'colour'"),
        (HEAD + '[columns]\ndate = "d"\n[values.outcome]\nx = "won"\n', "is none of ours"),
        (HEAD + '[columns]\ndate = "d"\n[constants]\noutcome = "won"\n', "no code 'won'"),
        (HEAD + '[columns]\ndate = "d"\n[constants]\ncountry = "Atlantis"\n', "no country of today"),
        (HEAD + '[columns]\ndate = "d"\n[constants]\nradius_km = -1\n', "must be more than 0"),
        (HEAD.replace('"ours"', '"gtd"') + '[columns]\ndate = "d"\n', "is taken"),
        (HEAD.replace('"ours"', '"a b"') + '[columns]\ndate = "d"\n', "letters, digits"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused_with_the_reason(
    tmp_path: Path, mapping: str, why: str
) -> None:
    file = tmp_path / "map.toml"
    file.write_text(mapping, "utf-8")
    with pytest.raises(InputError) as caught:
        dataset_named(str(file))
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mapping_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        dataset_named(str(tmp_path / "no.toml"))


@given(st.text(max_size=100) | st.text(alphabet='[]"=\n columsvaednitr.', max_size=100))
@settings(deadline=None)
def test_any_text_is_a_mapping_or_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, text_: str
) -> None:
    file = tmp_path_factory.mktemp("m") / "map.toml"
    file.write_bytes((HEAD + text_).encode("utf-8", "surrogatepass"))
    try:
        dataset_named(str(file))
    except InputError:
        return


def test_the_mapping_on_the_page_can_be_read_and_every_field_is_explained(tmp_path: Path) -> None:
    page = text("datasets.md")
    example = page.split("```toml\n")[1].split("```")[0]
    file = tmp_path / "map.toml"
    file.write_text(example, "utf-8")
    assert dataset_named(str(file)).name not in DATASETS
    for field in FIELDS:
        assert f"`{field}`" in page, field
    for dataset in DATASETS.values():
        assert f"`{dataset.name}`" in page
