"""One request for a code: which challenge answers it, and whether a message may go out for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from identity.accounts.contacts import Contact
from identity.codes import browsers, rules, sending
from identity.codes.addressing import Address, address_of, seal_contact
from identity.codes.browsers import Browser
from identity.codes.events import CODE_ASKED
from identity.codes.models import Challenge, Channel, Purpose, SendBudget
from identity.codes.refusals import TooSoon
from identity.messaging import actions as messaging

TEMPLATE = "sign_in_code"


@dataclass(frozen=True)
class Ask:
    """Somebody in this browser and network wants a code at this address."""

    contact: Contact
    purpose: Purpose
    browser: Browser
    network: str
    now: datetime


@dataclass(frozen=True)
class Standing:
    """The address's locked budget and the challenge that still lives in this browser, if any."""

    address: Address
    budget: SendBudget
    live: Challenge | None


def look(ask: Ask) -> Standing:
    """Lock the address's budget first, so that two presses of the button come one after the other."""
    address = address_of(ask.contact)
    is_known = browsers.is_known(ask.browser, address.digests, now=ask.now)
    budget = sending.lock_address(address.digests, is_known=is_known, now=ask.now)
    return Standing(address, budget, _live_challenge(ask, address))


def send(ask: Ask, standing: Standing) -> Challenge:
    """Take from every budget and promise the message. Refusals, after which nothing is written:
    TooSoon, TooManySends, NetworkFull, MessagesPaused."""
    live = standing.live
    if live is not None and ask.now < live.next_send_at:
        raise TooSoon(retry_at=live.next_send_at)
    taken = sending.take(standing.budget, network=ask.network, now=ask.now)
    fare = sending.pay(ask.contact, network=ask.network, is_favoured=taken.is_favoured, now=ask.now)
    free_at = taken.free_at
    challenge = _again(live, ask, free_at) if live else _fresh(standing.address, ask, free_at)
    messaging.promise(
        topic=CODE_ASKED,
        channel=challenge.channel,
        template=TEMPLATE,
        about=challenge.uuid,
        expires_at=challenge.expires_at,
        now=ask.now,
        fare=fare,
        then=_second_channels(challenge),
    )
    return challenge


def _second_channels(challenge: Challenge) -> tuple[str, ...]:
    """Who signs in by phone may get the code by Zalo, or at the e-mail of the account.

    Where a new number is to be proved, only what reaches that number counts.
    """
    if challenge.channel != Channel.SMS:
        return ()
    return ("zns", "email") if challenge.purpose == Purpose.SIGN_IN else ("zns",)


def _live_challenge(ask: Ask, address: Address) -> Challenge | None:
    return (
        Challenge.objects.filter(
            address_digest__in=address.digests,
            browser_digest__in=browsers.bindings(ask.browser),
            purpose=ask.purpose,
            spent_at=None,
            attempts__lt=rules.ATTEMPTS_PER_CODE,
            expires_at__gt=ask.now + rules.LEAST_LIFE_TO_RESEND,
        )
        .order_by("-created_at", "-id")
        .first()
    )


def _again(live: Challenge, ask: Ask, free_at: datetime) -> Challenge:
    """The same code once more: the first message still works when it comes late."""
    live.sends += 1
    live.next_send_at = max(free_at, ask.now + rules.resend_wait(live.sends))
    live.save(update_fields=["sends", "next_send_at"])
    return live


def _fresh(address: Address, ask: Ask, free_at: datetime) -> Challenge:
    uuid, current = uuid4(), address.indexes[0]
    return Challenge.objects.create(
        uuid=uuid,
        purpose=ask.purpose,
        channel=Channel.SMS if ask.contact.kind == "phone" else Channel.EMAIL,
        key_id=current.key_id,
        sealed_address=seal_contact(ask.contact, challenge=uuid),
        address_digest=current.digest,
        browser_digest=browsers.bind(ask.browser, key_id=current.key_id),
        created_at=ask.now,
        expires_at=ask.now + rules.LIFE,
        next_send_at=max(free_at, ask.now + rules.resend_wait(1)),
    )
