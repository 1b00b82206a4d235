"""`GET communes`: the search behind the commune field, open to everybody."""

from django.http import HttpRequest
from ninja import Query, Router, Schema

from identity.communes import queries as communes
from identity.communes.index import Match

router = Router(tags=["communes"])
QUERY_LENGTH = 100


class CommuneOut(Schema):
    """A commune in force; `found_by` is the old name that led here, `likely` the proposal among several."""

    code: str
    name: str
    type: str
    full_name: str
    old_names: list[str]
    found_by: str
    split: bool
    likely: bool


@router.get("communes", response=list[CommuneOut], summary="Search the register of communes")
def list_communes(
    request: HttpRequest, q: str = Query("", max_length=QUERY_LENGTH)
) -> list[CommuneOut]:
    """Names with or without marks, old names and old districts too; an empty query answers nothing."""
    return [_shown(match) for match in communes.search(q)]


def _shown(match: Match) -> CommuneOut:
    return CommuneOut(
        code=match.commune.code,
        name=match.commune.name,
        type=match.commune.type,
        full_name=match.commune.full_name,
        old_names=list(match.commune.old_names),
        found_by=match.via,
        split=match.is_split,
        likely=match.is_likely,
    )
