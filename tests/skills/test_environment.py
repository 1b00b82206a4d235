"""A wrong or missing variable is one sentence that names it."""

import base64
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.environment import Environment, WrongSetting, data_folder

RING = "k2:" + base64.b64encode(b"2" * 32).decode()
OLDER = "k1:" + base64.b64encode(b"1" * 32).decode()


def reading(**values: str) -> Environment:
    return Environment(values)


def test_an_absent_variable_takes_its_default():
    assert reading().text("NAME", "ben-so") == "ben-so"
    assert reading(NAME="  ").text("NAME", "ben-so") == "ben-so"


@pytest.mark.parametrize(
    ("method", "value", "options"),
    [
        ("text", "", {}),
        ("choice", "other", {"options": ("one", "two")}),
        ("number", "80x", {"default": 1}),
        ("number", "-1", {"default": 1}),
        ("number", "70000", {"default": 1, "most": 65535}),
        ("number", "\N{ARABIC-INDIC DIGIT FIVE}", {"default": 1}),
        ("flag", "true", {"default": True}),
        ("networks", "10.0.0.0/33", {}),
        ("web_address", "hoc.example.vn", {}),
        ("web_address", "https://hoc.example.vn/trang", {}),
        ("web_address", "https://hoc.example.vn:port", {}),
        ("web_address", "https://[::1", {}),
        ("database", "mysql://host/name", {}),
        ("database", "postgresql://host:70000/name", {}),
        ("database", "postgresql://[::1/name", {}),
        ("redis", "redis://host:port/0", {}),
        ("database", "postgresql://host", {}),
        ("redis", "http://host", {}),
        ("key_ring", "k1:short", {}),
        ("key_ring", "no colon", {}),
        ("key_ring", OLDER.replace("k1", "2026-11"), {}),
        ("key_ring", f"{OLDER},{OLDER}", {}),
    ],
)
def test_a_wrong_value_is_refused_by_name(method, value, options):
    with pytest.raises(WrongSetting, match=r"^SOME_NAME .*\.$") as refusal:
        getattr(reading(SOME_NAME=value), method)("SOME_NAME", **options)
    assert "\n" not in str(refusal.value)


def test_networks_are_read_as_networks():
    assert reading(N="10.0.0.0/8, 192.0.2.7").networks("N") == [
        ip_network("10.0.0.0/8"),
        ip_network("192.0.2.7"),
    ]


def test_the_first_key_of_the_ring_is_the_current_one():
    ring = reading(KEY_RING=f"{RING},{OLDER}").key_ring("KEY_RING")
    assert ring == [("k2", b"2" * 32), ("k1", b"1" * 32)]


def test_a_database_address_is_taken_apart():
    described = reading(D="postgresql://an:m%40t@db.example:5433/hoc?sslmode=require").database("D")
    assert described == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "hoc",
        "USER": "an",
        "PASSWORD": "m@t",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_address_may_name_a_socket():
    described = reading(D="postgresql://an@/hoc?host=/run/postgresql").database("D")
    assert (described["HOST"], described["NAME"]) == ("/run/postgresql", "hoc")


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongSetting, match="DATA_DIR"):
        data_folder(reading(DATA_DIR=str(tmp_path / "file" / "below")), project=tmp_path)


@given(st.text(max_size=60))
def test_whatever_stands_in_a_variable_is_read_or_refused(text):
    environment = reading(X=text)
    for method in ("networks", "web_address", "database", "redis", "key_ring"):
        try:
            getattr(environment, method)("X")
        except WrongSetting as refusal:
            assert "X" in str(refusal)
