"""Which browser asks: bound to its challenge, and known when an address was proved in it before."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core import signing

from identity import keys
from identity.codes.models import BrowserUse, Challenge, KnownBrowser
from identity.codes.rules import BROWSER_KNOWN_FOR

BINDING_PURPOSE = "codes.browser"
NOBODY = 0
_signer = signing.Signer(salt="codes.known-browser")


@dataclass(frozen=True)
class Browser:
    """What a browser shows of itself.

    `binding` is a secret of this sign-in (from its session), `token` the long-lived cookie that
    `remember` once gave it, or an empty text.
    """

    binding: str = field(repr=False)
    token: str = field(default="", repr=False)


def bind(browser: Browser, *, key_id: str) -> str:
    """The digest of the binding that stands in a challenge row."""
    return keys.blind_index(browser.binding, purpose=BINDING_PURPOSE, key_id=key_id).digest


def bindings(browser: Browser) -> list[str]:
    """The digests under which a challenge of this browser may stand, whatever key made it."""
    indexes = keys.all_blind_indexes(browser.binding, purpose=BINDING_PURPOSE)
    return [index.digest for index in indexes]


def asked_for(browser: Browser, challenge: Challenge) -> bool:
    """Whether this browser is the one the challenge was made for."""
    return bool(browser.binding) and challenge.browser_digest in bindings(browser)


def named(browser: Browser) -> Browser:
    """The browser with a token that is ours: its own, or a fresh one where it has none."""
    if _read(browser.token) is not None:
        return browser
    return replace(browser, token=_signer.sign(str(uuid4())))


def is_known(browser: Browser, digests: list[str], *, now: datetime) -> bool:
    """Whether the address was proved in this browser in the last 30 days and not revoked since."""
    identity = _read(browser.token)
    return identity is not None and _live(digests, now).filter(browser=identity).exists()


def remember(browser: Browser, digests: list[str], *, now: datetime) -> str:
    """Write down that the address was proved in this browser; the token it is to keep."""
    identity = _read(browser.token) or uuid4()
    row, created = KnownBrowser.objects.get_or_create(
        browser=identity,
        address_digest=digests[0],
        defaults={"created_at": now, "proved_at": now},
    )
    if not created:
        KnownBrowser.objects.filter(pk=row.pk).update(proved_at=now, revoked_at=None)
    return _signer.sign(str(identity))


def forget(digests: list[str], *, keep: Browser | None = None, now: datetime) -> int:
    """Make every browser but `keep` a stranger to this address again; how many knew it."""
    kept = _read(keep.token) if keep else None
    return int(_live(digests, now).exclude(browser=kept).update(revoked_at=now))


def note_use(browser: Browser, person_id: int, digests: list[str], *, now: datetime) -> str:
    """Write down that this person uses this browser; the token again, or nothing where there is none.

    Its addresses stay known to it for as long as she goes on using it.
    """
    identity = _read(browser.token)
    if identity is None:
        return ""
    BrowserUse.objects.update_or_create(
        browser=identity,
        person_id=person_id,
        defaults={"seen_at": now, "revoked_at": None},
        create_defaults={"since": now, "seen_at": now},
    )
    _live(digests, now).filter(browser=identity).update(proved_at=now)
    return browser.token


def used_by(browser: Browser, person_ids: Collection[int], *, now: datetime) -> frozenset[int]:
    """Who of these people was signed in in this browser within the last 30 days."""
    identity = _read(browser.token)
    if identity is None:
        return frozenset()
    # nobody among them too: without people there would be no query, which tells that there are none
    used = _in_use(now).filter(browser=identity, person_id__in=[NOBODY, *person_ids])
    return frozenset(used.values_list("person_id", flat=True))


def forget_person(person_id: int, *, keep: Browser | None = None, now: datetime) -> int:
    """No browser but `keep` speaks for this person any more; how many did."""
    kept = _read(keep.token) if keep else None
    used = _in_use(now).filter(person_id=person_id).exclude(browser=kept)
    return int(used.update(revoked_at=now))


def _in_use(now: datetime) -> Any:
    return BrowserUse.objects.filter(revoked_at=None, seen_at__gt=now - BROWSER_KNOWN_FOR)


def carry_over(digests: list[str]) -> None:
    """Let browsers stay known under the current key (the first digest) that were under an older one."""
    current, *older = digests
    known = KnownBrowser.objects.filter(address_digest=current)
    for digest in older:
        behind = KnownBrowser.objects.filter(address_digest=digest)
        behind.exclude(browser__in=known.values_list("browser")).update(address_digest=current)


def _live(digests: list[str], now: datetime) -> Any:
    return KnownBrowser.objects.filter(
        address_digest__in=digests, revoked_at=None, proved_at__gt=now - BROWSER_KNOWN_FOR
    )


def _read(token: str) -> UUID | None:
    try:
        return UUID(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
