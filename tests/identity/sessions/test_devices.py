"""A browser and a network in words their owner knows."""

import pytest

from identity.sessions.devices import coarse, described

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) {} Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 {}"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (ANDROID.format("Chrome/124.0.0.0"), "Chrome, Android"),
        (ANDROID.format("SamsungBrowser/25.0 Chrome/121.0.0.0"), "Samsung Internet, Android"),
        (ANDROID.format("Chrome/124.0.0.0 Zalo android/24"), "Zalo, Android"),
        (IPHONE.format("Version/17.5 Mobile/15E148 Safari/604.1"), "Safari, iPhone"),
        (IPHONE.format("CriOS/124.0 Mobile/15E148 Safari/604.1"), "Chrome, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/110 Chrome/104", "Cốc Cốc, Windows"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_name_it(sent, words):
    assert described(sent) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("113.160.224.17", "113.160.•.•"),
        ("::ffff:113.160.224.17", "113.160.•.•"),
        ("2405:4802:1d3a::7", "2405:4802:1d3a:…"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_a_network_is_kept_in_its_front_half_only(address, words):
    assert coarse(address) == words
