"""Several people on one number: seats, nicknames, invitations, leaving; on a real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from identity.accounts import actions as accounts
from identity.accounts import letting_go, queries, sharing
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding, Invitation
from identity.accounts.nicknames import NicknameRefused
from identity.audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db
NUMBER = "0912 345 678"
CONTACT = read_contact(NUMBER)
NAMES = ("Mẹ", "Hoa", "Tý", "Sửu", "Dần")


def newcomer(name="Trần Thị Hoa"):
    return accounts.create_person(
        name=name, birth_year=1990, commune=None, contact=None, now=factories.LONG_AGO
    )


def shared(now):
    """Bác Lan's number, named by her."""
    lan = factories.lan(contact=NUMBER)
    holding = queries.live_holders(CONTACT)[0]
    return sharing.choose_nickname(holding=holding, nickname="Mẹ", by=lan, now=now)


def let_in(holding, nickname, now, person=None):
    invitation = sharing.invite(holding=holding, by=holding.person, now=now)
    return sharing.join(
        person=person or newcomer(), invitation=invitation.uuid, nickname=nickname, now=now
    )


def test_a_newcomer_takes_a_seat_beside_the_first(now):
    first = shared(now)
    second = let_in(first, "Hoa", now)
    assert [one.nickname for one in queries.live_holders(CONTACT)] == ["Mẹ", "Hoa"]
    assert (first.seat, second.seat) == (1, 2)
    with pytest.raises(queries.SharedContact):
        queries.holder_of(CONTACT)
    entry = Entry.objects.get(act="sharing.joined")
    assert {one.person_id for one in entry.subjects.all()} == {first.person_id, second.person_id}


def test_nobody_is_invited_before_the_first_has_a_nickname(now):
    factories.lan(contact=NUMBER)
    holding = queries.live_holders(CONTACT)[0]
    with pytest.raises(sharing.NotShared):
        sharing.invite(holding=holding, by=holding.person, now=now)


def test_five_seats_and_no_sixth(now):
    first = shared(now)
    for nickname in NAMES[1:]:
        let_in(first, nickname, now)
    with pytest.raises(sharing.AddressFull):
        sharing.invite(holding=first, by=first.person, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            identifier=first.identifier, person=newcomer(), since=now, proved_at=now,
            seat=6, nickname="Mão", nickname_key="mao",
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            identifier=first.identifier, person=newcomer(), since=now, proved_at=now,
            seat=5, nickname="Mão", nickname_key="mao",
        )  # fmt: skip


def test_the_database_lets_nobody_sit_beside_others_without_a_nickname(now):
    first = shared(now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            identifier=first.identifier, person=newcomer(), since=now, proved_at=now, seat=2
        )


def test_an_invitation_lets_in_one_and_lasts_half_an_hour(now):
    first = shared(now)
    invitation = sharing.invite(holding=first, by=first.person, now=now)
    late = now + sharing.INVITATION_LIFE
    with pytest.raises(sharing.InvitationOver):
        sharing.join(person=newcomer(), invitation=invitation.uuid, nickname="Hoa", now=late)
    sharing.join(person=newcomer(), invitation=invitation.uuid, nickname="Hoa", now=now)
    with pytest.raises(sharing.InvitationOver):
        sharing.join(person=newcomer(), invitation=invitation.uuid, nickname="Tý", now=now)


def test_a_withdrawn_or_replaced_invitation_is_over(now):
    first = shared(now)
    old = sharing.invite(holding=first, by=first.person, now=now)
    new = sharing.invite(holding=first, by=first.person, now=now)
    assert sharing.live_invitation(first, now=now) == new
    with pytest.raises(sharing.InvitationOver):
        sharing.join(person=newcomer(), invitation=old.uuid, nickname="Hoa", now=now)
    assert sharing.withdraw(holding=first, by=first.person, now=now)
    assert not sharing.withdraw(holding=first, by=first.person, now=now)
    with pytest.raises(sharing.InvitationOver):
        sharing.join(person=newcomer(), invitation=new.uuid, nickname="Hoa", now=now)


def test_a_refused_nickname_leaves_the_invitation_open(now):
    first = shared(now)
    invitation = sharing.invite(holding=first, by=first.person, now=now)
    with pytest.raises(NicknameRefused) as refused, transaction.atomic():
        sharing.join(person=newcomer(), invitation=invitation.uuid, nickname="me", now=now)
    assert refused.value.code == "taken"
    assert sharing.live_invitation(first, now=now) == invitation


def test_nobody_takes_over_anothers_nickname_later(now):
    first = shared(now)
    second = let_in(first, "Hoa", now)
    with pytest.raises(NicknameRefused):
        sharing.choose_nickname(holding=second, nickname="Mé", by=second.person, now=now)
    renamed = sharing.choose_nickname(holding=second, nickname="HOA", by=second.person, now=now)
    assert renamed.nickname == "HOA"


def test_who_leaves_gives_up_her_seat_and_those_who_stay_remain_guarded(now):
    first = shared(now)
    second = let_in(first, "Hoa", now)
    sharing.invite(holding=first, by=first.person, now=now)
    sharing.leave(holding=first, by=first.person, now=now + timedelta(minutes=1))
    assert queries.live_holders(CONTACT) == [second]
    assert sharing.live_invitation(second, now=now) is None, "her invitation went with her"
    assert second.is_guarded
    assert accounts.prove_contact(contact=CONTACT, now=now) is None, "a code alone opens nothing"
    third = let_in(second, "Tý", now)
    assert third.seat == 1
    with pytest.raises(sharing.HoldingOver):
        sharing.leave(holding=first, by=first.person, now=now)


def test_a_number_is_hers_alone_again_only_when_nobody_else_is_there(now):
    first = shared(now)
    second = let_in(first, "Hoa", now)
    with pytest.raises(sharing.StillShared):
        sharing.keep_alone(holding=second, by=second.person, now=now)
    sharing.leave(holding=first, by=first.person, now=now)
    invitation = sharing.invite(holding=second, by=second.person, now=now)
    with pytest.raises(sharing.StillShared):
        sharing.keep_alone(holding=second, by=second.person, now=now)
    sharing.keep_alone(holding=second, by=second.person, now=invitation.expires_at)
    second.refresh_from_db()
    assert (second.seat, second.is_guarded) == (1, False)
    assert accounts.prove_contact(contact=CONTACT, now=now) == second.person


def test_the_desk_ends_a_holding_and_all_sessions_of_its_person(now):
    first = shared(now)
    second = let_in(first, "Hoa", now)
    minh, before = factories.minh(), second.person.session_epoch
    sharing.end_at_desk(holding=second, by=minh, now=now)
    second.person.refresh_from_db()
    assert second.person.session_epoch == before + 1
    entry = Entry.objects.get(act="sharing.ended_at_desk")
    assert entry.by == minh
    assert entry.subjects.get().person_id == second.person_id


def test_who_comes_back_sits_in_a_free_seat_behind_her_nickname(now):
    first = shared(now)
    second = let_in(first, "Hoa", now)
    sharing.leave(holding=first, by=first.person, now=now)
    let_in(second, "Tý", now)
    first.refresh_from_db()
    back = letting_go.restore_holding(holding=first, now=now)
    assert (back.seat, back.nickname) == (3, "Mẹ")


def test_who_had_no_nickname_does_not_come_back_beside_others(now):
    lan = factories.lan(contact=NUMBER)
    hers = queries.live_holders(CONTACT)[0]
    sharing.leave(holding=hers, by=lan, now=now)
    second = accounts.hold_contact(person=newcomer(), contact=CONTACT, now=now)
    second = sharing.choose_nickname(holding=second, nickname="Hoa", by=second.person, now=now)
    let_in(second, "Tý", now)
    sharing.leave(holding=second, by=second.person, now=now)
    hers.refresh_from_db()
    assert letting_go.restore_holding(holding=hers, now=now) is None


def test_two_accounts_merged_into_one_person_are_one_holder(now):
    first = shared(now)
    second = let_in(first, "Hoa", now)
    second.person.kept = first.person
    second.person.save(update_fields=["kept"])
    assert queries.holder_of(CONTACT) == first.person


@pytest.mark.django_db(transaction=True)
def test_sixteen_newcomers_at_once_with_one_invitation_are_one(now):
    first = shared(now)
    invitation = sharing.invite(holding=first, by=first.person, now=now)
    people = [newcomer(f"Người Mới {number}") for number in range(16)]
    barrier = Barrier(len(people))

    def arrive(number):
        barrier.wait()
        try:
            sharing.join(
                person=people[number], invitation=invitation.uuid, nickname=f"N{number}", now=now
            )
        except sharing.SharingRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "joined"

    with ThreadPoolExecutor(len(people)) as pool:
        outcome = sorted(pool.map(arrive, range(len(people))))
    assert outcome == ["invitation_over"] * 15 + ["joined"]
    assert Invitation.objects.get(uuid=invitation.uuid).joined.seat == 2
