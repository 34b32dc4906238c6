"""Who asked for quiet, or must be left alone for a reason, hears nothing."""

from engine.domain.decision import PREFERENCE, Verdict
from engine.domain.pause import Pause
from engine.policy.facts import Facts

RULE = "pauses"


def nobody_asked_for_quiet(facts: Facts) -> Verdict:
    """Wait for the end of a pause; stop while a pause has no end of its own."""
    holding = [pause for pause in facts.pauses if _concerns(pause, facts) and pause.holds(facts.now)]
    endless = [pause for pause in holding if pause.until is None]
    if endless:
        return Verdict.stop(RULE, f"paused until somebody ends it: {_kinds(endless)}")
    if holding:
        until = max(pause.until for pause in holding if pause.until is not None)
        return Verdict.wait(RULE, f"paused: {_kinds(holding)}", until)
    quiet = facts.preference.quiet_until
    if quiet is not None and facts.now < quiet:
        return Verdict.wait(RULE, "the debtor asked for quiet", quiet, PREFERENCE)
    return Verdict.allow(RULE, "no pause stands")


def _concerns(pause: Pause, facts: Facts) -> bool:
    return pause.case_id is None or pause.case_id == facts.case.id


def _kinds(pauses: list[Pause]) -> str:
    return ", ".join(sorted({pause.kind.value for pause in pauses}))
