"""The words people read, looked up in the catalogue, so that a journey names them as the code does."""

from django.utils.translation import gettext, ngettext


def say(text: str, **values: object) -> str:
    """The Vietnamese of a sentence of the code, with its values put in."""
    return _filled(gettext(text), values)


def count(one: str, many: str, number: int, **values: object) -> str:
    """The Vietnamese of a sentence that counts something."""
    return _filled(ngettext(one, many, number), values)


def _filled(text: str, values: dict[str, object]) -> str:
    """Templates write %(name)s; sentences that a script fills write {name}."""
    if "%(" in text:
        return text % values
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
