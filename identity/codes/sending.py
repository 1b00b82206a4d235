"""The budgets of messages: what may still be sent to an address and from a network."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from identity import keys
from identity.accounts.contacts import Contact
from identity.codes import networks, rules
from identity.codes.models import SendBudget, SendScope
from identity.codes.refusals import MessagesPaused, NetworkFull, SendRefused, TooManySends
from identity.messaging import spending
from identity.messaging.models import SpendScope
from identity.messaging.refusals import BudgetSpent, MessagesRefused

NETWORK_PURPOSE = "codes.network"


@dataclass(frozen=True)
class Taken:
    """A counted send: when the address's next one may follow, and whether strangers' limits hold.

    A known browser and a class (a trusted network, or one a trainer opened) are favoured.
    """

    free_at: datetime
    is_favoured: bool


def lock_address(digests: list[str], *, is_known: bool, now: datetime) -> SendBudget:
    """The budget row of an address, locked until the transaction ends.

    Strangers and the owner's own browsers have one each, so that nobody can use up the owner's.
    """
    return _lock(SendScope.KNOWN if is_known else SendScope.STRANGERS, digests, now=now)


def take(budget: SendBudget, *, network: str, now: datetime) -> Taken:
    """Count one send for the locked address and for the network, both or neither.

    Refusals: TooManySends, NetworkFull. The network's row is always locked after the address's: one
    order of locks, so no deadlock.
    """
    counted = _counted(budget, rules.ADDRESS_WINDOWS, TooManySends, now=now)
    is_class = networks.is_trusted(network)
    if not is_class:
        shared = _lock(SendScope.NETWORK, _network_digests(network), now=now)
        windows = ((_network_cap(shared, now=now), rules.NETWORK_WINDOW),)
        _write(shared, _counted(shared, windows, NetworkFull, now=now), now=now)
        is_class = _is_lifted(shared, now=now)
    _write(budget, counted, now=now)
    free_at = rules.next_send_at(counted, rules.ADDRESS_WINDOWS) or now
    return Taken(free_at, is_favoured=is_class or budget.scope == SendScope.KNOWN)


def pay(to: Contact, *, network: str, is_favoured: bool, now: datetime) -> spending.Fare:
    """Charge the message to block, network and city, before it is promised.

    Refusals: NetworkFull, MessagesPaused; both take back what was charged in this transaction.
    """
    charged = [] if is_favoured else _network_digests(network)
    try:
        return spending.pay(to=to, network=charged, is_favoured=is_favoured, now=now)
    except MessagesRefused as refused:
        is_network = isinstance(refused, BudgetSpent) and refused.scope == SpendScope.NETWORK
        kind = NetworkFull if is_network else MessagesPaused
        raise kind(retry_at=refused.retry_at) from None


def free_again_at(digests: list[str], *, is_known: bool, now: datetime) -> datetime | None:
    """When the address may get its next message; None when it may now."""
    scope = SendScope.KNOWN if is_known else SendScope.STRANGERS
    budget = SendBudget.objects.filter(scope=scope, digest__in=digests).order_by("id").first()
    if budget is None:
        return None
    sent = rules.still_counting(budget.sent, rules.ADDRESS_WINDOWS, now=now)
    return rules.next_send_at(sent, rules.ADDRESS_WINDOWS)


def take_card_try(*, network: str, now: datetime) -> None:
    """Count one try of a sign-in card from a network, by the cap of its codes. Refusal: NetworkFull.

    Counted apart from what is sent, so that nobody closes a network's codes by trying cards.
    """
    _take_apart(SendScope.CARDS, network=network, times=1, now=now)


def take_visit(*, network: str, now: datetime) -> None:
    """Count one thing that somebody without an account begins, by five times the cap of its network's codes.

    Refusal: NetworkFull. A class that a trainer opened, and a trusted network, may do as much as there.
    """
    _take_apart(SendScope.VISITS, network=network, times=rules.VISITS_FOR_A_CODE, now=now)


def lift_network(network: str, *, most: int, until: datetime, now: datetime) -> None:
    """Let a network send up to `most` an hour until then."""
    budget = _lock(SendScope.NETWORK, _network_digests(network), now=now)
    budget.lifted_to, budget.lifted_until, budget.updated_at = most, until, now
    budget.save(update_fields=["lifted_to", "lifted_until", "updated_at"])


def _take_apart(scope: SendScope, *, network: str, times: int, now: datetime) -> None:
    """Count one in a budget of its own, by so many times what the network may have sent."""
    if networks.is_trusted(network):
        return
    digests = _network_digests(network)
    cap = _network_cap(_lock(SendScope.NETWORK, digests, now=now), now=now)
    taken = _lock(scope, digests, now=now)
    windows = ((times * cap, rules.NETWORK_WINDOW),)
    _write(taken, _counted(taken, windows, NetworkFull, now=now), now=now)


def _is_lifted(budget: SendBudget, *, now: datetime) -> bool:
    return budget.lifted_until is not None and budget.lifted_until > now


def _network_cap(budget: SendBudget, *, now: datetime) -> int:
    cap: int = settings.SIGNIN_NETWORK_CAP
    return max(cap, budget.lifted_to) if _is_lifted(budget, now=now) else cap


def _network_digests(network: str) -> list[str]:
    indexes = keys.all_blind_indexes(networks.network_of(network), purpose=NETWORK_PURPOSE)
    return [index.digest for index in indexes]


def _counted(
    budget: SendBudget,
    windows: rules.type_of_windows,
    refusal: type[SendRefused],
    *,
    now: datetime,
) -> list[float]:
    """The sends of this budget with one more at `now`, unless a window is full."""
    sent = rules.still_counting(budget.sent, windows, now=now)
    free_at = rules.next_send_at(sent, windows)
    if free_at is not None and free_at > now:
        raise refusal(retry_at=free_at)
    return sorted([*sent, now.timestamp()])


def _write(budget: SendBudget, sent: list[float], *, now: datetime) -> None:
    budget.sent, budget.updated_at = sent, now
    budget.save(update_fields=["sent", "updated_at"])


def _lock(scope: SendScope, digests: list[str], *, now: datetime) -> SendBudget:
    """SELECT FOR UPDATE on PostgreSQL; on SQLite the transaction holds the only write lock anyway."""
    rows: Any = SendBudget.objects.select_for_update().filter(scope=scope, digest__in=digests)
    found: SendBudget | None = rows.order_by("id").first()
    if found is not None:
        return found
    fresh = SendBudget(scope=scope, digest=digests[0], updated_at=now)
    SendBudget.objects.bulk_create([fresh], ignore_conflicts=True)
    made: SendBudget = rows.get()
    return made
