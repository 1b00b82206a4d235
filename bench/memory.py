"""What the whole embedded set (web, worker, timetable) takes after it has worked."""

from __future__ import annotations

from bench import load
from bench.figures import Figure
from bench.pages import HEADERS
from bench.site import memory_bytes, served

PATHS = ("/", "/khoa-hoc/", "/tin-tuc/", "/dang-nhap/", "/api/v1/courses")


def measure(*, port: int) -> list[Figure]:
    """Proportional set size after a few thousand requests."""
    with served(port=port, only_web=False) as pids:
        load.run(
            port,
            lambda number: load.request("GET", PATHS[number % len(PATHS)], headers=HEADERS),
            requests=3000,
            connections=32,
        )
        megabytes = memory_bytes(pids) / 2**20
    return [Figure("embedded set after the bench, PSS", megabytes, unit="MB", at_most=450)]
