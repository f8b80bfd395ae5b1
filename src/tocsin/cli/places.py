"""`tocsin places look TEXT`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tocsin.cli.options import desk_option, format_option


@click.group()
def places() -> None:
    """See which places a text names and how they are resolved.

    \b
    Example:
      tocsin places look "A bomb went off in Tripoli, in the north of Lebanon."
    """


@places.command()
@click.argument("text")
@click.option("--outlet-country", metavar="CC", help="The country of the outlet, if known (ISO code).")
@format_option("text", "json", default="text")
@desk_option
def look(text: str, outlet_country: str | None, format_: str, folder: Path) -> None:
    """Show what is seen in TEXT ("-" reads stdin): each toponym, where it is put, how surely, what else.

    \b
    Example:
      tocsin places look "Gunmen raided a village near Djibo in Burkina Faso."
    """
    from tocsin.cli import output

    del folder  # places do not depend on the desk; the option is there because every command has it
    from tocsin.places import ATTRIBUTION, Gazetteer, resolve

    gazetteer = Gazetteer.load()
    body = sys.stdin.read() if text == "-" else text
    found = resolve(body, gazetteer.find(body), gazetteer, outlet_country=outlet_country)
    if format_ == "json":
        output.write_json(
            {
                "name": one.name,
                "start": one.span.start,
                "end": one.span.end,
                "kind": one.kind,
                "probability": round(one.probability, 4),
                "place": one.place.to_json(),
            }
            for one in found
        )
        return
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
        for other in place.alternatives[:5]:
            named = ", ".join(str(other[k]) for k in ("name", "admin1", "country") if other.get(k))
            click.echo(output.plain(f"    or {named}: {other['probability']:.2f}"))
    click.echo(ATTRIBUTION)
