"""A fragment of HTML, as feeds carry it, to plain text with its paragraphs."""

from __future__ import annotations

import re
from typing import Final

from tocsin.read.clean import clean
from tocsin.read.outcome import Untyped

_BLOCKS: Final = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "figure", "section", "article",
     "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "dd", "dt"}
)  # fmt: skip
_SILENT: Final = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "figcaption"}
)
_MARKUP: Final = re.compile(r"<[a-zA-Z!/]|&[#\w]+;")


def markup_text(fragment: str) -> str:
    """Return the visible text of `fragment`: blocks on lines of their own, scripts and captions left out.

    Empty where libxml2 gives up, which it does on trees of more than 256 levels.
    """
    if not _MARKUP.search(fragment):
        return fragment.strip()
    import lxml.html
    from lxml import etree

    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        tree = lxml.html.document_fromstring(f"<div>{clean(fragment)}</div>".encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    pieces: list[str] = []
    _walk(tree, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _walk(root: Untyped, pieces: list[str]) -> None:
    """Collect text in document order without recursion: nesting depth is the writer's choice, not ours."""
    from lxml import etree

    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else None
        if event == "start":
            silent += tag in _SILENT
            pieces.append(_opening(tag, node, silent))
        else:
            silent -= event == "end" and tag in _SILENT
            pieces.append(_closing(tag, node, silent))


def _opening(tag: str | None, node: Untyped, silent: int) -> str:
    return "" if silent else ("\n" if tag in _BLOCKS else "") + _flat(node.text)


def _closing(tag: str | None, node: Untyped, silent: int) -> str:
    return "" if silent else ("\n" if tag in _BLOCKS else "") + _flat(node.tail)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")
