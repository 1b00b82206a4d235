"""The rule: whoever answers whatever, it ends within twelve, the same way every time, and never unfairly."""

import random
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from cms.publishing.files import read
from courses.placement import rules
from courses.placement.belief import Scale, beliefs, chance, information, mean
from courses.placement.files import read_pool
from courses.placement.pools import as_pool
from courses.placement.rules import Answered

ROOT = Path(settings.BASE_DIR) / "content"
AREAS = [area.text("key") for area in read(ROOT / "skills.yaml", root=ROOT).maps("entries")]
FILE = read_pool(read(ROOT / "placement.yaml", root=ROOT), areas=AREAS)
POOL = as_pool(FILE.rule, FILE.skills, FILE.items)
SEEDS = st.integers(0, 2**31 - 1)
few = tuned(max_examples=20, deadline=None)


def walked(seed, says):
    """The path of somebody whose n-th answer is right when `says` says so."""
    answers = []
    for is_right in says:
        item = rules.next_item(POOL, seed, answers)
        if item is None:
            break
        answers.append(Answered(item.id, is_right))
    return answers


@few
@given(seed=SEEDS, says=st.lists(st.booleans(), min_size=13, max_size=13))
def test_it_ends_within_twelve_whatever_is_answered(seed, says):
    answers = walked(seed, says)
    assert 1 <= len(answers) <= rules.MOST_ITEMS
    assert rules.next_item(POOL, seed, answers) is None
    assert len({answer.item for answer in answers}) == len(answers)


@few
@given(seed=SEEDS, says=st.lists(st.booleans(), min_size=13, max_size=13))
def test_the_same_answers_take_the_same_path(seed, says):
    assert walked(seed, says) == walked(seed, says)


@few
@given(data=st.data())
def test_a_right_answer_instead_of_a_wrong_one_never_lowers_anything(data):
    items = data.draw(
        st.lists(st.sampled_from(POOL.items), min_size=1, max_size=12, unique_by=lambda i: i.id)
    )
    says = data.draw(st.lists(st.booleans(), min_size=len(items), max_size=len(items)))
    at = data.draw(st.integers(0, len(items) - 1))
    lower = [
        Answered(i.id, s and n != at) for n, (i, s) in enumerate(zip(items, says, strict=True))
    ]
    upper = [Answered(i.id, s or n == at) for n, (i, s) in enumerate(zip(items, says, strict=True))]
    for below, above in zip(rules.results(POOL, lower), rules.results(POOL, upper), strict=True):
        assert above.probability >= below.probability - 1e-9


@few
@given(data=st.data())
def test_the_order_of_the_answers_changes_no_result(data):
    items = data.draw(
        st.lists(st.sampled_from(POOL.items), min_size=1, max_size=12, unique_by=lambda i: i.id)
    )
    answers = [Answered(item.id, data.draw(st.booleans())) for item in items]
    mixed = data.draw(st.permutations(answers))
    for one, other in zip(rules.results(POOL, answers), rules.results(POOL, mixed), strict=True):
        assert one.probability == pytest.approx(other.probability)
        assert one.is_inferred == other.is_inferred


@few
@given(data=st.data())
def test_nobody_has_a_skill_without_those_it_rests_on(data):
    items = data.draw(st.lists(st.sampled_from(POOL.items), max_size=12, unique_by=lambda i: i.id))
    answers = [Answered(item.id, data.draw(st.booleans())) for item in items]
    likely = {found.skill: found.probability for found in rules.results(POOL, answers)}
    for skill in POOL.skills:
        assert all(likely[each] >= likely[skill.key] - 1e-9 for each in skill.after)


def test_it_begins_easy_and_never_leaps():
    for seed in range(20):
        first = rules.next_item(POOL, seed, [])
        assert first.level <= POOL.rule.first_at_most
        answers = walked(seed, [False] * 12)
        level = {item.id: item.level for item in POOL.items}
        assert max(level[answer.item] for answer in answers) <= POOL.rule.first_at_most


def test_whoever_knows_nothing_starts_at_the_beginning_and_is_soon_done():
    answers = walked(1, [False] * 12)
    found = rules.results(POOL, answers)
    assert len(answers) <= 8
    assert not any(each.has_it for each in found)
    assert rules.starts(POOL, set()) == {
        area: next(skill.key for skill in POOL.skills if skill.area == area) for area in POOL.areas
    }


def test_whoever_knows_everything_is_sent_to_the_checks():
    found = rules.results(POOL, walked(1, [True] * 12))
    assert all(each.has_it for each in found)
    assert set(rules.starts(POOL, {each.skill for each in found}).values()) == {None}


def test_what_was_not_asked_is_marked_as_inferred():
    answers = walked(3, [True, False] * 6)
    asked = {i.skill for i in POOL.items if i.id in {a.item for a in answers}}
    for found in rules.results(POOL, answers):
        assert found.is_inferred == (found.skill not in asked)


def test_another_seed_asks_other_questions():
    assert len({rules.next_item(POOL, seed, []).id for seed in range(40)}) > 1


def test_the_rank_is_fnv_1a_as_any_phone_can_compute_it():
    def fnv(text):
        found = 2166136261
        for byte in text.encode():
            found = ((found ^ byte) * 16777619) & 0xFFFFFFFF
        return found

    item = UUID("00000000-0000-0000-0000-000000000001")
    assert rules.rank(7, item) == fnv(f"7:{item}")


def test_a_belief_is_a_share_of_one_and_moves_with_the_answers():
    scale = Scale(lowest=-4, highest=4, step=0.5, mean=0, spread=2, area_spread=0.5)
    nothing = beliefs(scale, ["a", "b"], [])
    assert sum(nothing["a"]) == pytest.approx(1)
    assert mean(scale, nothing["a"]) == pytest.approx(0, abs=1e-9)
    right = beliefs(scale, ["a", "b"], [rules.Heard("a", 1.0, 0.1, True)])
    assert mean(scale, right["a"]) > mean(scale, right["b"]) > 0


def test_information_is_never_negative_and_greatest_near_the_level():
    scale = Scale(lowest=-4, highest=4, step=0.5, mean=0, spread=2, area_spread=0.5)
    believed = beliefs(scale, ["a"], [])["a"]
    parts = [rules.belief.reached(scale, 0.0)]
    bits = {
        level: information(believed, chance(scale, level, 0.1), parts) for level in (-4.0, 0.0, 4.0)
    }
    assert min(bits.values()) >= 0
    assert bits[0.0] == max(bits.values())


def test_a_random_walk_of_many_people_is_short_on_average():
    chance_of = random.Random(7)
    lengths = [len(walked(n, [chance_of.random() < 0.5 for _ in range(12)])) for n in range(30)]
    assert sum(lengths) / len(lengths) <= 10.5
