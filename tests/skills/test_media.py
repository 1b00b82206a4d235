"""Recordings from the local folder: for good, and in the parts that players ask for."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

DATA = bytes(range(100))
ADDRESS = "/media/recordings/thu.mp3"


@pytest.fixture(autouse=True)
def kept(db: None):
    name = default_storage.save("recordings/thu.mp3", ContentFile(DATA))
    yield
    default_storage.delete(name)


def test_a_recording_is_kept_by_browsers_for_good_and_can_run_nothing():
    answer = Client().get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mpeg")
    assert "immutable" in answer["Cache-Control"]
    assert answer["Accept-Ranges"] == "bytes"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer.getvalue() == DATA


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-1", DATA[:2], "bytes 0-1/100"),
        ("bytes=90-", DATA[90:], "bytes 90-99/100"),
        ("bytes=90-500", DATA[90:], "bytes 90-99/100"),
        ("bytes=-7", DATA[-7:], "bytes 93-99/100"),
        ("bytes=-500", DATA, "bytes 0-99/100"),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked, part, told):
    answer = Client().get(ADDRESS, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (206, part)
    assert answer["Content-Range"] == told
    assert answer["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=5-4", "bytes=-0", "bytes=-"])
def test_a_part_that_is_not_there_is_refused(asked):
    answer = Client().get(ADDRESS, headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=a-b", f"bytes={'9' * 5000}-"]
)
def test_what_is_no_single_range_is_answered_whole(asked):
    answer = Client().get(ADDRESS, headers={"Range": asked})
    assert answer.status_code == 200
    assert answer.getvalue() == DATA


def test_a_recording_that_is_gone_is_not_found():
    assert Client().get("/media/recordings/khac.mp3").status_code == 404
