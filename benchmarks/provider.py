"""A provider that takes every e-mail at once, as SendGrid answers: lean, so that we measure ourselves."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
TAKEN = b"HTTP/1.1 202 Accepted\r\nX-Message-Id: taken\r\nContent-Length: 0\r\n\r\n"


class Taker(asyncio.Protocol):
    """Reads requests of one connection, and answers each."""

    def __init__(self, moments: list[float]) -> None:
        self.moments = moments
        self.read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where answers go."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self.read += data
        while (end := self.read.find(b"\r\n\r\n")) >= 0:
            found = LENGTH.search(self.read, 0, end)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self.read) < whole:
                return
            self.read = self.read[whole:]
            self.moments.append(asyncio.get_running_loop().time())
            assert isinstance(self.transport, asyncio.Transport)  # noqa: S101 - what a server gives
            self.transport.write(TAKEN)


class Provider:
    """The other side: where it listens, and when it took messages."""

    def __init__(self, url: str, pipe: Connection) -> None:
        self.url = url
        self._pipe = pipe

    def taken(self) -> list[float]:
        """Give the moments of all messages so far, on the clock of `time.monotonic`."""
        self._pipe.send("tell")
        moments: list[float] = self._pipe.recv()
        return moments


@contextmanager
def a_provider() -> Iterator[Provider]:
    """Run a provider in a process of its own."""
    context = get_context("spawn")
    mine, its = context.Pipe()
    process = context.Process(target=_serve, args=(its,), daemon=True)
    process.start()
    try:
        yield Provider(mine.recv(), mine)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection) -> None:
    asyncio.run(_listen(pipe))


async def _listen(pipe: Connection) -> None:
    moments: list[float] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Taker(moments), "127.0.0.1", 0)
    pipe.send(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")

    def answer() -> None:
        pipe.recv()
        pipe.send(moments)

    loop.add_reader(pipe.fileno(), answer)
    await asyncio.Event().wait()
