"""Bác Lan reads badly without her glasses: she lets the phone read, or somebody who recorded it."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from cms.media import recordings
from cms.media.models import Recording
from cms.models import NewsIndexPage, NewsPage
from tests import sounds
from tests.browser import Site
from tests.journeys import door, lessons, looking, practising
from tests.journeys.conftest import Arrive
from tests.journeys.screens import LESSON
from tests.journeys.visitor import PATIENCE_MS, Visitor
from tests.journeys.words import say

# a phone whose voice goes on when the test says so
VOICE = """
    window.spoken = [];
    let speaking = null;
    class SpeechSynthesisUtterance { constructor(text) { this.text = text; } }
    const speechSynthesis = {
        getVoices: () => [{ lang: "%s" }],
        speak(one) { speaking = one; spoken.push(`${one.lang} ${one.text}`); },
        cancel() { speaking = null; },
    };
    window.goOn = () => speaking.onend();
    Object.defineProperties(window, {
        SpeechSynthesisUtterance: { value: SpeechSynthesisUtterance },
        speechSynthesis: { value: speechSynthesis },
    });
"""
MESSAGE = "/khoa-hoc/bao-ve-thong-tin-ca-nhan/giu-chia-khoa-cua-minh/mat-khau-va-ma-otp/"
PICTURE = "/khoa-hoc/su-dung-internet/vao-mang-va-tim-kiem/trinh-duyet-va-tim-kiem/"
LETTER = "/khoa-hoc/bao-ve-thong-tin-ca-nhan/biet-quyen-cua-minh/quyen-cua-bac-theo-luat/"
A_MOMENT_MS = 50
MARKED = "[...CSS.highlights.get('read-aloud') ?? []].map((range) => range.toString()).join()"
ASKS = "Do you hear Vietnamese clearly?"
HELPERS = (
    "This phone does not read Vietnamese yet. The trainer of your class or the community digital team can"
    " set it up with you."
)


def with_a_voice(visitor: Visitor, language: str = "vi-VN") -> Visitor:
    """Her phone speaks this language and no other."""
    visitor.context.add_init_script(VOICE % language)
    return visitor


def button(visitor: Visitor) -> Locator:
    """The button of the screen she sees."""
    return visitor.page.locator("[data-aloud]").locator("visible=true")


def is_reading(visitor: Visitor) -> None:
    expect(button(visitor)).to_have_attribute("aria-pressed", "true")


def is_silent(visitor: Visitor) -> None:
    expect(button(visitor)).to_have_attribute("aria-pressed", "false")
    assert visitor.page.evaluate(MARKED) == ""


def spoken(visitor: Visitor) -> list[str]:
    return visitor.page.evaluate("spoken")


def letters(text: str) -> str:
    """A text whose blanks do not count."""
    return "".join(text.split())


def until(visitor: Visitor, comes_true: str) -> None:
    """Wait as patiently as for anything on a page; the policy lets no page evaluate this by itself."""
    for _moment in range(PATIENCE_MS // A_MOMENT_MS):
        if visitor.page.evaluate(comes_true):
            return
        visitor.page.wait_for_timeout(A_MOMENT_MS)
    pytest.fail(f"never: {comes_true}")


def agrees_to_be_read_to(visitor: Visitor) -> None:
    button(visitor).click()
    visitor.reads(ASKS)
    assert spoken(visitor) == [f"vi-VN {say(ASKS)}"]
    looking.is_fit_for_people(visitor)
    visitor.press("Yes, clearly")
    is_reading(visitor)


def test_a_screen_is_read_sentence_by_sentence_and_stops_when_she_wants(somebody: Arrive) -> None:
    lan = with_a_voice(somebody())
    lan.open(LESSON)
    agrees_to_be_read_to(lan)
    heading = lessons.screen(lan).locator("h2").first.inner_text()
    assert spoken(lan)[1:] == [f"vi-VN {heading}"]
    assert lan.page.evaluate(MARKED) == heading
    lan.page.evaluate("goOn()")
    until(lan, "spoken.length === 3")
    assert f"vi-VN {lan.page.evaluate(MARKED)}" == spoken(lan)[2]
    looking.is_clean(lan)
    button(lan).click()
    is_silent(lan)

    button(lan).click()
    is_reading(lan)
    lan.press("Continue")
    is_silent(lan)
    expect(lan.page.locator("#aloud")).to_be_hidden()


def test_the_whole_screen_is_read_and_nothing_that_is_hidden(somebody: Arrive) -> None:
    lan = with_a_voice(somebody())
    lan.open(LESSON)
    agrees_to_be_read_to(lan)
    everything = read_to_the_end(lan)
    is_silent(lan)
    screen = lessons.screen(lan)
    alts = [picture.get_attribute("alt") for picture in screen.locator("img").all()]
    shown = letters(" ".join([screen.inner_text(), *alts]))
    said = list(map(letters, everything[1:]))
    assert [one for one in said if one not in shown] == []
    words = [*screen.locator("p:not(.aloud, #aloud p)").all_inner_texts(), *alts]
    assert [one for one in words if letters(one) not in "".join(said)] == []


def test_of_a_practice_each_part_is_read_by_itself_and_no_hint_before_she_asks_for_it(
    somebody: Arrive,
) -> None:
    lan = with_a_voice(somebody())
    form = lessons.at_item(lan, MESSAGE, "spot")
    fine = form.locator(".part:not([data-clue])").first
    practising.has_scripts(form)
    fine.click()
    lan.press("I do not trust it")
    agrees_to_be_read_to(lan)
    said = read_to_the_end(lan)
    assert fine.locator(".part-text").inner_text() in said
    assert any(fine.get_attribute("data-say").startswith(one) for one in said)
    hint = form.locator(".hints li").first
    assert hint.text_content() not in said
    form.locator(".hints summary").click()
    button(lan).click()
    assert hint.text_content() in read_to_the_end(lan)


def test_the_words_on_a_picture_are_read_and_a_heading_once(somebody: Arrive) -> None:
    lan = with_a_voice(somebody())
    form = lessons.at_item(lan, PICTURE, "hotspot")
    agrees_to_be_read_to(lan)
    everything = "".join(map(letters, read_to_the_end(lan)))
    for place in form.locator(".place").all():
        assert letters(place.text_content()) in everything
    form = lessons.at_item(lan, LETTER, "compose")
    practising.has_scripts(form)
    button(lan).click()
    heading = form.locator(".scene.now h3").inner_text()
    assert read_to_the_end(lan).count(heading) == 1


def read_to_the_end(visitor: Visitor) -> list[str]:
    """All that is said until the phone is silent."""
    while button(visitor).get_attribute("aria-pressed") == "true":
        visitor.page.evaluate("goOn()")
    return [one.removeprefix("vi-VN ") for one in spoken(visitor)]


def test_whoever_does_not_understand_the_voice_is_told_who_helps_and_may_try_again(
    somebody: Arrive,
) -> None:
    lan = with_a_voice(somebody())
    lan.open("/tro-giup/")
    button(lan).click()
    lan.press("No")
    lan.reads(HELPERS)
    looking.is_fit_for_people(lan)
    lan.open("/tro-giup/")
    expect(button(lan)).to_have_text(say("Try listening again"), use_inner_text=True)
    agrees_to_be_read_to(lan)
    lan.press("I do not hear it clearly")
    lan.reads(ASKS)
    is_silent(lan)


def test_a_phone_without_a_vietnamese_voice_shows_no_button(somebody: Arrive) -> None:
    lan = with_a_voice(somebody(), "en-US")
    lan.open(LESSON)
    expect(button(lan)).to_have_count(0)


def test_the_sign_in_page_fetches_the_script_with_the_first_tap(somebody: Arrive) -> None:
    lan, asked = with_a_voice(somebody()), []
    lan.page.on("request", lambda request: asked.append(request.url))
    lan.open(door.DOOR)
    lan.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "aloud" in url]
    agrees_to_be_read_to(lan)
    assert [url for url in asked if "aloud" in url]


@pytest.fixture
def news(shared_site: Site) -> Iterator[NewsPage]:
    """A piece of news whose one passage somebody has read aloud."""
    recording = recordings.take(Recording(title="Tin"), sounds.mp3(200), now=timezone.now())
    recording.save()
    value = {"uid": "", "heading": "Lớp mới", "body": "<p>Chào bác.</p>", "audio": recording.pk}
    page = NewsPage(title="Tin có bản thu", slug="tin-co-ban-thu", on=timezone.localdate())
    page.body = page.body.stream_block.to_python([{"type": "text", "value": value}])
    NewsIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    yield page
    page.delete()
    recording.delete()


def test_a_recording_is_loaded_by_the_tap_and_played_instead_of_the_voice(
    somebody: Arrive, news: NewsPage
) -> None:
    lan, asked = with_a_voice(somebody()), []
    lan.page.on("request", lambda request: asked.append(request.url))
    lan.open(news.url)
    lan.sees(say("Listen · %(weight)s KB", weight=5))
    lan.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "recordings" in url]
    looking.is_fit_for_people(lan)
    button(lan).click()
    is_reading(lan)
    expect(lan.page.locator("[data-recorded]")).to_have_class("being-read")
    until(lan, "document.querySelector('audio').currentTime > 0.2")
    button(lan).click()
    is_silent(lan)
    assert lan.page.evaluate("document.querySelector('audio').paused")
    assert spoken(lan) == []


def test_without_scripts_a_recording_is_a_player_and_nothing_else_offers_to_read(
    somebody: Arrive, news: NewsPage
) -> None:
    lan = somebody(java_script_enabled=False)
    lan.open(news.url)
    expect(button(lan)).to_have_count(0)
    lan.sees(say("Listen · %(weight)s KB", weight=5))
    expect(lan.page.locator("audio[controls][preload=none]")).to_be_visible()
