"""message_content.csv: what a text lacks, or says that it may not."""

from collections.abc import Sequence

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.content.content import Content, ContentKind
from engine.policy.content.judge import judge
from engine.policy.content.row import agrees, codes, facts_of, rules
from engine.scenarios.row import Row
from engine.scenarios.table import Answer, Table
from preferences.channel import ChannelKind


def answer(row: Row) -> Sequence[Answer]:
    r"""Judge the text of a row; `\n` stands for a line break."""
    findings = judge(
        Content(
            text=row.text("text").replace("\\n", "\n"),
            kind=row.word("kind", ContentKind),
            jurisdiction=row.word("jurisdiction", Jurisdiction),
            collector_role=row.word("role", CollectorRole),
            channel=row.word("carrier", ChannelKind),
            facts=facts_of(row.optional("context")),
        )
    )
    return (Answer({"expected": codes(findings), "rules": rules(findings)}),)


def same_rules(expected: str, got: str, row: Row) -> bool:
    """Say whether the same rules were found; what a row allows besides does not count."""
    if ":" not in f"{expected}{got}":
        # the IDs of the rules alone: they follow from the findings
        return True
    allowed = {"expected": expected, "also_allowed": row.optional("also_allowed")}
    return agrees(allowed, {"expected": got})


TABLE = Table(
    name="message_content",
    inputs=("kind", "jurisdiction", "role", "carrier", "context", "text"),
    outputs=("expected", "expected_rules"),
    answer=answer,
    agrees=same_rules,
)
