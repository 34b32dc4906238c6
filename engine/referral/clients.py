"""
Clients of a partner with a protocol (product.md S2): no costs and no steps while the agreements hold.

Nothing is told to a partner about somebody before it is sure that it is the same person: by several fields
that agree exactly, or because one of our people compared them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.domain.case import Case, CaseStatus
from engine.domain.client_report import ClientReport, ReportState
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.partner import ClientDetails, Partner, PartnerSaid, PartnerWord
from engine.domain.partner_message import PartnerMessageKind
from engine.domain.pause import PauseKind
from engine.domain.touchpoint import Json
from engine.referral.clocks import Days
from engine.referral.matching import Likeness, ranked, the_one
from engine.referral.pen import Pen
from engine.referral.transitions import REPORTS, UNKNOWN
from preferences.records import replace

NEVER_REPORTED = "a partner speaks of a client that it never reported"
NOT_DECIDED = "a partner speaks of a client who is still compared: it is taken in when that is decided"
NOBODY_OF_OURS = "a partner speaks of a client whom nobody of ours was found to be"
#: said of a word that may be taken in later
COME_TOO_EARLY = (NEVER_REPORTED, NOT_DECIDED, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Clients:
    """Acts about the clients of partners at one moment, inside one transaction."""

    pen: Pen

    def knows(self, partner: str, reference: str) -> bool:
        """Say whether a partner reported a client under a reference."""
        return self.pen.books.report_of(partner, reference) is not None

    def take_in(self, word: PartnerWord, number: int = 0) -> str:
        """Take in one word about a client; gives why a person must look, or nothing."""
        known = self.pen.books.report_of(word.partner, word.about)
        if word.said is PartnerSaid.REPORTED:
            if self.pen.partner(word.partner).protocol is None:
                return "a client was reported by a partner without a protocol"
            if word.client is None:
                return "a client was reported without details"
            if known is None and self.pen.books.claim_word(word, number, "", self.pen.now):
                self.report(word.partner, word.about, word.client, word.at)
            return ""
        if known is None:
            return NEVER_REPORTED
        if known.case_id is None:
            return NOT_DECIDED if known.state is ReportState.WAITS else NOBODY_OF_OURS
        if self.pen.books.claim_word(word, number, known.case_id or "", self.pen.now):
            self._heard(known, word)
        return ""

    def report(
        self, partner_id: str, reference: str, client: ClientDetails, at: datetime | None = None
    ) -> ClientReport:
        """Take in who a client is, told at a moment. Raises NotAllowed: no protocol, or a known reference."""
        pen = self.pen
        partner = pen.partner(partner_id)
        if partner.protocol is None:
            raise NotAllowed(f"there is no protocol with {partner_id}: add it to organisation.yaml")
        if self.knows(partner_id, reference):
            raise NotAllowed(f"{partner_id} reported {reference} before")
        report = ClientReport(
            id=pen.new_id(),
            partner=partner_id,
            reference=reference,
            state=ReportState.WAITS,
            made_at=pen.now,
            heard_at=min(at or pen.now, pen.now),
        )
        likely = self.likely(client)
        one = the_one(likely)
        if one is not None:
            return self._found(report, partner, one, by_person=False)
        if not likely:
            return self._not_found(report, partner)
        pen.books.put_report(report, client)
        case = _leading(pen.cases_of(likely[0].debtor_id))
        because = f"{partner.name} reports a client: compare with `minnelijk partner compare {report.id}`"
        pen.task(case, TaskKind.CONFIRM_CLIENT, because, Days(case.jurisdiction).contact_due(pen.now))
        pen.tell(partner, PartnerMessageKind.CLIENT_IN_REVIEW, report.id)
        return report

    def likely(self, client: ClientDetails) -> tuple[Likeness, ...]:
        """List the debtors who may be meant, the likeliest first."""
        files = self.pen.books.files(list(self.pen.books.debtors_like(client)))
        return ranked(client, [(one.debtor, [case.id for case in one.cases]) for one in files])

    def decide(self, report_id: str, debtor_id: str, proof: str = "") -> ClientReport | None:
        """
        Say as a person who is meant; empty: nobody of ours. None: a second person must say the same.

        Only somebody on whom several fields agree can be chosen, with the proof by which a person made sure.
        Where something tells against it, or the day of birth is not known, two people compare.
        Raises NotAllowed.
        """
        report = self.pen.books.report(report_id)
        client = self.pen.books.reported_client(report_id)
        if report.state is not ReportState.WAITS or client is None:
            raise NotAllowed(f"report {report_id} is {report.state}: it waits for nobody")
        partner = self.pen.partner(report.partner)
        likely = {one.debtor_id: one for one in self.likely(client)}
        if debtor_id:
            one = _chosen(likely, debtor_id, proof)
            if one.takes_two and not self._said_by_another(report, debtor_id):
                return None
        for found in likely:
            for case in self.pen.cases_of(found):
                self.pen.finish_tasks(case.id, TaskKind.CONFIRM_CLIENT, "compared", about=report_id)
        self.pen.books.set_house(_said_key(report), "")
        if not debtor_id:
            return self._not_found(report, partner)
        return self._found(report, partner, one, by_person=True, proof=proof)

    def _said_by_another(self, report: ClientReport, debtor_id: str) -> bool:
        """Say whether somebody else chose the same debtor; else write down who did now."""
        said = self.pen.books.house(_said_key(report)) or ""
        before, _, who = said.partition(" ")
        if who == debtor_id and before == self.pen.actor:
            raise NotAllowed(f"{self.pen.actor} compared this client: a second person decides")
        if who == debtor_id:
            return True
        self.pen.books.set_house(_said_key(report), f"{self.pen.actor} {debtor_id}")
        return False

    def resume(self, report_id: str, because: str) -> ClientReport | None:
        """Let collecting go on, as a person. None: the agreements hold, and a second person must agree."""
        report = self.pen.books.report(report_id)
        if not report.state.is_open or report.case_id is None or report.debtor_id is None:
            raise NotAllowed(f"report {report_id} is {report.state}: nothing rests because of it")
        case = self.pen.case(report.case_id)
        early = report.state is ReportState.RUNNING
        ended = self.pen.let_go_on(
            report.debtor_id, case, report.pause_id, early=early, because="protocol resumed"
        )
        if not ended:
            return None
        after = replace(report, state=ReportState.RESUMED, look_at=None, ended_at=self.pen.now)
        self.pen.books.put_report(after)
        self._line(after, {"early": early}, {"because": because})
        self.pen.finish_tasks(case.id, TaskKind.FOLLOW_DEBT_HELP, "resumed")
        self.pen.tell(self.pen.partner(report.partner), PartnerMessageKind.CLIENT_RESUMED, report.id, case.id)
        return after

    def look(self, report: ClientReport) -> ClientReport:
        """Tell the partner how it stands when that is due, and ask for word when none came."""
        partner = self.pen.partner(report.partner)
        protocol, now = partner.protocol, self.pen.now
        if protocol is None or report.case_id is None or report.state is not ReportState.RUNNING:
            after = replace(report, look_at=None)
            self.pen.books.put_report(after)
            return after
        after = report
        silent = now - (report.asked_at or report.heard_at or report.made_at)
        if silent >= timedelta(days=protocol.word_days):
            after = replace(after, asked_at=now)
            self._line(after, {"word_asked": True})
            because = f"no word of {partner.name} for {protocol.word_days} days: ask whether it still holds"
            self.pen.task(self.pen.books.case(report.case_id), TaskKind.FOLLOW_DEBT_HELP, because)
            self.pen.tell(partner, PartnerMessageKind.CLIENT_WORD_ASKED, report.id, report.case_id)
        if now - (after.noted_at or after.made_at) >= timedelta(days=protocol.note_days):
            after = replace(after, noted_at=now)
            self.pen.tell(partner, PartnerMessageKind.CLIENT_STATUS, report.id, report.case_id)
        return self._put(after, partner)

    def _found(
        self, report: ClientReport, partner: Partner, one: Likeness, *, by_person: bool, proof: str = ""
    ) -> ClientReport:
        """Let all cases of the debtor rest, and tell the partner so."""
        pen, debtor_id = self.pen, one.debtor_id
        pen.books.hold_debtors([debtor_id])
        case = _leading(pen.cases_of(debtor_id))
        pause = pen.leave_alone(case, PauseKind.PROTOCOL)
        after = replace(
            report,
            state=ReportState.RUNNING,
            debtor_id=debtor_id,
            case_id=case.id,
            pause_id=pause.id,
            noted_at=pen.now,
        )
        after = self._put(after, partner)
        agrees: list[Json] = [field.value for field in sorted(one.agrees)]
        differs: list[Json] = [field.value for field in sorted(one.differs)]
        public: dict[str, Json] = {"agrees": agrees, "differs": differs, "by_person": by_person}
        self._line(after, public, {"proof": proof} if proof else None)
        pen.tell(partner, PartnerMessageKind.CLIENT_PAUSED, report.id, case.id)
        # what the partner told before we knew of whom
        pen.books.work_again_of(partner.id, COME_TOO_EARLY)
        pen.look_again(pen.cases_of(debtor_id))
        return after

    def _not_found(self, report: ClientReport, partner: Partner) -> ClientReport:
        after = replace(report, state=ReportState.NOT_FOUND, ended_at=self.pen.now)
        self.pen.books.put_report(after)
        self.pen.tell(partner, PartnerMessageKind.CLIENT_NOT_FOUND, report.id)
        return after

    def _heard(self, report: ClientReport, word: PartnerWord) -> None:
        """Do what a word asks; one that comes in after a newer one changes nothing, unless it is the last."""
        last = report.heard_at or report.made_at
        is_late = word.at < last and word.said is not PartnerSaid.ENDED
        state = None if is_late else REPORTS[report.state].get(word.said)
        if report.case_id is None:
            return
        after = replace(report, state=state or report.state, heard_at=max(last, word.at), asked_at=None)
        case = self.pen.case(report.case_id)
        after = self._put(after, self.pen.partner(report.partner))
        self._line(
            after, {"said": word.said.value, "said_at": word.at.isoformat(), "changes": state is not None}
        )
        if state is not None and state is not report.state:
            EFFECTS[state](self.pen, case)

    def _put(self, report: ClientReport, partner: Partner) -> ClientReport:
        look_at = None
        if partner.protocol is not None and report.state is ReportState.RUNNING:
            word = (report.asked_at or report.heard_at or report.made_at) + timedelta(
                days=partner.protocol.word_days
            )
            note = (report.noted_at or report.made_at) + timedelta(days=partner.protocol.note_days)
            look_at = min(word, note)
        after = replace(report, look_at=look_at)
        self.pen.books.put_report(after)
        return after

    def _line(
        self, report: ClientReport, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        named: dict[str, Json] = {
            "report": report.id,
            "partner": report.partner,
            "state": report.state.value,
        }
        if report.case_id is not None:
            self.pen.line(report.case_id, named | public, content)


def _chosen(likely: Mapping[str, Likeness], debtor_id: str, proof: str) -> Likeness:
    """Find whom a person chose; raises NotAllowed for who cannot be it, or without a proof."""
    one = likely.get(debtor_id)
    if one is None or one.is_another:
        raise NotAllowed(f"{debtor_id} does not resemble the client: see `minnelijk partner compare`")
    if not proof.strip():
        raise NotAllowed("say with --proof how you made sure: 'the partner read all first names out to me'")
    return one


def _said_key(report: ClientReport) -> str:
    """Name the setting that holds who compared first, and whom they chose."""
    return f"compared {report.id}"


def _leading(cases: Sequence[Case]) -> Case:
    """Choose the case in whose record it stands: the first that is open, else the first."""
    return next((one for one in cases if one.status is CaseStatus.OPEN), cases[0])


def _holds_again(pen: Pen, case: Case) -> None:
    pen.finish_tasks(case.id, TaskKind.FOLLOW_DEBT_HELP, "the agreements hold again")


def _asks(because: str) -> Callable[[Pen, Case], None]:
    def ask(pen: Pen, case: Case) -> None:
        pen.task(case, TaskKind.FOLLOW_DEBT_HELP, because, Days(case.jurisdiction).day(pen.now))

    return ask


#: what follows from a new state; collecting never goes on by itself
EFFECTS: Mapping[ReportState, Callable[[Pen, Case], None]] = {
    ReportState.RUNNING: _holds_again,
    ReportState.BROKEN: _asks("the agreements are not kept: talk with partner and debtor, then decide"),
    ReportState.ENDED: _asks("the agreements with the partner came to their end: decide how it goes on"),
}
