"""Code lists: closed, consistent, and told in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import PROPERTIES, Statement, check_statement
from tocsin.taxonomy import (
    ATTACK_TYPES,
    LISTS,
    PROTECTED,
    TARGET_TYPES,
    WEAPON_TYPES,
    Code,
    check_code,
    label,
)

TABLES = {"attack_type": ATTACK_TYPES, "weapon_type": WEAPON_TYPES, "target_type": TARGET_TYPES}
EVERY = [(name, code) for name, table in TABLES.items() for code in table.values()]


@pytest.mark.parametrize(("name", "code"), EVERY, ids=lambda v: v.code if isinstance(v, Code) else v)
def test_each_code_is_a_plain_word_with_a_label_and_a_meaning(name: str, code: Code) -> None:
    check_statement(Statement("r", name, code.code, origin="human"))
    assert code.label
    assert code.meaning
    assert label(name, code.code) == code.label


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_is_broader_is_of_the_same_list_and_leads_to_an_end(table: dict[str, Code]) -> None:
    for code in table.values():
        seen = [code.code]
        while (broader := table[seen[-1]].broader) is not None:
            assert broader in table
            assert broader not in seen
            seen.append(broader)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_two_codes_of_a_list_read_alike(table: dict[str, Code]) -> None:
    labels = [code.label for code in table.values()]
    assert len(set(labels)) == len(labels)
    assert [code.code for code in table.values()] == list(table)


def test_protected_targets_are_targets_each_once() -> None:
    assert set(PROTECTED) <= set(TARGET_TYPES)
    assert len(set(PROTECTED)) == len(PROTECTED)


def test_each_property_that_takes_one_code_has_a_list_and_no_other_has() -> None:
    assert set(LISTS) == {name for name, shape in PROPERTIES.items() if shape is None}


@given(
    st.sampled_from(sorted(LISTS)),
    st.text(max_size=12) | st.sampled_from(sorted(set().union(*LISTS.values()))),
)
def test_a_code_is_taken_exactly_where_its_list_has_it(name: str, code: str) -> None:
    if code in LISTS[name]:
        check_code(name, code)
    else:
        with pytest.raises(ValueError, match=f"no such {name}"):
            check_code(name, code)


@given(st.text(max_size=12))
def test_properties_without_a_list_take_anything_and_label_nothing(code: str) -> None:
    check_code("group", code)
    assert label("group", code) == code


def test_a_code_without_a_label_reads_as_itself() -> None:
    assert label("outcome", "completed") == "completed"
    assert label("attack_type", "not_ours") == "not_ours"
