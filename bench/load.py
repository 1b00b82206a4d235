"""A small load generator: keep-alive connections on 127.0.0.1, a fixed number of requests."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

HEADER_END = b"\r\n\r\n"


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
    """Send `make(0)`, `make(1)`, ... over so many connections at once; every answer must be 2xx."""
    numbers, lock = itertools.count(), threading.Lock()
    latencies: list[float] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            mine = _one_connection(port, make, numbers, lock, requests)
            latencies.extend(mine)
        except (OSError, Refused) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return Load(len(latencies), time.perf_counter() - began, latencies)


def _one_connection(
    port: int,
    make: Callable[[int], bytes],
    numbers: itertools.count[int],
    lock: threading.Lock,
    requests: int,
) -> list[float]:
    latencies: list[float] = []
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            with lock:
                number = next(numbers)
            if number >= requests:
                return latencies
            sent = make(number)
            began = time.perf_counter()
            line.sendall(sent)
            read_answer(line)
            latencies.append(time.perf_counter() - began)


def read_answer(line: socket.socket) -> bytes:
    """The body of one answer that names its length; Refused when it is no success."""
    got = b""
    while HEADER_END not in got:
        more = line.recv(65536)
        if not more:
            raise Refused("the server closed the connection")
        got += more
    head, body = got.split(HEADER_END, 1)
    if not head.startswith(b"HTTP/1.1 2"):
        raise Refused(f"{head[:60]!r} {body[:300]!r}")
    length = _length(head)
    while len(body) < length:
        body += line.recv(65536)
    return body


def _length(head: bytes) -> int:
    for name_and_value in head.lower().split(b"\r\n"):
        if name_and_value.startswith(b"content-length:"):
            return int(name_and_value.split(b":")[1])
    raise Refused("the answer names no length")
