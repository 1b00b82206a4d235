"""Every write of spaced review: what becomes due, the rounds, their answers, beginning again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from courses.progress.grading import Grade, grade, paper
from courses.progress.models import PersonLesson
from courses.review import queries, rules
from courses.review.events import RETENTION_CHANGED
from courses.review.finding import DoneModule, candidates, done_modules
from courses.review.models import Review, ReviewAnswer, ReviewRound
from courses.review.refusals import AnsweredBefore, NotDue, NothingLeft
from courses.review.rules import RULE, Standing
from identity.accounts.models import Person
from identity.accounts.queries import accounts_of, communes_of, kept_accounts
from identity.outbox import actions as outbox

LATELY = timedelta(days=3)
"""How far back the nightly look goes; what phones report later is found when its owner opens her pages."""
PEOPLE_AT_ONCE = 500


def sweep(*, now: datetime) -> int:
    """Make the modules done lately due; how many. Its cost follows what was done, not who is there."""
    lately = PersonLesson.objects.filter(done_at__gte=now - LATELY, done_at__lte=now)
    people = sorted(set(lately.values_list("person", flat=True)))
    return sum(
        make_due(done=done_modules(people[start : start + PEOPLE_AT_ONCE]))
        for start in range(0, len(people), PEOPLE_AT_ONCE)
    )


@transaction.atomic
def make_due(*, done: Sequence[DoneModule]) -> int:
    """A row for each of these modules that has none; how many. Twice is once.

    A row under any of a person's merged accounts is hers.
    """
    accounts = kept_accounts({each.person for each in done})
    rows = Review.objects.filter(person__in=list(accounts)).values_list("person", "module")
    known = {(accounts[person], module) for person, module in rows}
    fresh = [each for each in done if (accounts[each.person], each.module) not in known]
    Review.objects.bulk_create([_begun(each) for each in fresh], ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def begin_round(*, review: Review, by: Person, now: datetime) -> ReviewRound:
    """The round that is open, or the next one. Refusals: NotDue, NothingLeft."""
    locked = _locked(review, by)
    rounds = list(locked.rounds.order_by("number"))
    if rounds and rounds[-1].finished_at is None:
        return _gone_on_with(locked, rounds, by=by, now=now)
    if locked.due_at is None or locked.due_at > now:
        raise NotDue
    return ReviewRound.objects.create(
        review=locked,
        number=len(rounds) + 1,
        step=locked.step,
        is_first=all(one.step != locked.step for one in rounds),
        items=_chosen(locked, rounds, number=len(rounds) + 1),
        made_at=now,
    )


def _gone_on_with(
    review: Review, rounds: Sequence[ReviewRound], *, by: Person, now: datetime
) -> ReviewRound:
    """The open round. Where all that was left of it is withdrawn, it ends with what was answered.

    Where nothing was, others are asked in its place. Refusal: NothingLeft.
    """
    begun = rounds[-1]
    if queries.waiting(begun):
        return begun
    if begun.answers.exists():
        _finish(review, begun, by=by, now=now)
    else:
        begun.items = _chosen(review, rounds, number=begun.number)
        begun.save(update_fields=["items"])
    return begun


def _chosen(review: Review, rounds: Sequence[ReviewRound], *, number: int) -> list[dict[str, str]]:
    """The questions of a round as it keeps them. Refusal: NothingLeft."""
    chosen = rules.choose(
        candidates(review.course, review.module),
        asked=Counter(UUID(each["item"]) for one in rounds for each in one.items),
        seed=review.uuid,
        number=number,
    )
    if not chosen:
        raise NothingLeft
    return [
        {"lesson": str(each.lesson), "version": str(each.version), "item": str(each.item)}
        for each in chosen
    ]


@transaction.atomic
def record_answer(
    *, round: ReviewRound, item: UUID, answer: object, by: Person, now: datetime
) -> Grade:
    """Mark and keep the first answer to a question of a round; the last one moves the step.

    Refusals: AnsweredBefore, also for a question that is not of this round; BadAnswer from marking.
    """
    review = _locked(round.review, by)
    named = {UUID(each["item"]): each for each in round.items}
    answered = set(round.answers.values_list("item", flat=True))
    if item not in named or item in answered:
        raise AnsweredBefore
    version = UUID(named[item]["version"])
    graded = grade(paper(version).sheets[item], answer)
    ReviewAnswer.objects.create(
        person=by,
        round=round,
        lesson=named[item]["lesson"],
        version=version,
        item=item,
        answer=answer,
        correct=graded.mark.correct,
        score=graded.mark.score,
        step=round.step,
        is_first=round.is_first,
        at=now,
    )
    if not queries.waiting(round):
        _finish(review, round, by=by, now=now)
    return graded


@transaction.atomic
def begin_again(*, review: Review, by: Person, now: datetime) -> None:
    """She wants to review a module after all that stopped because its reminders went unanswered.

    At the step where it stopped, due now. Refusal: NotDue for one that ended otherwise.
    """
    locked = _locked(review, by)
    if locked.ending != Review.Ending.IGNORED:
        raise NotDue
    _stand(locked, Standing(locked.step, now))


def _begun(done: DoneModule) -> Review:
    standing = rules.first_standing(done.done_at)
    return Review(
        person_id=done.person,
        module=done.module,
        course=done.course,
        title=done.title,
        done_at=done.done_at,
        step=standing.step,
        due_at=standing.due_at,
        remind_at=standing.due_at,
    )


def _locked(review: Review, by: Person) -> Review:
    """The row under its lock; only its owner ever answers. Refusal: NotDue for anybody else."""
    hers = Review.objects.select_for_update(of=("self",)).filter(person__in=accounts_of(by.pk))
    locked = hers.filter(pk=review.pk).first()
    if locked is None:
        raise NotDue
    return locked


def _finish(review: Review, round: ReviewRound, *, by: Person, now: datetime) -> None:
    answered = list(round.answers.values_list("correct", flat=True))
    ReviewRound.objects.filter(pk=round.pk).update(finished_at=now)
    review.rounds_answered += 1
    standing = rules.after_round(
        round.step,
        right=sum(answered),
        of=len(answered),
        rounds=review.rounds_answered,
        at=now,
    )
    _stand(review, standing)
    if round.is_first and round.step == RULE.last_step:
        _announce(by.pk, now=now)


def _stand(review: Review, standing: Standing) -> None:
    review.step, review.due_at, review.ending = standing.step, standing.due_at, standing.ending
    review.remind_at, review.reminders = standing.due_at, 0
    review.save(
        update_fields=["step", "due_at", "ending", "remind_at", "reminders", "rounds_answered"]
    )


def _announce(person: int, *, now: datetime) -> None:
    """What her commune remembers is to be counted anew."""
    commune = communes_of([person]).get(person)
    if commune is not None:
        outbox.add(
            topic=RETENTION_CHANGED,
            key=str(commune.pk),
            payload={"commune": commune.pk},
            now=now,
            prompt=False,
        )
