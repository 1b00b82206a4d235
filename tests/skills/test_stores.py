"""Redis and S3 by their variables alone, for real; and what their loss does."""

import os
import stat
import subprocess
import sys

import boto3
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from skills import stores
from skills.bucket import BucketStorage
from skills.environment import Environment
from skills.redis_cache import ForgivingRedisCache

S3 = {
    "S3_BUCKET": "pictures",
    "S3_ACCESS_KEY": "test",
    "S3_SECRET_KEY": "test-secret",
}


def forgiving(address):
    described = stores.cache(address)
    return ForgivingRedisCache(address, {"OPTIONS": described["OPTIONS"]})


def run(program, *, redis_url, data_dir):
    """A process of its own, as in production: where things stand is told by its variables alone."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "skills.settings",
            "REDIS_URL": redis_url,
            "DATA_DIR": str(data_dir),
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.redis
def test_the_cache_keeps_and_forgets(redis_url):
    cache = forgiving(redis_url)
    cache.set("word", "chữ")
    assert cache.get("word") == "chữ"
    assert cache.add("word", "other") is False
    cache.delete("word")
    assert cache.get("word", "gone") == "gone"


def test_a_lost_cache_is_a_miss_and_never_an_error(tmp_path):
    cache = forgiving(f"unix://{tmp_path}/nobody-listens?db=0")
    assert cache.set("word", "x") is None
    assert cache.get("word", "default") == "default"
    assert cache.get_many(["word"]) == {}
    assert cache.add("word", "x") is False
    assert cache.has_key("word") is False
    assert cache.delete("word") is False
    assert cache.get_or_set("word", lambda: "computed") == "computed"
    assert cache.set_many({"word": "x"}) == ["word"]


@pytest.mark.redis
def test_a_promise_travels_through_redis_to_a_worker(redis_url, tmp_path):
    program = (
        "import django; django.setup()\n"
        "from skills.celery import app\n"
        "app.send_task('identity.outbox.tasks.dispatch', args=('topic', 'key'), retry=False)\n"
        "with app.connection_for_read() as broker:\n"
        "    message = broker.SimpleQueue('celery').get(timeout=5)\n"
        "print(message.headers['task'])\n"
    )
    told = run(program, redis_url=redis_url, data_dir=tmp_path)
    assert told.stdout.strip() == "identity.outbox.tasks.dispatch", told.stderr


def test_the_timetable_keeps_its_place_in_a_new_folder_beside_redis_too(tmp_path):
    program = (
        "import django; django.setup()\n"
        "from celery.beat import PersistentScheduler\n"
        "from skills.celery import app\n"
        "kept = PersistentScheduler(app, schedule_filename=app.conf.beat_schedule_filename)\n"
        "print(len(kept.schedule) >= len(app.conf.beat_schedule))\n"
        "kept.close()\n"
    )
    told = run(program, redis_url="redis://127.0.0.1:1/0", data_dir=tmp_path)
    assert told.stdout.strip() == "True", told.stderr


def test_a_proxy_that_is_somebody_else_may_read_static_files_but_nothing_uploaded(tmp_path):
    described = stores.storages(Environment({}), data_dir=tmp_path)["staticfiles"]
    static = import_string(described["BACKEND"])(location=tmp_path, **described["OPTIONS"])
    name = StaticFilesStorage.save(static, "picture.svg", ContentFile(b"<svg/>"))
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o644
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o640


@pytest.fixture
def bucket(moto_url, tmp_path):
    environment = Environment({**S3, "S3_ENDPOINT": moto_url})
    described = stores.storages(environment, data_dir=tmp_path)["default"]
    assert described["BACKEND"] == "skills.bucket.BucketStorage"
    boto3.client(
        "s3",
        endpoint_url=moto_url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test-secret",
    ).create_bucket(Bucket="pictures")
    return BucketStorage(**described["OPTIONS"])


@pytest.mark.s3
def test_a_file_goes_to_the_bucket_and_comes_back(bucket):
    name = bucket.save("original/anh.txt", ContentFile("ảnh".encode()))
    assert bucket.exists(name)
    with bucket.open(name) as file:
        assert file.read().decode() == "ảnh"
    assert "X-Amz-Signature" in bucket.url(name)
    bucket.delete(name)
    assert not bucket.exists(name)


def test_pages_may_show_pictures_from_the_store_they_are_kept_in():
    elsewhere = {
        **S3,
        "S3_ENDPOINT": "https://s3.example.vn",
        "S3_PUBLIC_URL": "https://anh.example.vn",
    }
    assert stores.media_origin(Environment(elsewhere)) == "https://anh.example.vn"
    assert stores.media_origin(Environment({})) == ""
