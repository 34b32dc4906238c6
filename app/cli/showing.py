"""How decisions and lines of the ledger look on a terminal."""

from collections.abc import Callable, Mapping

from app.cli.answers import local, say
from engine.domain.decision import Send, Stop, Task, Verdict, Wait
from engine.domain.people import Representative
from engine.domain.touchpoint import Json, LineKind, Touchpoint
from engine.inquiry import Answer
from engine.policy.clocks import clocks_of
from engine.policy.facts import Facts

Public = Mapping[str, Json]


def show_decision(answer: Answer) -> None:
    """Print the decision, what it means, and every rule's verdict."""
    _show_owed(answer)
    if answer.facts is None or answer.decision is None:
        say("wait: no campaign is for this case yet")
        return
    decision = answer.decision
    match decision:
        case Send():
            say(f"send: {decision.template} by {decision.channel}, step {decision.step}")
        case Wait():
            say(f"wait: until {local(decision.until)}")
        case Task():
            say(f"task: {decision.kind}: {decision.because}")
        case Stop():
            say("stop: until something happens")
    campaign = answer.facts.campaign
    say(f"campaign {campaign.name}, version {campaign.version}")
    notes = [_helper_words(answer.representative)] if answer.representative else []
    notes += [f"held: {release}" for release in answer.held]
    notes += [f"  step {step} was passed over: {reason}" for step, reason in answer.facts.move.skipped]
    for note in notes:
        say(note)
    _show_clocks(answer.facts)
    say()
    for verdict in decision.trace:
        _show_verdict(verdict)


def _show_owed(answer: Answer) -> None:
    for notice in answer.owed:
        when = f", looked at again {local(notice.due_at)}" if notice.due_at else ""
        say(f"owed: {notice.template} because of {notice.cause}{when}")


def _helper_words(somebody: Representative) -> str:
    where = f"only in {', '.join(somebody.cases)}" if somebody.cases else "in all their cases"
    until = f", until {somebody.until}" if somebody.until else ""
    return f"messages go to who speaks for the debtor: a {somebody.kind}, {where}{until}"


def _show_clocks(facts: Facts) -> None:
    for clock in clocks_of(facts):
        ends = f", ends {local(clock.ends_at)}" if clock.ends_at else ""
        say(f"  clock {clock.name}: {clock.said}{ends}  [{clock.source}]")


def _show_verdict(verdict: Verdict) -> None:
    until = f" (until {local(verdict.until)})" if verdict.until else ""
    ruling = verdict.ruling.name.lower()
    say(f"  {ruling:5}  {verdict.rule:22}  {verdict.because}{until}  [{verdict.source}]")
    for name, said in verdict.details:
        say(f"         {'':22}  - {name}: {said}")


def show_line(line: Touchpoint) -> None:
    """Print one line of the ledger."""
    reference = f"  {line.reference}" if line.reference else ""
    said = SAYINGS[line.kind](line.public)
    what = f"{line.outcome}" if line.outcome else f"{line.kind}"
    say(f"{line.seq:4}  {local(line.at)}  {what} {said}{reference}  #{line.hash[:10]}")


def _contact(public: Public) -> str:
    """Tell which words, why this channel, and what was said about an outcome."""
    said = public.get("because") or public.get("template"), _why_this_channel(public)
    because = "; ".join(str(one) for one in said if one)
    return f"{public['channel']}: {because}" if because else f"{public['channel']}"


def _why_this_channel(public: Public) -> str:
    """Tell which channel was chosen and why not one that came before it."""
    trace = public.get("trace")
    verdicts = trace if isinstance(trace, list) else []
    details = next((one["details"] for one in verdicts if isinstance(one, dict) and "details" in one), {})
    reasons = details.items() if isinstance(details, dict) else ()
    return "; ".join(f"{name} {said}" for name, said in reasons if not str(said).startswith("not needed"))


def _decision(public: Public) -> str:
    rule = f"{public['rule']}: " if "rule" in public else ""
    kind = f" {public['task']}:" if "task" in public else ":"
    return f"{public['decision']}{kind} {rule}{public.get('because', '')}"


def _imported(public: Public) -> str:
    changed = public.get("changed")
    names = ", ".join(map(str, changed)) if isinstance(changed, list) else ""
    return (names or str(public.get("because", ""))) + _by(public)


def _preference(public: Public) -> str:
    return f"{public['field']} through {public['through']}" + _by(public)


def _pause(public: Public) -> str:
    if public.get("ended"):
        return f"{public['pause']} has ended" + _by(public)
    if public.get("lift_asked"):
        return f"{public['pause']}: asked to lift it early" + _by(public)
    until = public.get("until") or "somebody ends it"
    return f"{public['pause']} for {public['why']}, until {until}" + _by(public)


def _payment(public: Public) -> str:
    return f"of {_euro(public['paid_cents'])}, left {_euro(public['left_cents'])}" + _by(public)


def _referral(public: Public) -> str:
    if "message" in public:
        return f"{public['message']} to {public['partner']} by {public['route']}"
    if "asked" in public:
        return f"asked whether {public['partner']} may phone, version {public['version']}" + _by(public)
    words = [str(public.get(name, "")) for name in ("guidance", "report", "referral", "partner", "state")]
    said = " ".join(filter(None, [*words, str(public.get("said", ""))]))
    return said + (", ALARM" if public.get("alarm") else "") + _by(public)


def _task(public: Public) -> str:
    if "result" not in public:
        said = "was taken" if public.get("taken") else "got a note"
        return f"{public['kind']} {said}" + _by(public)
    step = f", to step {public['step']}" if "step" in public else ""
    anew = ", with a new amicable track" if public.get("new_track") else ""
    return f"{public['kind']} is done: {public['result']}{step}{anew}" + _by(public)


def _arrangement(public: Public) -> str:
    return f"{public['status']}" + _by(public)


def _case(public: Public) -> str:
    if "to_version" in public:
        steps = f"{public['from_step']} -> {public['to_step']}"
        return f"moved to {public['campaign']} {public['to_version']}, step {steps}" + _by(public)
    if public.get("replied"):
        return f"the debtor answered by {public['channel']}" + _by(public)
    if public.get("visited"):
        return f"the debtor looked at the case, through the link in a message by {public['channel']}"
    return f"{public.get('status', '')}" + _by(public)


def _house(public: Public) -> str:
    because = f": {public['because']}" if "because" in public else ""
    if "stopped" in public:
        return ("stopped" if public["stopped"] else "resumed") + because + _by(public)
    if "staff" in public:
        return f"{public['staff']} is {public['staff_role']} now" + _by(public)
    said = next(
        (f"{word} {public[word]}" for word in ("held", "released", "forecast", "approved") if word in public),
        "",
    )
    if "record_key" in public:
        said = f"the record is signed with {public['record_key']} from now on, with {public['second']}"
    return said + because + _by(public)


def _erasure(public: Public) -> str:
    return f"for {public['ground']}, with {public['second']}" + _by(public)


def _by(public: Public) -> str:
    return f", by {public['by']}" if "by" in public else ""


def _euro(cents: Json) -> str:
    return f"{int(str(cents)) / 100:.2f} euro"


#: how a line of each kind is told
SAYINGS: Mapping[LineKind, Callable[[Public], str]] = {
    LineKind.CONTACT: _contact,
    LineKind.DECISION: _decision,
    LineKind.IMPORT: _imported,
    LineKind.PREFERENCE: _preference,
    LineKind.PAUSE: _pause,
    LineKind.PAYMENT: _payment,
    LineKind.ARRANGEMENT: _arrangement,
    LineKind.REFERRAL: _referral,
    LineKind.TASK: _task,
    LineKind.CASE: _case,
    LineKind.HOUSE: _house,
    LineKind.ERASURE: _erasure,
}
