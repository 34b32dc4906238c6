"""Small files of campaigns to make mistakes in, and all that the lint knows around them."""

from dataclasses import replace

from engine.campaigns.lint.campaigns import lint_campaigns
from engine.campaigns.lint.look import Knowledge, TemplateShelf
from engine.campaigns.loading import load_campaigns
from engine.domain.campaign import LegalRole
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.organisation import Sender
from engine.policy.law_window import law_window
from preferences.channel import ChannelKind
from tests.builders import a_creditor, an_organisation

SMALL = """\
version: 1
defaults:
  hours: {mon-fri: "08:00-19:45"}
  cap: {contacts: 2, per: 7 days}
  costs: none
campaigns:
  huur:
    for: {creditor: woonstede, jurisdiction: nl, amount: 10-500}
    steps:
      - id: eerste
        after: 0 days
        template: herinnering
        channels: [preferred, email]
        fallback: {when: [bounced], after: 2 open days, to: [letter]}
      - id: bellen
        after: 5 working days
        task: call
        script: gesprek
      - id: tweede
        after: 14 days
        template: herinnering
        channels: [email, letter]
        when: {replied: false}
    variants:
      eerste: {zakelijk: herinnering, warm: andere_toon, split: 50/50}
"""

EVERY = frozenset(ChannelKind)
DURABLE = frozenset({ChannelKind.EMAIL, ChannelKind.LETTER})
SENDER = Sender(sms="Voorbeeld", email="post@voorbeeld.example")

SHELF = TemplateShelf(
    channels={
        "herinnering": EVERY - {ChannelKind.SMS},
        "andere_toon": EVERY,
        "overzicht": DURABLE,
        "veertien_dagen": DURABLE,
        "be_herinnering": DURABLE,
        "be_notice": DURABLE,
        "be_vriendelijk": EVERY,
    },
    legal_roles={
        "overzicht": LegalRole.CLAIM_DESCRIPTION,
        "veertien_dagen": LegalRole.FOURTEEN_DAY_LETTER,
        "be_herinnering": LegalRole.BE_FIRST_REMINDER,
        "be_notice": LegalRole.BE_FORMAL_NOTICE,
    },
    jurisdictions={
        "overzicht": frozenset({Jurisdiction.NL}),
        "be_herinnering": frozenset({Jurisdiction.BE}),
        "be_notice": frozenset({Jurisdiction.BE}),
        "be_vriendelijk": frozenset({Jurisdiction.BE}),
    },
)


def some_creditors():
    """One creditor of each sort: own claim or not, NL or BE."""
    return tuple(
        a_creditor(name, collector_role=role, jurisdiction=jurisdiction, sector=sector, sender=SENDER)
        for name, role, jurisdiction, sector in (
            ("woonstede", CollectorRole.CREDITOR, Jurisdiction.NL, "housing"),
            ("winkel", CollectorRole.COLLECTOR, Jurisdiction.NL, "shop"),
            ("be-woning", CollectorRole.CREDITOR, Jurisdiction.BE, "housing"),
            ("be-energie", CollectorRole.COLLECTOR, Jurisdiction.BE, "energy"),
        )
    )


def some_knowledge(**changes):
    defaults = Knowledge(
        templates=SHELF,
        scripts=frozenset({"gesprek", "bezoek"}),
        law_window=law_window,
        organisation=an_organisation(creditors=some_creditors()),
    )
    return replace(defaults, **changes)


def edited(old, new, text=SMALL):
    """Change one place of a file; the place must be there, once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the file"
    return text.replace(old, new)


def loaded(tmp_path, text):
    """Load campaigns from a text."""
    file = tmp_path / "campaigns.yaml"
    file.write_text(text, encoding="utf-8")
    return load_campaigns(file)


def linted(tmp_path, text, **changes):
    """Load campaigns from a text that is well-formed, and lint them."""
    campaigns = loaded(tmp_path, text)
    assert campaigns.findings == ()
    return lint_campaigns(campaigns, some_knowledge(**changes))
