"""Why something was not done in a sitting, in sentences a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from identity.refusal import ActRefused

if TYPE_CHECKING:
    from django.utils.functional import Promise

REASONS: dict[str, Promise] = {
    "not_yours": _("This class is not yours to run."),
    "class_closed": _("This class is closed."),
    "no_forms": _("This course has no test before and after yet. The editors write it."),
    "no_check": _("This course has no check on the site that can be held in class."),
    "other_open": _("Another test of this class is open. Close it first."),
    "already_open": _("It is open already."),
    "already_closed": _("It is closed already."),
    "closed_for_good": _("A supervised check is not opened again. Open a new one."),
    "not_in_class": _("This person is not in the class."),
    "closed": _("The trainer has closed this. Your answers up to then are kept."),
    "too_late": _(
        "This answer came after the trainer had closed, so it was not taken. The others are kept."
    ),
    "not_asked": _("This question is not one of yours."),
    "no_answer": _("Choose an answer, or tap “I don’t know”."),
    "handed_in": _("You have handed in. Nothing can be changed any more."),
    "wrong_code": _("This is not the code of the check. Look at the board and type it again."),
    "codes_used_up": _("The code was wrong too often. Ask your trainer to let you in."),
    "not_identified": _("Wait until your trainer has seen who you are."),
    "own_seat": _("Another trainer of the commune sees who you are and lets you go on."),
    "seen_already": _("This has been done already. The list shows how it stands now."),
    "elsewhere": _(
        "You have left the check, or it goes on elsewhere. Ask your trainer to let you go on."
    ),
    "no_more_resumes": _("You were let on twice already. Ask your trainer for another day."),
    "not_all_answered": _("Some questions have no answer yet. Answer them, or tap “I don’t know”."),
    "too_many_attempts": _("Too many checks on one day. Try again tomorrow."),
}


class SittingRefused(ActRefused):
    """Nothing was changed in the sitting."""

    reasons = REASONS
