"""The layout: one inline script, allowed by its hash; nothing of a person in it."""

import gzip
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from cms.theme.boot import BOOT_SCRIPT, BOOT_SCRIPT_HASH, csp_hash
from tests.house.reading import PROJECT

STATIC = PROJECT / "cms/static"
LESSON_SCRIPTS = ("player.js", "items.js", "facts.js", "session.js")


def packed(path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_policy_allows_the_inline_script_and_no_other(db: None) -> None:
    answer = Client().get("/khong-co-trang-nay/")
    inline = re.findall(r"<script>(.*?)</script>", answer.content.decode(), re.DOTALL)
    assert inline == [BOOT_SCRIPT]
    assert f"'{csp_hash(inline[0])}'" in answer["Content-Security-Policy"]
    assert csp_hash(BOOT_SCRIPT) == BOOT_SCRIPT_HASH


def test_the_style_sheet_keeps_its_budget() -> None:
    assert packed(STATIC / "css/app.css") <= 10 * 1024


def test_the_scripts_of_a_lesson_keep_their_budget() -> None:
    assert sum(packed(STATIC / "js" / name) for name in LESSON_SCRIPTS) <= 10 * 1024


@pytest.mark.parametrize(
    "name", ["spot", "branch", "app_screen", "form_sim", "hotspot", "compose", "scenes", "realness"]
)
def test_each_module_of_a_practice_keeps_its_budget(name: str) -> None:
    assert packed(STATIC / f"js/{name}.js") <= 3 * 1024


def test_the_style_sheet_of_practices_keeps_its_budget() -> None:
    assert packed(STATIC / "css/practice.css") <= 2 * 1024


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "expired"])
def test_every_refusal_says_how_to_go_on(name: str) -> None:
    shown = render_to_string(f"cms/errors/{name}.html")
    main = shown.split("<main")[1].split("</main>")[0]
    assert main.count("<h1>") == 1
    assert re.search(r'class="button[^"]*" href="/', main)


def test_the_page_for_our_own_mistakes_asks_no_database() -> None:
    # no database is allowed in this test
    assert "<h1>" in render_to_string("cms/errors/500.html")


def test_the_title_of_a_refused_form_begins_with_the_error(db: None) -> None:
    answer = Client().post("/dang-nhap/", {"contact": "12"})
    assert re.search(r"<title>Lỗi: ", answer.content.decode())
