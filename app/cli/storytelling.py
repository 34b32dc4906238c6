"""How a story is printed."""

from collections.abc import Sequence
from pathlib import Path
from shutil import which

from app.cli.answers import pairs, say, table
from app.demo.before import Difference
from app.demo.place import DemoPlace
from app.demo.report import Story

#: what a rule says when it lets a case wait or stops it; the empty one: no rule was asked
RULES = {
    "": "no campaign is for the case yet",
    "house_stop": "a person stopped everything",
    "standing": "the case is not open any more",
    "pauses": "a pause: this person is left alone",
    "nl_registration": "no active registration as a collector",
    "be_registration": "no registration as a collector in Belgium",
    "be_reminder_first": "the first reminder comes first, and its term",
    "be_amounts_checked": "the costs are more than contract or law allow",
    "nl_costs_after_letter": "costs before the 14-day letter has run out",
    "nl_description_first": "the claim was not described yet",
    "nl_one_letter": "a second 14-day letter beside one that runs",
    "costs_shown": "costs in a campaign without costs",
    "be_notice_first": "the term of the formal notice runs",
    "amicable_clock": "the campaign has lasted as long as it may",
    "campaign_step": "the next step of the campaign comes later",
    "frequency": "the cap on contacts is reached",
    "one_at_a_time": "another message went just before",
    "channel_choice": "no channel is left",
    "nl_contact_window": "outside the hours of Dutch law",
    "be_contact_window": "outside the hours of Belgian law",
    "hours": "outside the hours of the campaign or the debtor",
}
#: what a rule says when it stops a case, where that is something else
STOPS = {"campaign_step": "all steps of the campaign are done, and nobody reviews the case"}
#: cases of the example portfolio that show something in particular
SHOWN = {
    "D-1001": "asked for WhatsApp in the evening, and gets just that",
    "D-1003": "cannot be reached at all: work for a person, not silence",
    "D-1005": "has a bewindvoerder: the messages go there",
    "D-1010": "has a mailbox that does not exist: the next channel follows by itself",
    "D-1016": "lives in Belgium: the formal notice first, then two weeks of quiet",
    "D-2004": "wrote that there is no money, said yes to help, and was phoned by the municipality",
}
FURTHER = (
    ("why {case}", "what would be done now, and the reason of every rule"),
    ("ledger {case}", "the record of a case, and whether its chain holds"),
    ("preview vriendelijke_herinnering --case {case}", "the text in every channel"),
    ("outlook", "what goes out until the end of tomorrow"),
    ("simulate --days '2 weeks'", "the coming weeks, on a copy"),
    ("tasks list", "the work of people"),
    ("referral list", "who was led to whom for help, and whether they were phoned in time"),
    ("pause {case} --as anna", "leave somebody alone; `minnelijk people list` says who may"),
    ("check", "is campaigns.yaml right? Change it and play again"),
)
#: what a newcomer can change, to see what that does
AGAIN = (
    ("campaigns.yaml", "a step, hours, a channel or its words"),
    ("examples/portfolio.csv", "what a debtor likes: the columns prefers, refuses and hours"),
    ("organisation.yaml", "what holds for the agency and for each creditor"),
)


def print_story(story: Story) -> None:
    """Print what happened in small tables."""
    table("Cases", ("status", "cases"), sorted(story.cases.items()))
    print_messages(story)
    tasks = [(_plain(kind), count, story.open_tasks[kind]) for kind, count in sorted(story.tasks.items())]
    table("Work for people", ("what", "opened", "still open"), tasks)
    held_back = [
        (said, _because(said, rule), rule, times) for (said, rule), times in story.held_back.most_common()
    ]
    table("Waits and stops", ("what", "because", "rule", "times"), held_back)
    more = story.never_reached - len(story.named)
    rest = [(f"and {more} more", "")] if more else []
    table(f"Never reached: {story.never_reached} people", ("cases", "because"), (*story.named, *rest))


def print_messages(story: Story) -> None:
    """Print the messages of each channel; what never happened gets no column."""
    messages = story.messages()
    fates = [
        fate for fate in next(iter(messages.values()), {}) if any(row[fate] for row in messages.values())
    ]
    table(
        "Messages",
        ("channel", *fates),
        [(kind, *(row[fate] for fate in fates)) for kind, row in messages.items()],
    )


def print_differences(changed: Sequence[Difference]) -> None:
    """Print what is not as it was in the demo before; somebody may have changed a campaign or a wish."""
    if not changed:
        say("Nothing differs from the demo before.")
        say()
        return
    table(
        "Different from the demo before", ("what", "then", "now"), [(_plain(one), *n) for one, *n in changed]
    )


def print_where_to_look(place: DemoPlace, rows_refused: int, case_ids: Sequence[str]) -> None:
    """Say where the messages are and which commands show more."""
    pairs(
        "Cases to begin with, as the example portfolio ships",
        [one for one in SHOWN.items() if one[0] in case_ids],
    )
    files = "messages: .eml, .txt and .pdf, named by the day and the reference that the ledger has"
    refused = f"{rows_refused} rows that did not come in, and cells that were left out, each with the reason"
    pairs("Files", [(f"{_near(place.outbox)}/", files), (f"{_near(place.rejects)}", refused)])
    pairs("Change something and play again", AGAIN)
    command = "minnelijk" if which("minnelijk") else ".venv/bin/minnelijk"
    case = case_ids[0] if case_ids else "CASE"
    pairs("Look further", [(f"{command} {words.format(case=case)}", what) for words, what in FURTHER])


def _because(decision: str, rule: str) -> str:
    stops = STOPS if decision == "stop" else {}
    return stops.get(rule) or RULES.get(rule, rule)


def _plain(word: str) -> str:
    """Write a name without its underscores."""
    return word.replace("_", " ")


def _near(path: Path) -> Path:
    """Write a path from where we stand, when it lies below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
