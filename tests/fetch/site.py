"""A real web server on loopback, for tests of everything that fetches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


def page(body: bytes | str, content_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """Answer 200 with `body`; keyword `content_encoding` becomes the header Content-Encoding."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: Handler) -> None:
        status(200, data, content_type=content_type, **headers)(handler)

    return answer


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer with `code`, `body` and headers."""

    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(target: str, code: int = 302) -> Answer:
    """Answer with a redirect to `target`."""
    return status(code, location=target)


@dataclass
class Site:
    """A site whose paths answer as set in `pages`; `asked` lists the paths and headers that came."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> Site:
        site = self

        class SiteHandler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                site.pages.get(self.path, status(404))(self)

            def handle(self) -> None:
                # A client that hangs up in the middle is what half of the tests are about.
                with suppress(BrokenPipeError, ConnectionResetError):
                    super().handle()

            def log_message(self, format: str, *arguments: object) -> None:
                del format, arguments

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), SiteHandler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Return the port of the server."""
        return int(self._server.server_address[1])

    @property
    def allowed(self) -> str:
        """Return what allows this server."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        """Return the address of `path`."""
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [path for path, _ in self.asked]
