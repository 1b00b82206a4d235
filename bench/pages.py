"""Public pages against an empty view behind the same middleware, on the same server."""

from __future__ import annotations

from functools import partial

from bench import load
from bench.figures import Figure, ratio
from bench.site import served
from courses.catalogue.pages import CatalogueIndexPage, LessonPage

REQUESTS = 3000
HEADERS = {"Host": "localhost", "Accept-Encoding": "gzip"}


def measure(*, port: int) -> list[Figure]:
    """Lesson against the empty view; lesson, home and catalogue at 32 connections against one."""
    lesson = LessonPage.objects.live().filter(use="practice").earliest("pk").url
    catalogue = CatalogueIndexPage.objects.live().get().url
    with served(port=port):
        speed = partial(per_second, port)
        share = ratio(partial(speed, lesson, 8), partial(speed, "/bench/empty/", 8))
        figures = [Figure("lesson page, requests/s of an empty view", share, at_least=0.6)]
        for name, path in (("lesson", lesson), ("home", "/"), ("catalogue", catalogue)):
            many = ratio(partial(speed, path, 32), partial(speed, path, 1))
            title = f"{name}, requests/s at 32 connections of those at one"
            figures.append(Figure(title, many, at_least=0.9))
    return figures


def per_second(port: int, path: str, connections: int) -> float:
    """Requests answered per second."""
    asked = load.request("GET", path, headers=HEADERS)
    return load.run(
        port, lambda _number: asked, requests=REQUESTS, connections=connections
    ).per_second
