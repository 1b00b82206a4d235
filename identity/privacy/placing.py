"""What the register says of finding a place to start, of remembering, and of marks given anew."""

from __future__ import annotations

from identity.privacy.groups import CLASS_STAFF, HERSELF, LEARNING_TERM, STAFF_TERM, Group

PLACING: tuple[Group, ...] = (
    Group(
        category="learning",
        retention=f"{LEARNING_TERM}; of a visitor without an account 30 days, under no name",
        shown_to=CLASS_STAFF,
        purposes={
            "courses.PlacementRun.person": "whose place to start was looked for",
            "courses.PlacementAnswer.answer": "what she answered, to find where to start",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to=HERSELF,
        purposes={
            "courses.PlacementRun.by": "who read the questions to her and tapped",
        },
    ),
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to=f"{HERSELF}; counted results without names",
        purposes={
            "courses.Review.person": "when she is asked again what she has learnt",
            "courses.ReviewAnswer.person": "what she remembers after 2, 7 and 30 days",
            "courses.ReviewAnswer.answer": "what she remembers after 2, 7 and 30 days",
        },
    ),
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to=f"{HERSELF}; editors without names",
        purposes={
            "courses.Correction.person": "whose answer a corrected key marked anew",
            "courses.RegradeDifference.person": "what a corrected key changes for her",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to="editors",
        purposes={
            "courses.PlannedChange.by": "who said what kind of change a lesson is",
            "courses.VersionChange.by": "who said what kind of change a lesson is",
            "courses.Regrade.asked_by": "who began, confirmed and undid a correction of marks",
            "courses.Regrade.confirmed_by": "who began, confirmed and undid a correction of marks",
            "courses.Regrade.undone_by": "who began, confirmed and undid a correction of marks",
        },
    ),
)
