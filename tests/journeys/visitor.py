"""Somebody in front of a screen: what she can do, and what she expects to read."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from tests.browser import Site
from tests.journeys.words import say

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Visitor:
    """One person with one browser; `troubles` is what her browser complained of."""

    site: Site
    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response | None:
        """Type an address."""
        return self.page.goto(f"{self.site.url}{path}")

    def press(self, words: str, **values: object) -> None:
        """Press the button with these words."""
        self.button(words, **values).click()

    def button(self, words: str, **values: object) -> Locator:
        """The one button with these words."""
        return self.page.get_by_role("button", name=say(words, **values), exact=True)

    def follow(self, words: str, **values: object) -> None:
        """Follow the link with these words of the interface."""
        self.follow_title(say(words, **values))

    def follow_title(self, title: str) -> None:
        """Follow the link whose words begin with a title of the content."""
        beginning = re.compile(f"^\\s*{re.escape(title)}")
        self.page.get_by_role("main").get_by_role("link", name=beginning).first.click()

    def unfold(self, words: str) -> None:
        """Open what is folded away under these words."""
        self.page.locator("summary", has_text=say(words)).click()

    def write(self, label: str, text: str) -> None:
        """Fill the field with this label."""
        self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """The field with this label, whether or not it says that it is optional."""
        return self.page.get_by_label(re.compile(f"^{re.escape(say(label))}"))

    def reads(self, words: str, **values: object) -> None:
        """She sees these words of the interface."""
        self.sees(say(words, **values))

    def sees(self, text: str) -> None:
        """She sees this text somewhere on the page."""
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def misses(self, words: str, **values: object) -> None:
        """These words of the interface are nowhere to be seen."""
        found = self.page.get_by_text(say(words, **values)).locator("visible=true")
        expect(found).to_have_count(0)

    def is_at(self, path: str) -> None:
        """The address of the page, without its host, is this path."""
        expect(self.page).to_have_url(re.compile(f"^{re.escape(self.site.url + path)}([?#].*)?$"))

    def heading(self, words: str, **values: object) -> None:
        """The page is the one with this first heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(say(words, **values))

    def asks(self, path: str) -> Any:
        """What the API answers to her browser."""
        answer = self.context.request.get(f"{self.site.url}/api/v1/{path}")
        assert answer.ok, f"{path}: {answer.status}"
        return answer.json()

    def status_of(self, path: str) -> int:
        """The status her browser would get for an address."""
        return self.context.request.get(f"{self.site.url}{path}", max_redirects=0).status

    def status_of_post(self, path: str) -> int:
        """The status of a form sent to an address with her own cookies and token."""
        sent = self.context.request.post(
            f"{self.site.url}{path}",
            headers={"X-CSRFToken": self.asks("session")["csrf"], "Referer": self.site.url},
            max_redirects=0,
        )
        return sent.status


def arrive(browser: Browser, site: Site, **options: Any) -> Visitor:
    """A new person with an empty browser; `viewport`, `java_script_enabled`, `storage_state` may be given."""
    chosen = {"viewport": PHONE, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"} | options
    context = browser.new_context(**chosen)
    context.set_default_timeout(PATIENCE_MS)
    visitor = Visitor(site, context, context.new_page())
    watch(visitor)
    return visitor


def watch(visitor: Visitor) -> None:
    """Write down script errors, broken answers and everything the content policy refused."""
    visitor.page.on("pageerror", lambda error: visitor.troubles.append(f"script: {error}"))
    visitor.page.on("console", lambda said: _note_policy(visitor, said.text))
    visitor.page.on("response", lambda answer: _note_status(visitor, answer))


def _note_policy(visitor: Visitor, text: str) -> None:
    if "Content Security Policy" in text or "Content-Security-Policy" in text:
        visitor.troubles.append(text)


def _note_status(visitor: Visitor, answer: Response) -> None:
    if answer.status >= 500:
        visitor.troubles.append(f"{answer.status} {answer.url}")
