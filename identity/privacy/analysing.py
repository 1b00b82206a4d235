"""Personal data around questions and levels: which editor dealt with what, who reached which level."""

from __future__ import annotations

from identity.privacy.groups import EDITORS, LEARNING_TERM, STAFF_TERM, Group

ANALYSING: tuple[Group, ...] = (
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to=EDITORS,
        purposes={
            "courses.ItemReport.handled_by": "which editor dealt with a reported fault",
            "courses.WithdrawnItem.withdrawn_by": "which editor took a question back",
            "courses.WithdrawnItem.restored_by": "which editor had it asked again",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to="officials of the city",
        purposes={
            "courses.LevelExport.asked_by": "who asked for figures of a framework",
        },
    ),
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to="the manager of the commune she lives in, for a stated purpose",
        purposes={
            "courses.PersonLevel.person": "which level she reached; recounted from the checks she passed",
        },
    ),
)
