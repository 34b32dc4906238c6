"""Ask the rules again just before a contact leaves, and write its text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.agreed import Agreed, Asked, Ready
from engine.compose import compose
from engine.decide import decide
from engine.domain.campaign import LegalRole
from engine.domain.contact import Contact
from engine.domain.decision import Decision, Send, TaskKind
from engine.domain.errors import TextRefused
from engine.domain.link import Link, fingerprint_of
from engine.domain.message import Message
from engine.domain.notice import Notice
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, Json, Outcome
from engine.gather import NOT_IN_ORDER, Desk, gather
from engine.lines import (
    amounts,
    clock_words,
    contact_line,
    decisive_verdict,
    notice_words,
    text_content,
    trace_written,
)
from engine.policy.clocks import clock_of_contact
from engine.policy.facts import Facts
from engine.ports import Books, DebtorFile, NewId, Queued, Result
from engine.said_before import contradicts, said_in
from preferences.channel import ChannelKind
from preferences.records import replace

#: what else is seen on a locked phone names no amounts
WITH_AMOUNTS = frozenset({ChannelKind.EMAIL, ChannelKind.LETTER})


@dataclass(slots=True)
class AskedAgain:
    """Goes through claimed contacts: what still may leave gets its text, the rest is withdrawn."""

    desk: Desk
    new_id: NewId
    now: datetime
    ready: list[Ready] = field(default_factory=list)
    withdrawn: list[Result] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    tasks: list[PersonTask] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    #: cases to decide anew at once, because their contact was withdrawn
    due_now: list[str] = field(default_factory=list)
    #: the same for notices
    notices_due: list[tuple[str, datetime | None]] = field(default_factory=list)
    #: by reference: what a text that may leave names of the claim
    _says: dict[str, str] = field(default_factory=dict)

    def go_through(self, queued: Sequence[Queued], files: Sequence[DebtorFile]) -> None:
        """Ask again for each contact; like a round the batch passes one station after the other."""
        by_debtor = {file.debtor.id: file for file in files}
        asked = [self._gather(one, by_debtor[one.contact.debtor_id]) for one in queued]
        self.let_leave([again for again in [self._decide(one) for one in asked if one] if again])

    def let_leave(self, agreed: Sequence[Agreed]) -> None:
        """Write the texts of what the rules let leave; what has one may leave, the rest is refused."""
        for again, message in zip(agreed, self._write_texts(agreed), strict=True):
            if message:
                self._intend(again, message)

    def write(self, books: Books) -> None:
        """Write what was withdrawn, the tasks for people, and all lines."""
        books.settle(self.withdrawn)
        books.touch_due(self.due_now, self.now)
        books.look_at_notices(self.notices_due)
        books.open_tasks(self.tasks)
        if self.links:
            books.put_portal_links(self.links)
        books.append(self.entries)

    def _gather(self, one: Queued, file: DebtorFile) -> Asked | None:
        """Gather the facts of each case; a contact does not count against itself."""
        alone = file.without(one.contact.reference)
        cases = [case for case in file.cases if case.id in one.contact.case_ids]
        notice = file.notices.get(one.contact.run)
        try:
            return Asked(one, file, [gather(alone, case, self.desk, self.now, notice) for case in cases])
        except NOT_IN_ORDER as fault:
            self._take_back(one.contact, notice, f"asked again: {fault}")
            return None

    def _decide(self, asked: Asked) -> Agreed | None:
        """Ask the rules; the same message in the same way may leave, anything else is withdrawn."""
        contact, decisions = asked.queued.contact, [decide(facts) for facts in asked.facts]
        sends = [decision for decision in decisions if isinstance(decision, Send)]
        if len(sends) == len(decisions) > 0 and all(_same(send, contact) for send in sends):
            return Agreed(asked, sends)
        self._withdraw(contact, asked.facts, decisions)
        return None

    def _write_texts(self, agreed: Sequence[Agreed]) -> list[Message | None]:
        """Write the texts channel by channel; gives them in the order of the queue."""
        places = sorted(range(len(agreed)), key=lambda place: agreed[place].contact.kind)
        written = {place: self._write_text(agreed[place]) for place in places}
        return [written[place] for place in range(len(agreed))]

    def _write_text(self, agreed: Agreed) -> Message | None:
        asked = agreed.asked
        try:
            message = compose(asked.queued.contact, asked.facts, agreed.sends[0], self.desk, self.now)
            self._compare(asked, message)
        except TextRefused as refusal:
            self._refuse(asked.queued.contact, asked.facts, refusal)
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one text, the others leave
            # what it says may quote a debtor: only where it went wrong is kept
            because = f"template {agreed.sends[0].template} could not be written: {type(fault).__name__}"
            self._refuse(asked.queued.contact, asked.facts, TextRefused(because, findings=(because,)))
        else:
            return message
        return None

    def _compare(self, asked: Asked, message: Message) -> None:
        """Raise TextRefused for a text that contradicts the one before it about the same cases (NL-23, V)."""
        contact, said = asked.queued.contact, _said(asked, message)
        self._says[contact.reference] = said
        found = contradicts(said, contact, asked.file.contacts, asked.facts[0].creditor.former_ibans)
        if found:
            because = f"it contradicts an earlier message: {found[0].text}"
            raise TextRefused(because, findings=tuple(map(str, found)))

    def _intend(self, agreed: Agreed, message: Message) -> None:
        """Write the lines that are committed before anything leaves, with the text as it will be sent."""
        asked, contact = agreed.asked, agreed.contact
        if contact.at < self.now:
            # a contact counts from the moment at which it may have left, also after it was postponed
            contact = replace(contact, at=self.now)
        contact = replace(contact, said=self._says.pop(contact.reference))
        attempt = asked.queued.attempt
        self.ready.append(Ready(contact=contact, message=message, file=asked.file, attempt=attempt))
        text, content = message.text, text_content(message)
        if text.code:
            self.links.append(_link(contact, text.code))
        intended = self._result(contact, Outcome.INTENDED)
        for facts, send in zip(asked.facts, agreed.sends, strict=True):
            public = {
                **self.desk.stamp_of(facts),
                "template": text.template,
                "template_version": text.template_version,
                "reading": text.reading,
                "sms_parts": text.sms_parts,
                **amounts(facts.case),
                "trace": trace_written(send.trace),
                **_clock(contact, facts),
                **_about(facts),
            }
            self.entries.append(contact_line(contact, facts.case.id, intended, public, content))

    def _take_back(self, contact: Contact, notice: Notice | None, because: str) -> None:
        """Let a contact whose papers are not in order block nobody else: its cases go to a person."""
        result = self._result(contact, Outcome.CANCELLED, because)
        self.withdrawn.append(result)
        self._decide_anew(contact, notice)
        self.entries += [contact_line(contact, case_id, result, {}) for case_id in contact.case_ids]

    def _withdraw(self, contact: Contact, asked: list[Facts], decisions: list[Decision]) -> None:
        """Take a contact back: its cases are decided anew at once, and say there why."""
        because = next((_objection(one) for one in decisions if not _same(one, contact)), "asked again")
        self._decide_anew(contact, asked[0].notice if asked else None)
        self._end(contact, asked, self._result(contact, Outcome.CANCELLED, because))

    def _decide_anew(self, contact: Contact, notice: Notice | None) -> None:
        if notice is None:
            self.due_now += contact.case_ids
        else:
            self.notices_due.append((notice.id, self.now))

    def _refuse(self, contact: Contact, asked: list[Facts], refusal: TextRefused) -> None:
        """Keep a text that may not leave: a person mends it, and sees the findings."""
        refused = self._result(contact, Outcome.REFUSED, "the text may not leave")
        self._end(contact, asked, refused, {"findings": list(refusal.findings)})
        if asked[0].notice:
            self.notices_due.append((asked[0].notice.id, None))
        for case_id in contact.case_ids:
            self.tasks.append(mend_task(self.new_id(), contact, case_id, str(refusal), self.now))

    def _end(
        self, contact: Contact, asked: list[Facts], result: Result, content: dict[str, Json] | None = None
    ) -> None:
        self.withdrawn.append(result)
        for facts in asked:
            public = {**self.desk.stamp_of(facts), **_about(facts)}
            self.entries.append(contact_line(contact, facts.case.id, result, public, content))

    def _result(self, contact: Contact, outcome: Outcome, because: str = "") -> Result:
        return Result(reference=contact.reference, outcome=outcome, at=self.now, because=because)


def _said(asked: Asked, message: Message) -> str:
    """Say what a text names of the claim; one for a phone names nothing."""
    if message.channel not in WITH_AMOUNTS:
        return ""
    text = message.text
    return said_in(text.body, text.accounts, [facts.case for facts in asked.facts])


def _link(contact: Contact, code: str) -> Link:
    return Link(
        fingerprint=fingerprint_of(code),
        reference=contact.reference,
        debtor_id=contact.debtor_id,
        made_at=contact.at,
    )


def _clock(contact: Contact, facts: Facts) -> dict[str, Json]:
    """Count the term that a message sets in motion as if it left now; later news is weighed then."""
    if contact.legal_role is LegalRole.NONE:
        return {}
    clock = clock_of_contact(facts, replace(contact, outcome=Outcome.ACCEPTED))
    return {"clock": clock_words(clock)} if clock else {}


def _about(facts: Facts) -> dict[str, Json]:
    return notice_words(facts.notice) if facts.notice else {}


def mend_task(task_id: str, contact: Contact, case_id: str, because: str, now: datetime) -> PersonTask:
    """Ask a person to mend a message that was refused."""
    return PersonTask(
        id=task_id,
        kind=TaskKind.MEND_MESSAGE,
        case_id=case_id,
        debtor_id=contact.debtor_id,
        because=f"{contact.reference}: {because}",
        opened_at=now,
    )


def _same(decision: Decision, contact: Contact) -> bool:
    """Say whether a decision is still what was planned."""
    if not isinstance(decision, Send):
        return False
    planned = (contact.step, contact.kind.value, contact.to)
    return (decision.step, decision.channel.value, decision.to) == planned


def _objection(decision: Decision) -> str:
    if isinstance(decision, Send):
        return f"asked again: {decision.channel} comes first now"
    against = decisive_verdict(decision)
    return f"asked again: {against.rule}: {against.because}"
