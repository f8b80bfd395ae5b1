"""The socket that the desk listens on."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from tocsin.web.serving import Address, listen


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_answers_go_out_at_once(host: str) -> None:
    """asyncio switches off the waiting for acknowledgements (Nagle) only where the socket says it is TCP."""

    async def ask() -> int:
        told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            met_at = writer.get_extra_info("socket")
            told.set_result(met_at.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = listen(Address(host=host, port=0))
        async with await asyncio.start_server(met, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
            set_to = await asyncio.wait_for(told, 10)
            writer.close()
            return set_to

    # In a thread of its own: a browser of another test may have left a loop running in this one.
    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(asyncio.run, ask()).result() != 0
