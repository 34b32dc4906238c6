"""
Is the person whom a partner reports one of ours? Field by field; pure.

Only one debtor of whom the day of birth, every first name in full, the family name and one more field agree,
and none contradicts, is taken without a person. Everything else is compared by people: a wrong match would
tell a stranger's affairs. A letter is no first name: a twin has the same letter, day of birth and address,
and opens letters to "A. Jansen" too, so not even the number of a case tells them apart.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from engine.domain.partner import ClientDetails
from engine.domain.people import ContactPoint, Debtor, DebtorKind, PointKind

WORD = re.compile(r"[^\W\d_]+")
#: between a first name and a family name
BETWEEN = frozenset(
    {"van", "de", "der", "den", "het", "ten", "ter", "te", "von", "la", "le", "el", "di", "da"}
)
TITLES = frozenset({"de heer", "mevrouw", "dhr", "mevr", "mw", "drs", "mr", "ing", "ir", "dr"})


class MatchField(StrEnum):
    """What is compared."""

    #: family name and every first name, written out on both sides
    NAME = auto()
    #: the family name, and first names that may be the same: a letter, or fewer of them
    LIKE_NAME = auto()
    BIRTH_DATE = auto()
    ADDRESS = auto()
    PHONE = auto()
    EMAIL = auto()
    CASE = auto()


#: one of these has to agree beside name and day of birth
THIRD = frozenset({MatchField.ADDRESS, MatchField.PHONE, MatchField.EMAIL, MatchField.CASE})
#: who differs in one of these may be somebody else; many people have two numbers or mailboxes
TELLING = frozenset({MatchField.NAME, MatchField.BIRTH_DATE, MatchField.ADDRESS, MatchField.CASE})

HOUSEHOLD = frozenset({MatchField.NAME, MatchField.BIRTH_DATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How one debtor compares with what a partner told."""

    debtor_id: str
    agrees: frozenset[MatchField]
    differs: frozenset[MatchField]

    @property
    def is_exact(self) -> bool:
        """Say whether nobody has to look."""
        both = self.agrees >= HOUSEHOLD
        return both and bool(THIRD & self.agrees) and not TELLING & self.differs

    @property
    def takes_two(self) -> bool:
        """Say whether one person's comparing is not enough: something tells against it, or little for it."""
        return bool(TELLING & self.differs) or MatchField.BIRTH_DATE not in self.agrees

    @property
    def is_another(self) -> bool:
        """Say whether it is surely somebody else: another name, and born on another day."""
        return self.differs >= HOUSEHOLD


def compare(client: ClientDetails, debtor: Debtor, case_ids: Sequence[str]) -> Likeness:
    """Compare what was told with one debtor; what one of both does not know, neither agrees nor differs."""
    names = compare_names(client.name, debtor.name)
    answers = {
        MatchField.NAME: None if names in {None, SameName.LIKE} else names is SameName.YES,
        MatchField.LIKE_NAME: True if names is SameName.LIKE else None,
        MatchField.BIRTH_DATE: _same(client.birth_date, debtor.birth_date),
        MatchField.ADDRESS: _same_address(client, debtor.points),
        MatchField.PHONE: _among(client.phone, debtor.points, {PointKind.MOBILE, PointKind.LANDLINE}),
        MatchField.EMAIL: _among(client.email.casefold(), debtor.points, {PointKind.EMAIL}),
        MatchField.CASE: client.case_id in case_ids if client.case_id else None,
    }
    return Likeness(
        debtor_id=debtor.id,
        agrees=frozenset(field for field, same in answers.items() if same),
        differs=frozenset(field for field, same in answers.items() if same is False),
    )


def ranked(client: ClientDetails, debtors: Sequence[tuple[Debtor, Sequence[str]]]) -> tuple[Likeness, ...]:
    """List the persons who may be meant, the likeliest first; who shares one field alone is left out."""
    found = [compare(client, debtor, cases) for debtor, cases in debtors if debtor.kind is DebtorKind.PERSON]
    likely = [one for one in found if len(one.agrees) > 1]
    return tuple(sorted(likely, key=lambda one: (-len(one.agrees), len(one.differs), one.debtor_id)))


def the_one(likely: Sequence[Likeness]) -> Likeness | None:
    """Give the one who is meant, beyond doubt; None when a person must look, or nobody fits."""
    # who has another name or day of birth is another person: somebody of the same household
    may_be = [one for one in likely if not HOUSEHOLD & one.differs]
    return may_be[0] if len(may_be) == 1 and may_be[0].is_exact else None


class SameName(StrEnum):
    """Whether two names are of one person."""

    YES = auto()
    #: they may be: a letter stands for many names, and a brother may bear one name more
    LIKE = auto()
    NO = auto()


def compare_names(told: str, ours: str) -> SameName | None:
    """Compare first names one by one, and family names; None: a name is too short to say anything."""
    one, other = _parts(told), _parts(ours)
    if one is None or other is None:
        return None
    (first, family), (our_first, our_family) = one, other
    pairs = list(zip(first, our_first, strict=False))
    if family != our_family or not all(_may_be_same(*pair) for pair in pairs):
        return SameName.NO
    return SameName.YES if first == our_first and all(len(name) > 1 for name in first) else SameName.LIKE


def _may_be_same(one: str, other: str) -> bool:
    is_letter = 1 in {len(one), len(other)}
    return one[0] == other[0] if is_letter else one == other


def _parts(name: str) -> tuple[tuple[str, ...], str] | None:
    """Give the first names and the family name with what stands before it, without accents."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    if "," in flat:
        family, _, first = flat.partition(",")
        flat = f"{first} {family}"
    words = [word for word in WORD.findall(flat) if word not in TITLES]
    if len(words) < 2:  # noqa: PLR2004 - a first and a family name
        return None
    at = next((number for number, word in enumerate(words[1:], start=1) if word in BETWEEN), len(words) - 1)
    return tuple(words[:at]), " ".join(words[at:])


def _same(told: object, ours: object) -> bool | None:
    return None if told is None or ours is None else told == ours


def _same_address(client: ClientDetails, points: Sequence[ContactPoint]) -> bool | None:
    ours = [point.address for point in points if point.address is not None]
    if not client.postcode or not client.house_number or not ours:
        return None
    told = _key(client.postcode, client.house_number)
    return any(told == _key(one.postcode, one.house_number + one.addition) for one in ours)


def _key(postcode: str, number: str) -> str:
    return re.sub(r"[\s/-]", "", f"{postcode}|{number}").casefold()


def _among(told: str, points: Sequence[ContactPoint], kinds: set[PointKind]) -> bool | None:
    ours = [point.value.casefold() for point in points if point.kind in kinds]
    return None if not told or not ours else told in ours
