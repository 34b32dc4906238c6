"""The table of pauses: one row a kind (and country), each with its rule of law.md."""

from collections.abc import Mapping
from functools import cache

from engine.domain.case import Jurisdiction
from engine.domain.decision import HOUSE, Source, TaskKind
from engine.domain.pause import PauseKind
from engine.domain.protection import Duty, Interest, Lasting, Lifting, Listener, Protection

NL, BE = Jurisdiction.NL, Jurisdiction.BE

TABLE: tuple[Protection, ...] = (
    Protection(
        kind=PauseKind.OWN_WISH,
        source=HOUSE,
        ends_with="the moment that the debtor chose, or their word",
        lifting=Lifting.ANYBODY,
    ),
    Protection(
        kind=PauseKind.DISPUTE,
        jurisdiction=NL,
        source=Source("NL-68", "U"),
        ends_with="a substantive written answer",
        task=TaskKind.ANSWER_DISPUTE,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.DISPUTE,
        jurisdiction=BE,
        source=Source("BE-17", "V"),
        ends_with="a logged decision on the dispute",
        interest=Interest.STOPS_AFTER_30_DAYS,
        task=TaskKind.ANSWER_DISPUTE,
        task_days=30,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.COMPLAINT,
        # the law asks for the acknowledgement (NL-27, V); that messages stop is good practice
        source=Source("NL-68", "U"),
        ends_with="a substantive written answer",
        task=TaskKind.ANSWER_COMPLAINT,
        task_working_days=2,
        duties=(Duty.ACKNOWLEDGE,),
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.DETAILS,
        jurisdiction=NL,
        source=Source("NL-28", "S"),
        ends_with="the claim description was sent",
        task=TaskKind.SEND_CLAIM_DESCRIPTION,
        task_working_days=2,
        duties=(Duty.CLAIM_DESCRIPTION,),
        lifting=Lifting.ANYBODY,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.DETAILS,
        jurisdiction=BE,
        source=Source("BE-07", "V"),
        ends_with="the documents were sent",
        task=TaskKind.SEND_CLAIM_DESCRIPTION,
        task_working_days=2,
        duties=(Duty.CLAIM_DESCRIPTION,),
        lifting=Lifting.ANYBODY,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.DEBT_HELP,
        source=Source("NL-60", "S"),
        lasting=Lasting.MONTHS,
        amount=8,
        ends_with="the end of the covenant's term, or of the debt help",
        stops_costs=True,
        task=TaskKind.FOLLOW_DEBT_HELP,
    ),
    Protection(
        kind=PauseKind.MORATORIUM,
        source=Source("NL-61", "S"),
        lasting=Lasting.MONTHS,
        amount=6,
        ends_with="the court's date; at most six months",
        task=TaskKind.FOLLOW_DEBT_HELP,
    ),
    Protection(
        kind=PauseKind.INSOLVENCY,
        source=Source("NL-63", "U"),
        ends_with="the end of the WSNP or bankruptcy",
        stops_costs=True,
        interest=Interest.STOPS,
        listener=Listener.REPRESENTATIVE,
        task=TaskKind.FILE_CLAIM,
    ),
    Protection(
        kind=PauseKind.COLLECTIVE_SETTLEMENT,
        source=Source("BE-26", "U"),
        ends_with="the end of the collective debt settlement",
        stops_costs=True,
        interest=Interest.STOPS,
        listener=Listener.REPRESENTATIVE,
        task=TaskKind.FILE_CLAIM,
    ),
    Protection(
        kind=PauseKind.BEWIND,
        source=Source("NL-65", "V"),
        ends_with="the end of the bewind",
        listener=Listener.REPRESENTATIVE,
        task=TaskKind.CHECK_AUTHORITY,
    ),
    *(
        Protection(
            kind=kind,
            source=Source("NL-66", "U"),
            ends_with=ends,
            listener=Listener.REPRESENTATIVE,
            task=TaskKind.CHECK_AUTHORITY,
        )
        for kind, ends in (
            (PauseKind.CURATELE, "the end of the curatele"),
            (PauseKind.MINOR, "the debtor comes of age"),
            (PauseKind.HELPER, "the end of the authority"),
        )
    ),
    Protection(
        kind=PauseKind.DEATH,
        source=Source("NL-67", "U"),
        ends_with="a person's decision, after the heirs' three months",
        stops_costs=True,
        listener=Listener.NOBODY,
        task=TaskKind.WRITE_TO_ESTATE,
    ),
    Protection(
        kind=PauseKind.WARM_REFERRAL,
        source=Source("NL-64", "U"),
        lasting=Lasting.DAYS,
        amount=30,
        ends_with="30 days, or a person's decision after the municipality's word",
        stops_costs=True,
        task=TaskKind.FOLLOW_REFERRAL,
        task_working_days=3,
    ),
    Protection(
        kind=PauseKind.PLAN_REQUEST,
        jurisdiction=NL,
        source=HOUSE,
        ends_with="the decision on the plan",
        task=TaskKind.DECIDE_PLAN,
        task_days=30,
        lifting=Lifting.ANYBODY,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.PLAN_REQUEST,
        jurisdiction=BE,
        source=Source("BE-15", "V"),
        ends_with="the decision on the plan",
        interest=Interest.STOPS_AFTER_30_DAYS,
        task=TaskKind.DECIDE_PLAN,
        task_days=30,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.MEDIATION,
        jurisdiction=NL,
        source=HOUSE,
        lasting=Lasting.DAYS,
        amount=30,
        ends_with="30 days, or the mediator's word",
        task=TaskKind.FOLLOW_DEBT_HELP,
    ),
    Protection(
        kind=PauseKind.MEDIATION,
        jurisdiction=BE,
        source=Source("BE-16", "V"),
        lasting=Lasting.DAYS_FROM_NEXT_WORKING_DAY,
        amount=45,
        ends_with="the decision on the request; at most 45 days",
        task=TaskKind.FOLLOW_DEBT_HELP,
    ),
    Protection(
        kind=PauseKind.PROTOCOL,
        source=Source("BE-27", "U"),
        ends_with="the agreements with the partner are no longer kept",
        stops_costs=True,
        listener=Listener.REPRESENTATIVE,
        task=TaskKind.FOLLOW_DEBT_HELP,
    ),
    Protection(
        kind=PauseKind.ARRANGEMENT,
        # the law asks for the confirmation (BE-21, V); that messages stop is our own rule
        source=HOUSE,
        ends_with="everything was paid, or a term was missed",
        duties=(Duty.CONFIRM_AGREEMENT,),
        lifting=Lifting.ANYBODY,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.PAYMENT_CHECK,
        source=HOUSE,
        ends_with="we know whether it was paid",
        task=TaskKind.CHECK_PAYMENT,
        lifting=Lifting.ANYBODY,
        whole_debtor=False,
    ),
    Protection(
        kind=PauseKind.RESTRICTION,
        source=Source("NL-71", "U"),
        ends_with="the answer to the request",
        task=TaskKind.ANSWER_REPLY,
    ),
    Protection(
        kind=PauseKind.DANGER,
        source=Source("law.md 4a", "U"),
        ends_with="a trained person's decision",
        stops_costs=True,
        listener=Listener.NOBODY,
        task=TaskKind.CARE_FOR_SOMEBODY,
    ),
    Protection(
        kind=PauseKind.TEAM,
        source=HOUSE,
        ends_with="the moment that was set, or a person",
        lifting=Lifting.ANYBODY,
    ),
)


#: what people are asked to do for a pause; the campaign does not wait for it, the pause does
TASKS_OF_PAUSES = frozenset(row.task for row in TABLE if row.task is not None)


@cache
def _by_kind() -> Mapping[tuple[PauseKind, Jurisdiction], Protection]:
    return {
        (row.kind, jurisdiction): row
        for row in TABLE
        for jurisdiction in Jurisdiction
        if row.jurisdiction in {None, jurisdiction}
    }


def protection_of(kind: PauseKind, jurisdiction: Jurisdiction) -> Protection:
    """Find what a kind of pause means for somebody who lives in a country."""
    return _by_kind()[kind, jurisdiction]
