"""How a decision and an outcome are written down: the public part of a line of the ledger."""

from datetime import UTC, datetime
from functools import lru_cache

from engine.domain.case import Case, ChargeKind
from engine.domain.contact import Contact
from engine.domain.decision import Decision, Ruling, Task, Trace, Verdict
from engine.domain.message import Message
from engine.domain.money import cents
from engine.domain.notice import Notice
from engine.domain.people import ContactPoint
from engine.domain.touchpoint import CanonicalJson, Entry, Json, LineKind, Public
from engine.policy.campaign_step import RULE as CAMPAIGN_STEP
from engine.policy.clocks import Clock
from engine.ports import Result
from engine.record.canonical import canonical, canonical_list
from preferences.change import Change, Through


def decisive_verdict(decision: Decision) -> Verdict:
    """Give the verdict that made a decision: of several waits the one that lasts longest."""
    if isinstance(decision, Task) and decision.step is not None:
        return next(verdict for verdict in decision.trace if verdict.rule == CAMPAIGN_STEP)
    strictest = max(verdict.ruling for verdict in decision.trace)
    found = [verdict for verdict in decision.trace if verdict.ruling is strictest]
    return max(found, key=lambda verdict: verdict.until or NEVER)


def trace_lines(trace: Trace) -> list[Json]:
    """Write each verdict as {rule, ruling, because, source} and, when there are, until and details."""
    return [_verdict(verdict) for verdict in trace]


def trace_written(trace: Trace) -> CanonicalJson:
    """Write a trace for the ledger; most verdicts were written before, for another case."""
    return canonical_list(map(_written, trace))


@lru_cache(maxsize=8192)
def _written(verdict: Verdict) -> CanonicalJson:
    return CanonicalJson(canonical(_verdict(verdict)))


#: before every other moment: stops and tasks have no end, so the first of them counts
NEVER = datetime.min.replace(tzinfo=UTC)


def _verdict(verdict: Verdict) -> dict[str, Json]:
    line: dict[str, Json] = {
        "rule": verdict.rule,
        "ruling": NAMES[verdict.ruling],
        "because": verdict.because,
        "source": str(verdict.source),
    }
    if verdict.until is not None:
        line["until"] = verdict.until.isoformat()
    if verdict.details:
        line["details"] = {name: said for name, said in verdict.details}  # noqa: C416 - typed as Json
    return line


NAMES = {ruling: ruling.name.lower() for ruling in Ruling}


def amounts(case: Case) -> dict[str, Json]:
    """
    Take the snapshot of a case's amounts in cents: principal, interest and costs add up to the total.

    Raises ValueError when they do not (law.md NL-21, V): such a message may not leave.
    """
    parts = dict.fromkeys(ChargeKind, 0)
    for line in case.lines:
        parts[line.kind] += cents(line.amount)
    total, paid = cents(case.total), cents(case.paid)
    if sum(parts.values()) != total:
        raise ValueError(f"case {case.id}: its parts {dict(parts)} do not add up to {total} cents")
    return {
        **{f"{kind}_cents": amount for kind, amount in parts.items()},
        "total_cents": total,
        "paid_cents": paid,
        "outstanding_cents": total - paid,
    }


def clock_words(clock: Clock) -> dict[str, Json]:
    """Write a clock as plain values."""
    ends = clock.ends_at.isoformat() if clock.ends_at else ""
    return {"name": clock.name, "ends_at": ends, "said": clock.said, "source": str(clock.source)}


def notice_words(notice: Notice) -> dict[str, Json]:
    """Name the notice that a line is about, and what brought it about."""
    return {"notice": notice.id, "cause": notice.cause}


def contact_line(
    contact: Contact,
    case_id: str,
    result: Result,
    public: Public,
    content: dict[str, Json] | None = None,
) -> Entry:
    """Write one line about a contact for one of the cases that it speaks for."""
    line: dict[str, Json | CanonicalJson] = {
        "channel": contact.kind.value,
        "step": contact.step,
        "ordinal": contact.ordinal,
        "legal_role": contact.legal_role.value,
        **public,
    }
    if result.because:
        line["because"] = result.because
    if result.provider_ref:
        line["provider_ref"] = result.provider_ref
    if result.evidence:
        line["evidence"] = result.evidence
    if result.provider:
        line["provider"] = result.provider
    if result.settles_doubt:
        line["settles_doubt"] = True
    return Entry(
        subject=f"case:{case_id}",
        kind=LineKind.CONTACT,
        at=result.at,
        reference=contact.reference,
        outcome=result.outcome,
        public=line,
        content=content,
    )


def text_content(message: Message) -> dict[str, Json]:
    """Put what is said and where it goes in the erasable content; the HTML of a mail says the same words."""
    text = message.text
    return {"to": message.to.value, "subject": text.subject, "body": text.body}


def change_line(change: Change) -> Entry:
    """Write one choice of a debtor: what it is about is public, what was said is not."""
    return Entry(
        subject=f"debtor:{change.debtor_id}",
        kind=LineKind.PREFERENCE,
        at=change.at,
        public={"by": change.by, "field": change.field.value, "through": change.through.value},
        content={"value": change.value, "words": change.words, "proof": change.proof},
    )


def point_line(debtor_id: str, point: ContactPoint, at: datetime, by: str) -> Entry:
    """Write that a person told how to reach a debtor: of which kind is public, the value is not."""
    return Entry(
        subject=f"debtor:{debtor_id}",
        kind=LineKind.PREFERENCE,
        at=at,
        public={"by": by, "field": point.kind.value, "through": Through.AGENT.value},
        content={"value": point.value},
    )


def decision_line(case: Case, at: datetime, said: str, public: Public) -> Entry:
    """Write a decision that led to no contact: wait, task or stop."""
    return Entry(
        subject=f"case:{case.id}",
        kind=LineKind.DECISION,
        at=at,
        public={"decision": said, **public},
    )
