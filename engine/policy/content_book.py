"""The content rules as `minnelijk law list` shows them: what a text must say, and may not say or show."""

from datetime import date
from typing import NamedTuple

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import Source
from engine.domain.rule_card import COLLECTORS, EVERY_ROLE, PEOPLE, Heading, RuleCard, Severity
from engine.policy.content import announced, contradiction
from engine.policy.content.be import (
    collector_fee,
    free_reminder,
    notice,
    penalty_cap,
    reminder,
    reminder_fee,
    silence,
)
from engine.policy.content.be import outside as outside_be
from engine.policy.content.be import short_term as short_term_be
from engine.policy.content.law import Law
from engine.policy.content.nl import (
    charges,
    claim,
    complaint,
    cost_cap,
    identity,
    outside,
    pressure,
    promotion,
    reachable,
    rights,
    specification,
    term,
    vat,
    warning,
)
from engine.policy.content.nl import help as helping
from engine.policy.sources import BIK, BKI, BW6, HOUSE_PAPERS, NOWID, POST_CASE, TW, WER, WKI

NL, BE = Jurisdiction.NL, Jurisdiction.BE
WKI_DAY, BOOK_XIX = date(2024, 4, 1), date(2023, 9, 1)
SINCE = {WKI: WKI_DAY, BKI: WKI_DAY, NOWID: WKI_DAY, WER: BOOK_XIX}
#: Dutch rules that the house keeps to in Belgium too
BOTH = frozenset({"rights", "announced", "contradiction"})
GRAVE, SERIOUS, POLICY = Severity.GRAVE, Severity.SERIOUS, Severity.POLICY


class Asked(NamedTuple):
    """What one content rule asks of a text."""

    name: str
    law: Law
    address: str
    severity: Severity
    says: str
    roles: frozenset[CollectorRole] = EVERY_ROLE

    @property
    def card(self) -> RuleCard:
        """Write it as the card of a rule."""
        own = BE if self.law.id.startswith("BE") else NL
        return RuleCard(
            name=f"text_{self.name}",
            says=self.says,
            sources=(Source(self.law.id, self.law.status),),
            address=self.address,
            since=SINCE.get(self.address),
            severity=self.severity,
            heading=Heading.COMPLAINT if self.law is complaint.LAW else Heading.INFORMATION,
            jurisdiction=None if self.name in BOTH else own,
            roles=self.roles,
            debtor_kinds=PEOPLE,
        )


#: by the name of the module that asks it
ASKED: tuple[Asked, ...] = (
    Asked(
        "identity",
        identity.LAW,
        WKI,
        SERIOUS,
        "names the registered firm and its mark",
        COLLECTORS,
    ),
    Asked("claim", claim.LAW, BKI, SERIOUS, "a claim description holds parts (a) to (f)", COLLECTORS),
    Asked(
        "specification",
        specification.LAW,
        BKI,
        SERIOUS,
        "names all parts of the total, which add up",
        COLLECTORS,
    ),
    Asked("rights", rights.LAW, BKI, SERIOUS, "says how to object and how to pay in parts"),
    Asked("reachable", reachable.LAW, BKI, SERIOUS, "gives a phone number or a way to answer", COLLECTORS),
    Asked("help", helping.LAW, NOWID, SERIOUS, "names debt help, 113 and a dispute scheme", COLLECTORS),
    Asked("complaint", complaint.LAW, BKI, SERIOUS, "says where to complain", COLLECTORS),
    Asked("pressure", pressure.LAW, NOWID, SERIOUS, "threatens with nothing", COLLECTORS),
    Asked("announced", announced.LAW, NOWID, SERIOUS, "announces no step that the campaign does not hold"),
    Asked(
        "contradiction",
        contradiction.LAW,
        BKI,
        SERIOUS,
        "messages of one case do not contradict",
    ),
    Asked("charges", charges.LAW, BIK, SERIOUS, "no charge that the law does not know"),
    Asked("warning", warning.LAW, BW6, SERIOUS, "a 14-day letter names principal, costs and consequence"),
    Asked("term", term.LAW, POST_CASE, SERIOUS, "a 14-day letter holds a safe sentence, and no other term"),
    Asked("cost_cap", cost_cap.LAW, BIK, SERIOUS, "announced costs stay under the scale"),
    Asked("vat", vat.LAW, BIK, SERIOUS, "VAT on costs only with the creditor's express word"),
    Asked("outside", outside.LAW, HOUSE_PAPERS, POLICY, "the outside shows no amount, debt word or creditor"),
    Asked("promotion", promotion.LAW, TW, SERIOUS, "sells nothing"),
    Asked("reminder", reminder.LAW, WER, SERIOUS, "a first reminder holds four mentions"),
    Asked("short_term", short_term_be.LAW, WER, SERIOUS, "a first reminder gives the whole term"),
    Asked("free_reminder", free_reminder.LAW, WER, SERIOUS, "a first reminder asks nothing for itself"),
    Asked("reminder_fee", reminder_fee.LAW, WER, SERIOUS, "a later reminder keeps to the cap of its year"),
    Asked("penalty_cap", penalty_cap.LAW, WER, GRAVE, "a penalty stays under the cap"),
    Asked("notice", notice.LAW, WER, GRAVE, "a formal notice holds nine mentions", COLLECTORS),
    Asked("collector_fee", collector_fee.LAW, WER, GRAVE, "nothing for the collector's own work", COLLECTORS),
    Asked("silence", silence.LAW, WER, GRAVE, "announces nothing within the term of the notice", COLLECTORS),
    Asked("outside_be", outside_be.LAW, WER, POLICY, "the outside shows no amount, debt word or creditor"),
)

CONTENT: tuple[RuleCard, ...] = tuple(one.card for one in ASKED)
