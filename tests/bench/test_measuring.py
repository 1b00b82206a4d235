"""The benchmarks go on after a section that breaks, and say what was met, missed and not measured."""

import json
from io import StringIO

from bench import __main__ as bench
from bench.figures import Figure
from bench.management.commands import measure


def breaks(*, port):
    raise RuntimeError("no such course")


def test_a_section_that_breaks_stops_no_other(tmp_path, monkeypatch):
    works = {"board": lambda *, port: [Figure("as fast", 2, at_least=1)]}
    monkeypatch.setattr(measure, "SECTIONS", {"pages": breaks} | works)
    told, target = StringIO(), tmp_path / "figures.json"
    command = measure.Command(stdout=told, stderr=StringIO())
    command.handle(sections=["pages", "board"], port=1, to=target)
    failed, figure = json.loads(target.read_text())
    assert failed == {"section": "pages", "failed": "RuntimeError: no such course"}
    assert figure["holds"]
    assert "as fast" in told.getvalue()


def test_every_figure_is_shown_with_its_goal_and_whether_it_is_met():
    shown = " ".join(str(Figure("small", 3, "KB", at_most=2)).split())
    assert shown == "small 3.00 KB goal <= 2 MISSED"
    assert str(Figure("fast", 3, at_least=2)).endswith("goal >= 2     met")


def test_the_end_names_what_was_missed_and_fails_only_for_what_was_not_measured(capsys):
    slow = Figure("slow", 1, at_least=2).as_json()
    assert bench.summary({"sqlite": [slow, Figure("fast", 3, at_least=2).as_json()]}) == 0
    assert "1 of 2 goals are met.\n  missed: sqlite: slow\n" in capsys.readouterr().out
    assert bench.summary({"sqlite": [{"section": "pages", "failed": "x"}]}) == 1
    assert "could not be measured: sqlite: pages" in capsys.readouterr().out


def test_every_section_that_is_asked_for_exists():
    asked = {section for sections in bench.SECTIONS.values() for section in sections}
    assert asked == set(measure.SECTIONS)
