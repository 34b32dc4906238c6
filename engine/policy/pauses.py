"""Who asked for quiet, or must be left alone for a reason, hears nothing; only what we owe may go."""

from collections.abc import Sequence, Set

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.domain.decision import PREFERENCE, Verdict
from engine.domain.notice import Notice, NoticeKind
from engine.domain.pause import Pause, PauseKind
from engine.domain.protection import Listener
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone
from engine.policy.protections import protection_of

RULE = "pauses"

#: whether a dispute or complaint stops messages in the Netherlands is a switch (law.md NL-68, U)
SWITCHED = frozenset({PauseKind.DISPUTE, PauseKind.COMPLAINT})

#: nobody hears anything, not even an answer: the debtor died, is in danger, or wants no word from us
SILENT = frozenset({PauseKind.DEATH, PauseKind.DANGER, PauseKind.OWN_WISH})


def nobody_asked_for_quiet(facts: Facts) -> Verdict:
    """Wait for the end of a pause; stop while a pause has no end of its own."""
    holding = [pause for pause in facts.pauses if _holds(pause, facts)] if facts.pauses else []
    if holding and not _is_owed(facts, holding):
        return _leave_alone(facts, holding)
    quiet = facts.preference.quiet_until
    if quiet is not None and facts.now < quiet:
        return Verdict.wait(RULE, "the debtor asked for quiet", quiet, PREFERENCE)
    if holding:
        return Verdict.allow(RULE, f"owed to them, also while paused: {_kinds(holding)}")
    return Verdict.allow(RULE, "no pause stands")


def _leave_alone(facts: Facts, holding: Sequence[Pause]) -> Verdict:
    endless = [pause for pause in holding if pause.until is None]
    if endless:
        source = protection_of(endless[0].kind, facts.case.jurisdiction).source
        return Verdict.stop(RULE, f"paused until somebody ends it: {_kinds(endless)}", source)
    overdue = [pause for pause in holding if pause.is_overdue(facts.now)]
    if overdue:
        source = protection_of(overdue[0].kind, facts.case.jurisdiction).source
        return Verdict.stop(RULE, f"paused until a task is done: {_tasks(overdue, facts)}", source)
    longest = max((pause for pause in holding if pause.until), key=lambda pause: pause.until or facts.now)
    source = protection_of(longest.kind, facts.case.jurisdiction).source
    return Verdict.wait(RULE, f"paused: {_kinds(holding)}", longest.until or facts.now, source)


def _holds(pause: Pause, facts: Facts) -> bool:
    if pause.case_id not in {None, facts.case.id} or not pause.holds(facts.now):
        return False
    dutch = facts.case.jurisdiction is Jurisdiction.NL
    switched_off = dutch and pause.kind in SWITCHED and not facts.agency.readings.dispute_stops
    return not switched_off


def _is_owed(facts: Facts, holding: Sequence[Pause]) -> bool:
    """Say whether this message is owed whatever stands: what was asked for, and what was agreed."""
    if facts.notice:
        return _may_be_told(facts.notice, {pause.kind for pause in holding}, facts)
    asked_for = any(pause.kind is PauseKind.DETAILS for pause in holding)
    role = facts.legal_role
    if role is not LegalRole.CONFIRMATION and not (role is LegalRole.CLAIM_DESCRIPTION and asked_for):
        return False
    listeners = {protection_of(pause.kind, facts.case.jurisdiction).listener for pause in holding}
    if Listener.NOBODY in listeners:
        return False
    return Listener.REPRESENTATIVE not in listeners or facts.debtor.represented_on(facts.today) is not None


def _may_be_told(notice: Notice, holding: Set[PauseKind], facts: Facts) -> bool:
    """Say whether a notice passes pauses: an answer passes those that leave the debtor a listener."""
    match notice.kind:
        case NoticeKind.HELP:
            return not holding & {PauseKind.DEATH}
        case NoticeKind.NEWS:
            return holding <= {PauseKind.ARRANGEMENT}
        case NoticeKind.SORRY:
            return not holding & SILENT
        case NoticeKind.ANSWER | NoticeKind.AGREED:
            if holding & SILENT:
                return False
            listeners = {protection_of(kind, facts.case.jurisdiction).listener for kind in holding}
            wrote_themselves = notice.kind is NoticeKind.ANSWER
            helped = facts.debtor.represented_on(facts.today) is not None
            return Listener.REPRESENTATIVE not in listeners or wrote_themselves or helped


def _tasks(overdue: Sequence[Pause], facts: Facts) -> str:
    """Name the tasks that keep pauses standing past their moment, each with the day on which it came."""
    zone = law_zone(facts.case.jurisdiction)
    keepers = {pause.kept_by.id: pause.kept_by for pause in overdue if pause.kept_by}
    return "; ".join(
        f"{task.kind} {task.id[:8]} of {task.case_id}, open since {task.opened_at.astimezone(zone):%Y-%m-%d}"
        for task in keepers.values()
    )


def _kinds(pauses: Sequence[Pause]) -> str:
    return ", ".join(sorted({pause.kind.value for pause in pauses}))
