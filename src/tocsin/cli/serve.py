"""`tocsin serve`."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import desk_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8016, show_default=True, help="0 takes a free one."
)
@click.option(
    "--tls-cert",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TLS: the certificate, a PEM file.",
)
@click.option(
    "--tls-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TLS: its private key.",
)
@click.option(
    "--tls-client-ca", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Partners show a certificate of their own under one of these (PEM), beside their token.",
)  # fmt: skip
@click.option(
    "--behind-proxy",
    "proxy",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy of yours with TLS stands before it, at this address or network; only it is let in.",
)
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A name that browsers reach the desk by."
)
@desk_option
def serve(
    host: str, port: int, tls_cert: Path | None, tls_key: Path | None, tls_client_ca: Path | None,
    proxy: tuple[str, ...], names: tuple[str, ...], folder: Path,
) -> None:  # fmt: skip
    """Serve the desk to a browser: the day, the map, the evidence, the review. Stop it with Ctrl-C.

    On this machine alone nothing else is needed. An address that others reach needs accounts, and TLS or a
    declared proxy with TLS.

    \b
    Examples:
      tocsin serve
      tocsin serve --port 9000 --desk demo-desk
      tocsin serve --host 192.0.2.10 --tls-cert desk.pem --tls-key desk.key --name desk.example
    """
    try:
        from tocsin.web.serving import Address, run
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("tocsin"):
            raise
        from tocsin.errors import MissingExtraError

        raise MissingExtraError("the desk in a browser", "serve") from error
    from tocsin.desk import Desk

    address = Address(host, port, tls_cert, tls_key, proxy, names, tls_client_ca)
    with Desk.open(folder) as desk:
        run(desk, address, lambda line: click.echo(line, err=True))
