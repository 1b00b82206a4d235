"""Reading the register: one commune by its code, and the search that knows old names and districts."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from identity.communes.folding import sort_key
from identity.communes.index import Label, Match, Place, Source, find
from identity.communes.models import Commune, FormerUnit, RegisterLoad, Succession

SEARCH_LIMIT = 20
_KINDS = ("Thị trấn", "Thành phố", "Thị xã", "Đặc khu", "Phường", "Xã", "Huyện", "Quận")


@dataclass(frozen=True)
class _Index:
    places: dict[int, Place]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class _Outcome:
    """A former unit and one commune of today that has its land, directly or through a later merger."""

    unit: FormerUnit
    commune_id: int
    is_whole: bool
    is_likely: bool

    @property
    def shown(self) -> str:
        district = self.unit.district
        return (
            f"{self.unit.full_name} ({district[:1].lower()}{district[1:]})"
            if district
            else self.unit.full_name
        )


_held: dict[tuple[int, str, date], _Index] = {}
"""The current index of this process under (newest load, its digest, day); one entry at most."""


def first_loaded_at() -> datetime | None:
    """When this database got the register; None before that."""
    return RegisterLoad.objects.order_by("pk").values_list("loaded_at", flat=True).first()


def by_code(code: str, *, on: date | None = None) -> Commune | None:
    """The commune that has this code on that day (today unless told), or None."""
    return Commune.objects.in_force(on or timezone.localdate()).filter(code=code).first()


def newest_with_code(code: str, *, among: Collection[int] | None = None) -> Commune | None:
    """The newest unit that had this code, in force or not; of those with these row ids, if told."""
    units = Commune.objects.filter(code=code)
    if among is not None:
        units = units.filter(pk__in=among)
    return units.order_by("-valid_from").first()


def communes_of_ids(row_ids: Collection[int]) -> list[Commune]:
    """The units with these row ids, in Vietnamese order."""
    return list(Commune.objects.filter(pk__in=row_ids))


def communes_in_force(*, on: date | None = None) -> list[Commune]:
    """All units of that day (today unless told) in Vietnamese order."""
    return list(Commune.objects.in_force(on or timezone.localdate()))


def search(text: str, *, limit: int = SEARCH_LIMIT) -> list[Match]:
    """Communes by name, old name or old district, with or without marks, best first.

    One query: the newest load tells whether the index this process holds is still the current one.
    """
    index = _index()
    return find(text, places=index.places, labels=index.labels, limit=limit)


def places() -> list[Place]:
    """Every commune in force with its old names, in Vietnamese order."""
    return sorted(_index().places.values(), key=lambda place: (place.sort_key, place.code))


def forget() -> None:
    """Empty the process's memory; for tests, where rows of one database follow another's."""
    _held.clear()


def _index() -> _Index:
    load = RegisterLoad.objects.order_by("-pk").values_list("pk", "digest").first()
    key = (*(load or (0, "")), timezone.localdate())
    held = _held.get(key)
    if held is None:
        held = _build(on=key[2])
        _held.clear()
        _held[key] = held
    return held


def _build(*, on: date) -> _Index:
    communes = communes_in_force(on=on)
    outcomes = list(_outcomes({commune.pk for commune in communes}))
    districts = {commune.pk: _districts(outcomes, commune.pk) for commune in communes}
    labels = [
        *(_current_label(commune, districts[commune.pk]) for commune in communes),
        *(_former_label(outcome) for outcome in outcomes),
        *(_district_label(pk, name) for pk, names in districts.items() for name in names),
    ]
    return _Index({commune.pk: _place(commune, outcomes) for commune in communes}, tuple(labels))


def _outcomes(commune_ids: set[int]) -> Iterator[_Outcome]:
    followed: dict[int, list[Succession]] = {}
    for succession in Succession.objects.filter(commune__in=commune_ids):
        followed.setdefault(succession.former_id, []).append(succession)
    units = {unit.pk: unit for unit in FormerUnit.objects.order_by("-valid_until")}
    for unit in units.values():
        last = unit
        while last.merged_into_id is not None:
            last = units[last.merged_into_id]
        for row in followed.get(last.pk, ()):
            yield _Outcome(unit, row.commune_id, row.is_whole, row.is_likely)


def _districts(outcomes: Iterable[_Outcome], commune_id: int) -> tuple[str, ...]:
    names = (
        row.unit.district for row in outcomes if row.commune_id == commune_id and row.unit.district
    )
    return tuple(dict.fromkeys(names))


def _place(commune: Commune, outcomes: Iterable[_Outcome]) -> Place:
    names = {row.shown for row in outcomes if row.commune_id == commune.pk}
    return Place(
        id=commune.pk,
        code=commune.code,
        name=commune.name,
        type=commune.type,
        full_name=commune.full_name,
        sort_key=commune.sort_key,
        old_names=tuple(sorted(names, key=sort_key)),
    )


def _current_label(commune: Commune, districts: tuple[str, ...]) -> Label:
    return Label(
        commune_id=commune.pk,
        name=commune.name,
        kind=commune.type,
        place=" ".join(districts),
        source=Source.CURRENT,
    )


def _former_label(outcome: _Outcome) -> Label:
    kind, name = _kind_and_name(outcome.unit.full_name)
    return Label(
        commune_id=outcome.commune_id,
        name=name,
        kind=kind,
        place=f"{outcome.unit.district} {outcome.unit.province}",
        source=Source.FORMER,
        shown=outcome.shown,
        is_split=not outcome.is_whole,
        is_likely=outcome.is_likely,
    )


def _district_label(commune_id: int, district: str) -> Label:
    kind, name = _kind_and_name(district)
    return Label(
        commune_id=commune_id,
        name=name,
        kind=kind,
        place="",
        source=Source.DISTRICT,
        shown=district,
    )


def _kind_and_name(full_name: str) -> tuple[str, str]:
    kind = next((kind for kind in _KINDS if full_name.startswith(f"{kind} ")), "")
    return kind, full_name.removeprefix(f"{kind} ")
