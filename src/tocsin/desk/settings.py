"""The desk's settings: `tocsin.toml` in its folder, every key optional, an unknown one refused."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from tocsin.coding.outlet import homes_of
from tocsin.errors import DeskError

FILE: Final = "tocsin.toml"
TEMPLATE: Final = """\
# A tocsin desk. Every line may go; what stands here commented out is the default.

[record]
# location = "record.sqlite"     # or "postgresql+psycopg://user@host/base" for a team
# retention_days = 0             # 0 keeps source texts; else `tocsin expire` drops older ones

[fetch]
# user_agent = ""                # how the desk introduces itself; "" is tocsin and its version
# delay = 1.0                    # seconds between two requests to one host
# allow = []                     # "host:port" on your own network that may be fetched

[watch]
# interval = 1800                # seconds between rounds
# feeds = ""                     # your own list (docs/sources.md); "" is the shipped one
# countries = []                 # of the list, only these (ISO codes); [] is all
# pages = true                   # fetch the page where a feed gives only a summary

[places]
# gazetteer = ""                 # folder of a table of your own (tocsin places build); "" is the shipped one
# homes = []                     # where outlets are at home: "thecable.ng NG", "ljworld.com US 38.97 -95.24"
# view = ""                      # whose view on disputed territory; "" is the default

[web]
# requests_per_minute = 3000     # what one client may ask of `tocsin serve`; a fifth of it may be writes
# tiles = ""                     # your own base map: a PMTiles file (docs/desk-in-the-browser.md)
# audit_days = 365               # how long it is kept who looked and who changed, where there are accounts
# session_hours = 12             # a session ends so long after signing in
# idle_minutes = 60              # and so long after the last look
# restricted = "reader"          # the least role that sees rows which may not be passed on, or "nobody"

[subscribe]
# address = ""                   # where others reach `tocsin serve`, for links to unsubscribe and feeds
# give_up_days = 7               # a receiver that takes nothing for so long is given up
# keep_days = 30                 # the words of a message are dropped so long after it was sent

[mail]
# host = ""                      # the SMTP server; the password comes from TOCSIN_SMTP_PASSWORD
# port = 587
# security = "starttls"          # or "tls", or "none" (this machine only)
# user = ""
# sender = ""                    # the address that mail comes from
# password_file = ""             # instead of the environment; only its owner may read it
"""
LEAST: Final = {
    "retention_days": 0, "delay": 0, "interval": 60, "requests_per_minute": 60, "audit_days": 1,
    "session_hours": 1, "idle_minutes": 1, "give_up_days": 1, "keep_days": 1, "port": 1,
}  # fmt: skip
"""What a number is at least: a retention of less than nothing would drop the texts of today."""
CHOICES: Final = {"restricted": ("reader", "reviewer", "publisher", "administrator", "nobody")}
"""What a text may be."""


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """Where the record is, and how long source texts are kept (days; 0 for ever)."""

    location: str = "record.sqlite"
    retention_days: int = 0


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How the desk goes to the network. `delay` in seconds; `allow` lists "host:port"; no agent is ours."""

    user_agent: str = ""
    delay: float = 1.0
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """What is polled and how often (`interval` in seconds)."""

    interval: int = 1800
    feeds: str = ""
    countries: tuple[str, ...] = ()
    pages: bool = True


@dataclass(frozen=True, slots=True)
class PlacesSettings:
    """Which gazetteer places are looked up in, whose view on disputed territory it takes, and where outlets
    are at home ("HOST COUNTRY" or "HOST COUNTRY LAT LON"), which leans namesakes towards there."""

    gazetteer: str = ""
    homes: tuple[str, ...] = ()
    view: str = ""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the desk is served to browsers. `tiles` is a PMTiles file, relative to the desk's folder.

    Where there are accounts: how long the trail of who looked is kept, and how long a session lasts.
    `restricted` is the least role that sees rows in pages which may not be passed on.
    """

    requests_per_minute: int = 3000
    tiles: str = ""
    audit_days: int = 365
    session_hours: int = 12
    idle_minutes: int = 60
    restricted: str = "reader"


@dataclass(frozen=True, slots=True)
class SubscribeSettings:
    """Where others reach the desk; after how many days a receiver that takes nothing is given up, and after
    how many the words of a message that was sent are dropped."""

    address: str = ""
    give_up_days: int = 7
    keep_days: int = 30


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The SMTP server that mail goes through. The password stands in the environment or in a file."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    sender: str = ""
    password_file: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a desk."""

    record: RecordSettings = RecordSettings()
    fetch: FetchSettings = FetchSettings()
    watch: WatchSettings = WatchSettings()
    places: PlacesSettings = PlacesSettings()
    web: WebSettings = WebSettings()
    subscribe: SubscribeSettings = SubscribeSettings()
    mail: MailSettings = MailSettings()


def load(folder: Path) -> Settings:
    """Return the settings in `folder`. Raises DeskError naming the line's key where one is not understood."""
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"{path} is not TOML: {error}") from error
    except OSError as error:
        raise DeskError(f"{path} cannot be read: {error.strerror}; check its permissions") from error
    parts: dict[str, Any] = {}
    for field in fields(Settings):
        section = data.pop(field.name, {})
        parts[field.name] = _section(type(getattr(Settings(), field.name)), section, f"{path} [{field.name}]")
    if data:
        raise DeskError(f"{path}: unknown section {sorted(data)[0]!r}")
    try:
        homes_of(parts["places"].homes)
    except ValueError as error:
        raise DeskError(f"{path} [places] homes: {error}") from None
    return _placed(Settings(**parts), folder)


def _placed(settings: Settings, folder: Path) -> Settings:
    """Return the settings with a gazetteer named from the desk's folder on."""
    if not settings.places.gazetteer:
        return settings
    named = folder / Path(settings.places.gazetteer).expanduser()
    return replace(settings, places=replace(settings.places, gazetteer=str(named)))


def _section(kind: type[Any], given: Any, where: str) -> Any:
    if not isinstance(given, dict):
        raise DeskError(f"{where} must be a section")
    default = kind()
    known = {field.name for field in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            raise DeskError(f"{where}: unknown key {key!r}")
        values[key] = _value(value, getattr(default, key), f"{where} {key}")
        if values[key] not in CHOICES.get(key, (values[key],)):
            raise DeskError(f"{where} {key}: {value!r} is none of {', '.join(CHOICES[key])}")
        least = LEAST.get(key)
        if least is not None and not least <= values[key] < math.inf:
            raise DeskError(f"{where} {key}: {value!r} is too little or no number; at least {least}")
    return kind(**values)


def _value(value: Any, default: Any, where: str) -> Any:
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
    elif isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    elif type(value) is type(default):
        return value
    wanted = "list of texts" if isinstance(default, tuple) else type(default).__name__
    raise DeskError(f"{where}: expected {wanted}, got {value!r}")
