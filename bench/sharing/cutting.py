"""A line that breaks: a relay between two nodes that cuts connections after some bytes, either way."""

from __future__ import annotations

import random
import socket
import struct
import threading
from typing import Final

_RESET: Final = struct.pack("ii", 1, 0)


class CuttingRelay:
    """Relays connections to `target` on loopback; while `cutting`, each is reset after a random length.

    Which way is cut, the question's or the answer's, is random, too. `cuts` counts them by direction.
    """

    def __init__(self, target: int, seed: int) -> None:
        """`target` is the port of the node behind it."""
        self.target = target
        self.cutting = False
        self.cuts = {"question": 0, "answer": 0}
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                near.close()
                continue
            threading.Thread(target=self._relay, args=(near, far, self._limits()), daemon=True).start()

    def _limits(self) -> dict[str, int | None]:
        limits: dict[str, int | None] = {"question": None, "answer": None}
        if self.cutting:
            way = self._random.choice(("question", "answer"))
            limits[way] = self._random.randint(1, 600 if way == "question" else 8_000)
        return limits

    def _relay(self, near: socket.socket, far: socket.socket, limits: dict[str, int | None]) -> None:
        with near, far:
            back = threading.Thread(
                target=self._carry, args=("answer", far, near, limits["answer"]), daemon=True
            )
            back.start()
            self._carry("question", near, far, limits["question"])
            back.join()

    def _carry(self, way: str, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        left = limit
        try:
            while data := source.recv(4096):
                sink.sendall(data if left is None else data[:left])
                if left is not None:
                    left -= len(data)
                    if left <= 0:
                        self.cuts[way] += 1
                        break
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
