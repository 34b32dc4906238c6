"""Which cases one message may speak for, and the contact that does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.campaign import LegalRole
from engine.domain.case import Case
from engine.domain.contact import Contact, reference_of
from engine.domain.decision import Send
from engine.domain.touchpoint import Outcome
from engine.policy.facts import Facts
from preferences.channel import CONTACT_BY
from preferences.records import quickly_made

#: a legal role that one message may hold for several cases of one creditor (law.md NL-31, V)
BUNDLED_BY_LAW = frozenset({LegalRole.NONE, LegalRole.FOURTEEN_DAY_LETTER})


@quickly_made
@dataclass(frozen=True, slots=True)
class Wish:
    """A case that wants a message now."""

    facts: Facts
    send: Send

    @property
    def case(self) -> Case:
        """Name the case."""
        return self.facts.case

    @property
    def key(self) -> tuple[str, ...]:
        """Name what must be the same for one message to speak for several cases."""
        facts, role = self.facts, self.facts.legal_role
        speaker = facts.debtor.representative
        alone = "" if role in BUNDLED_BY_LAW else facts.case.id
        return (
            facts.case.creditor,
            self.send.template,
            facts.case.jurisdiction,
            facts.case.collector_role,
            facts.case.iban,
            role,
            facts.campaign.name,
            facts.campaign.version,
            self.send.step,
            self.send.channel,
            self.send.to,
            speaker.name if speaker else "",
            alone,
        )


def first_bundle(wishes: list[Wish]) -> list[Wish]:
    """List the wishes that go in one message with the first."""
    if len(wishes) == 1:
        return wishes
    first = wishes[0].key
    return [wish for wish in wishes if wish.key == first]


def contact_of(leader: Wish, bundle: Sequence[Wish], now: datetime) -> Contact:
    """Make the contact that speaks for a bundle of cases."""
    facts, send = leader.facts, leader.send
    run = facts.position.run
    return Contact(
        reference=reference_of(facts.debtor.id, run, send.step, send.ordinal, now),
        debtor_id=facts.debtor.id,
        case_ids=tuple(wish.case.id for wish in bundle),
        kind=CONTACT_BY[send.channel],
        campaign=facts.campaign.name,
        run=run,
        step=send.step,
        ordinal=send.ordinal,
        legal_role=facts.legal_role,
        creditor=facts.case.creditor,
        at=now,
        outcome=Outcome.PLANNED,
        to=send.to,
    )
