"""What a lesson's page says as it would be frozen, and what a version says: to store and to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from courses.catalogue import freezing, queries
from courses.catalogue.citing import codes_of_item
from courses.catalogue.differences import Text
from courses.catalogue.freezing import SecretHalf
from courses.catalogue.models import AnswerKey, LessonVersion

if TYPE_CHECKING:
    from courses.catalogue.pages import LessonPage


@dataclass(frozen=True, slots=True)
class Said:
    """The public columns of a version, its secret halves, and a digest of both."""

    fields: dict[str, Any]
    secrets: Sequence[SecretHalf]
    digest: str

    @property
    def text(self) -> Text:
        """The same, as it is compared."""
        keys = {half.item: half.key for half in self.secrets}
        return text(self.fields, keys)


def said_by(page: LessonPage) -> Said:
    """What the page says now, draft or not; raises NotFreezable when that is no lesson."""
    raw = _whole_body(page)
    withdrawn = frozenset(map(str, queries.withdrawn_items(page.translation_key)))
    body = freezing.freeze_body(raw, use=page.use, withdrawn=withdrawn)
    cited = [code.citation for code in page.framework_codes.all()]
    fields = {
        "title": page.title,
        "use": page.use,
        "pass_mark": page.pass_mark,
        "minutes": page.minutes,
        "framework": cited,
        "body": body.body,
        "items": with_codes(body.items, raw, cited),
        "steps": body.steps,
    }
    digest = freezing.digest(fields, freezing.secrets_as_json(body.secrets))
    return Said(fields=fields, secrets=body.secrets, digest=digest)


def _whole_body(page: LessonPage) -> list[dict[str, Any]]:
    """The raw blocks with every field they have now, whether or not the draft is older than a field."""
    list(page.body)
    return page.body.stream_block.get_prep_value(page.body)


def with_codes(
    items: Sequence[dict[str, Any]], raw: Sequence[dict[str, Any]], cited: Sequence[str]
) -> list[dict[str, Any]]:
    """The items, each with the framework codes it is about: its own, or those of the lesson."""
    own = {block["value"]["uid"]: block["value"].get("codes") or [] for block in raw}
    return [item | {"codes": codes_of_item(own[item["id"]], cited)} for item in items]


def said_in(version: LessonVersion) -> Text:
    """What a version said."""
    keys = AnswerKey.objects.filter(version=version).values_list("item", "key")
    fields = {
        name: getattr(version, name) for name in ("use", "pass_mark", "body", "items", "steps")
    }
    return text(fields, {str(item): key for item, key in keys})


def text(fields: dict[str, Any], keys: dict[str, Any]) -> Text:
    """These columns and keys as a text; which codes an item cites changes nothing for anybody."""
    items = [
        {name: each for name, each in item.items() if name != "codes"} for item in fields["items"]
    ]
    return Text(
        use=fields["use"],
        pass_mark=fields["pass_mark"],
        body=fields["body"],
        items=items,
        steps=fields["steps"],
        keys=keys,
    )


def newest_version(page: LessonPage) -> LessonVersion | None:
    """The version that a publish of this page would follow."""
    versions = LessonVersion.objects.filter(lesson=page.translation_key, language=page.language)
    return versions.order_by("-number").first()
