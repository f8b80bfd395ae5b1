"""TAXII 2.1 under /taxii2/, and the exchange between nodes under /exchange/. Tokens, not sessions."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tocsin.errors import BusyError, DeskError, InputError
from tocsin.share.fresh import Fresh
from tocsin.share.line import ITEMS_MEDIA, Line
from tocsin.share.node import open_node
from tocsin.share.publish import INCIDENTS
from tocsin.share.sharing import Caller, Sharing, token_of
from tocsin.share.taxii import MEDIA, Answer, Taxii, error
from tocsin.share.taxii_asking import RefusedError
from tocsin.web.limits import Allowance
from tocsin.web.tls import shown_certificate

PER_MINUTE: Final = 6000
"""Requests of one token a minute."""
_ACCEPTED: Final = ("application/taxii+json", "application/*", "*/*")
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    code: {"description": text, "content": {MEDIA: {}}}
    for code, text in (
        (400, "not understood"), (401, "a token is needed"), (403, "not allowed"), (404, "no such thing"),
        (406, "another version of TAXII was asked for"), (413, "too large"), (415, "not TAXII"),
        (422, "no envelope"), (429, "too many requests"), (503, "sharing is stopped, or nothing is stored"),
    )
}  # fmt: skip
router = APIRouter(tags=["sharing"], responses=_RESPONSES)
Id = Annotated[str, Path(max_length=200)]
Text = Annotated[str | None, Query(max_length=20_000)]
Do = Callable[[Taxii, Caller], Answer]


def _asked(
    request: Request, added_after: Text = None, limit: Text = None, next: Text = None
) -> list[tuple[str, str]]:
    """Return the whole query: FastAPI describes the three by name, the filters `match[...]` it cannot."""
    del added_after, limit, next
    return request.query_params.multi_items()


Asked = Annotated[list[tuple[str, str]], Depends(_asked)]


def mount(app: FastAPI, *, per_minute: int = PER_MINUTE, certified: bool = False) -> FastAPI:
    """Add the routes to an application that has an open desk as `app.state.desk`; return it.

    `certified`: partners are asked for a client certificate beside their token (mutual TLS).
    """
    desk = app.state.desk
    sharing = Sharing(desk.record, open_node(desk.folder))
    app.state.taxii = Taxii(sharing, certified=certified)
    app.state.line = Line(sharing)
    app.state.fresh = Fresh(sharing)
    app.state.publishing = Lock()
    app.state.tokens = Allowance(per_minute)
    app.include_router(router)
    return app


@router.get("/taxii2/", summary="Discovery")
def discovery(request: Request) -> Response:
    """Say which API roots there are."""
    return _answer(request, lambda taxii, _: taxii.discovery())


@router.get("/taxii2/api/", summary="The API root")
def api_root(request: Request) -> Response:
    """Say what the API root takes."""
    return _answer(request, lambda taxii, _: taxii.root())


@router.get("/taxii2/api/status/{status}/", summary="What became of what was added")
def status(request: Request, status: Id) -> Response:
    """Return the status of an envelope that the caller added."""
    return _answer(request, lambda taxii, caller: taxii.status(caller, status))


@router.get("/taxii2/api/collections/", summary="The collections")
def collections(request: Request) -> Response:
    """List the collections that the caller may see."""
    return _answer(request, lambda taxii, caller: taxii.collections(caller))


@router.get("/taxii2/api/collections/{collection}/", summary="One collection")
def collection(request: Request, collection: Id) -> Response:
    """Return one collection."""
    return _answer(request, lambda taxii, caller: taxii.collection(caller, collection))


@router.get("/taxii2/api/collections/{collection}/manifest/", summary="The manifest")
def manifest(request: Request, collection: Id, asked: Asked) -> Response:
    """List ids and versions; `match[id]`, `match[type]`, `match[version]`, `match[spec_version]` filter."""
    return _listing(request, collection, lambda taxii, caller: taxii.manifest(caller, collection, asked))


@router.get("/taxii2/api/collections/{collection}/objects/", summary="Objects")
def objects(request: Request, collection: Id, asked: Asked) -> Response:
    """Return objects; `match[id]`, `match[type]`, `match[version]`, `match[spec_version]` filter."""
    return _listing(request, collection, lambda taxii, caller: taxii.objects(caller, collection, asked))


@router.get("/taxii2/api/collections/{collection}/objects/{thing}/", summary="One object")
def one_object(request: Request, collection: Id, thing: Id, asked: Asked) -> Response:
    """Return the versions asked for of one object."""
    return _listing(request, collection, lambda taxii, caller: taxii.object(caller, collection, thing, asked))


@router.get("/taxii2/api/collections/{collection}/objects/{thing}/versions/", summary="Versions")
def versions(request: Request, collection: Id, thing: Id, asked: Asked) -> Response:
    """List the versions of one object."""
    return _listing(
        request, collection, lambda taxii, caller: taxii.versions(caller, collection, thing, asked)
    )


_BODY: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {MEDIA: {"schema": {"type": "object"}}}}
}


@router.post(
    "/taxii2/api/collections/{collection}/objects/", summary="Add objects", status_code=202,
    openapi_extra=_BODY,
)  # fmt: skip
async def add(request: Request, collection: Id) -> Response:
    """Add the objects of an envelope; each that is not taken is a failure of its own."""
    data = await request.body()
    if not _is_taxii(request.headers.get("content-type", "")):
        return _response(error(415, f"the content type is {MEDIA}"))
    return await run_in_threadpool(
        _answer, request, lambda taxii, caller: taxii.add(caller, collection, data)
    )


@router.get("/exchange/items/", summary="Items of the record, for nodes")
def items(request: Request, after: Text = None, limit: Text = None) -> Response:
    """Return items that the caller may have, one JSON object a line, after a cursor."""
    line: Line = request.app.state.line
    return _answer(
        request,
        lambda _, caller: line.items(caller, after or "", limit or ""),
        fresh=True,
        media=ITEMS_MEDIA,
    )


@router.post("/exchange/acknowledgements/", summary="Acknowledge withdrawals", openapi_extra=_BODY)
async def acknowledge(request: Request) -> Response:
    """Note which withdrawals the caller has carried out, and the head of our log that it has seen."""
    data = await request.body()
    line: Line = request.app.state.line
    return await run_in_threadpool(_answer, request, lambda _, caller: line.acknowledge(caller, data))


@router.get("/exchange/audit/", summary="The audit log, for an auditor")
def audit(request: Request, after: Text = None) -> Response:
    """Return rows of the audit log to a token of scope "audit", which opens nothing else."""
    line: Line = request.app.state.line
    return _answer(request, lambda _, caller: line.audit(caller, after or "0"), media=ITEMS_MEDIA)


def _listing(request: Request, collection: str, do: Do) -> Response:
    """Answer about what a collection holds; that of the incidents is brought up to date first."""
    return _answer(request, do, fresh=collection == INCIDENTS)


def _answer(request: Request, do: Do, *, fresh: bool = False, media: str = MEDIA) -> Response:
    try:
        return _response(_granted(request, do, fresh=fresh, media=media), media)
    except RefusedError as refused:
        return _response(error(refused.status, refused.line))
    except InputError:
        return _response(error(400, "the request is not understood"))
    except (BusyError, DeskError):
        return _response(error(503, "the record cannot be read or written now; try again later"))


def _granted(request: Request, do: Do, *, fresh: bool, media: str) -> Answer:
    if media == MEDIA and not _accepts(request.headers.get("accept", "*/*")):
        raise RefusedError(406, f"this server speaks {MEDIA}")
    taxii: Taxii = request.app.state.taxii
    token = token_of(request.headers.get("authorization"))
    caller = taxii.caller(token, shown_certificate(request.scope))
    wait = request.app.state.tokens.wait(caller.token)
    if wait:
        answer = error(429, "too many requests with this token")
        return Answer(429, answer.body, {"retry-after": str(int(wait) + 1)})
    if fresh:
        with request.app.state.publishing:
            news: Fresh = request.app.state.fresh
            news.objects(caller.partner) if media == MEDIA else news.items()
    return do(taxii, caller)


def _response(answer: Answer, media: str = MEDIA) -> Response:
    kind = media if answer.status < 300 else MEDIA
    return Response(answer.body, answer.status, dict(answer.headers), media_type=kind)


def _accepts(header: str) -> bool:
    kinds = map(_media, header.split(","))
    return any(kind in _ACCEPTED and (not versions or "2.1" in versions) for kind, versions in kinds)


def _is_taxii(header: str) -> bool:
    kind, versions = _media(header)
    return kind == "application/taxii+json" and (not versions or versions == ["2.1"])


def _media(text: str) -> tuple[str, list[str]]:
    """Return a media type in small letters and the versions that its parameters name."""
    kind, *parameters = (word.strip().lower() for word in text.split(";"))
    return kind, [p.partition("=")[2].strip('"') for p in parameters if p.startswith("version=")]
