"""The one write of the register: make the tables say what the data files say."""

from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction

from identity.audit import actions as audit
from identity.communes.folding import fold, sort_key
from identity.communes.models import Commune, FormerUnit, RegisterLoad, Succession
from identity.communes.register import (
    CommuneKey,
    CommuneRow,
    FormerUnitRow,
    Register,
    RegisterRefused,
    UnitKey,
    by_code,
    successor_of,
)

if TYPE_CHECKING:
    from identity.accounts.models import Person


def load_register(*, register: Register, by: "Person | None", now: datetime) -> bool:
    """Bring the tables to what `register` says; False when they say it already.

    Refused (RegisterRefused) when a commune known here is missing in the files: people live in it, so
    it can end by a `valid_until` but never vanish.
    """
    with transaction.atomic():
        newest = RegisterLoad.objects.select_for_update().order_by("-pk").first()
        if newest is not None and newest.digest == register.digest:
            return False
        _check_nothing_vanishes(register)
        communes = _write_communes(register)
        units = _write_former_units(register)
        Succession.objects.bulk_create(
            Succession(
                former=units[row.former],
                commune=communes[row.commune],
                is_whole=row.is_whole,
                is_likely=row.is_likely,
            )
            for row in register.successions
        )
        RegisterLoad.objects.create(digest=register.digest, loaded_at=now)
        audit.record(act="communes.register_loaded", by=by, now=now)
        return True


def _check_nothing_vanishes(register: Register) -> None:
    stated = {row.key for row in register.communes}
    gone = [
        f"communes.csv: {commune.full_name} ({commune.code}) is missing; give it a valid_until instead"
        for commune in Commune.objects.all()
        if (commune.code, commune.valid_from) not in stated
    ]
    if gone:
        raise RegisterRefused(gone)


def _write_communes(register: Register) -> dict[CommuneKey, Commune]:
    """A commune that is known keeps its row: people live in it."""
    stated = {row.key: _commune(row) for row in register.communes}
    rows = Commune.objects.bulk_create(
        stated.values(),
        update_conflicts=True,
        unique_fields=("code", "valid_from"),
        update_fields=("valid_until", "name", "type", "full_name", "folded", "sort_key"),
    )
    return dict(zip(stated, rows, strict=True))


def _commune(row: CommuneRow) -> Commune:
    return Commune(
        code=row.code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        name=row.name,
        type=row.type,
        full_name=row.full_name,
        folded=fold(row.name),
        sort_key=sort_key(row.name),
    )


def _write_former_units(register: Register) -> dict[UnitKey, FormerUnit]:
    """Former units are search facts that nothing else points at, so they are simply written anew."""
    Succession.objects.all().delete()
    FormerUnit.objects.update(merged_into=None)
    FormerUnit.objects.all().delete()
    written: dict[UnitKey, FormerUnit] = {}
    known = by_code(register.former_units)
    by_last_day = sorted(register.former_units, key=_last_day, reverse=True)
    # a successor ends later, so it is written before whoever names it
    for _day, ended in groupby(by_last_day, key=_last_day):
        units = {row.key: _former_unit(row, known, written) for row in ended}
        FormerUnit.objects.bulk_create(units.values())
        written |= units
    return written


def _last_day(row: FormerUnitRow) -> date:
    return row.valid_until


def _former_unit(
    row: FormerUnitRow,
    known: dict[str, list[FormerUnitRow]],
    written: dict[UnitKey, FormerUnit],
) -> FormerUnit:
    later = successor_of(row, known) if row.merged_into else None
    return FormerUnit(
        code=row.code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        full_name=row.full_name,
        district_code=row.district_code,
        district=row.district,
        province=row.province,
        merged_into=written[later.key] if later else None,
    )
