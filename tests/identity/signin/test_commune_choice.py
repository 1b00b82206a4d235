"""Choosing a commune without scripts: by its name of today, by an old one, by a list to choose from."""

import pytest
from django.http import QueryDict

from identity.communes.forms import CommuneChoice
from identity.communes.models import FormerUnit

pytestmark = pytest.mark.usefixtures("register")


def chosen(**sent):
    """The form after it was sent."""
    query = QueryDict(mutable=True)
    query.update(sent)
    form = CommuneChoice(query)
    form.is_valid()
    return form


def test_a_code_alone_is_enough():
    assert chosen(commune="10507").cleaned_data["commune"].code == "10507"


def test_an_unknown_code_is_refused():
    assert chosen(commune="99999").errors


def test_the_whole_name_of_today_is_taken_at_its_word():
    form = chosen(commune_search="phường  thành đông")
    assert form.cleaned_data["commune"].code == "10507"


def test_a_beginning_brings_a_list_to_choose_from():
    form = chosen(commune_search="thanh")
    assert "commune" in form.errors
    assert len(form.offers) > 1


def test_a_name_that_old_units_had_too_is_asked_and_not_taken_for_granted():
    form = chosen(commune_search="Trần Phú")
    assert "commune" in form.errors
    assert {bool(offer.via) for offer in form.offers} == {True, False}


def test_a_unit_that_was_split_brings_a_proposal_on_top():
    split = FormerUnit.objects.filter(successions__is_whole=False).first()
    form = chosen(commune_search=split.full_name)
    assert "commune" in form.errors
    assert form.offers[0].is_likely


def test_two_communes_that_differ_by_a_mark_stay_two():
    one = chosen(commune_search="Xã Cẩm Giang").cleaned_data["commune"]
    two = chosen(commune_search="xã Cẩm Giàng").cleaned_data["commune"]
    assert one is not None
    assert two is not None
    assert one.code != two.code


def test_a_choice_made_for_other_words_is_asked_again():
    form = chosen(commune="10507", commune_search="hồng", commune_asked="thành đông")
    assert "commune" in form.errors


def test_words_that_name_nothing_are_said_at_the_field():
    assert "commune_search" in chosen(commune_search="zzzz").errors
    assert "commune_search" in chosen().errors


def test_a_text_of_megabytes_is_refused_and_never_searched_whole(monkeypatch):
    """What a search costs grows with the square of the words: it must see no more than the field takes."""
    searched = []

    def search(text, *, limit):
        searched.append(text)
        return []

    monkeypatch.setattr("identity.communes.forms.communes.search", search)
    endless = "xa an " * 500_000
    form = chosen(commune_search=endless, commune_asked=endless)
    assert form.has_error("commune_search")
    assert searched
    assert all(len(text) <= 80 for text in searched)
