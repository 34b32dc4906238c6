"""How decisions and lines of the ledger look on a terminal."""

from zoneinfo import ZoneInfo

from app.cli.answers import local, say, say_json
from engine.domain.decision import Send, Stop, Task, Verdict, Wait
from engine.domain.touchpoint import Touchpoint
from engine.inquiry import Answer, name_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def show_decision(answer: Answer) -> None:
    """Print the decision, what it means, and every rule's verdict."""
    if answer.facts is None or answer.decision is None:
        say("wait: no campaign is for this case yet")
        return
    decision = answer.decision
    match decision:
        case Send():
            say(f"send: {decision.template} by {decision.channel}, step {decision.step}")
        case Wait():
            say(f"wait: until {local(decision.until, AMSTERDAM)}")
        case Task():
            say(f"task: {decision.kind}: {decision.because}")
        case Stop():
            say("stop: until something happens")
    campaign = answer.facts.campaign
    say(f"campaign {campaign.name}, version {campaign.version}, decision {name_of(decision)}")
    for step, reason in answer.facts.move.skipped:
        say(f"  step {step} was passed over: {reason}")
    say()
    for verdict in decision.trace:
        _show_verdict(verdict)


def _show_verdict(verdict: Verdict) -> None:
    until = f" (until {local(verdict.until, AMSTERDAM)})" if verdict.until else ""
    ruling = verdict.ruling.name.lower()
    say(f"  {ruling:5}  {verdict.rule:22}  {verdict.because}{until}  [{verdict.source}]")
    for name, said in verdict.details:
        say(f"         {'':22}  - {name}: {said}")


def show_line(line: Touchpoint, *, json: bool) -> None:
    """Print one line of the ledger."""
    if json:
        say_json(line)
        return
    public = dict(line.public)
    what = line.outcome or public.get("decision") or line.kind
    channel = f" {public['channel']}" if "channel" in public else ""
    because = public.get("because") or public.get("rule") or ""
    reference = f"  {line.reference}" if line.reference else ""
    said = f"  {because}" if because else ""
    say(f"{line.seq:4}  {local(line.at, AMSTERDAM)}  {what}{channel}{reference}{said}  #{line.hash[:10]}")
