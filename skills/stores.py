"""Cache, queue and files: without a server by default, on Redis and S3 where the environment names them."""

from pathlib import Path
from typing import Any

from skills.environment import Environment

STATIC_STORAGE = "cms.theme.storage.HashedStaticFilesStorage"
# the proxy in front reads them as another user; what people upload is nobody else's to read
STATIC_PERMISSIONS = 0o644


def cache(redis_url: str) -> dict[str, Any]:
    """Django's database cache, or Redis whose loss is only a miss."""
    if redis_url:
        return {
            "BACKEND": "skills.redis_cache.ForgivingRedisCache",
            "LOCATION": redis_url,
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}


def queue(redis_url: str, *, data_dir: Path) -> dict[str, Any]:
    """Celery's broker; no broker is a ledger, so what must happen is also a row in the outbox."""
    if redis_url:
        return {
            "broker_url": _as_kombu_writes_it(redis_url),
            "broker_transport_options": {
                "socket_connect_timeout": 1,
                "socket_timeout": 5,
                "visibility_timeout": 600,
            },
        }
    folder = data_dir / "queue"
    return {
        "broker_url": "filesystem://",
        "broker_transport_options": {
            "data_folder_in": folder / "messages",
            "data_folder_out": folder / "messages",
            "control_folder": folder / "control",
            "store_processed": False,
        },
    }


def storages(environment: Environment, *, data_dir: Path) -> dict[str, Any]:
    """Pictures, documents and the heads of the audit in a local folder or in S3.

    Static files always stand beside the application.
    """
    bucket = environment.text("S3_BUCKET", "")
    heads_bucket = environment.text("S3_AUDIT_BUCKET", bucket)
    return {
        "default": _s3(environment, bucket) if bucket else _folder(),
        "audit": _s3(environment, heads_bucket, location="audit")
        if bucket
        else _folder(location=data_dir / "audit"),
        "staticfiles": {
            "BACKEND": STATIC_STORAGE,
            "OPTIONS": {"file_permissions_mode": STATIC_PERMISSIONS},
        },
    }


def media_origin(environment: Environment) -> str:
    """Where browsers fetch pictures from when that is not this site; else an empty text."""
    if not environment.text("S3_BUCKET", ""):
        return ""
    return environment.web_address("S3_PUBLIC_URL", environment.web_address("S3_ENDPOINT"))


def _as_kombu_writes_it(redis_url: str) -> str:
    """A socket is named differently by redis-py (unix://path?db=0) and by Celery's transport."""
    return redis_url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")


def _folder(**options: Any) -> dict[str, Any]:
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


def _s3(environment: Environment, bucket: str, **options: Any) -> dict[str, Any]:
    return {
        "BACKEND": "skills.bucket.BucketStorage",
        "OPTIONS": {
            **options,
            "bucket_name": bucket,
            "endpoint_url": environment.web_address("S3_ENDPOINT"),
            "region_name": environment.text("S3_REGION", "us-east-1"),
            "access_key": environment.text("S3_ACCESS_KEY"),
            "secret_key": environment.text("S3_SECRET_KEY"),
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
