"""Files of fitted weights: whatever is wrong with one is one line that names the file and says what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tocsin import fitted
from tocsin.coding import attribution, radius, ranking, targets
from tocsin.coding.reader import ranges
from tocsin.errors import WeightsError
from tocsin.places.ranking import read as read_places
from tocsin.resolve import headlines

SHIPPED: dict[str, tuple[Any, str, Callable[[], Any]]] = {
    "attribution": (attribution, "FILE", attribution.weights.__wrapped__),
    "radius": (radius, "FILE", radius.shipped.__wrapped__),
    "rankers": (ranking, "FILE", ranking._shipped.__wrapped__),
    "targets": (targets, "FILE", targets.weights.__wrapped__),
    "toll ranges": (ranges, "FILE", ranges.chances.__wrapped__),
    "headlines": (headlines, "FILE", headlines.weights.__wrapped__),
}


def lines(body: bytes) -> list[dict[str, str]]:
    return fitted.rows(body, "sign", "weight")


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("body", [None, b"", b"\n\n", b"{}", b"sign\tweight\na\tnan\n", b"\xff\t1\n"])
def test_each_table_that_is_not_what_it_was_is_named(
    name: str, body: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, attribute, load = SHIPPED[name]
    assert load()
    path = tmp_path / "weights"
    if body is not None:
        path.write_bytes(body)
    monkeypatch.setattr(module, attribute, path)
    with pytest.raises(WeightsError, match=r"cannot be read \(.+\)\. Install tocsin again$") as caught:
        load()
    assert str(caught.value).startswith(f"{path}: the ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "headlines"])
def test_a_cut_table_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, attribute, load = SHIPPED[name]
    path = tmp_path / "weights.tsv"
    path.write_bytes(getattr(module, attribute).read_bytes().rstrip().rpartition(b"\t")[0])
    monkeypatch.setattr(module, attribute, path)
    with pytest.raises(WeightsError, match="a row is missing or cut"):
        load()


def test_weights_of_places_are_read_in_the_same_way(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="the ranking of places cannot be read"):
        read_places(tmp_path / "none.json")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text("sign\tweight\nstruck\t-1.5\n", encoding="utf-8")
    assert fitted.read(path, "the table", lines) == [{"sign": "struck", "weight": "-1.5"}]


@pytest.mark.parametrize(
    "text", ["sign\tweight\n", "weight\tsign\n1\ta\n", "sign\tweight\na\n", "sign\tweight\na\t1\t2\n"]
)
def test_other_columns_and_odd_rows_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|cut"):
        lines(text.encode())


def test_a_digest_is_held_to(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_bytes(b"sign\tweight\na\t1\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert fitted.read(path, "the table", lines, digest)
    path.write_bytes(b"sign\tweight\na\t2\n")
    with pytest.raises(WeightsError, match=f"altered; expected sha256 {digest}, found [0-9a-f]{{64}}"):
        fitted.read(path, "the table", lines, digest)
    path.unlink()
    with pytest.raises(WeightsError, match=f"missing; expected a file with sha256 {digest}"):
        fitted.read(path, "the table", lines, digest)


@pytest.mark.parametrize("value", ["", "much", "nan", "inf", float("-inf")])
def test_what_is_no_number_is_no_weight(value: str | float) -> None:
    with pytest.raises(ValueError, match=r"could not convert|no weight"):
        fitted.weight(value)
