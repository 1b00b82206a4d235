"""The search over commune names, old ones too: pure, built once from the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from identity.communes.folding import fold, marked

# Words people put before a name. They never decide on their own, they only break a tie.
_KINDS = (
    *("dac khu", "thi tran", "thi xa", "thanh pho", "phuong", "xa", "huyen", "quan"),
    *("p", "x", "tt", "tp", "tx", "h", "q"),
)


class Source(IntEnum):
    """Where a matching name comes from; a name in force goes before an old one."""

    CURRENT = 0
    FORMER = 1
    DISTRICT = 2


class Fit(IntEnum):
    """How the query meets the name, best first."""

    WHOLE = 0
    START = 1
    WORDS = 2


@dataclass(frozen=True)
class Place:
    """A commune in force, as the search shows it. `old_names` carry their old district."""

    id: int
    code: str
    name: str
    type: str
    full_name: str
    sort_key: str
    old_names: tuple[str, ...]


@dataclass(frozen=True)
class Label:
    """One name that leads to one commune. `place` words help to find it but are not the name."""

    commune_id: int
    name: str
    kind: str
    place: str
    source: Source
    shown: str = ""
    is_split: bool = False
    is_likely: bool = True

    @cached_property
    def folded_name(self) -> str:
        """The name in small letters without marks."""
        return fold(self.name)

    @cached_property
    def folded_words(self) -> frozenset[str]:
        """Kind, name and place, word by word, without marks."""
        return frozenset(fold(f"{self.kind} {self.name} {self.place}").split())

    @cached_property
    def marked_name_words(self) -> frozenset[str]:
        """The words of the name as they are spelt."""
        return frozenset(marked(self.name).split())

    @cached_property
    def marked_words(self) -> frozenset[str]:
        """Kind, name and place, word by word, as they are spelt."""
        return frozenset(marked(f"{self.kind} {self.name} {self.place}").split())


@dataclass(frozen=True)
class Match:
    """A commune that answers the query. `via` is the old name it was found by, with its district.

    For a unit that was split every successor is returned; `is_likely` marks the one to propose.
    """

    commune: Place
    via: str
    is_split: bool
    is_likely: bool


@dataclass(frozen=True)
class _Query:
    folded: str
    bare: str
    marked_bare: str
    kind: str

    @classmethod
    def of(cls, text: str) -> "_Query":
        folded = fold(text)
        kind = next((kind for kind in _KINDS if folded.startswith(f"{kind} ")), "")
        name_words = marked(text).split()[len(kind.split()) :]
        return cls(folded, folded.removeprefix(f"{kind} "), " ".join(name_words), kind)


def find(
    text: str, *, places: dict[int, Place], labels: Iterable[Label], limit: int
) -> list[Match]:
    """The communes that answer `text`, best first: exact with marks, exact without, beginning, words."""
    query = _Query.of(text)
    if not query.folded:
        return []
    best: dict[int, tuple[tuple[int, ...], Label]] = {}
    for label in labels:
        rank = _rank(label, query)
        if rank is not None and (label.commune_id not in best or rank < best[label.commune_id][0]):
            best[label.commune_id] = (rank, label)
    ordered = sorted(
        (rank, places[commune_id].sort_key, commune_id)
        for commune_id, (rank, _label) in best.items()
    )
    return [
        _match(places[commune_id], best[commune_id][1])
        for _best, _key, commune_id in ordered[:limit]
    ]


def _match(place: Place, label: Label) -> Match:
    return Match(commune=place, via=label.shown, is_split=label.is_split, is_likely=label.is_likely)


def _rank(label: Label, query: _Query) -> tuple[int, ...] | None:
    """Smaller is better; None when the label does not answer the query."""
    fit = _fit(label, query)
    if fit is None:
        return None
    words = label.marked_words if fit is Fit.WORDS else label.marked_name_words
    has_same_marks = _all_begin(query.marked_bare, words)
    is_other_kind = bool(query.kind) and not fold(label.kind).startswith(query.kind)
    return (fit, not has_same_marks, label.source, is_other_kind, not label.is_likely)


def _fit(label: Label, query: _Query) -> Fit | None:
    if label.folded_name in (query.bare, query.folded):
        return Fit.WHOLE
    if label.folded_name.startswith((query.bare, query.folded)):
        return Fit.START
    return Fit.WORDS if _all_begin(query.folded, label.folded_words) else None


def _all_begin(text: str, words: frozenset[str]) -> bool:
    """True when every word of the text begins one of the words."""
    return all(any(word.startswith(part) for word in words) for part in text.split())
