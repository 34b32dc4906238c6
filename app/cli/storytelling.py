"""How a story is printed."""

from pathlib import Path

from app.cli.answers import say, table
from app.demo.report import Story
from engine.domain.touchpoint import Outcome
from preferences.channel import ContactKind

#: the longest list of people that one screen can hold
MOST_SHOWN = 12
LEFT = frozenset({Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.READ, Outcome.PRINTED, Outcome.POSTED})


def print_story(story: Story) -> None:
    """Print what happened in small tables."""
    table("Cases", ("status", "cases"), sorted(story.cases.items()))
    table("Messages", ("channel", "sent", "bounced", "withdrawn", "refused"), _messages(story))
    tasks = [(kind, count, story.open_tasks[kind]) for kind, count in sorted(story.tasks.items())]
    table("Tasks for people", ("what", "opened", "still open"), tasks)
    held_back = [
        (said, rule or "no campaign", count) for (said, rule), count in story.held_back.most_common()
    ]
    table("Held back", ("decision", "rule", "times"), held_back)
    shown = story.never_reached[:MOST_SHOWN]
    table(f"Never reached: {len(story.never_reached)} people", ("cases", "why"), shown)


def _messages(story: Story) -> list[tuple[object, ...]]:
    def count(kind: ContactKind, outcomes: frozenset[Outcome]) -> int:
        return sum(story.contacts[kind, outcome] for outcome in outcomes)

    rows: list[tuple[object, ...]] = []
    for kind in ContactKind:
        numbers = (
            count(kind, LEFT),
            count(kind, frozenset({Outcome.BOUNCED, Outcome.RETURNED, Outcome.STOPPED})),
            count(kind, frozenset({Outcome.CANCELLED, Outcome.EXPIRED})),
            count(kind, frozenset({Outcome.REFUSED})),
        )
        if any(numbers):
            rows.append((kind, *numbers))
    return rows


def print_where_to_look(folder: Path, rejects: Path, rows_rejected: int) -> None:
    """Say where the messages are and which commands show more."""
    say(f"Messages as files: {folder}/outbox/sms, email, whatsapp, letter")
    say(f"Rows that did not come in ({rows_rejected}): {rejects}")
    say()
    say("Look further (put `.venv/bin/` before it, or activate .venv):")
    for command, what in (
        ("minnelijk why D-1001", "what would be done now, and every rule's reason"),
        ("minnelijk ledger D-1001", "the record of a case"),
        ("minnelijk preview vriendelijke_herinnering --case D-1001", "the text in every channel"),
        ("minnelijk outlook", "what goes out tomorrow"),
        ("minnelijk tasks list", "the work of people"),
        ("minnelijk check", "is campaigns.yaml right?"),
    ):
        say(f"  {command:60} {what}")
