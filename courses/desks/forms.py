"""The forms of the desks: each says everything that is wrong at once, and how to repair it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.classes.actions import NAME_LENGTH
from courses.programmes.actions import LARGEST_TARGET, Plan
from courses.programmes.models import Programme
from courses.programmes.queries import Offer
from identity.accounts.contacts import ContactRefused, read_contact
from identity.accounts.models import Person
from identity.accounts.queries import SharedContact, holder_of
from identity.roles.rules import LATEST_DAY

DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
DAY_SHOWN = "%d/%m/%Y"


class DayField(forms.DateField):
    """A day as people write it here: 05/12/2026."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(
            format=DAY_SHOWN, attrs={"inputmode": "numeric", "autocomplete": "off"}
        )
        told = options["error_messages"]["invalid"]
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=widget,
            validators=[MaxValueValidator(LATEST_DAY, told)],
            **options,
        )


class PlanForm(forms.Form):
    """What a manager decides about the programme of her commune."""

    courses = forms.MultipleChoiceField(
        label=_("Courses"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one course."),
            "invalid_choice": _("One of the courses is no longer on the site. Choose again."),
        },
    )
    from_on = DayField(
        label=_("First day"),
        help_text=_("Day, month, year: for example 05/12/2026."),
        error_messages={
            "required": _("Write the first day, for example 05/12/2026."),
            "invalid": _("This is not a day. Write the first day like 05/12/2026."),
        },
    )
    until_on = DayField(
        label=_("Last day"),
        error_messages={
            "required": _("Write the last day, for example 30/06/2027."),
            "invalid": _("This is not a day. Write the last day like 30/06/2027."),
        },
    )
    target_learners = forms.IntegerField(
        label=_("How many people should learn"),
        min_value=1,
        max_value=LARGEST_TARGET,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write how many people should learn: a number from 1 to 100,000."),
            "invalid": _("Write how many people should learn in digits, for example 200."),
            "min_value": _("Write how many people should learn: a number from 1 to 100,000."),
            "max_value": _("Write how many people should learn: a number from 1 to 100,000."),
        },
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = cast("forms.MultipleChoiceField", self.fields["courses"])
        choices.choices = [(str(offer.id), offer.title) for offer in offers]

    def clean(self) -> dict[str, Any]:
        """The last day may not lie before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            told = _("The last day lies before the first day. Change one of the two.")
            self.add_error("until_on", told)
        return cleaned

    def plan(self) -> Plan:
        """What was decided, once the form is valid."""
        return Plan(
            from_on=self.cleaned_data["from_on"],
            until_on=self.cleaned_data["until_on"],
            target_learners=self.cleaned_data["target_learners"],
            courses=tuple(UUID(course) for course in self.cleaned_data["courses"]),
        )


class TrainerForm(forms.Form):
    """Whom to appoint as trainer, by an address the person has proved, and until when."""

    contact = forms.CharField(
        label=_("Mobile number or e-mail address of the trainer"),
        help_text=_("The trainer needs an account of Bến Số. Ask her to sign in once first."),
        error_messages={"required": _("Enter the trainer's mobile number or e-mail address.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    until_on = DayField(
        label=_("Last day as trainer"),
        help_text=_("For example 30/06/2027. Leave it empty if there is no last day yet."),
        required=False,
        error_messages={"invalid": _("This is not a day. Write the last day like 30/06/2027.")},
    )

    def clean_contact(self) -> Person:
        """The person who holds the address now."""
        try:
            person = holder_of(read_contact(self.cleaned_data["contact"]))
        except (ContactRefused, SharedContact) as refused:
            raise forms.ValidationError(refused.message, code=refused.code) from None
        if person is None or not person.is_active:
            raise forms.ValidationError(
                _("Nobody has an account with this address. Check it, or ask her to sign in once."),
                code="unknown",
            )
        return person

    def clean_until_on(self) -> dt.date | None:
        """A last day lies in the future or is today."""
        last: dt.date | None = self.cleaned_data["until_on"]
        if last is not None and last < timezone.localdate():
            raise forms.ValidationError(_("The last day lies in the past. Choose a later day."))
        return last

    def until(self) -> dt.datetime | None:
        """The midnight that ends the last day, once the form is valid."""
        last: dt.date | None = self.cleaned_data["until_on"]
        if last is None:
            return None
        return timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min))


class OpenClassForm(forms.Form):
    """A class: which course of which programme, and its name."""

    offer = forms.ChoiceField(
        label=_("Course"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the course this class learns."),
            "invalid_choice": _(
                "The programme does not offer this course. Choose one of its courses."
            ),
        },
    )
    name = forms.CharField(
        label=_("Name of the class"),
        help_text=_("For example “Evening class 1, culture house”. Learners see it."),
        max_length=NAME_LENGTH,
        error_messages={
            "required": _(
                "Give the class a name of at most 80 letters, for example “Evening class 1”."
            ),
            "max_length": _(
                "Give the class a name of at most 80 letters, for example “Evening class 1”."
            ),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, offers: Sequence[tuple[Programme, Offer]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._offers = {
            f"{programme.uuid}.{offer.id}": (programme, offer) for programme, offer in offers
        }
        has_several = len({programme.pk for programme, _offer in offers}) > 1
        choices = cast("forms.ChoiceField", self.fields["offer"])
        choices.choices = [
            (key, f"{offer.title} – {programme.commune.full_name}" if has_several else offer.title)
            for key, (programme, offer) in self._offers.items()
        ]
        if len(self._offers) == 1:
            self.initial.setdefault("offer", next(iter(self._offers)))

    def chosen(self) -> tuple[Programme, UUID]:
        """The programme and the course, once the form is valid."""
        programme, offer = self._offers[self.cleaned_data["offer"]]
        return programme, offer.id


class JoinForm(forms.Form):
    """The code on the wall of the hall."""

    join_code = forms.CharField(
        label=_("Code of the class"),
        help_text=_(
            "Eight letters and digits, for example 7K3M-9QX2. Capital or small does not matter."
        ),
        max_length=40,
        error_messages={
            "required": _("Type the code of the class. Your trainer can show it to you."),
            "max_length": _("This code is too long. It has eight letters and digits."),
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input-code",
            }
        ),
    )


class CitySearchForm(forms.Form):
    """Which commune the official looks for; never bound, the address carries the words."""

    use_required_attribute = False
    tim = forms.CharField(
        label=_("Search a commune, by its old name too"),
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
