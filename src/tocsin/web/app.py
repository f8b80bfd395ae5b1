"""The application: one desk, its pages and its API, behind the limits and the headers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from tocsin import __version__
from tocsin.desk import Desk
from tocsin.web import (
    api,
    auditing,
    downloads,
    faults,
    figures,
    incident,
    language,
    mapping,
    people,
    review,
    signing,
    static,
    subscribe,
    subscriptions,
    today,
)  # fmt: skip
from tocsin.web.access import Accounts, OnePerson, check_guarded
from tocsin.web.forms import Forms, Sessions
from tocsin.web.headers import Headers
from tocsin.web.limits import Limits
from tocsin.web.shelf import Shelf
from tocsin.web.team import Team
from tocsin.web.words import Languages

DESCRIPTION: Final = (
    "The incidents of one desk, each value with the sentences behind it. Machine-coded from the news unless "
    "a value says otherwise; what no source that was read told of is missing."
)
ROUTERS: Final = (
    static.router, today.router, mapping.router, incident.router, review.router, auditing.router,
    figures.router, downloads.router, language.router, api.router, subscribe.router,
    subscriptions.router,
)  # fmt: skip
"""What the desk serves; a room that shares (TAXII) is added by `create_app`'s caller."""
TEAM: Final = (signing.router, people.router)
"""What it serves beside that where there are accounts."""


def create_app(
    desk: Desk,
    *,
    accounts: Accounts | None = None,
    hosts: Collection[str] = (),
    proxies: Collection[str] = (),
    tls: bool = False,
    direct: bool = True,
    per_minute: int | None = None,
) -> FastAPI:
    """Return the application for an open `desk`.

    `hosts` are names that it is reached by beside loopback, `proxies` addresses that may say who asks, `tls`
    that it is reached over HTTPS only, not `direct` that it is reached through the proxies only, `per_minute`
    how many requests a client may make.
    """
    accounts = accounts or OnePerson()
    team = accounts if isinstance(accounts, Team) else None
    app = FastAPI(
        title="tocsin", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None,
        openapi_url="/openapi.json", redirect_slashes=False, lifespan=team.running if team else None,
    )  # fmt: skip
    app.state.desk = desk
    app.state.accounts = accounts
    app.state.tls = tls
    app.state.forms = Forms.of(desk.folder)
    app.state.shelf = Shelf()
    app.state.queues = {}
    app.state.figures = {}
    faults.install(app)
    for router in (*ROUTERS, *(TEAM if team else ())):
        app.include_router(router)
    check_guarded(app)
    # The last added is the outermost: headers stand on every answer, refusals included.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Sessions, tls=tls)
    app.add_middleware(
        Limits, hosts=hosts, proxies=proxies, direct=direct,
        per_minute=per_minute or desk.settings.web.requests_per_minute,
    )  # fmt: skip
    app.add_middleware(Languages)
    app.add_middleware(Headers, tls=tls)
    return app
