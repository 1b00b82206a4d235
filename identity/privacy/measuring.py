"""What the register says of tests before and after a course, and of supervised checks."""

from __future__ import annotations

from identity.privacy.groups import CLASS_STAFF, LEARNING_TERM, NOBODY, STAFF_TERM, Group

MEASURING: tuple[Group, ...] = (
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to=f"{CLASS_STAFF}; counted results without names",
        purposes={
            "courses.SittingPaper.person": "which form of a test she was given in her class",
        },
    ),
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to=NOBODY,
        purposes={
            "courses.SittingAnswer.answer": "to mark her test; only percent and bands are shown",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to=CLASS_STAFF,
        purposes={
            "courses.Sitting.made_by": "who answers for a test or check of a class",
            "courses.Turn.by": "who opened and closed it",
            "courses.SittingPaper.assigned_by": "who gave her the paper: she herself or her trainer",
            "courses.SittingAnswer.by": "whose hand tapped: her own or her trainer's for her",
            "courses.SeatAct.by": "who seated her, saw who she is, let her go on",
            "courses.ItemAct.by": "who reported or replaced a broken question",
            "courses.SupervisedResult.by": "under whose eyes she passed a check",
        },
    ),
    Group(
        category="security",
        retention=LEARNING_TERM,
        shown_to=NOBODY,
        purposes={
            "courses.CodeTries.person": "to limit wrong codes of a supervised check",
        },
    ),
)
