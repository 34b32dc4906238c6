"""What every act about help writes: lines in the record, tasks for people, messages to partners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.errors import UnknownReference
from engine.domain.organisation import Organisation
from engine.domain.partner import Partner
from engine.domain.partner_message import PartnerMessage, PartnerMessageKind, PartnerRoute
from engine.domain.pause import Pause, PauseKind
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.lines import change_line
from engine.pausing import Pausing
from engine.ports import NewId
from engine.referral_ports import ReferralBooks
from preferences.change import Change, Field, Through
from preferences.fold import checked
from preferences.records import replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes for one actor at one moment, inside one transaction."""

    books: ReferralBooks
    organisation: Organisation
    actor: str
    now: datetime
    new_id: NewId

    def partner(self, partner_id: str) -> Partner:
        """Find a partner; raises UnknownReference."""
        found = self.organisation.partner(partner_id)
        if found is None:
            raise UnknownReference(f"organisation.yaml has no partner '{partner_id}'")
        return found

    def case(self, case_id: str) -> Case:
        """Read a case when nobody else writes about its debtor, and keep it so until we are done."""
        self.books.hold_debtors([self.books.case(case_id).debtor_id])
        return self.books.case(case_id)

    def cases_of(self, debtor_id: str) -> Sequence[Case]:
        """List all cases of a debtor; raises UnknownReference."""
        files = self.books.files([debtor_id])
        if not files:
            raise UnknownReference(f"there is no debtor {debtor_id}")
        return files[0].cases

    def line(self, case_id: str, public: dict[str, Json], content: dict[str, Json] | None = None) -> None:
        """Write one line in the record of a case."""
        said = public | {"by": self.actor}
        entry = Entry(
            subject=f"case:{case_id}", kind=LineKind.REFERRAL, at=self.now, public=said, content=content
        )
        self.books.append([entry])

    def task(self, case: Case, kind: TaskKind, because: str, due_on: date | None = None) -> None:
        """Ask a person, also when a task of that kind waits already: this one tells something new."""
        task = PersonTask(
            id=self.new_id(),
            kind=kind,
            case_id=case.id,
            debtor_id=case.debtor_id,
            because=because,
            opened_at=self.now,
            due_on=due_on,
        )
        self.books.open_tasks([task])

    def finish_tasks(self, case_id: str, kind: TaskKind, result: str, about: str = "") -> None:
        """Take the tasks of a kind off the work list: what they waited for has come."""
        for task in self.books.tasks_of(case_id):
            if task.kind is kind and task.done_at is None and about in task.because:
                self.books.close_task(task.id, self.actor, self.now, result)
                public: dict[str, Json] = {"task": task.id, "kind": kind.value, "result": result}
                entry = Entry(
                    subject=f"case:{case_id}",
                    kind=LineKind.TASK,
                    at=self.now,
                    public=public | {"by": self.actor},
                )
                self.books.append([entry])

    def tell(self, partner: Partner, kind: PartnerMessageKind, about: str, case_id: str = "") -> None:
        """Queue a message to a partner, on every way that it has."""
        ways = ((PartnerRoute.EMAIL, partner.email), (PartnerRoute.WEBHOOK, partner.webhook))
        self.books.plan_partner_messages(
            [
                PartnerMessage(
                    id=f"P-{self.new_id().upper()}",
                    partner=partner.id,
                    kind=kind,
                    route=route,
                    about=about,
                    case_id=case_id,
                    made_at=self.now,
                    due_at=self.now,
                )
                for route, address in ways
                if address
            ]
        )

    def consented(self, debtor_id: str, value: str, wording: str, through: Through) -> None:
        """Write a yes, a no or its end in the list of the debtor's choices, with the exact wording."""
        change = checked(
            Change(
                id=self.new_id(),
                debtor_id=debtor_id,
                at=self.now,
                by=self.actor,
                through=through,
                field=Field.HELP_CONSENT,
                value=value,
                words=wording,
            )
        )
        self.books.put_change(change)
        self.books.append([change_line(change)])

    def leave_alone(self, case: Case, kind: PauseKind) -> Pause:
        """Begin a pause of a kind for the debtor that only a person ends, with the task of its kind."""
        made = replace(self.pausing.make(case, kind, None, whole_debtor=True), until=None)
        self.pausing.put(made, case, self.cases_of(case.debtor_id))
        return made

    def let_go_on(self, debtor_id: str, case: Case, pause_id: str, *, early: bool, because: str) -> bool:
        """
        End a pause as a person; before its time a second one, a team lead, must agree: then False.

        A pause that somebody ended already stays as it is.
        """
        cases = self.cases_of(debtor_id)
        held = [one for one in self.books.pauses_of(debtor_id) if one.id == pause_id and not one.ended_at]
        for pause in held:
            if early and not self.pausing.ask_or_end(pause, case, cases):
                return False
            if not early:
                self.pausing.end_in_time(pause, cases, because)
        self.look_again(cases)
        return True

    def look_again(self, cases: Sequence[Case]) -> None:
        """Let open cases be decided anew: something changed for them."""
        self.books.touch_due([one.id for one in cases if one.status is CaseStatus.OPEN], self.now)

    @property
    def pausing(self) -> Pausing:
        """Begin and end pauses by the table."""
        return Pausing(self.books, self.actor, self.now, self.new_id)
