"""
Do what somebody did on the page behind a link: the same as a reply with the same meaning.

The same table of effects says what follows (engine/replies/effects.yaml). What was chosen needs no guessing;
what somebody wrote beside it is read as any reply, and what protects somebody counts from there too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.arrangements.heard import GOES_WITH
from engine.domain.case import Case, CaseStatus, Jurisdiction
from engine.domain.contact import Contact
from engine.domain.incoming import Incoming, PortalAct
from engine.domain.organisation import Creditor
from engine.domain.reply import Reply
from engine.domain.touchpoint import Entry, LineKind
from engine.evidence_ports import IncomingBooks
from engine.hearing import ALREADY_HEARD, ENDED, which_case
from engine.lines import change_line
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile, NewId
from engine.referral.hearing_answers import TAKEN_IN, hearing_answers
from engine.referral.offering import Nearby
from engine.replies.label import SAFETY, Label
from engine.replies.understand import Reading, understand
from engine.taking_in import taking_in_for
from preferences.change import Change, Field, Through
from preferences.channel import ChannelKind
from preferences.fold import checked

YES = "yes"
#: a yes that did not lead to help: the debtor is left alone, and a person reads it
NOT_DONE = Reading((Label.HELP,), {}, sure=True, because=())
UNKNOWN_LINK = "a link that we do not know"
#: these say nothing beside a question that somebody asked
SAYS_NOTHING = frozenset({Label.UNCLEAR, Label.ACK, Label.AUTO_REPLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorActs:
    """Takes in what was done on the page, inside one transaction."""

    books: IncomingBooks
    actor: str
    now: datetime
    new_id: NewId
    #: finds the creditor of a case, whose bounds a plan is held to
    creditor_of: Callable[[Case], Creditor]
    #: who helps where; None: nobody is asked about help
    nearby: Nearby | None = None

    def take_in(self, act: PortalAct, number: int) -> str:
        """Take in one act that came with a call; gives why a person must look, or nothing."""
        link = self.books.portal_link(act.link)
        contact = self.books.contacts_among([link.reference]).get(link.reference) if link else None
        if contact is None:
            return UNKNOWN_LINK
        message = _message(act, contact)
        if not self.books.claim_incoming(message, number, self.now):
            return ALREADY_HEARD
        self.books.hold_debtors([contact.debtor_id])
        file = self.books.files([contact.debtor_id])[0]
        case, _ = which_case(file, message, act.case_id)
        if case is None:
            return ENDED
        self.books.settle_incoming(act.key, case.id)
        if act.opt_in:
            self._agree(act, contact)
        if act.says and self.nearby is not None:
            self._answer(act, message, case, (file, contact))
        elif act.labels:
            chosen = reading_of(act, message.channel, case.jurisdiction)
            self._reply(act, message, case, contact, chosen)
        else:
            self._look(file, case, message)
        return ""

    def _answer(self, act: PortalAct, message: Incoming, case: Case, by: tuple[DebtorFile, Contact]) -> None:
        """Take in a yes or no to a question about help; one that cannot be done is a cry for help."""
        file, contact = by
        if self.nearby is None:
            return
        hearing = hearing_answers(self.books, self.nearby, self.actor, self.now, self.new_id)
        heard = hearing.choose(case, file, act.asked, act.text, agrees=act.says == YES)
        self._reply(act, message, case, contact, NOT_DONE if heard.because else TAKEN_IN)
        if heard.because:
            hearing.ask_person(case, heard.because)

    def _reply(
        self, act: PortalAct, message: Incoming, case: Case, contact: Contact, chosen: Reading
    ) -> None:
        reply = Reply(
            case_id=case.id,
            channel=message.channel,
            text=act.text,
            received_at=act.received_at,
            came_from=contact.to,
            through=Through.PORTAL,
            answers=contact.reference,
        )
        taking_in_for(self).take_in(reply, chosen)

    def _look(self, file: DebtorFile, case: Case, message: Incoming) -> None:
        """Somebody who looks at the case has reacted: no other channel needs to be tried for them."""
        self.books.put_reaction(file.debtor.id, case.id, message.channel, message.received_at)
        line = Entry(
            subject=f"case:{case.id}",
            kind=LineKind.CASE,
            at=message.received_at,
            public={"visited": True, "channel": message.channel.value, "by": self.actor},
        )
        self.books.append([line])
        still_open = [one.id for one in file.cases if one.status is CaseStatus.OPEN]
        self.books.touch_due(still_open, self.now)

    def _agree(self, act: PortalAct, contact: Contact) -> None:
        """Write down that somebody wants WhatsApp: which wording they agreed to, and where the proof is."""
        change = checked(
            Change(
                id=self.new_id(),
                debtor_id=contact.debtor_id,
                at=act.received_at,
                by=self.actor,
                through=Through.PORTAL,
                field=Field.WHATSAPP_OPT_IN,
                value="yes",
                words=act.opt_in,
                proof=f"page behind {contact.reference}, {act.key}",
            )
        )
        self.books.put_change(change)
        self.books.append([change_line(change)])


def reading_of(act: PortalAct, channel: ChannelKind, jurisdiction: Jurisdiction) -> Reading:
    """
    Put what somebody chose together with what their own words tell.

    Of the words beside a choice only what protects somebody is taken over; a question is read as a whole, and
    a person answers it. Words beside a plan that say more than the plan go to a person: nothing is agreed
    past what somebody wrote.
    """
    chosen = tuple(Label(label) for label in act.labels)
    if not act.own_words.strip():
        language = str(act.entities.get("language", ""))
        stop = act.stop or None
        return Reading(chosen, act.entities, sure=True, because=(), stop=stop, language=language)
    day = act.received_at.astimezone(law_zone(jurisdiction)).date()
    read = understand(channel.value, act.own_words, day)
    if Label.QUESTION in chosen:
        labels = tuple(dict.fromkeys((*(one for one in read.labels if one not in SAYS_NOTHING), *chosen)))
        return Reading(labels, read.entities, read.sure, read.because, read.stop)
    beside = [label for label in read.labels if label in SAFETY and label not in chosen]
    labels = tuple(dict.fromkeys((*beside, *chosen)))
    stop = act.stop or (read.stop if Label.STOP_CHANNEL in beside else None)
    sure = (read.sure or not beside) and not _says_more_than_a_plan(chosen, read)
    return Reading(labels, act.entities, sure, read.because, stop)


def _says_more_than_a_plan(chosen: tuple[Label, ...], read: Reading) -> bool:
    is_plain = read.sure and set(read.labels) <= GOES_WITH and not read.entities
    return Label.ARRANGEMENT in chosen and not is_plain


def _message(act: PortalAct, contact: Contact) -> Incoming:
    return Incoming(
        key=act.key,
        channel=ChannelKind(contact.kind.value),
        came_from=contact.to,
        text=act.text,
        received_at=act.received_at,
        named=frozenset({contact.reference}),
    )
