"""A server on this machine that plays the services' documented answers, and their faults."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest


class Played:
    """The server: `answer` says what comes next, `asked` what came in."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.answer: bytes | dict[str, object] | Callable[[BaseHTTPRequestHandler], None] = b""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.let_go = Event()
        played = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                played.asked.append({"path": urlsplit(self.path).path, **{k: v[0] for k, v in query.items()}})
                if callable(played.answer):
                    played.answer(self)
                    return
                answer = played.answer
                body = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(played.status)
                for name, value in played.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_args: object) -> None:
                """A client that gives up is no fault of the test."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    """A server of the test's own; no proxy stands before it."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    one = Played()
    thread = Thread(target=one.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield one
    one.let_go.set()
    one.server.shutdown()
    one.server.server_close()
    thread.join()


@pytest.fixture
def closed_port() -> str:
    """An address at which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
