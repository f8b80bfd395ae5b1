"""The catalogues beside the source: `python -m tocsin.web.catalogues --missing`, and `--update`.

What is said in the templates and the code, and the nouns of the taxonomy, is compared with every catalogue;
see docs/languages.md. Needs Babel, and nothing built: catalogues are read as they stand.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tocsin.claims import VERDICTS
from tocsin.definitions import shipped
from tocsin.language.catalogue import TONGUES, forms, path_of, placeholders
from tocsin.language.words import SOURCE
from tocsin.model import COORDINATION, DATE_PRECISIONS, OUTCOMES, SCOPES
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES, WEAPON_TYPES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ROOT: Final = Path(str(resources.files("tocsin")))
ROOMS: Final = ("web", "brief", "desk", "language", "subscribe", "release")
"""Where texts that people read in a browser, in the brief or in a message are written."""
KEYWORDS: Final = {
    "_": None, "gettext": None, "mark": None, "words": None, "lang": None, "ngettext": (1, 2),
    "plural": (1, 2), "pgettext": ((1, "c"), 2), "within": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "PageError": (2,),
}  # fmt: skip
_ARABIC: Final = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"
)
"""Zero, one, two, few, many, other, in the order of the CLDR; Babel's own has the last two the other way."""
_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""A date that does not move: a catalogue changes where its texts do."""


def nouns() -> Iterator[tuple[str, str]]:
    """Yield (context, noun) of what no source line says: codes, answers, titles."""
    lists = {"attack_type": ATTACK_TYPES, "weapon_type": WEAPON_TYPES, "target_type": TARGET_TYPES}
    for context, codes in lists.items():
        yield from ((context, code.label) for code in codes.values())
    plain: dict[str, Iterable[str]] = {
        "outcome": OUTCOMES, "scope": SCOPES, "how well a date is known": DATE_PRECISIONS,
        "attacks": COORDINATION,
        "origin": ("machine", "human", "import"), "judgement": ("same", "different", "unsure"),
        "decision": ("accept", "correct", "reject", "merge", "split", "link", "unlink", "unsure"),
        "answer": ("yes", "no", "doubtful"), "verdict": VERDICTS, "region": ("Pacific islands",),
        "definition": [definition.title for definition in shipped().values()],
    }  # fmt: skip
    for context, names in plain.items():
        yield from ((context, name) for name in names)


def template() -> Catalog:
    """Return every message that the interface says, with where it is said."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract

    found = Catalog(project="tocsin", copyright_holder="The tocsin maintainers", fuzzy=False)
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            method = {".py": "python", ".j2": "jinja2.ext:babel_extract"}.get(path.suffix)
            if method is None:
                continue
            where = path.relative_to(ROOT.parent).as_posix()
            with path.open("rb") as file:
                for line, message, _, context in extract(method, file, KEYWORDS, options=_OPTIONS):
                    found.add(message, locations=[(where, line)], context=context)
    for context, noun in nouns():
        found.add(noun, context=context)
    return found


_OPTIONS: Final = {"trimmed": "true", "encoding": "utf-8"}


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it stands; an empty one where there is none yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def lacking(catalogue: Catalog, wanted: Catalog) -> Iterator[tuple[Message, str]]:
    """Yield each message of `wanted` that `catalogue` does not say rightly, and why."""
    for message in wanted:
        if not message.id:
            continue
        found = catalogue.get(_english(message), message.context)
        if found is None or not all(forms(found)):
            yield message, "not translated"
        elif found.fuzzy:
            yield message, "fuzzy: look at it and take the mark away"
        elif message.pluralizable and len(forms(found)) != catalogue.num_plurals:
            yield message, f"{catalogue.num_plurals} forms are needed"
        elif not _filled_alike(message, found):
            yield message, f"placeholders must be {', '.join(sorted(_names(message)))}"


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _names(message: Message) -> frozenset[str]:
    return placeholders(message.id if isinstance(message.id, str) else message.id[1])


def _filled_alike(message: Message, found: Message) -> bool:
    names = _names(message)
    return all(names - {"n", "num"} <= placeholders(form) <= names for form in forms(found))


def update(language: str, wanted: Catalog) -> None:
    """Write the catalogue of a language with every message of `wanted` in it, and no other."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    old = read(language)
    made = Catalog(
        locale=language, project="tocsin", version="1", copyright_holder="The tocsin maintainers",
        creation_date=_EPOCH, revision_date=_EPOCH, last_translator="The tocsin maintainers",
        language_team=TONGUES[language], header_comment=f"# {TONGUES[language]}: the interface of tocsin.",
        msgid_bugs_address="", fuzzy=False,
    )  # fmt: skip
    if language == "ar":
        made.mime_headers = [("Plural-Forms", _ARABIC)]
    for message in wanted:
        if message.id:
            known = old.get(_english(message), message.context)
            places = sorted({(where, 0) for where, _ in message.locations})  # lines are not written
            made.add(
                message.id, known.string if known else None, locations=places, context=message.context,
                flags=known.flags & {"fuzzy"} if known else (),
            )  # fmt: skip
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, made, width=110, sort_output=True, include_lineno=False)


def main(arguments: list[str] | None = None) -> int:
    """Compare or update; the status is 1 where something is missing."""
    parser = argparse.ArgumentParser(prog="python -m tocsin.web.catalogues", description=__doc__)
    parser.add_argument("--missing", action="store_true", help="list what each catalogue lacks (the default)")
    parser.add_argument("--update", action="store_true", help="put new messages in, take dead ones out")
    asked = parser.parse_args(arguments)
    wanted = template()
    status = 0
    for language in TONGUES:
        if language == SOURCE:
            continue
        if asked.update:
            update(language, wanted)
        for message, why in lacking(read(language), wanted):
            context = f" [{message.context}]" if message.context else ""
            print(f"{language}{context}: {_english(message)!r}: {why}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
