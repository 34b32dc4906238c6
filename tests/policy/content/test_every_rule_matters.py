"""Turn each content rule off: some text is judged otherwise, and every rule has its card."""

import csv

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.content.content import Content, ContentKind
from engine.policy.content.judge import rules_for
from engine.policy.content.row import content_of
from engine.policy.content_book import ASKED, CONTENT
from preferences.channel import ChannelKind
from tests.policy.content.some_texts import DATA, read_texts

TABLES = (DATA.parents[1] / "data", DATA.parents[2] / "scenarios" / "second")


def contents():
    for folder in TABLES:
        with (folder / "message_content.csv").open(encoding="utf-8", newline="") as file:
            yield from (content_of(row) for row in csv.DictReader(file))
    for name in ("held_out.txt", "written.txt", "third.txt"):
        yield from (content_of(text.row) for text in read_texts(name))


#: a text that announces a visit, with the steps of its campaign: there is none among them
ANNOUNCES = Content(
    text="Klopt er iets niet? Betalen in delen mag. Anders komen wij bij u langs.",
    kind=ContentKind.MESSAGE,
    jurisdiction=Jurisdiction.NL,
    collector_role=CollectorRole.CREDITOR,
    channel=ChannelKind.LETTER,
    facts={"steps": "call,message"},
)
ALL = (*contents(), ANNOUNCES)
RULES = sorted({rule for content in ALL for rule in rules_for(content)}, key=lambda rule: rule.__name__)


def found_by(content, rules):
    return {finding.code for rule in rules for finding in rule(content)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_content_rule_that_is_turned_off_is_missed(rule):
    missed = [
        content
        for content in ALL
        if (all_rules := tuple(rules_for(content))) and rule in all_rules
        if found_by(content, all_rules) != found_by(content, [one for one in all_rules if one is not rule])
    ]

    assert missed


def test_every_content_rule_that_is_asked_stands_in_the_list():
    modules = {rule.__module__.removeprefix("engine.policy.content.") for rule in RULES} | {"contradiction"}
    listed = {one.law for one in ASKED}

    assert len(modules) == len(ASKED) == len({card.name for card in CONTENT})
    assert all(rule.__globals__["LAW"] in listed for rule in RULES)
