"""The rules of sittings, whatever comes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.sittings import rules
from courses.sittings.rules import Act, Pair

SCORES = st.integers(0, 100)
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
SPANS = st.timedeltas(min_value=-timedelta(days=2), max_value=timedelta(days=2))
KINDS = (
    rules.SEATED,
    rules.IDENTIFIED,
    rules.BEGUN,
    rules.ASKED,
    rules.ALLOWED,
    rules.HANDED_IN,
)


@given(st.integers(0, 500))
def test_both_forms_are_given_as_often_and_nobody_gets_one_twice(people):
    letters = [rules.letter_before(place) for place in range(people)]
    assert abs(letters.count("A") - letters.count("B")) <= 1
    assert all(rules.other_letter(letter) != letter for letter in letters)


@given(SCORES, SCORES)
def test_a_gain_is_in_exactly_one_band_and_turns_round_with_the_pair(before, after):
    opposite = {"higher": "lower", "lower": "higher", "same": "same"}
    found = rules.band(Pair(before, after))
    assert found == opposite[rules.band(Pair(after, before))]
    assert (found == "same") is (abs(after - before) < rules.GAIN)


@given(st.lists(SCORES))
def test_percent_stays_between_the_worst_and_the_best(scores):
    found = rules.percent(scores)
    assert min(scores, default=0) <= found <= max(scores, default=0)


@pytest.mark.parametrize(
    ("scores", "percent"), [([], 0), ([100, 0, 0], 33), ([100, 100, 0], 67), ([50, 51], 51)]
)
def test_percent_is_rounded_half_up(scores, percent):
    assert rules.percent(scores) == percent
    assert rules.mean(sum(scores), len(scores)) == percent


@given(st.dictionaries(st.uuids(), SCORES, max_size=8), st.lists(st.uuids(), max_size=3))
def test_an_objective_counts_all_its_questions(scores, missing):
    objective = uuid4()
    aims = dict.fromkeys([*scores, *missing], objective)
    found = rules.by_objective(scores, aims)
    assert found == ({objective: rules.percent([scores.get(i, 0) for i in aims])} if aims else {})


@given(st.sampled_from([*rules.LATEST]), SPANS, SPANS)
def test_a_stopwatch_is_believed_for_no_longer_than_the_limit(moment, waited, since_closing):
    received, latest = NOON + since_closing, rules.LATEST[moment]
    given_at = rules.given_at(moment=moment, received_at=received, waited=waited)
    assert received - latest <= given_at <= received
    told = {"moment": moment, "given": given_at, "received_at": received}
    if rules.is_in_time(closed_at=NOON, **told):
        assert given_at <= NOON
        assert received <= NOON + latest
    assert rules.is_in_time(closed_at=None, **told)


@given(st.lists(st.sampled_from(KINDS), max_size=30))
def test_no_way_leads_past_the_trainer_to_the_questions(wanted):
    acts: list[Act] = []
    for kind in wanted:
        found = rules.seat(acts)
        if kind == rules.ALLOWED and not rules.may_resume(found.resumes):
            continue
        if rules.can_act(found.state, kind):
            acts.append(Act(kind, {"ticket": uuid4().hex} if kind == rules.BEGUN else {}))
    kinds = [act.kind for act in acts]
    begun = kinds.count(rules.BEGUN)
    assert begun <= 1 + rules.MOST_RESUMES
    assert begun <= kinds.count(rules.IDENTIFIED) + kinds.count(rules.ALLOWED)
    assert kinds.count(rules.HANDED_IN) <= 1
    if rules.HANDED_IN in kinds:
        assert kinds[-1] == rules.HANDED_IN


@given(st.lists(st.uuids(), min_size=1, max_size=8, unique=True), st.data())
def test_a_question_taken_out_is_never_asked_and_no_question_is_asked_twice(items, data):
    spare = [uuid4() for _ in range(4)]
    aim = uuid4()
    withdrawn: dict[UUID, UUID | None] = {}
    for _step in range(data.draw(st.integers(0, 8))):
        asked = rules.asked_items(items, withdrawn)
        if not asked:
            break
        broken = data.draw(st.sampled_from(asked))
        withdrawn[broken] = rules.replacement_for(
            broken,
            aims=dict.fromkeys(items, aim),
            reserve=dict.fromkeys(spare, aim),
            used={*asked, *withdrawn},
        )
    asked = rules.asked_items(items, withdrawn)
    assert not set(asked) & set(withdrawn)
    assert len(set(asked)) == len(asked)
    assert len(asked) == len(items) - sum(each is None for each in withdrawn.values())


def test_a_reserve_question_of_another_objective_stands_in_for_nothing():
    item, spare = uuid4(), uuid4()
    reserve = {spare: uuid4()}
    assert rules.replacement_for(item, aims={item: uuid4()}, reserve=reserve, used=()) is None
    assert rules.replacement_for(item, aims={}, reserve=reserve, used=()) is None


@pytest.mark.parametrize(
    ("moment", "state", "to", "may"),
    [
        ("before", "", "open", True),
        ("before", "", "closed", False),
        ("after", "open", "closed", True),
        ("after", "open", "open", False),
        ("before", "closed", "open", True),
        ("check", "open", "closed", True),
        ("check", "closed", "open", False),
    ],
)
def test_a_sitting_goes_where_its_table_says(moment, state, to, may):
    assert rules.can_turn(moment, state=state, to=to) is may


def test_a_check_ends_by_itself():
    ends = NOON + rules.WINDOW
    assert rules.is_open("open", ends_at=ends, now=ends - timedelta(seconds=1))
    assert not rules.is_open("open", ends_at=ends, now=ends)
    assert rules.is_open("open", ends_at=None, now=ends)
    assert not rules.is_open("closed", ends_at=ends, now=NOON)
