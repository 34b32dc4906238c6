"""What changes between two files of campaigns, as a person reads it."""

import pytest

from engine.campaigns.diff import ChangeKind, diff
from tests.campaigns.yaml_files import SMALL, edited, loaded

OTHER = SMALL.split("campaigns:\n")[1].replace("huur:", "water:")


def changes(tmp_path, old, new):
    return diff(loaded(tmp_path, old).campaigns, loaded(tmp_path, new).campaigns)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "contacts: 2",
            "contacts: 1",
            "cap: was 2 contacts per 7 days, 24 hours apart, becomes 1 contact per 7 days, 24 hours apart",
        ),
        ("08:00-19:45", "09:00-17:00", "hours: was mon-fri 08:00-19:45, becomes mon-fri 09:00-17:00"),
        ("costs: none", "costs: statutory", "costs: was none, becomes statutory"),
        (
            "    steps:",
            "    max_duration: 60 days\n    steps:",
            "longest duration: was 90 days, becomes 60 days",
        ),
        (
            "    steps:",
            "    timezone: Europe/Brussels\n    steps:",
            "time zone: was Europe/Amsterdam, becomes Europe/Brussels",
        ),
        (
            "    steps:",
            "    ends: {review: never}\n    steps:",
            "end: was with a review, becomes without a review",
        ),
        ("amount: 10-500", "amount: 10-400", "amount: was 10.00-500.00, becomes 10.00-400.00"),
        (", amount: 10-500", "", "amount: was 10.00-500.00, is removed"),
        (
            "amount: 10-500",
            'amount: 10-500, days_overdue: ">= 5"',
            "days overdue: was not set, becomes at least 5",
        ),
        (
            "creditor: woonstede",
            "creditor: [woonstede, ander]",
            "creditor: was woonstede, becomes ander, woonstede",
        ),
        (
            "after: 5 working days",
            "after: 1 working day",
            'step "bellen", delay: was 5 working days, becomes 1 working day',
        ),
        (
            "template: herinnering\n        channels: [email",
            "template: andere_toon\n        channels: [email",
            'step "tweede", template: was herinnering, becomes andere_toon',
        ),
        ("[preferred, email]", "[sms]", 'step "eerste", channels: was preferred, email, becomes sms'),
        (
            "to: [letter]",
            "to: [sms, letter]",
            (
                'step "eerste", fallback: was on bounced after 2 open days '
                "to letter, becomes on bounced after 2 open days to sms, letter"
            ),
        ),
        (
            "        fallback: {when: [bounced], after: 2 open days, to: [letter]}\n",
            "",
            'step "eerste", fallback: was on bounced after 2 open days to letter, is removed',
        ),
        (
            "task: call\n        script: gesprek",
            "task: visit",
            'step "bellen", task: was call, becomes visit',
        ),
        ("        script: gesprek\n", "", 'step "bellen", script: was gesprek, is removed'),
        (
            "{replied: false}",
            "{replied: true, outstanding: 50-100}",
            (
                'step "tweede", condition: was '
                "not replied, becomes replied and outstanding from 50.00 and outstanding below 100.01"
            ),
        ),
        (
            "        when: {replied",
            "        offer: help\n        when: {replied",
            'step "tweede", offer: was not set, becomes help',
        ),
        (
            "        when: {replied",
            "        role: confirmation\n        when: {replied",
            'step "tweede", legal role: was not set, becomes confirmation',
        ),
        (
            "split: 50/50",
            "split: 20/80",
            (
                'variants of step "eerste": was 50% andere_toon (warm), '
                "50% herinnering (zakelijk), becomes 80% andere_toon (warm), 20% herinnering (zakelijk)"
            ),
        ),
    ],
)
def test_says_what_changes_in_a_campaign(tmp_path, old, new, line):
    (change,) = changes(tmp_path, SMALL, edited(old, new))

    assert (change.campaign, change.kind) == ("huur", ChangeKind.CHANGED)
    assert line in change.lines


def test_says_nothing_when_nothing_changes(tmp_path):
    assert changes(tmp_path, SMALL + OTHER, "# again\n" + SMALL + OTHER) == ()


def test_says_which_campaigns_come_and_go(tmp_path):
    gone, new = changes(tmp_path, SMALL, SMALL.replace("huur:", "water:"))

    assert (gone.campaign, gone.kind) == ("huur", ChangeKind.REMOVED)
    assert gone.lines == ("the campaign with its 3 steps is removed",)
    assert (new.campaign, new.kind) == ("water", ChangeKind.ADDED)
    assert 'step "bellen": delay 5 working days, task call, script gesprek' in new.lines
    assert str(new).startswith("water (added)\n  - creditor: woonstede\n  - jurisdiction: nl\n")


def test_says_which_steps_come_and_go(tmp_path):
    (change,) = changes(tmp_path, SMALL, edited("id: bellen", "id: opbellen"))

    assert change.lines == (
        'step "bellen" is removed (was: delay 5 working days, task call, script gesprek)',
        'step "opbellen" is added: delay 5 working days, task call, script gesprek',
    )


def test_says_which_step_moves(tmp_path):
    call = "      - id: bellen\n        after: 5 working days\n        task: call\n        script: gesprek\n"
    moved = edited("    variants:", call + "    variants:", edited(call, ""))

    (change,) = changes(tmp_path, SMALL, moved)

    assert change.lines in {
        ('step "bellen" moves: it comes after tweede now',),
        ('step "tweede" moves: it comes after eerste now',),
    }


def test_says_when_the_order_of_campaigns_changes(tmp_path):
    head, huur = SMALL.split("campaigns:\n")

    (change,) = changes(tmp_path, SMALL + OTHER, f"{head}campaigns:\n{OTHER}{huur}")

    assert change.lines in {("moves: it comes first now",), ("moves: it comes after water now",)}
