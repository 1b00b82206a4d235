"""`GET communes`: the search behind the commune field, open to everybody."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from identity.communes import queries as communes
from identity.communes.index import Match
from identity.paging.pages import MOST, Page, cut

router = Router(tags=["communes"])
QUERY_LENGTH = 100


class CommuneBrief(Schema):
    """A commune wherever one is named: `name` without its kind, `full_name` with it."""

    code: str
    name: str
    full_name: str


class CommunePage(Page):
    """What a caller may ask of the search: a short list unless told."""

    limit: int = Field(communes.SEARCH_LIMIT, ge=1, le=MOST)


class CommuneOut(CommuneBrief):
    """A commune in force; `found_by` is the old name that led here, `likely` the proposal among several."""

    type: str
    old_names: list[str]
    found_by: str
    split: bool
    likely: bool


@router.get("communes", response=list[CommuneOut], summary="Search the register of communes")
def list_communes(
    request: HttpRequest,
    response: HttpResponse,
    page: Query[CommunePage],
    q: str = Query("", max_length=QUERY_LENGTH),
) -> list[CommuneOut]:
    """Names with or without marks, old names and old districts too; an empty query answers nothing."""
    found = communes.search(q, limit=MOST)
    shown = cut(
        found, page, key=lambda match: match.commune.code, request=request, response=response
    )
    return [_shown(match) for match in shown]


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
