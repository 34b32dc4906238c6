"""Per rule how often it allowed, delayed, asked a person or stopped; and what went another way."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.domain.rule_card import Heading, RuleCard
from engine.domain.touchpoint import Json, LineKind, Outcome
from engine.policy.law_book import cards, heading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """What the report reads of a line of the ledger."""

    subject: str
    at: datetime
    kind: LineKind
    outcome: Outcome | None
    reference: str | None
    public: Mapping[str, Json]


@dataclass(slots=True)
class LawReport:
    """The figures of a period."""

    #: how often the rules were asked, all of them together
    asked: int = 0
    #: by (rule, ruling)
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: by rule: the sources that its answers named
    sources: dict[str, set[str]] = field(default_factory=dict)
    exceptions: list[dict[str, Json]] = field(default_factory=list)

    def take_in(self, line: ReportedLine) -> None:
        """Count one line."""
        trace = line.public.get("trace")
        if line.kind in {LineKind.CONTACT, LineKind.DECISION} and isinstance(trace, list):
            self.asked += 1
            for verdict in trace:
                if isinstance(verdict, dict):
                    self._count(verdict, line)
        if said := exception_in(line):
            self._except(line, said)

    def _count(self, verdict: Mapping[str, Json], line: ReportedLine) -> None:
        rule, ruling = str(verdict["rule"]), str(verdict["ruling"])
        self.answers[rule, ruling] += 1
        self.sources.setdefault(rule, set()).add(str(verdict["source"]))
        if line.outcome is Outcome.INTENDED and ruling != "allow":
            self._except(line, f"left although {rule} said {ruling}")

    def _except(self, line: ReportedLine, said: str) -> None:
        self.exceptions.append(
            {"at": line.at.isoformat(), "subject": line.subject, "reference": line.reference, "what": said}
        )

    def rows(self) -> list[dict[str, Json]]:
        """Give the figures of each rule, by heading."""
        order = list(Heading)
        rules = sorted(
            {rule for rule, _ in self.answers}, key=lambda rule: (order.index(heading_of(rule)), rule)
        )
        return [self._row(rule) for rule in rules]

    def by_heading(self) -> dict[Heading, Counter[str]]:
        """Add the figures up under the headings of the supervisor; all headings, also the silent ones."""
        found: dict[Heading, Counter[str]] = {heading: Counter() for heading in Heading}
        for (rule, ruling), count in self.answers.items():
            found[heading_of(rule)][ruling] += count
        return found

    def _row(self, rule: str) -> dict[str, Json]:
        card = _card(rule)
        sources: list[Json] = [*sorted(self.sources[rule])]
        return {
            "rule": rule,
            "heading": heading_of(rule).value,
            "status": card.status if card else "",
            "severity": card.severity.value if card else "",
            "allowed": self.answers[rule, "allow"],
            "delayed": self.answers[rule, "wait"],
            "asked_person": self.answers[rule, "task"],
            "stopped": self.answers[rule, "stop"],
            "sources": sources,
        }


def report_on(lines: Iterable[ReportedLine]) -> LawReport:
    """Count the lines of a period."""
    report = LawReport()
    for line in lines:
        report.take_in(line)
    return report


def exception_in(line: ReportedLine) -> str:
    """Say what in a line went another way than the rules alone would; empty when nothing did."""
    public = line.public
    if line.kind is LineKind.PAUSE and public.get("early"):
        return f"a pause was lifted early: {public.get('asked_by')} asked, {public.get('by')} agreed"
    if line.kind is LineKind.CONTACT and line.outcome is Outcome.HELD:
        return "nobody knows whether it arrived: a person decides"
    if line.kind is LineKind.HOUSE and "stopped" in public:
        return "everything was stopped" if public["stopped"] else "the house resumed"
    return ""


def _card(rule: str) -> RuleCard | None:
    return next((card for card in cards() if card.name == rule), None)
