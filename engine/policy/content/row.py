"""One row of the table message_content: a text with its facts, and the answer in the table's words."""

from collections.abc import Mapping

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.content.content import Content, ContentKind
from engine.policy.content.finding import ContentFinding
from engine.policy.content.judge import judge
from preferences.channel import ChannelKind

#: what the table's `carrier` may say
CHANNELS = {kind.value: kind for kind in ChannelKind}
FINE = "ok"


def facts_of(context: str) -> dict[str, str]:
    """Read `key=value|key=value`; a part without `=` is left out."""
    parts = (part.partition("=") for part in context.replace("\n", "|").split("|"))
    return {key.strip(): value.strip() for key, sign, value in parts if sign and key.strip()}


def content_of(row: Mapping[str, str]) -> Content:
    r"""Read the inputs of a row; `\n` stands for a line break. Raises ValueError for an unknown word."""
    return Content(
        text=row["text"].replace("\\n", "\n"),
        kind=ContentKind(row["kind"]),
        jurisdiction=Jurisdiction(row["jurisdiction"]),
        collector_role=CollectorRole(row["role"]),
        channel=CHANNELS[row["carrier"]],
        facts=facts_of(row["context"]),
    )


def judge_row(row: Mapping[str, str]) -> dict[str, str]:
    """Give the columns `expected` and `expected_rules` as the rules find them."""
    findings = judge(content_of(row))
    return {"expected": codes(findings), "expected_rules": rules(findings)}


def codes(findings: tuple[ContentFinding, ...]) -> str:
    """Write findings as the table does; `ok` for none."""
    return ";".join(finding.code for finding in findings) or FINE


def rules(findings: tuple[ContentFinding, ...]) -> str:
    """Write the IDs of the rules, each once; `ok` for none."""
    return ";".join(dict.fromkeys(finding.rule for finding in findings)) or FINE


def agrees(row: Mapping[str, str], answer: Mapping[str, str]) -> bool:
    """
    Say whether an answer is what a row expects: the same rules, extra findings that it allows left out.

    The table scores rules first; the names of the items are its writer's own and may differ.
    """
    allowed = _codes(row.get("also_allowed", ""))
    found = {code for code in _codes(answer["expected"]) if _bare(code) not in allowed}
    return {_rule(code) for code in found} == {_rule(code) for code in _codes(row["expected"])}


def _codes(written: str) -> set[str]:
    return {code.strip() for code in written.split(";")} - {"", FINE}


def _bare(code: str) -> str:
    return code.partition(":")[2]


def _rule(code: str) -> str:
    return _bare(code).partition(".")[0]
