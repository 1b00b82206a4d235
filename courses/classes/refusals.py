"""Why something was not done with a class, in sentences a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from identity.refusal import ActRefused

if TYPE_CHECKING:
    from django.utils.functional import Promise

REASONS: dict[str, Promise] = {
    "not_yours": _("This class is not yours to run."),
    "programme_closed": _("The programme of this commune is closed. Ask the commune's manager."),
    "course_not_offered": _("The programme does not offer this course. Choose one of its courses."),
    "name_needed": _("Give the class a name of at most 80 letters, for example “Evening class 1”."),
    "class_closed": _("This class is closed."),
    "wrong_code": _(
        "There is no class with this code. Look at the code on the wall and type it again."
    ),
    "too_many_tries": _("Too many wrong codes. Wait a while and ask your trainer for the code."),
    "not_in_class": _("This person is not in the class."),
    "never_in_class": _("This person was never in this class, so there is nothing to bring back."),
    "namesake": _(
        "Somebody of this name and year of birth has an account here already. Look at the list first."
    ),
    "no_newer_edition": _("The class follows the newest edition of the course already."),
    "preview_outdated": _("The course has changed since you looked. Look at the effect again."),
}


class ClassRefused(ActRefused):
    """Nothing was changed in the class; `minutes`: how long to wait before another try."""

    reasons = REASONS

    def __init__(self, code: str, *, minutes: int | None = None) -> None:
        super().__init__(code)
        self.minutes = minutes
