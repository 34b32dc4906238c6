"""A provider over HTTP on loopback that plays one scene and remembers what it was told."""

import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.patience import PATIENCE


class Mood(Enum):
    ANSWERS = auto()
    #: takes the whole request and says nothing
    SILENT = auto()
    #: takes the whole request and closes the line
    DROPS = auto()


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class RehearsedHttp:
    status: int = 200
    body: object = ""
    headers: dict[str, str] = field(default_factory=dict)
    mood: Mood = Mood.ANSWERS
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    #: set as soon as there are `awaited` requests
    arrived: threading.Condition = field(default_factory=threading.Condition)
    curtain: threading.Event = field(default_factory=threading.Event)

    @property
    def posts(self):
        return sum(request.method == "POST" for request in self.requests)

    def take(self, request):
        with self.arrived:
            self.requests.append(request)
            self.arrived.notify_all()

    def posts_that_came(self):
        """Count the posts as soon as there is one."""
        self.wait_for(1)
        return self.posts

    def wait_for(self, number):
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.requests) >= number, timeout=PATIENCE)
        return self.requests[:number]


@contextmanager
def rehearsed(**scene):
    """Play a scene on a free port of loopback."""
    provider = RehearsedHttp(**scene)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            provider.take(Request(self.command, self.path, dict(self.headers), body))
            match provider.mood:
                case Mood.ANSWERS:
                    self.answer()
                case Mood.SILENT:
                    provider.curtain.wait(PATIENCE)
                case Mood.DROPS:
                    self.connection.shutdown(socket.SHUT_RDWR)

        def answer(self):
            content = provider.body if isinstance(provider.body, str) else json.dumps(provider.body)
            self.send_response(provider.status)
            for name, value in provider.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content.encode())))
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_):
            """Keep the requests out of the output of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    provider.url = f"http://127.0.0.1:{server.server_port}"
    with served(server, provider.curtain):
        yield provider


@contextmanager
def served(server, curtain):
    """Run a socket server in a thread until the end of the scene."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        curtain.set()
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def closed_port():
    """Keep a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]
