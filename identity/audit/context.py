"""Who asks, from where and under which name: what every entry of one request has in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

request_id: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True, order=True)
class Post:
    """A role held at this moment; `commune` is a register code, empty for a role of the city."""

    role: str
    commune: str = ""


@dataclass(frozen=True)
class Standing:
    """What a member of staff is while the request is answered, and the network she asks from.

    `network` is coarse ("113.160.•.•"): enough to tell the town hall from elsewhere.
    """

    posts: tuple[Post, ...] = ()
    network: str = ""

    def post_for(self, commune: str) -> Post | None:
        """The post she acts in: the one of that commune, else one of the city, else her first."""
        ranked = sorted(
            self.posts, key=lambda post: (post.commune != commune, post.commune != "", post)
        )
        return ranked[0] if ranked else None


NOBODY = Standing()
standing: ContextVar[Standing] = ContextVar("standing", default=NOBODY)


@contextmanager
def acting_as(roles: Collection[str]) -> Iterator[None]:
    """Within this she acts in one of these roles, though she may hold others too."""
    held = standing.get()
    posts = tuple(post for post in held.posts if post.role in roles)
    mark = standing.set(replace(held, posts=posts) if posts else held)
    try:
        yield
    finally:
        standing.reset(mark)
