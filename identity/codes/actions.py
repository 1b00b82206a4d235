"""Ask for a code, send it again, confirm it: the same two calls for every door of the house.

The engine never looks at who holds an address: known and unknown ones get the same answer with the
same work. Its counters move by conditional UPDATEs in transactions of their own, so that no failure
of the request around them can take a count back (`durable` refuses to run inside one).
"""

from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from identity import keys
from identity.accounts.contacts import Contact
from identity.accounts.models import Person
from identity.accounts.queries import contacts_of, live_holders
from identity.audit import actions as audit
from identity.codes import asking, browsers, otp, rules, sending, standing_in, trying
from identity.codes.addressing import Address, address_of, open_contact
from identity.codes.asking import Ask
from identity.codes.browsers import Browser
from identity.codes.models import (
    BrowserUse,
    Challenge,
    KnownBrowser,
    Purpose,
    SendBudget,
    TryBudget,
    TryScope,
)
from identity.codes.refusals import (
    CodeExpired,
    CodeUnreadable,
    CodeVoid,
    RaceLost,
    SendRefused,
    WrongCode,
)
from identity.messaging import actions as messaging
from identity.messaging.queries import channel_of

# what is counted of an address: codes, and the second proofs behind a number that was silent
REOPENED = (TryScope.STRANGERS, TryScope.KNOWN, TryScope.SECOND_PROOF)


def request(
    *, contact: Contact, purpose: Purpose, browser: Browser, network: str, now: datetime
) -> UUID:
    """Send a code to an address, known or not; the challenge it belongs to.

    A browser that asks again while its code lives gets the same code once more, or, where that may
    not be sent yet, is only led back to it. `network` is the client's IP address.
    Refusals: TooManySends, NetworkFull, MessagesPaused.
    """
    ask = Ask(contact, purpose, browser, network, now)
    live: Challenge | None = None
    try:
        with transaction.atomic(durable=True):
            standing = asking.look(ask)
            live = standing.live
            return asking.send(ask, standing).uuid
    except SendRefused:
        if live is None:
            raise
        return live.uuid


def resend(*, challenge: UUID, browser: Browser, network: str, now: datetime) -> UUID:
    """Send the same code again, or a fresh one when its life is nearly over; the challenge to go on with.

    Refusals: TooSoon, TooManySends, NetworkFull, MessagesPaused; CodeExpired when the challenge is
    not this browser's.
    """
    asked = Challenge.objects.filter(uuid=challenge).first()
    if asked is None or not browsers.asked_for(browser, asked):
        raise CodeExpired
    ask = Ask(_contact_of(asked), Purpose(asked.purpose), browser, network, now)
    with transaction.atomic(durable=True):
        return asking.send(ask, asking.look(ask)).uuid


def confirm(
    *, challenge: UUID, purpose: Purpose, code: str, browser: Browser, now: datetime
) -> Contact:
    """Check a typed code; the address it proves.

    The attempt is claimed on the challenge and on the address's budget and committed before the
    digits are compared; the code is spent by one more UPDATE that only one caller wins.
    Refusals: CodeUnreadable (no try lost), WrongCode, CodeVoid, CodeExpired, TriesClosed, RaceLost.
    """
    typed = rules.read_code(code)
    if typed is None:
        raise CodeUnreadable
    asked = Challenge.objects.filter(uuid=challenge).first()
    if asked is None:
        raise CodeExpired
    address = address_of(_contact_of(asked))
    scope = _scope(browsers.is_known(browser, address.digests, now=now))
    _claim(asked, address, scope, now=now)
    if not _is_right(asked, purpose=purpose, typed=typed, browser=browser):
        raise _wrong(asked)
    _spend(asked, address, scope, now=now)
    return address.contact


def remember_browser(*, contact: Contact, browser: Browser, now: datetime) -> str:
    """The token for the cookie of a browser in which this address was just proved (30 days).

    It opens nothing; it only gives the owner budgets that strangers cannot use up.
    """
    return browsers.remember(browser, address_of(contact).digests, now=now)


def forget_browsers(*, contact: Contact, keep: Browser | None = None, now: datetime) -> int:
    """Make every browser but `keep` a stranger to this address again; how many knew it."""
    return browsers.forget(address_of(contact).digests, keep=keep, now=now)


def note_use(*, person: Person, browser: Browser, now: datetime) -> str:
    """The person uses this browser: both its memories of her last 30 days from now.

    The token for its cookie, or nothing for a browser that never had one. Not for shared devices.
    """
    held = [address_of(contact).digests for contact in contacts_of(person)]
    return browsers.note_use(browser, person.pk, list(chain(*held)), now=now)


def forget_person(*, person: Person, keep: Browser | None = None, now: datetime) -> int:
    """No browser but `keep` counts as a second proof of this person any more; how many did."""
    return browsers.forget_person(person.pk, keep=keep, now=now)


def follow_key(*, contact: Contact) -> None:
    """Carry what is counted and known of an address over to the current key, in the caller's transaction.

    Without it a closed budget would open by itself when the key it stands under leaves the ring.
    """
    digests = address_of(contact).digests
    trying.carry_over(digests)
    browsers.carry_over(digests)


def reopen_budget(*, contact: Contact, by: Person, now: datetime) -> bool:
    """Open the closed sign-in of an address by hand; whether there was something to open.

    For the trainer or manager of the holder's commune (the screen checks that), who sees the person.
    """
    address, held = address_of(contact), live_holders(contact)
    with transaction.atomic():
        opened = [trying.reopen(scope, address.digests, now=now) for scope in REOPENED]
        audit.record(
            act="codes.budget_reopened",
            by=by,
            subjects=[holding.person_id for holding in held],
            detail={"had_wrong_tries": any(opened)},
            now=now,
        )
    return any(opened)


def reopen_to_strangers(*, person: Person, now: datetime) -> bool:
    """Open what strangers closed: its owner is here and has shown more than a code; whether it was.

    She may need a code in a new browser next, and nobody but staff could open her sign-in there.
    """
    with transaction.atomic():
        opened = [
            trying.reopen(TryScope.STRANGERS, address_of(contact).digests, now=now)
            for contact in contacts_of(person)
        ]
        if any(opened):
            audit.record(
                act="codes.budget_reopened",
                by=person,
                subjects=[person.pk],
                detail={"had_wrong_tries": True},
                now=now,
            )
    return any(opened)


def lift_network_cap(
    *, network: str, most: int, until: datetime, by: Person, now: datetime
) -> None:
    """Let the network of an opened class send up to `most` codes an hour until then."""
    with transaction.atomic():
        sending.lift_network(network, most=most, until=until, now=now)
        audit.record(act="codes.network_lifted", by=by, detail={"most": most}, now=now)


def send_code(*, message: UUID, now: datetime) -> None:
    """Render the promised message of a challenge and hand it to its channel; safe to run twice.

    The digits exist here and in what leaves, nowhere else. A code that is spent, void or expired by
    now is not sent any more. Refusal: messaging.DeliveryFailed, after which the outbox tries again.
    """
    asked = _sendable(messaging.about(message), now=now)
    if asked is None:
        messaging.drop(message=message, reason="code_over", now=now)
        return
    to = standing_in.destination(_contact_of(asked), channel=channel_of(message), now=now)
    if to is None:
        messaging.drop(message=message, reason="no_address", now=now)
        return
    digits = otp.challenge_code(challenge=asked.uuid, purpose=asked.purpose, key_id=asked.key_id)
    minutes = rules.minutes_left(asked.expires_at, now=now)
    messaging.deliver(
        message=message,
        to=to.value,
        params={"code": digits, "minutes": str(minutes)},
        now=now,
    )


def purge(*, now: datetime) -> int:
    """Remove what no rule looks at any more: old challenges, idle budgets, forgotten browsers; how many.

    Counts of wrong tries stay for a year, so that a patient guesser gains nothing by waiting.
    """
    idle = Q(tries_since_success=0, updated_at__lt=now - rules.SENDS_KEPT_FOR)
    old = Q(updated_at__lt=now - rules.TRIES_KEPT_FOR)
    lifted = Q(lifted_until__gt=now)
    gone = [
        Challenge.objects.filter(expires_at__lt=now - rules.CHALLENGE_KEPT_FOR),
        SendBudget.objects.filter(updated_at__lt=now - rules.SENDS_KEPT_FOR).exclude(lifted),
        TryBudget.objects.filter(idle | old),
        KnownBrowser.objects.filter(proved_at__lt=now - rules.BROWSER_KNOWN_FOR),
        BrowserUse.objects.filter(seen_at__lt=now - rules.BROWSER_KNOWN_FOR),
    ]
    return sum(rows.delete()[0] for rows in gone) + messaging.purge(now=now)


def _scope(is_known: bool) -> TryScope:
    return TryScope.KNOWN if is_known else TryScope.STRANGERS


def _contact_of(challenge: Challenge) -> Contact:
    try:
        return open_contact(challenge.sealed_address, challenge=challenge.uuid)
    except keys.Unsealable:
        raise CodeExpired from None


def _sendable(challenge: UUID | None, *, now: datetime) -> Challenge | None:
    if challenge is None:
        return None
    alive = Challenge.objects.filter(spent_at=None, attempts__lt=rules.ATTEMPTS_PER_CODE)
    return alive.filter(uuid=challenge, expires_at__gt=now).first()


def _claim(asked: Challenge, address: Address, scope: TryScope, *, now: datetime) -> None:
    """Both counts or neither, committed on return."""
    with transaction.atomic(durable=True):
        claimed = Challenge.objects.filter(
            pk=asked.pk,
            spent_at=None,
            attempts__lt=rules.ATTEMPTS_PER_CODE,
            expires_at__gt=now,
        ).update(attempts=F("attempts") + 1)
        if not claimed:
            raise _why_unclaimed(asked)
        trying.claim(scope, address.digests, now=now)


def _why_unclaimed(asked: Challenge) -> RaceLost | CodeVoid | CodeExpired:
    asked.refresh_from_db(fields=["spent_at", "attempts"])
    if asked.spent_at is not None:
        return RaceLost()
    return CodeVoid() if asked.attempts >= rules.ATTEMPTS_PER_CODE else CodeExpired()


def _is_right(asked: Challenge, *, purpose: Purpose, typed: str, browser: Browser) -> bool:
    """Digits, purpose and browser all decide, and none of them is told apart from the others."""
    same_digits = otp.is_code_of(
        typed, challenge=asked.uuid, purpose=asked.purpose, key_id=asked.key_id
    )
    same_browser = browsers.asked_for(browser, asked)
    return same_digits and same_browser and asked.purpose == purpose


def _wrong(asked: Challenge) -> WrongCode | CodeVoid:
    left = rules.ATTEMPTS_PER_CODE - asked.attempts - 1
    return WrongCode(left=left) if left > 0 else CodeVoid()


def _spend(asked: Challenge, address: Address, scope: TryScope, *, now: datetime) -> None:
    with transaction.atomic(durable=True):
        if not Challenge.objects.filter(pk=asked.pk, spent_at=None).update(spent_at=now):
            raise RaceLost
        trying.succeed(scope, address.digests, now=now)
        messaging.convert(about=asked.uuid, now=now)
