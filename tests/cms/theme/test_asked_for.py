"""What browsers and search engines ask for by themselves gets a short answer, not a whole page."""


def test_search_engines_are_told_where_there_is_nothing_for_them(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert "Disallow: /toi/" in lines
    assert "Disallow: /" not in lines


def test_a_browser_that_asks_for_an_icon_gets_no_page(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "max-age" in answer["Cache-Control"]
