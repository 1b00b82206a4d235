"""The fold: the same facts in any order, any number of times, in any portions, give the same bytes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.progress import fold
from courses.progress.fold import Fact, State, key_of, load, standing
from courses.progress.rules import Outline

START = datetime(2026, 3, 31, 16, 59, tzinfo=UTC)
LESSON_V1, LESSON_V2, CHECK = (str(UUID(int=number)) for number in (1, 2, 3))
ITEMS = [str(UUID(int=number)) for number in (11, 12, 13)]
ATTEMPTS = [str(UUID(int=number)) for number in (21, 22)]
OUTLINES = {
    LESSON_V1: Outline(practice=frozenset(ITEMS[:2]), checks=frozenset(), pass_mark=80),
    LESSON_V2: Outline(practice=frozenset(ITEMS), checks=frozenset(), pass_mark=80),
    CHECK: Outline(practice=frozenset(), checks=frozenset(ITEMS), pass_mark=60),
}


@st.composite
def a_fact(draw):
    """Any fact three devices of one person could report, clocks colliding often."""
    at = START + timedelta(seconds=draw(st.integers(0, 6)) * 30)
    device, seq = UUID(int=draw(st.integers(1, 3))), draw(st.integers(0, 4))
    event = UUID(int=draw(st.integers(1, 2**64)))
    version = draw(st.sampled_from([LESSON_V1, LESSON_V2, CHECK]))
    kind = draw(
        st.sampled_from(["lesson.opened", "lesson.position", "lesson.done", "question.answered"])
    )
    is_answer, is_check = kind == "question.answered", version == CHECK
    score = draw(st.integers(0, 100)) if is_answer else None
    return Fact(
        key=key_of(at=at, device=device, seq=seq, event=event),
        at=at,
        kind=kind,
        version=version,
        item=draw(st.sampled_from(ITEMS)) if is_answer else None,
        attempt=draw(st.sampled_from(ATTEMPTS)) if is_check and kind != "lesson.opened" else None,
        step=draw(st.sampled_from(ITEMS)) if kind == "lesson.position" else None,
        is_check=is_answer and is_check,
        score=score,
        correct=None if score is None else score == 100,
    )


facts = st.lists(a_fact(), min_size=1, max_size=25, unique_by=lambda fact: fact.key)


@given(facts, st.randoms())
def test_the_same_facts_in_any_order_give_the_same_bytes(told, random):
    shuffled = [*told]
    random.shuffle(shuffled)
    assert fold.fold(told).dump() == fold.fold(shuffled).dump()


@given(facts, st.randoms())
def test_a_fact_folded_twice_counts_once(told, random):
    again = [*told, *told]
    random.shuffle(again)
    assert fold.fold(told).dump() == fold.fold(again).dump()


@given(facts)
def test_one_fact_at_a_time_through_storage_equals_a_rebuild(told):
    stored = State().dump()
    for fact in told:
        state = load(stored)
        state.add(fact)
        stored = state.dump()
    assert stored == fold.fold(told).dump()
    assert standing(load(stored), OUTLINES) == standing(fold.fold(told), OUTLINES)


@given(facts, a_fact())
def test_a_later_fact_takes_no_credit_away(told, late):
    before = standing(fold.fold(told), OUTLINES)
    after = standing(fold.fold([*told, late]), OUTLINES)
    assert not before.done_at or after.done_at <= before.done_at
    assert after.last_seen_at >= before.last_seen_at
    if not late.is_check:  # an answer to a check that was handed in is refused before the fold
        assert before.best_score is None or after.best_score >= before.best_score


@given(facts)
def test_scores_stay_between_0_and_100(told):
    best = standing(fold.fold(told), OUTLINES).best_score
    assert best is None or 0 <= best <= 100


def answers(*rights: bool, version=LESSON_V1, item=ITEMS[0]):
    """Tries at one item, a minute apart."""
    for number, right in enumerate(rights):
        at = START + timedelta(minutes=number)
        yield Fact(
            key=key_of(at=at, device=UUID(int=1), seq=number, event=UUID(int=number + 100)),
            at=at,
            kind="question.answered",
            version=version,
            item=item,
            score=100 if right else 0,
            correct=right,
        )


def is_stuck(*rights):
    return standing(fold.fold(answers(*rights)), OUTLINES).is_stuck


def test_three_wrong_tries_in_a_row_without_a_later_success_need_help():
    assert is_stuck(False, False, False)
    assert is_stuck(True, False, False, False, False)
    assert not is_stuck(False, False)
    assert not is_stuck(False, False, True, False, False)
    assert not is_stuck(False, False, False, False, True)


def test_practice_shows_the_share_mastered_and_an_edit_takes_nothing_away():
    told = [*answers(True), *answers(True, item=ITEMS[1])]
    assert standing(fold.fold(told[:1]), OUTLINES).best_score == 50
    assert standing(fold.fold(told), OUTLINES).best_score == 100
    newer = Fact(
        key=key_of(at=START, device=UUID(int=2), seq=1, event=UUID(int=1)),
        at=START,
        kind="lesson.opened",
        version=LESSON_V2,
    )
    assert standing(fold.fold([*told, newer]), OUTLINES).best_score == 100


def test_a_month_begins_at_midnight_in_vietnam():
    assert fold.month_of(datetime(2026, 3, 31, 16, 59, tzinfo=UTC)) == "2026-03"
    assert fold.month_of(datetime(2026, 3, 31, 17, 0, tzinfo=UTC)) == "2026-04"


@given(st.datetimes(datetime(2026, 1, 1), datetime(9998, 1, 1)), st.uuids(), st.uuids())
def test_a_key_carries_its_time_and_sorts_by_it(moment, device, event):
    at = moment.replace(tzinfo=UTC)
    key = key_of(at=at, device=device, seq=2**63 - 1, event=event)
    assert fold.time_of(key) == at
    assert key < key_of(
        at=at + timedelta(microseconds=1), device=UUID(int=0), seq=0, event=UUID(int=0)
    )
