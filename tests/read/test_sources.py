"""The shipped list of feeds, and a desk's own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tocsin.errors import InputError
from tocsin.read import shipped_sources, sources_in
from tocsin.read.sources import KINDS, REGIONS

# ISO 3166-1 alpha-2 codes of the countries that the list names; a new one is added here on purpose.
COUNTRIES = {
    "AF", "AR", "AU", "BD", "BE", "BR", "CA", "CG", "CH", "CO", "DE", "DZ", "ES", "ET",
    "FJ", "FR", "GB", "GE", "GR", "HK", "ID", "IN", "IT", "JP", "KE", "KG", "KZ", "LA",
    "LB", "LV", "MN", "MX", "MY", "NG", "NL", "NZ", "PH", "PK", "PL", "QA", "SA", "SE",
    "SG", "SO", "TJ", "TM", "TR", "UA", "US", "UZ", "ZA",
}  # fmt: skip


def test_it_covers_the_world_in_many_languages() -> None:
    feeds = shipped_sources()
    regions = Counter(feed.region for feed in feeds)
    assert len(feeds) >= 48
    assert len({feed.language for feed in feeds}) >= 12
    assert set(regions) == set(REGIONS)
    assert min(regions.values()) >= 3
    assert {feed.country for feed in feeds if feed.region == "Central Asia"} >= {"KZ", "KG", "UZ", "TJ", "TM"}
    assert {feed.kind for feed in feeds} == set(KINDS)


def test_ids_and_addresses_are_unique_and_well_formed() -> None:
    feeds = shipped_sources()
    assert len({feed.id for feed in feeds}) == len({feed.url for feed in feeds}) == len(feeds)
    for feed in feeds:
        parts = urlsplit(feed.url)
        assert parts.scheme == "https", feed.id
        assert parts.hostname, feed.id
        assert "." in parts.hostname, feed.id
        assert feed.id == feed.id.lower(), feed.id
        assert " " not in feed.id, feed.id
        assert feed.country in COUNTRIES, feed.id
        assert feed.language, feed.id
        assert len(feed.language) == 2, feed.id


def test_each_says_where_it_was_seen_and_none_claims_to_be_tried() -> None:
    assert all(feed.seen and not feed.verified for feed in shipped_sources())


def test_an_outlet_is_a_source_of_the_record() -> None:
    feed = shipped_sources()[0]
    source = feed.source
    assert (source.id, source.name, source.country, source.url) == (
        feed.id,
        feed.name,
        feed.country,
        feed.url,
    )


def test_a_desk_may_have_its_own(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('[[feed]]\nid = "mine"\nurl = "https://mine.example/feed"\nlanguage = "kk"\n')
    (feed,) = sources_in(path)
    assert (feed.id, feed.name, feed.language, feed.country) == ("mine", "mine", "kk", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[feed]", "not TOML"),
        ('[[feed]]\nid = "a"\n', "needs an id and a url"),
        ('[[feed]]\nid = "a"\nurl = "u"\ncolour = "x"\n', "unknown key 'colour'"),
        ('[[feed]]\nid = "a"\nurl = "u"\ncountry = 7\n', "country must be a text"),
        ('[[feed]]\nid = "a"\nurl = "u"\n[[feed]]\nid = "a"\nurl = "v"\n', "more than one"),
        ("feed = 3\n", "[[feed]]"),
        ("feed = [3]\n", "needs an id"),
    ],
)
def test_a_list_that_is_wrong_says_where(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        sources_in(path)
    assert why in str(caught.value)


def test_a_list_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        sources_in(tmp_path / "none.toml")
