"""The product's settings with two bare views beside it to compare with."""

from skills.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
