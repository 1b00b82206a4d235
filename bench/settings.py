"""The product's settings with two bare views beside it to compare with."""

from skills.settings import *  # noqa: F403
from skills.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = [*PRODUCT_APPS, "bench"]
ROOT_URLCONF = "bench.urls"
