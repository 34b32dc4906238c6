"""The people and firms that we reach, and the numbers and addresses by which we reach them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from preferences.channel import ChannelKind
from preferences.records import quickly_made, replace


class DebtorKind(StrEnum):
    """What the law sees in a debtor."""

    #: a natural person, also a sole trader
    PERSON = auto()
    #: a legal entity
    BUSINESS = auto()


class PointKind(StrEnum):
    """What kind of contact point it is."""

    #: a mobile number; carries SMS and WhatsApp
    MOBILE = auto()
    #: a fixed number; carries calls only
    LANDLINE = auto()
    #: a mailbox
    EMAIL = auto()
    #: a postal address
    ADDRESS = auto()


class PointState(StrEnum):
    """What we know of a contact point."""

    #: we were told, nobody confirmed it
    UNVERIFIED = auto()
    #: the debtor used it or confirmed it
    CONFIRMED = auto()
    #: a provider or the post says that it does not work
    BOUNCED = auto()
    #: it belongs to somebody else
    WRONG_PERSON = auto()

    @property
    def usable(self) -> bool:
        """Say whether a message may go there."""
        return self in USABLE


USABLE = frozenset({PointState.UNVERIFIED, PointState.CONFIRMED})


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class PostalAddress:
    """A postal address; `country` is the two-letter code."""

    street: str
    house_number: str
    addition: str = ""
    postcode: str
    town: str
    country: str


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """
    A number, mailbox or address with its state and its source.

    `value` is E.164 for numbers, the mailbox for e-mail, and one line of text for an address.
    """

    kind: PointKind
    value: str
    state: PointState = PointState.UNVERIFIED
    source: str = "import"
    address: PostalAddress | None = None
    #: of an address: the day on which a register or a person last said that the debtor lives there
    checked_on: date | None = None


#: which kind of contact point carries which channel
CARRIES = {
    ChannelKind.SMS: PointKind.MOBILE,
    ChannelKind.WHATSAPP: PointKind.MOBILE,
    ChannelKind.EMAIL: PointKind.EMAIL,
    ChannelKind.LETTER: PointKind.ADDRESS,
}


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """
    Somebody who speaks for the debtor: a helper, a bewindvoerder; messages go there while it lasts.

    Whoever the law appoints speaks in every case (law.md NL-65, NL-66); a helper or a lawyer may speak in
    some cases only, and then hears and reads nothing of the others.
    """

    name: str
    #: helper, bewindvoerder, curator, guardian, lawyer
    kind: str
    points: tuple[ContactPoint, ...]
    #: the last day; None: until told otherwise
    until: date | None = None
    #: the only cases in which they speak; empty: all cases of the debtor, also those to come
    cases: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write it as a choice of the debtor is kept."""
        reached = ", ".join(point.value for point in self.points)
        only = f"; {', '.join(self.cases)}" if self.cases else ""
        return f"{self.kind}; {self.name}; {reached}; {self.until or ''}{only}"

    def speaks_in(self, case_id: str) -> bool:
        """Say whether they speak for the debtor in a case."""
        return not self.cases or case_id in self.cases

    def speaks_only_in(self, cases: Iterable[str]) -> bool:
        """Say whether they speak nowhere beside these cases."""
        return bool(self.cases) and set(self.cases) <= set(cases)

    def with_cases_of(self, other: "Representative") -> "Representative":
        """Widen the scope by that of another word about the same person; all cases is the widest."""
        everything = not self.cases or not other.cases
        cases = () if everything else tuple(sorted({*self.cases, *other.cases}))
        return replace(self, cases=cases)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor:
    """A person or firm with one or more cases; caps, preferences and pauses are per debtor."""

    id: str
    name: str
    kind: DebtorKind
    points: tuple[ContactPoint, ...] = ()
    birth_date: date | None = None
    representative: Representative | None = None

    def in_case(self, case_id: str) -> "Debtor":
        """Give the debtor as one case sees them: without a representative who does not speak in it."""
        somebody = self.representative
        if somebody is None or somebody.speaks_in(case_id):
            return self
        return replace(self, representative=None)

    def represented_on(self, day: date) -> Representative | None:
        """Name who speaks for the debtor on a day, if anybody does."""
        somebody = self.representative
        if somebody is None or (somebody.until is not None and somebody.until < day):
            return None
        return somebody

    def points_for(self, channel: ChannelKind, day: date) -> tuple[ContactPoint, ...]:
        """List the contact points that could carry a channel: the representative's, when there is one."""
        somebody = self.represented_on(day)
        points = somebody.points if somebody else self.points
        kind = CARRIES[channel]
        return tuple([point for point in points if point.kind is kind])
