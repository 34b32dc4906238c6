"""
Who speaks for a person, as a row tells it, and what comes of it when other rows tell something else.

Nobody who is represented may hear from us by mistake, and nobody may hear of a case in which they do not
speak (law.md NL-65 and NL-66; BE-09). So of two words about one helper the widest holds, and two helpers of
whom one speaks for some cases only are never guessed at: the row stays out, and a person looks.
"""

from engine.domain.people import Representative
from engine.portfolio.cells import BadCell, Row, choice, day
from engine.portfolio.columns import HELPER
from engine.portfolio.points import LeaveOut, helper_points

EVERYTHING, THIS_CASE = "everything", "this_case"
SCOPES = (EVERYTHING, THIS_CASE)
HELPERS = ("helper", "bewindvoerder", "curator", "guardian", "lawyer")
#: whom the law itself lets speak for somebody, with the rule; a case cannot be left out of that
BY_LAW = {"bewindvoerder": "NL-65", "curator": "NL-66", "guardian": "NL-66"}


def helper_of(row: Row, case_id: str, region: str, leave_out: LeaveOut) -> Representative | None:
    """Read who speaks for the debtor; when there is no way to reach that person, nobody is written to."""
    if HELPER.isdisjoint(row):
        return None
    name = row.get("helper_name", "")
    if not name:
        raise BadCell("helper_name", "", "is empty, and the row says that somebody speaks for this person")
    points = helper_points(row, region, leave_out)
    if not points:
        reason = "no mailbox and no mobile number of the helper can be used, and the person is not written to"
        leave_out(BadCell("helper_email", row.get("helper_email", ""), reason))
    kind = choice(row, "helper_kind", HELPERS, HELPERS[0])
    until = day(row, "helper_until")
    cases = cases_of(row, kind, case_id)
    return Representative(name=name, kind=kind, points=points, until=until, cases=cases)


def cases_of(row: Row, kind: str, case_id: str) -> tuple[str, ...]:
    """Name the only case in which somebody speaks; empty: all of them. Raises BadCell."""
    if choice(row, "helper_scope", SCOPES, EVERYTHING) == EVERYTHING:
        return ()
    if kind in BY_LAW:
        reason = f"a {kind} speaks for the person in everything (law.md {BY_LAW[kind]}); leave it empty"
        raise BadCell("helper_scope", row["helper_scope"], reason)
    return (case_id,)


def together(first: Representative | None, later: Representative | None) -> Representative | None:
    """Let a later row about the same helper add its case; else the first row that names one holds."""
    if first is None or later is None or first.name != later.name:
        return first or later
    return first.with_cases_of(later)


def clash(known: Representative | None, told: Representative | None) -> BadCell | None:
    """Name what keeps a row out: another helper, while one of the two speaks for some cases only."""
    if known is None or told is None or known.name == told.name or not (known.cases or told.cases):
        return None
    others = "all cases" if not known.cases else ", ".join(known.cases)
    reason = f"another helper speaks for this person in {others}, and only one fits; say who speaks in all"
    return BadCell("helper_name", told.name, reason)


def narrows(known: Representative | None, told: Representative | None) -> bool:
    """Say whether a row would take cases away from a helper; no import may leave somebody without."""
    return bool(known and told and known.name == told.name and told.cases and not known.cases)
