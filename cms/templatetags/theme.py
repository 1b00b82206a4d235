"""What the layout and the elements need that the template language does not have."""

from collections.abc import Iterable, Iterator
from typing import Final

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.safestring import SafeString, mark_safe

from cms.theme.boot import BOOT_SCRIPT

register = template.Library()

GROUPS: Final = (RadioSelect, CheckboxSelectMultiple)


@register.simple_tag
def boot_script() -> SafeString:
    """The inline script, byte for byte as its hash in the policy was computed."""
    return mark_safe(f"<script>{BOOT_SCRIPT}</script>")  # noqa: S308 (our own file)


@register.simple_tag
def hotline() -> str:
    """The help line people may ring, or nothing where the operator has none yet."""
    return settings.HELP_HOTLINE


@register.filter
def is_group(field: BoundField) -> bool:
    """Several controls under one question: they need a fieldset and a legend."""
    return isinstance(field.field.widget, GROUPS)


@register.filter
def is_tick(field: BoundField) -> bool:
    """One box to tick: its label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def anchor(field: BoundField) -> str:
    """The id of the first control a link in the error summary should land on."""
    return f"{field.auto_id}_0" if is_group(field) else field.id_for_label


@register.filter
def control(field: BoundField) -> SafeString:
    """The control with its class, its hint and its error tied to it for screen readers."""
    attrs: dict[str, str | bool] = dict(_described(field))
    if field.errors:
        attrs["aria-invalid"] = "true"
    if not is_group(field) and not is_tick(field):
        attrs["class"] = f"input {field.field.widget.attrs.get('class', '')}".strip()
    return field.as_widget(attrs=attrs)


def _described(field: BoundField) -> Iterator[tuple[str, str]]:
    ids = [
        f"{field.auto_id}_{part}"
        for part, there in (("hint", field.help_text), ("error", field.errors))
        if there
    ]
    if ids:
        yield "aria-describedby", " ".join(ids)


@register.filter
def with_errors(forms: BaseForm | Iterable[BaseForm] | str | None) -> list[BaseForm]:
    """The given form or forms without those that have nothing to say; a template's missing form is ""."""
    if not forms or isinstance(forms, str):
        return []
    several = [forms] if isinstance(forms, BaseForm) else list(forms)
    return [form for form in several if form.errors]


@register.filter
def fraction(done: int, total: int) -> int:
    """Percent for a bar's width class, whole and never above 100."""
    return min(100, 100 * int(done) // int(total)) if total else 0
