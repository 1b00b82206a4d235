"""Critical mistakes are told to editors in the words that stood on the screen."""

from uuid import UUID

import pytest
from django.utils.translation import gettext

from courses.analysis import counting, queries
from courses.analysis.naming import in_words
from courses.catalogue.kinds import KINDS
from courses.models import ItemStatistic
from courses.questions.kinds import PRACTISED
from tests import factories
from tests.courses.catalogue.examples import frozen
from tests.courses.school import report
from tests.courses.teaching import Item, Phone, publish


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.event == PRACTISED])
def test_every_critical_mistake_of_the_live_courses_has_words(name):
    shown, key, told = frozen(name)
    costly = dict.fromkeys(key.get("critical") or ["trusted"], 1)
    words = [each for each, _ in in_words(costly, shown=shown, said=told["said"])]
    assert words
    assert not set(words) & set(costly)


def test_what_stood_on_the_screen_comes_first_and_the_most_frequent_on_top():
    shown = {
        "id": "a",
        "text": "Nghe máy",
        "steps": [{"id": "b", "choices": [{"id": "c", "text": "Đọc mã"}]}],
    }
    said = {"c": "Mã là chìa khóa.", "d": "Mất tiền."}
    found = in_words({"c": 2, "d": 5, "e": 1}, shown=shown, said=said)
    assert found == [("Mất tiền.", 5), ("Đọc mã", 2), ("e", 1)]


class OlderItem(Item):
    """A message that was frozen before its editor was asked what trusting it costs."""

    def secret(self):
        key, told = super().secret()
        del told["said"]["trusted"]
        return key, told


@pytest.mark.django_db
def test_a_mistake_from_before_it_had_words_is_named_by_the_button():
    spotting = OlderItem("spot")
    practised = publish(spotting)
    row = ItemStatistic(version=practised.version, item=UUID(spotting.id), mistakes={"trusted": 3})
    assert queries.mistakes_of(row) == [(gettext("I trust it"), 3)]


def test_the_screen_of_a_practice_says_how_many_believed_the_trick(thu_at_work, now):
    spotting = Item("spot", right=2)
    practised = publish(spotting)
    for person in factories.people(2):
        phone = Phone()
        report(person, phone, phone.answer(practised, spotting, good=False), now=now)
    counting.count_version(version=practised.version, now=now)
    page = thu_at_work.get(f"/cms/cau-hoi/{spotting.id}/")
    assert page.context["counted"][0][-1] == [("Bác mất tiền.", 2)]
    assert "Bác mất tiền. <b>2</b>" in page.content.decode()
