"""Bytes to text, and text to storable text. Offsets of statements are into what `clean` returns.

No Unicode normalisation and no repair of mojibake: both move offsets and can change names.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from tocsin.read.outcome import TEXT_LIMIT

_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NEWLINES: Final = re.compile("\r\n?")
_SPACES: Final = re.compile(r"\s+")
# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_CHARSET: Final = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET: Final = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
# What browsers take these labels for (WHATWG Encoding Standard, section 4.2).
_WHATWG: Final = {
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252",
    "us-ascii": "windows-1252", "ascii": "windows-1252", "iso-8859-9": "windows-1254",
    "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874", "iso-8859-11": "cp874",
    "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip


def clean(text: str) -> str:
    """Return `text` without NULs, other C0 controls but newline and tab, and lone surrogates; CRLF as LF.

    Cleaning what is clean changes nothing.
    """
    return _NEWLINES.sub("\n", _UNSTORABLE.sub("", text))


def clean_line(text: str | None) -> str | None:
    """Return `text` cleaned, on one line and without outer space; None where nothing is left."""
    if text is None:
        return None
    return _SPACES.sub(" ", clean(text)).strip() or None


def cut(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` to at most `TEXT_LIMIT` code points, with the flag "truncated" where it was longer."""
    if len(text) <= TEXT_LIMIT:
        return text, ()
    return text[:TEXT_LIMIT], ("truncated",)


def decode(body: bytes, content_type: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of `body`: by mark, declared charset, meta or XML charset, UTF-8, else windows-1252.

    The order is that of the HTML standard (section 13.2.3.2). Where no declaration fits the bytes and they
    are not UTF-8, windows-1252 is taken and the flag "encoding_guessed" says so. Never raises.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), ()
    for label in _labels(body, content_type):
        text = _strictly(body, label)
        if text is not None:
            return text, ()
    text = _strictly(body, "utf-8")
    if text is not None:
        return text, ()
    return body.decode("windows-1252", "replace"), ("encoding_guessed",)


def _labels(body: bytes, content_type: str | None) -> list[str]:
    header = _HEADER_CHARSET.search(content_type or "")
    head = body[:4096]
    inside = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    labels = [header.group(1)] if header else []
    # A page that declares UTF-16 in ASCII letters cannot be UTF-16 (same section of the standard).
    declared = inside.group(1).decode("ascii", "replace") if inside else "utf-16"
    return labels + ([] if declared.lower().startswith(("utf-16", "utf-32")) else [declared])


def _strictly(body: bytes, label: str) -> str | None:
    return _by_codec(body, _WHATWG.get(label.lower(), label))


def _by_codec(body: bytes, name: str) -> str | None:
    try:
        info = codecs.lookup(name)
        if not info._is_text_encoding:  # "hex", "zlib" and the like are codecs too, and bombs
            return None
        return body.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def text_or_title(text: str, title: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the text to store and code, and its flags: a headline alone is read as the text it is."""
    if text.strip():
        return text, ()
    return (title, ("title_only",)) if title else ("", ())
