"""message_content.csv: what a text must say, may not say and may not show."""

from collections.abc import Sequence

from engine.policy.content import row as content_row
from engine.scenarios.row import Row
from engine.scenarios.table import Answer, Table


def answer(row: Row) -> Sequence[Answer]:
    """Judge the text of a row with the content rules."""
    try:
        found = content_row.judge_row(row.cells)
    except (KeyError, ValueError) as fault:
        said = f"kind, jurisdiction, role or carrier cannot be read: {fault}"
        raise row.wrong("kind", said) from None
    return (Answer({"expected": found["expected"], "rules": found["expected_rules"]}),)


def agrees(expected: str, got: str, row: Row) -> bool:
    """Compare by rule first, as the table asks: the names of the items are its writer's own."""
    if ":" in expected + got:
        return content_row.agrees({**row.cells, "expected": expected}, {"expected": got})
    wanted, found = (set(text.split(";")) - {"", content_row.FINE} for text in (expected, got))
    allowed = {code.rpartition(":")[2].partition(".")[0] for code in row.list("also_allowed")}
    return wanted <= found <= wanted | allowed


TABLE = Table(
    name="message_content",
    inputs=("kind", "jurisdiction", "role", "carrier", "context", "text"),
    outputs=("expected", "expected_rules"),
    answer=answer,
    agrees=agrees,
)
