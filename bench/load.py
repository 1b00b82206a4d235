"""A small load generator: keep-alive connections on 127.0.0.1, a fixed number of requests."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

HEADER_END = b"\r\n\r\n"
PATIENCE_SECONDS = 60


class Refused(Exception):
    """The server answered with something else than success."""


@dataclass(frozen=True)
class Load:
    """What one run of requests came to."""

    requests: int
    seconds: float
    latencies: Sequence[float] = field(repr=False)

    @property
    def per_second(self) -> float:
        """Requests answered per second."""
        return self.requests / self.seconds

    @property
    def p95(self) -> float:
        """Seconds that 95 of 100 requests stayed below."""
        return sorted(self.latencies)[int(0.95 * (len(self.latencies) - 1))]


def request(method: str, path: str, *, body: bytes = b"", headers: dict[str, str]) -> bytes:
    """One HTTP/1.1 request as bytes."""
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body or method == "POST":
        lines += [f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + HEADER_END + body


def run(port: int, make: Callable[[int], bytes], *, requests: int, connections: int) -> Load:
    """Send `make(0)`, `make(1)`, ... over so many connections at once; every answer must be 2xx.

    The requests are made beforehand and one thread watches all connections, so that the load takes
    little from the server it measures.
    """
    waiting = iter([make(number) for number in range(requests)])
    latencies: list[float] = []
    with ExitStack() as open_lines, selectors.DefaultSelector() as ready:
        lines = [open_lines.enter_context(Line(port)) for _ in range(connections)]
        began = time.perf_counter()
        for line, sent in zip(lines, waiting, strict=False):
            ready.register(line.socket, selectors.EVENT_READ, line)
            line.send(sent)
        while ready.get_map():
            for line in _answering(ready):
                _go_on(line, ready, waiting, latencies)
    return Load(len(latencies), time.perf_counter() - began, latencies)


def _answering(ready: selectors.BaseSelector) -> list[Line]:
    """The lines on which something has come; Refused when the server stays silent."""
    found = [key.data for key, _event in ready.select(PATIENCE_SECONDS)]
    if not found:
        raise Refused("the server does not answer")
    return found


def _go_on(
    line: Line, ready: selectors.BaseSelector, waiting: Iterator[bytes], latencies: list[float]
) -> None:
    """Take what has come; once the answer is whole, send the next request or rest."""
    latency = line.read()
    if latency is None:
        return
    latencies.append(latency)
    following = next(waiting, None)
    if following is None:
        ready.unregister(line.socket)
    else:
        line.send(following)


class Line:
    """One keep-alive connection with at most one request on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = b""
        self.sent_at = 0.0

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.socket.close()

    def send(self, request: bytes) -> None:
        """Send a request and start its clock."""
        self.got, self.sent_at = b"", time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> float | None:
        """The seconds from sending to the whole answer, or None while it is still coming."""
        more = self.socket.recv(262_144)
        if not more:
            raise Refused("the server closed the connection")
        self.got += more
        return time.perf_counter() - self.sent_at if is_whole(self.got) else None


def is_whole(got: bytes) -> bool:
    """Whether an answer has come in full; Refused when it is no success."""
    head, end, body = got.partition(HEADER_END)
    if not end:
        return False
    if not head.startswith(b"HTTP/1.1 2"):
        raise Refused(f"{head[:60]!r} {body[:300]!r}")
    return len(body) >= _length(head)


def _length(head: bytes) -> int:
    for name_and_value in head.lower().split(b"\r\n"):
        if name_and_value.startswith(b"content-length:"):
            return int(name_and_value.split(b":")[1])
    raise Refused("the answer names no length")
