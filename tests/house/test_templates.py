"""Pages hold nothing inline and ask no foreign host."""

import re

from tests.house.reading import PROJECT, app_files, name_of

# namespaces and the pattern attribute's examples are words, not addresses that are fetched
HARMLESS = re.compile(r"https?://(www\.w3\.org|localhost|[a-z0-9.-]*example\.vn)")
ADDRESS = re.compile(r"(https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*application/json)",
    re.IGNORECASE,
)
COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.DOTALL)


def pages():
    return [(path, COMMENT.sub("", path.read_text())) for path in app_files("*.html")]


def test_no_page_holds_an_inline_script_or_style():
    layout = PROJECT / "cms" / "templates" / "cms" / "layout.html"
    inline = [
        f"{name_of(path)}: {found.group()}"
        for path, text in pages()
        for found in INLINE.finditer(text)
        # the text-size script, allowed by its hash alone
        if not (path == layout and found.group() == "<script")
    ]
    assert not inline


def test_no_page_script_or_style_sheet_asks_a_foreign_host():
    own = [(path, path.read_text()) for kind in ("*.css", "*.js") for path in app_files(kind)]
    foreign = [
        f"{name_of(path)}: {found.group()}"
        for path, text in [*pages(), *own]
        for found in ADDRESS.finditer(HARMLESS.sub("", text))
        if "//" in found.group()
        and not text[: found.start()].rsplit("\n", 1)[-1].lstrip().startswith(("//", "*"))
    ]
    assert not foreign


def test_pages_use_the_controls_and_write_none_themselves():
    """Parts that pages include, such as a question of a lesson, are controls of their own."""
    raw = [
        f"{name_of(path)}: {found.group()}"
        for path, text in pages()
        if "{% extends" in text
        for found in re.finditer(r"<(button|select|textarea|input)\b(?![^>]*type=\"hidden\")", text)
    ]
    assert not raw


def test_only_the_layout_says_in_a_title_that_something_is_wrong():
    """A page that said so too would be read as "Error: Error:"."""
    twice = [
        name_of(path) for path, text in pages() if re.search(r'block title %}.*"Error:"', text)
    ]
    assert not twice


def test_the_way_back_has_a_place_of_its_own():
    """Before messages and errors, on every page alike."""
    astray = [
        name_of(path)
        for path, text in pages()
        for main in re.findall(r"{% block main %}(.*?){% endblock main %}", text, re.DOTALL)
        if "elements/back.html" in main.partition("<h1")[0] and "<h1" in main
    ]
    assert not astray
