"""
Hand messages to partners over: written down before they leave, and never mailed twice.

A mail of which nobody knows whether it left goes to a person. A signed call is made again: it carries our id,
and a partner counts an id once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.domain.case import CaseStatus
from engine.domain.client_report import ReportState
from engine.domain.decision import TaskKind
from engine.domain.errors import UnknownReference
from engine.domain.organisation import Organisation
from engine.domain.partner import Partner
from engine.domain.partner_message import PartnerLink, PartnerMessage, PartnerMessageKind, PartnerRoute
from engine.domain.person_task import PersonTask
from engine.domain.referral import ReferralState
from engine.domain.touchpoint import Entry, Json, LineKind, Outcome
from engine.ports import NewId
from engine.referral.letters import Subject, payload, words
from engine.referral.links import LINK_LASTS, digest_of
from engine.referral_ports import ReferralBooks
from preferences.records import replace

#: longer than any hand-over takes; then nobody knows what became of it
LEASE = timedelta(minutes=10)
#: how long we wait before the next try, doubled each time, and how often we try
FIRST_WAIT, LONGEST_WAIT, MOST_TRIES = timedelta(minutes=1), timedelta(hours=6), 20
NEEDS_A_REFERRAL = frozenset({PartnerMessageKind.REFERRAL, PartnerMessageKind.REMINDER})
#: what becomes of a try by route: a call may be made again, a mail may not
AGAIN = {
    PartnerRoute.WEBHOOK: frozenset({Outcome.POSTPONED, Outcome.IN_DOUBT}),
    PartnerRoute.EMAIL: frozenset({Outcome.POSTPONED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a carrier says of one message."""

    outcome: Outcome
    provider_ref: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyMessage:
    """A message with its contents, ready to go; never written down as it is."""

    message: PartnerMessage
    partner: Partner
    payload: Mapping[str, Json]
    words: Mapping[str, object]


class Carrier(Protocol):
    """Carries messages to partners on one route; never raises for what a partner or a line does."""

    def deliver(self, ready: ReadyMessage) -> Delivered:
        """Hand one message over, once."""


class PostBooks(ReferralBooks, Protocol):
    """The store inside one transaction, for messages to partners."""

    def claim_partner_messages(self, now: datetime, limit: int) -> Sequence[PartnerMessage]:
        """Take messages that are due, or whose lease ran out; another worker takes others."""

    def put_partner_message(self, message: PartnerMessage) -> None:
        """Write how a message stands."""


class PostStore(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[PostBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPost:
    """Hands over what is due."""

    store: PostStore
    organisation: Organisation
    carriers: Mapping[PartnerRoute, Carrier]
    new_id: NewId
    #: the address under which partners reach us; empty: mails hold no link
    public_base: str = ""

    def run(self, now: datetime, limit: int = 50) -> Counter[Outcome]:
        """
        Hand over at most `limit` messages; gives what became of them.

        Each is begun alone: when a partner answers slowly, those behind it are in nobody's hands yet, and a
        stop of the house holds them.
        """
        outcomes: Counter[Outcome] = Counter()
        for _ in range(limit):
            with self.store.begin() as books:
                due = [] if books.house_stopped() else books.claim_partner_messages(now, 1)
                ready = [one for message in due if (one := self._begin(books, message, now))]
            if not due:
                break
            for one in ready:
                delivered = self.carriers[one.message.route].deliver(one)
                outcomes[delivered.outcome] += 1
                with self.store.begin() as books:
                    self._settle(books, one.message, delivered, now)
        return outcomes

    def _begin(self, books: PostBooks, message: PartnerMessage, now: datetime) -> ReadyMessage | None:
        """Write that a message is about to leave, unless what it is about has changed; None: it does not."""
        if message.outcome is Outcome.INTENDED:
            doubt = Delivered(outcome=Outcome.IN_DOUBT, because="the hand-over was broken off")
            self._settle(books, message, doubt, now)
            return None
        partner = self.organisation.partner(message.partner)
        if partner is None:
            refused = Delivered(outcome=Outcome.REFUSED, because="organisation.yaml has this partner no more")
            self._settle(books, message, refused, now)
            return None
        subject = _subject(books, message)
        if because := _outdated(message, subject):
            self._settle(books, message, Delivered(outcome=Outcome.CANCELLED, because=because), now)
            return None
        link = self._link(books, message, subject, now)
        begun = replace(message, outcome=Outcome.INTENDED, tries=message.tries + 1, due_at=now + LEASE)
        books.put_partner_message(begun)
        self._line(books, begun, now, {})
        return ReadyMessage(
            message=begun,
            partner=partner,
            payload=payload(begun, subject),
            words={**words(begun, subject, link), **_house(self.organisation)},
        )

    def _link(self, books: PostBooks, message: PartnerMessage, subject: Subject, now: datetime) -> str:
        """Make the link of a mail: its token stands in the mail alone, and its hash with us."""
        asks = message.kind in NEEDS_A_REFERRAL and message.route is PartnerRoute.EMAIL
        if not asks or not self.public_base or subject.referral is None:
            return ""
        token = self.new_id()
        books.put_link(
            PartnerLink(
                digest=digest_of(token),
                referral_id=subject.referral.id,
                partner=message.partner,
                made_at=now,
                expires_at=now + LINK_LASTS,
            )
        )
        return f"{self.public_base.rstrip('/')}/partner/{token}"

    def _settle(self, books: PostBooks, message: PartnerMessage, delivered: Delivered, now: datetime) -> None:
        again = delivered.outcome in AGAIN[message.route] and message.tries < MOST_TRIES
        if again:
            wait = min(FIRST_WAIT * 2 ** min(message.tries, MOST_TRIES), LONGEST_WAIT)
            after = replace(message, outcome=Outcome.PLANNED, due_at=now + wait)
        else:
            after = replace(
                message, outcome=delivered.outcome, due_at=None, provider_ref=delivered.provider_ref
            )
        books.put_partner_message(after)
        public: dict[str, Json] = {"because": delivered.because} if delivered.because else {}
        self._line(books, replace(after, outcome=delivered.outcome), now, public)
        if not again and delivered.outcome not in {Outcome.ACCEPTED, Outcome.CANCELLED}:
            self._ask_person(books, after, now, delivered.because)

    def _ask_person(self, books: PostBooks, message: PartnerMessage, now: datetime, why: str) -> None:
        """Let a person phone the partner: nobody knows that it heard of this."""
        if not message.case_id:
            return
        case = books.case(message.case_id)
        if case.status is not CaseStatus.OPEN:
            return
        told = f"{message.kind} to {message.partner} by {message.route}: {message.outcome}"
        because = f"{told}; phone them ({why})" if why else f"{told}; phone them"
        task = PersonTask(
            id=self.new_id(),
            kind=TaskKind.FOLLOW_REFERRAL,
            case_id=case.id,
            debtor_id=case.debtor_id,
            because=because,
            opened_at=now,
        )
        books.open_tasks([task])

    def _line(
        self, books: PostBooks, message: PartnerMessage, now: datetime, public: dict[str, Json]
    ) -> None:
        subject = f"case:{message.case_id}" if message.case_id else "house"
        told: dict[str, Json] = {
            "message": message.kind.value,
            "partner": message.partner,
            "route": message.route.value,
            "about": message.about,
        }
        entry = Entry(
            subject=subject,
            kind=LineKind.REFERRAL,
            at=now,
            reference=message.id,
            outcome=message.outcome,
            public=told | public,
        )
        books.append([entry])


def _subject(books: PostBooks, message: PartnerMessage) -> Subject:
    """Read what a message is about, as it stands now."""
    debtor_id = books.case(message.case_id).debtor_id if message.case_id else ""
    file = books.files([debtor_id])[0] if debtor_id else None
    cases = [one for one in file.cases if one.status is CaseStatus.OPEN] if file else []
    debtor = file.debtor if file else None
    try:
        referral = books.referral(message.about)
    except UnknownReference:
        report = books.report(message.about)
        return Subject(report=report, debtor=debtor, open_cases=len(cases))
    return Subject(referral=referral, debtor=debtor, open_cases=len(cases))


def _outdated(message: PartnerMessage, subject: Subject) -> str:
    """Say what has changed since a message was queued, so that it tells nothing true any more."""
    if message.kind in NEEDS_A_REFERRAL:
        referral = subject.referral
        if referral is None or not referral.state.is_open or referral.state is ReferralState.WITHDRAWN:
            return "the referral does not stand any more"
    if message.kind is PartnerMessageKind.CLIENT_IN_REVIEW:
        report = subject.report
        if report is None or report.state is not ReportState.WAITS:
            return "the details were compared already"
    return ""


def _house(organisation: Organisation) -> dict[str, object]:
    firm = organisation.agency.firm
    return {"afzender": firm.name, "telefoon": firm.phone, "mail": firm.email}
