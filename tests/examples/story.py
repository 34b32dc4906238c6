"""Reading what a demo did: what happened to a case, and the messages as they lie in the outbox."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.app.command import done

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that left for a case."""

    channel: str
    at: datetime
    step: str
    role: str
    reference: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Story:
    """A demo that was played in a folder."""

    folder: Path

    def lines(self, case_id):
        """Read the lines of a case."""
        lines = done("ledger", case_id, "--json").json_lines
        return [line for line in lines if line["subject"] == f"case:{case_id}"]

    def sent(self, case_id):
        """List what was handed over for a case, the oldest first, in local time."""
        return [
            Sent(
                channel=line["public"]["channel"],
                at=datetime.fromisoformat(line["at"]).astimezone(AMSTERDAM),
                step=line["public"]["step"],
                role=line["public"]["legal_role"],
                reference=line["reference"],
                outcome=line["outcome"],
            )
            for line in self.lines(case_id)
            if line["outcome"] in {"accepted", "bounced"}
        ]

    def decisions(self, case_id):
        """List the decisions that led to no message: (decision, rule, reason)."""
        return [
            (line["public"]["decision"], line["public"].get("rule", ""), line["public"]["because"])
            for line in self.lines(case_id)
            if line["kind"] == "decision"
        ]

    def tasks(self, case_id):
        """List the work of people for a case."""
        return [
            task["kind"] for task in done("tasks", "list", "--json").json_lines if task["case_id"] == case_id
        ]

    def file(self, sent):
        """Find the file of a message."""
        (path,) = (self.folder / "outbox" / sent.channel).glob(f"*{sent.reference}*")
        return path

    def mail(self, sent):
        """Read an e-mail."""
        return message_from_bytes(self.file(sent).read_bytes(), policy=policy.default)
