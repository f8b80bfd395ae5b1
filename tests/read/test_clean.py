"""Text as it is stored: nothing that cannot be stored, nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.clean import clean, clean_line, cut, decode
from tocsin.read.outcome import TEXT_LIMIT

anything = st.text(st.characters(categories=["L", "N", "P", "Z", "C", "S", "M", "Cs"]), max_size=200)


@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(anything)
def test_what_is_clean_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in cleaned)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_what_is_harmless_stays_as_it_is_unnormalised(text: str) -> None:
    assert clean(text) == text
    assert clean("e\u0301 \ufb01") == "e\u0301 \ufb01"


def test_line_ends_become_newlines() -> None:
    assert clean("a\r\nb\rc\n\td\x00\x1b[0m\r\x00\n") == "a\nb\nc\n\td[0m\n"


def test_lone_surrogates_go_and_pairs_in_json_stay() -> None:
    assert clean("a\ud800b\udfffc") == "abc"
    assert clean("\U0001f4a5") == "\U0001f4a5"


@given(st.one_of(st.none(), anything))
def test_a_line_has_no_line_ends(text: str | None) -> None:
    line = clean_line(text)
    assert line is None or (line and line == line.strip() and "\n" not in line and "\t" not in line)


def test_long_text_is_cut_and_says_so() -> None:
    assert cut("x" * TEXT_LIMIT) == ("x" * TEXT_LIMIT, ())
    assert cut("x" * (TEXT_LIMIT + 1)) == ("x" * TEXT_LIMIT, ("truncated",))


@pytest.mark.parametrize(
    ("body", "content_type", "text", "flags"),
    [
        ("Алматы".encode(), None, "Алматы", ()),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "text/html; charset=iso-8859-1", "café", ()),
        ("Ақтөбе".encode("utf-16"), None, "Ақтөбе", ()),
        ("Ақтөбе".encode("utf-16-be"), "text/html; charset=utf-16-be", "Ақтөбе", ()),
        ("Актобе".encode("windows-1251"), "text/html; charset=windows-1251", "Актобе", ()),
        (
            '<meta charset="windows-1251">Актобе'.encode("windows-1251"),
            "text/html",
            '<meta charset="windows-1251">Актобе',
            (),
        ),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">東京'.encode("shift_jis"),
            None,
            '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">東京',
            (),
        ),
        ('<?xml version="1.0" encoding="koi8-r"?><a>мир</a>'.encode("koi8-r"), None,
         '<?xml version="1.0" encoding="koi8-r"?><a>мир</a>', ()),
        (b"caf\xe9 \x93quoted\x94", "text/html; charset=iso-8859-1", "café “quoted”", ()),
        (b"caf\xe9 \x93quoted\x94", None, "café “quoted”", ("encoding_guessed",)),
        (b"caf\xe9", "text/html; charset=utf-8", "café", ("encoding_guessed",)),
        (b"plain", "text/html; charset=no-such-thing", "plain", ()),
        (b"plain", "text/html; charset=hex", "plain", ()),
        ('<meta charset="utf-16">naïve'.encode(), None, '<meta charset="utf-16">naïve', ()),
        (b"", None, "", ()),
    ],
)  # fmt: skip
def test_encodings(body: bytes, content_type: str | None, text: str, flags: tuple[str, ...]) -> None:
    assert decode(body, content_type) == (text, flags)


@given(st.binary(max_size=300), st.sampled_from([None, "text/html", "x; charset=utf-7", "x;charset=zlib"]))
def test_no_bytes_make_decoding_fail(body: bytes, content_type: str | None) -> None:
    text, flags = decode(body, content_type)
    assert isinstance(text, str)
    assert set(flags) <= {"encoding_guessed"}
