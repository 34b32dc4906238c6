"""
Who opens a link, and what they may see: trust.md 3.3.

A link alone shows who writes and lets somebody protect themselves; it may have reached the wrong person. Who
also knows when the debtor was born and where they live sees the case. Where we do not know the day of birth,
name and address are asked, and no amounts are shown.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum, auto
from hmac import compare_digest
from typing import Protocol

from engine.domain.case import Case, CaseStatus, CollectorRole, Jurisdiction
from engine.domain.contact import Contact
from engine.domain.link import LIVES, Link
from engine.domain.organisation import Creditor, Firm
from engine.domain.people import Debtor, PointState, PostalAddress
from engine.domain.told import Question
from engine.ports import DebtorFile
from engine.referral.at_door import DoorBooks, questions_at_door
from engine.referral.offering import Nearby
from preferences.change import Change

#: a name that is shorter says too little
SHORTEST_NAME = 2
#: letters that do not fall apart into a plain letter and a mark, as people type them
LETTERS = str.maketrans(
    {"\u0131": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)


class Level(IntEnum):
    """What somebody proved, and so what they may see."""

    #: they have the link: who writes, and what protects
    OPENED = 0
    #: they also know the name and the address: the case without its amounts
    KNOWN = 1
    #: they also know the day of birth: the whole case
    MATCHED = 2


class Ground(StrEnum):
    """By what somebody can prove who they are."""

    BIRTH_DATE = auto()
    NAME = auto()
    #: we know too little of the debtor to ask for anything
    NOTHING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody filled in to prove who they are."""

    birth_date: date | None = None
    postcode: str = ""
    house_number: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A link that was opened, with all that the page behind it may need."""

    link: Link
    contact: Contact
    creditor: Creditor
    #: in whose name the message was written
    sender: Firm
    #: the mark in the register; empty: the creditor writes itself
    mark: str
    own_claim: bool
    jurisdiction: Jurisdiction
    debtor: Debtor
    #: the open cases that the message spoke of
    cases: tuple[Case, ...]
    changes: tuple[Change, ...]
    #: whether it still leads to the case
    is_fresh: bool
    #: somebody else got the message, whom we reached by mistake: it leads to no case and names nobody
    to_stranger: bool = False
    #: what is asked about help, of who proves who they are: who would help tells where the debtor lives
    questions: tuple[Question, ...] = ()

    @property
    def ground(self) -> Ground:
        """Say by what this debtor can be recognised."""
        if not any(_addresses(self.debtor)):
            return Ground.NOTHING
        return Ground.BIRTH_DATE if self.debtor.birth_date else Ground.NAME


class VisitBooks(DoorBooks, Protocol):
    """The store inside one transaction, for somebody at the door."""

    def portal_link(self, fingerprint: str) -> Link | None:
        """Find the link of a message by its fingerprint."""

    def contacts_among(self, references: Sequence[str]) -> Mapping[str, Contact]:
        """Read contacts by their references."""

    def files(self, debtor_ids: Sequence[str]) -> Sequence[DebtorFile]:
        """Read everything about these debtors."""

    def changes_of(self, debtor_id: str) -> Sequence[Change]:
        """List every choice of a debtor, the oldest first."""


def visit_of(books: VisitBooks, nearby: Nearby, fingerprint: str, now: datetime) -> Visit | None:
    """Find what a link leads to; None for one that nobody has, or whose creditor is gone."""
    organisation = nearby.organisation
    link = books.portal_link(fingerprint)
    contact = books.contacts_among([link.reference]).get(link.reference) if link else None
    creditor = organisation.creditor(contact.creditor) if contact else None
    if link is None or contact is None or creditor is None:
        return None
    file = books.files([link.debtor_id])[0]
    spoken_of = [one for one in file.cases if one.id in contact.case_ids]
    roles = {one.collector_role for one in spoken_of} or {creditor.collector_role}
    own_claim = roles == {CollectorRole.CREDITOR}
    still_open = tuple(one for one in spoken_of if one.status is CaseStatus.OPEN)
    notice = file.notices.get(contact.run)
    to_stranger = notice is not None and bool(notice.only_to)
    return Visit(
        link=link,
        contact=contact,
        creditor=creditor,
        sender=creditor.firm if own_claim else organisation.agency.firm,
        mark="" if own_claim else organisation.agency.registration_mark,
        own_claim=own_claim,
        jurisdiction=spoken_of[0].jurisdiction if spoken_of else creditor.jurisdiction,
        debtor=file.debtor,
        cases=still_open,
        changes=tuple(books.changes_of(link.debtor_id)),
        is_fresh=bool(still_open) and not to_stranger and _leads(file, link, contact, now),
        to_stranger=to_stranger,
        questions=questions_at_door(books, nearby, still_open[0], file, now) if still_open else (),
    )


def _leads(file: DebtorFile, link: Link, contact: Contact, now: datetime) -> bool:
    return now - link.made_at <= LIVES and not _followed(file, link, contact)


def _followed(file: DebtorFile, link: Link, contact: Contact) -> bool:
    """Say whether a later message through the same channel for the same creditor brought a newer link."""
    return any(
        one.at > link.made_at
        and one.kind is contact.kind
        and one.creditor == contact.creditor
        and one.outcome.may_have_reached
        for one in file.contacts
    )


def proven(visit: Visit, given: Given) -> Level:
    """Say what somebody proved; everything is compared, whatever fails first."""
    same_address = _same_address(visit.debtor, given, with_number=visit.ground is Ground.NAME)
    if not visit.is_fresh or visit.ground is Ground.NOTHING:
        return Level.OPENED
    if visit.ground is Ground.BIRTH_DATE:
        same_day = _same(str(visit.debtor.birth_date), str(given.birth_date))
        return Level.MATCHED if same_day & same_address else Level.OPENED
    return Level.KNOWN if same_address & _same_name(visit.debtor.name, given.name) else Level.OPENED


def _same_address(debtor: Debtor, given: Given, *, with_number: bool) -> bool:
    found = False
    for address in _addresses(debtor):
        same = _same(_letters(address.postcode), _letters(given.postcode))
        if with_number:
            number = f"{address.house_number}{address.addition}"
            same &= _same(_letters(address.house_number), _letters(given.house_number)) | _same(
                _letters(number), _letters(given.house_number)
            )
        found |= same
    return found


def _addresses(debtor: Debtor) -> Iterable[PostalAddress]:
    return [
        one.address
        for one in debtor.points
        if one.address and one.address.postcode and one.state is not PointState.WRONG_PERSON
    ]


def _same_name(known: str, given: str) -> bool:
    """Compare a surname with a name as we know it: `Berg` and `van den Berg` both are A. van den Berg."""
    ours, theirs = _words(known), [word for word in _words(given) if len(word) > 1]
    if sum(map(len, theirs)) < SHORTEST_NAME:
        return False
    runs = [ours[start : start + len(theirs)] for start in range(len(ours))]
    return any(_same(" ".join(run), " ".join(theirs)) for run in runs)


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    plain = apart.encode("ascii", "ignore").decode()
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def _letters(text: str) -> str:
    return "".join(_words(text))


def _same(one: str, other: str) -> bool:
    """Compare in a time that does not tell how much was right."""
    return compare_digest(one.encode(), other.encode())
