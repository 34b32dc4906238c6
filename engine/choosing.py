"""What people write down of a debtor: what they chose, how to reach them, and who speaks for them."""

from collections.abc import Sequence

from engine.acting import CASE_WORKERS, Acting
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.people import ContactPoint, PointKind, PointState, Representative
from engine.domain.person_task import PersonTask
from engine.finishing import SOLVED, Finishing
from engine.lines import change_line, point_line
from engine.policy.law_window import law_zone
from preferences.change import ELSEWHERE, LEARNED, Change, Field, Through
from preferences.fold import checked
from preferences.records import replace

#: what an address becomes by what was learned of it
STATES = {Field.ADDRESS_FAILED: PointState.BOUNCED, Field.ADDRESS_OF_ANOTHER: PointState.WRONG_PERSON}
#: a task that asks for a way to somebody is solved by one
SOLVED_BY_POINT = frozenset({TaskKind.FIND_CONTACT_POINT, TaskKind.COMPLETE_ADDRESS, TaskKind.CHECK_ADDRESS})


class Choosing(Acting):
    """What one of our people writes down of a debtor."""

    __slots__ = ()

    def set_preference(
        self, debtor_id: str, field: Field, value: str, words: str = "", *, proof: str = ""
    ) -> Change:
        """Write down what a debtor chose or an address became; raises ValueError when it does not fit."""
        self._allow(CASE_WORKERS)
        if field in ELSEWHERE:
            raise ValueError(f"{field} is written down with `{ELSEWHERE[field]}`")
        self.books.hold_debtors([debtor_id])
        if field in LEARNED:
            self._learn(debtor_id, field, value)
        return self._choose(debtor_id, field, value, words, proof)

    def _choose(self, debtor_id: str, field: Field, value: str, words: str, proof: str = "") -> Change:
        change = checked(
            Change(
                id=self.new_id(),
                debtor_id=debtor_id,
                at=self.now,
                by=self.actor,
                through=Through.AGENT,
                field=field,
                value=value,
                words=words,
                proof=proof,
            )
        )
        self.books.put_change(change)
        self.books.append([change_line(change)])
        self._look_again(self._cases_of(debtor_id))
        return change

    def _learn(self, debtor_id: str, field: Field, value: str) -> None:
        """Use an address no more."""
        debtor = self._file(debtor_id).debtor
        known = [one.value for one in debtor.points]
        if value not in known:
            raise ValueError(f"{field} {value!r}: this debtor has {', '.join(known) or 'no address'}")
        self.books.mark_point(debtor_id, value, STATES[field])

    def tell_point(self, case_id: str, point: ContactPoint) -> Sequence[PersonTask]:
        """Write down how the debtor of a case can be reached; gives the tasks that this solves."""
        self._allow(CASE_WORKERS)
        case = self._case(case_id)
        if point.kind is PointKind.ADDRESS:
            # who asked the debtor for it just now has checked it
            point = replace(point, checked_on=self.now.astimezone(law_zone(case.jurisdiction)).date())
        self.books.tell_points(case.debtor_id, [point])
        self.books.append([point_line(case.debtor_id, point, self.now, self.actor)])
        cases = self._cases_of(case.debtor_id)
        solved = [
            one
            for one in self.books.tasks()
            if one.debtor_id == case.debtor_id and one.kind in SOLVED_BY_POINT
        ]
        finishing = Finishing(self.books, self.actor, self.now, self.new_id)
        for task in solved:
            finishing.finish(task.id, SOLVED)
        self._look_again([one for one in cases if one.id not in {task.case_id for task in solved}])
        return solved

    def tell_helper(self, case_id: str, somebody: Representative | None, words: str = "") -> Change:
        """
        Write down who speaks for the debtor of a case from now on; None: nobody any more, in no case.

        Raises NotAllowed when somebody else speaks in other cases, who would be lost.
        """
        self._allow(CASE_WORKERS)
        debtor_id = self._case(case_id).debtor_id
        if somebody and somebody.cases:
            known = self._file(debtor_id).debtor.represented_on(self.now.date())
            somebody = _beside(known, somebody, case_id)
        self.books.tell_representative(debtor_id, somebody)
        return self._choose(debtor_id, Field.REPRESENTATIVE, str(somebody or ""), words)


def _beside(known: Representative | None, somebody: Representative, case_id: str) -> Representative:
    """Add a case to those of a helper; another helper who speaks elsewhere stands in the way."""
    if known is None or known.speaks_only_in(somebody.cases):
        return somebody
    if known.name == somebody.name:
        return somebody.with_cases_of(known) if known.cases else somebody
    where = f"in {', '.join(known.cases)}" if known.cases else "in all cases"
    fix = f"end that first: minnelijk case helper {case_id} ''"
    raise NotAllowed(f"somebody else speaks for this debtor {where}, and only one fits; {fix}")
