"""Competences are cited with the version of their framework, and what was published before is still read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.files import ContentRefused, Source
from courses.catalogue.citations import framework_rows
from courses.catalogue.citing import BadCitation, Citation, codes_of_item, in_force, read_citation
from courses.models import CodeSuccessor, FrameworkCode
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
VERSIONS = st.from_regex(r"([0-9a-z][0-9a-z.-]{0,10})?", fullmatch=True)


@given(NAMES, VERSIONS, st.from_regex(r"[0-9a-z.-]{1,20}", fullmatch=True))
def test_what_is_written_is_read_again(framework, version, code):
    citation = Citation(framework, version, code)
    assert read_citation(str(citation)) == citation


@pytest.mark.parametrize("text", ["", "digcomp", "digcomp:", ":4.1", "digcomp@2.2", "dig comp:1"])
def test_what_names_no_competence_is_refused(text):
    with pytest.raises(BadCitation):
        read_citation(text)


def test_an_old_citation_means_the_version_that_was_known_first():
    first = {"digcomp": "2.2"}
    assert str(in_force(read_citation("digcomp:4.1"), first)) == "digcomp@2.2:4.1"
    assert str(in_force(read_citation("digcomp@3.0:4.1"), first)) == "digcomp@3.0:4.1"
    assert str(in_force(read_citation("else:4.1"), first)) == "else:4.1"


def test_an_item_without_codes_is_about_what_its_lesson_is_about():
    assert codes_of_item([], ["a@1:1"]) == ["a@1:1"]
    assert codes_of_item(["a@1:2"], ["a@1:1"]) == ["a@1:2"]


def frameworks(*, succeeds: list[str]) -> Source:
    def version(name: str, code: dict) -> dict:
        return {"framework": "x", "version": name, "title": "Khung", "codes": [code]}

    old = version("1", {"code": "a", "title": "Cũ"})
    new = version("2", {"code": "b", "title": "Mới", "succeeds": succeeds})
    return Source("frameworks.yaml", "", {"entries": [old, new]})


def test_a_new_version_stands_beside_the_old_one_and_says_what_it_succeeds(db):
    for _ in range(2):
        rows = framework_rows(frameworks(succeeds=["x@1:a"]))
    assert rows["x:b"].version == "2"
    assert [str(each) for each in CodeSuccessor.objects.all()] == ["x@1:a → x@2:b"]


def test_a_code_that_succeeds_nothing_known_is_refused(db):
    with pytest.raises(ContentRefused):
        framework_rows(frameworks(succeeds=["x@9:z"]))


def test_loading_again_leaves_the_words_of_editors(db):
    framework_rows(frameworks(succeeds=[]))
    FrameworkCode.objects.filter(code="a").update(title="Lời của biên tập viên")
    framework_rows(frameworks(succeeds=[]))
    assert FrameworkCode.objects.get(code="a").title == "Lời của biên tập viên"


def test_items_carry_their_own_codes_or_those_of_their_lesson(tree: Tree) -> None:
    code = FrameworkCode.objects.create(framework="d", version="2", code="1", title="Một")
    own = make.question()
    own["value"]["codes"] = [code.citation]
    page = tree.published(body=[make.text(), own, make.question()])
    items = page.versions.get().items
    assert [item["codes"] for item in items] == [["d@2:1"], []]


def test_another_code_makes_a_version_that_changes_nothing_for_anybody(tree: Tree) -> None:
    page = tree.published(body=[make.text(), make.question()])
    code = FrameworkCode.objects.create(framework="d", version="2", code="1", title="Một")
    page.framework_codes.add(code)
    page.save_revision().publish()
    newest = page.versions.order_by("-number").first()
    assert (newest.number, newest.items[0]["codes"]) == (2, ["d@2:1"])
    assert newest.change.kind == "wording"
