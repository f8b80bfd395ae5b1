"""Every text of the interface is in every catalogue, and rightly so."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tocsin.language import TONGUES, load
from tocsin.language.catalogue import path_of, read
from tocsin.web import catalogues

OTHERS = [language for language in TONGUES if language != "en"]
FORMS = {"ru": 3, "kk": 2, "fr": 2, "ar": 6}


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return catalogues.template()


def test_the_template_holds_source_templates_and_taxonomy(wanted: Catalog) -> None:
    assert len([m for m in wanted if m.id]) > 500
    for context, text in (
        (None, "Killed, at least"),  # a template
        (None, "%(n)s major new attack reported: %(named)s"),  # the brief
        (None, "There is no such decision."),  # an error's line
        ("target_type", "place of worship"),
        ("definition", "Attacks on health care"),
    ):
        assert wanted.get(text, context) is not None, text


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_unsure_or_filled_otherwise(language: str, wanted: Catalog) -> None:
    catalogue = catalogues.read(language)
    assert catalogue.num_plurals == FORMS[language]
    assert [(m.id, why) for m, why in catalogues.lacking(catalogue, wanted)] == []
    assert {(m.context, m.id) for m in catalogue if m.id} == {(m.context, m.id) for m in wanted if m.id}
    assert not catalogue.obsolete


@pytest.mark.parametrize("language", OTHERS)
def test_every_sound_message_is_said(language: str, wanted: Catalog) -> None:
    assert len(load(language).catalogue.messages) == len([m for m in wanted if m.id])


@pytest.mark.parametrize("language", OTHERS)
def test_the_committed_catalogue_is_what_update_writes(
    language: str, wanted: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path_of(language).read_text(encoding="utf-8")
    copy = tmp_path / "tocsin.po"
    copy.write_text(before, encoding="utf-8")
    monkeypatch.setattr(catalogues, "path_of", lambda _: copy)
    catalogues.update(language, wanted)
    # The header names the version of Babel that wrote it.
    after = copy.read_text(encoding="utf-8")
    assert after.partition("\n#:")[2] == before.partition("\n#:")[2]


def test_missing_names_what_a_catalogue_lacks(wanted: Catalog) -> None:
    known = catalogues.read("ru")
    wrong: dict[str, str | tuple[str, ...]] = {
        "Correct": "", "%(n)s source": ("один", "два"), "Read: %(what)s": "Прочитано: %(whet)s",
    }  # fmt: skip
    del known["Accept"]
    for text in ("Close", *wrong):
        message = known.get(text)
        assert message is not None
        message.flags |= {"fuzzy"} if text == "Close" else set()
        message.string = wrong.get(text, message.string)
    found = {str(catalogues._english(m)): why for m, why in catalogues.lacking(known, wanted)}
    assert found == {
        "Accept": "not translated", "Close": "fuzzy: look at it and take the mark away",
        "Correct": "not translated", "%(n)s source": "3 forms are needed",
        "Read: %(what)s": "placeholders must be what",
    }  # fmt: skip


def test_missing_is_a_command_whose_status_tells(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main(["--missing"]) == 0
    assert capsys.readouterr().out == ""


def test_a_wrong_message_is_said_in_english(tmp_path: Path) -> None:
    path = tmp_path / "wrong.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#, python-format\nmsgid "up to %(n)s"\nmsgstr "au plus %(m)s"\n\n'
        '#, fuzzy\nmsgid "Close"\nmsgstr "Peut-être"\n\n'
        'msgid "Accept"\nmsgstr "Accepter"\n\n'
        'msgid "%(n)s source"\nmsgid_plural "%(n)s sources"\n'
        'msgstr[0] "une source"\nmsgstr[1] "%(n)s sources"\n',
        encoding="utf-8",
    )
    found = read(path)
    assert found.gettext("up to %(n)s") == "up to %(n)s"
    assert found.gettext("Close") == "Close"
    assert found.gettext("Accept") == "Accepter"
    assert found.ngettext("%(n)s source", "%(n)s sources", 1) == "une source"
    assert found.ngettext("%(n)s source", "%(n)s sources", 2) == "%(n)s sources"
    assert found.gettext("") == ""
