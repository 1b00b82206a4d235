"""A Redis cache whose loss is a miss: no limit, code or session lives in a cache, so pages go on."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisUnreachable
from redis.exceptions import TimeoutError as RedisTooSlow

logger = logging.getLogger(__name__)


def _missed(method: Callable[..., Any], otherwise: Any) -> Callable[..., Any]:
    """The method, answering `otherwise` (or calling it) when Redis cannot be reached."""

    @wraps(method)
    def forgiving(*args: Any, **options: Any) -> Any:
        try:
            return method(*args, **options)
        except (RedisUnreachable, RedisTooSlow) as lost:
            logger.warning("cache is out of reach", extra={"error": type(lost).__name__})
            return otherwise(*args, **options) if callable(otherwise) else otherwise

    return forgiving


def _given_default(_cache: Any, _key: str, default: Any = None, **_options: Any) -> Any:
    return default


def _nothing_found(*_args: Any, **_options: Any) -> dict[str, Any]:
    return {}


def _all_failed(_cache: Any, values: dict[str, Any], **_options: Any) -> list[str]:
    return list(values)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache where a lost connection reads as absent and writes as not kept."""

    get = _missed(RedisCache.get, _given_default)
    get_many = _missed(RedisCache.get_many, _nothing_found)
    set = _missed(RedisCache.set, None)
    set_many = _missed(RedisCache.set_many, _all_failed)
    add = _missed(RedisCache.add, otherwise=False)
    touch = _missed(RedisCache.touch, otherwise=False)
    delete = _missed(RedisCache.delete, otherwise=False)
    delete_many = _missed(RedisCache.delete_many, None)
    has_key = _missed(RedisCache.has_key, otherwise=False)
    clear = _missed(RedisCache.clear, otherwise=False)
