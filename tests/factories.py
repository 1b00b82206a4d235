"""Invented people for tests: bác Lan, anh Minh, chị Hoa, cô Thu, ông Nam, and as many more as needed.

Everything is made by the actions the application uses. Traits are keyword arguments: `contact`,
`commune_code`, `birth_year`, `now`, `proved_at`. `granted` adds a role.
"""

from datetime import UTC, date, datetime
from itertools import count

from django.utils import timezone

from identity.accounts.actions import create_person
from identity.accounts.contacts import read_contact
from identity.accounts.models import Person
from identity.communes.folding import fold, sort_key
from identity.communes.models import Commune
from identity.roles.actions import grant_role

# before anything a test does, so that every grant and residence is in force
LONG_AGO = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
IN_FORCE_SINCE = date(2025, 7, 1)
COMMUNES = {
    "10507": ("phường", "Thành Đông"),
    "10525": ("phường", "Hải Dương"),
    "10532": ("phường", "Lê Thanh Nghị"),
}
HOME, ELSEWHERE = "10507", "10525"
_phones = count(1)


def commune(code: str = HOME) -> Commune:
    """One of the register's communes; the whole register is the fixture `register`."""
    kind, name = COMMUNES[code]
    found, _made = Commune.objects.get_or_create(
        code=code,
        valid_from=IN_FORCE_SINCE,
        defaults={
            "type": kind,
            "name": name,
            "full_name": f"{kind} {name}",
            "folded": fold(name),
            "sort_key": sort_key(name),
        },
    )
    return found


def person(
    name: str = "Đỗ Văn Bình",
    *,
    contact: str | None = None,
    commune_code: str = HOME,
    birth_year: int = 1962,
    now: datetime = LONG_AGO,
    proved_at: datetime | None = None,
) -> Person:
    """Somebody with an account, a home, and an address she proved lately or at `proved_at`."""
    made = create_person(
        name=name,
        birth_year=birth_year,
        commune=commune(commune_code),
        contact=read_contact(contact or f"098{next(_phones):07d}"),
        by=None,
        now=now,
    )
    made.holdings.update(proved_at=proved_at or timezone.now())
    return made


def people(number: int, **traits: object) -> list[Person]:
    """So many learners."""
    return [person(f"Học viên {index}", **traits) for index in range(1, number + 1)]


def granted(somebody: Person, role: str, commune_code: str | None = None) -> Person:
    """The same person, holding the role since long ago."""
    where = commune(commune_code) if commune_code else None
    grant_role(by=None, person=somebody, role=role, commune=where, until=None, now=LONG_AGO)
    # a role ends the sessions of before, so the person's epoch has moved
    somebody.refresh_from_db()
    return somebody


def lan(**traits: object) -> Person:
    """Bác Lan, 67, learns."""
    return person("Nguyễn Thị Lan", birth_year=1959, **traits)


def nu(*, commune_code: str = HOME, now: datetime = LONG_AGO) -> Person:
    """Bà Nụ, 75, has neither phone nor e-mail."""
    return create_person(
        name="Phạm Thị Nụ",
        birth_year=1951,
        commune=commune(commune_code),
        contact=None,
        by=None,
        now=now,
    )


def minh(**traits: object) -> Person:
    """Anh Minh trains in bác Lan's commune."""
    return granted(person("Trần Văn Minh", birth_year=1990, **traits), "trainer", HOME)


def hoa(**traits: object) -> Person:
    """Chị Hoa trains in another commune and must see nothing of bác Lan's."""
    return granted(
        person("Lê Thị Hoa", birth_year=1988, commune_code=ELSEWHERE, **traits),
        "trainer",
        ELSEWHERE,
    )


def quang(**traits: object) -> Person:
    """Anh Quang manages the programme of bác Lan's commune."""
    return granted(person("Vũ Đức Quang", birth_year=1980, **traits), "manager", HOME)


def thu(**traits: object) -> Person:
    """Cô Thu edits."""
    return granted(person("Phạm Thị Thu", birth_year=1979, **traits), "editor")


def mai(**traits: object) -> Person:
    """Chị Mai moderates what cô Thu wrote."""
    return granted(person("Bùi Thanh Mai", birth_year=1985, **traits), "moderator")


def nam(**traits: object) -> Person:
    """Ông Nam is an official of the city."""
    return granted(person("Hoàng Văn Nam", birth_year=1970, **traits), "official")


def admin(**traits: object) -> Person:
    """Chị Yến appoints the others."""
    return granted(person("Ngô Hải Yến", birth_year=1982, **traits), "admin")
