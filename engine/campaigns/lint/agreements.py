"""Campaigns and creditors keep to what was agreed about the amicable phase (product.md S9, S10)."""

from collections.abc import Iterator
from datetime import date

from engine.campaigns.finding import KeyPath, Level, Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.lint.timeline import APPROACHES, timeline
from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.organisation import Creditor, PartnerAgreement

#: letters about costs: they end the friendly part
ABOUT_COSTS = frozenset({LegalRole.FOURTEEN_DAY_LETTER})


def agreements_are_kept(look: Look) -> Iterator[Mistake]:
    """Hold a campaign to what was agreed with its creditors about the amicable phase."""
    yield from _duration(look)
    for creditor in look.creditors:
        if creditor.agreement:
            agreed = _agreed(creditor, creditor.agreement)
            yield from _contact(look, creditor.agreement, agreed)
            yield from _costs(look, creditor.agreement, agreed)


def agreement_is_social(creditor: Creditor, path: KeyPath, today: date) -> Iterator[Mistake]:
    """Find an agreement that pays by result, and one whose evaluation is late."""
    agreement = creditor.agreement
    if agreement is None:
        return
    if agreement.no_cure_no_pay:
        message = "paid only for what is collected: that rewards pressure on the debtor"
        fix = "agree on a fixed price a case, and write no_cure_no_pay: false"
        yield Mistake((*path, "no_cure_no_pay"), message, fix)
    if agreement.evaluated_by is not None and agreement.evaluated_by < today:
        message = f"the evaluation was due on {agreement.evaluated_by}"
        fix = "evaluate it together, and write the day of the next one"
        yield Mistake((*path, "evaluated_by"), message, fix, Level.WARNING)


def _duration(look: Look) -> Iterator[Mistake]:
    """Hold the longest duration to every agreement at once: the fix is right for all of them."""
    days, path = look.campaign.max_duration_days, look.at("max_duration")
    kept = {_agreed(one, one.agreement): one.agreement for one in look.creditors if one.agreement}
    longest = {said: one.max_days for said, one in kept.items() if one.max_days is not None}
    shortest = {said: max(one.min_days or 0, one.amicable_days or 0) for said, one in kept.items()}
    least = max(shortest.values(), default=0)
    most = min(longest.values(), default=max(days, least))
    fix = 'write "max_duration: {} days"' if least <= most else "part the campaign: they agreed on other days"
    if too_long := [f"{said} ({agreed} days)" for said, agreed in longest.items() if days > agreed]:
        yield Mistake(path, f"{days} days is longer than {', '.join(too_long)}", fix.format(most))
    if too_short := [f"{said} ({agreed} days)" for said, agreed in shortest.items() if days < agreed]:
        yield Mistake(path, f"{days} days is shorter than {', '.join(too_short)}", fix.format(least))


def _agreed(creditor: Creditor, agreement: PartnerAgreement) -> str:
    return f"agreed with {creditor.id} on {agreement.signed_on}"


def _contact(look: Look, agreement: PartnerAgreement, agreed: str) -> Iterator[Mistake]:
    if agreement.personal_contact and not any(step.task in APPROACHES for step in look.campaign.steps):
        message = f"no call and no visit, and personal contact was {agreed}"
        yield Mistake(look.at("steps"), message, 'add a step with "task: call" or "task: visit"')


def _costs(look: Look, agreement: PartnerAgreement, agreed: str) -> Iterator[Mistake]:
    if agreement.no_costs and look.campaign.costs is not CostsPolicy.NONE:
        yield Mistake(look.at("costs"), f"a track without costs was {agreed}", 'write "costs: none"')
    for moment in timeline(look.campaign):
        early = agreement.amicable_days is not None and moment.day < agreement.amicable_days
        if early and moment.step.legal_role in ABOUT_COSTS:
            message = (
                f"a letter about costs comes on day {moment.day}, "
                f"and {agreement.amicable_days} friendly days were {agreed}"
            )
            wait = (agreement.amicable_days or 0) - moment.day
            fix = f'wait {wait} days longer: raise "after" here or in a step before it'
            yield Mistake(look.at("steps", moment.index, "after"), message, fix)
