"""From the model of campaigns.yaml to the frozen campaigns that the engine walks with."""

from collections.abc import Iterator
from dataclasses import replace

from engine.campaigns.campaign_model import (
    RESEND,
    REVIEW,
    CampaignModel,
    CampaignsFile,
    CapModel,
    DefaultsModel,
    EndsModel,
    FallbackModel,
    ForModel,
    StepModel,
    VariantModel,
    WhenModel,
)
from engine.campaigns.versions import campaign_as_json, version_of
from engine.campaigns.words import CENT
from engine.domain.campaign import (
    Campaign,
    Cap,
    Condition,
    CostsPolicy,
    Delay,
    Fallback,
    Segment,
    Step,
    Variant,
)
from preferences.hours import Hours

#: the longest amicable phase, when a campaign does not say
MOST_DAYS = 90
TIMEZONE = "Europe/Amsterdam"
#: stands for hours and a cap that the file lacks; such a file is never used, only looked at
NEVER = Hours(((),) * 7)
NO_CONTACTS = CapModel.model_construct(contacts=0, per=MOST_DAYS)


def build_campaigns(file: CampaignsFile) -> tuple[Campaign, ...]:
    """Make the campaigns of a file, in its order, each with its version."""
    return tuple(_versioned(name, model, file.defaults) for name, model in file.campaigns.items())


def _versioned(name: str, model: CampaignModel, defaults: DefaultsModel) -> Campaign:
    campaign = _campaign(name, model, defaults)
    return replace(campaign, version=version_of(campaign_as_json(campaign)))


def _campaign(name: str, model: CampaignModel, defaults: DefaultsModel) -> Campaign:
    ends = model.ends or defaults.ends or EndsModel(review=REVIEW)
    own_cap = build_cap(model.cap, f"campaign {name}") if model.cap else None
    return Campaign(
        name=name,
        version="",
        segment=_segment(model.segment),
        costs=model.costs or defaults.costs or CostsPolicy.NONE,
        max_duration_days=model.max_duration or defaults.max_duration or MOST_DAYS,
        timezone=model.timezone or defaults.timezone or TIMEZONE,
        hours=model.hours or defaults.hours or NEVER,
        cap=own_cap or build_cap(defaults.cap or NO_CONTACTS, "house"),
        steps=tuple(_step(step) for step in model.steps),
        variants=tuple(
            one for step, variants in sorted(model.variants.items()) for one in _variants(step, variants)
        ),
        review_at_end=ends.review == REVIEW,
    )


def build_cap(model: CapModel, owner: str) -> Cap:
    """Make a cap that belongs to the house, a creditor or a campaign."""
    return Cap(contacts=model.contacts, days=model.per, gap_hours=model.gap, owner=owner)


def _segment(model: ForModel) -> Segment:
    least, most = model.days_overdue
    return Segment(
        creditors=tuple(sorted(set(model.creditor))),
        jurisdiction=model.jurisdiction,
        collector_role=model.collector_role,
        sectors=tuple(sorted(set(model.sector))),
        debtor_kind=model.debtor,
        days_overdue_at_least=None if least is None else int(least),
        days_overdue_at_most=None if most is None else int(most),
        amount_at_least=model.amount.least,
        amount_at_most=model.amount.most,
    )


def _step(model: StepModel) -> Step:
    return Step(
        id=model.id,
        after=model.after or Delay(0),
        template=model.template,
        channels=model.channels,
        fallback=_fallback(model.fallback) if model.fallback else None,
        legal_role=model.role,
        task=model.task,
        script=model.script,
        when=_condition(model.when),
        offer=model.offer or None,
        resend_in_doubt=model.in_doubt == RESEND,
    )


def _fallback(model: FallbackModel) -> Fallback:
    return Fallback(when=frozenset(model.when), after=model.after, to=model.to)


def _condition(model: WhenModel) -> Condition:
    least, most = model.outstanding
    return Condition(
        replied=model.replied,
        paid_part=model.paid_part,
        other_arrears=model.other_arrears,
        represented=model.represented,
        outstanding_at_least=least,
        # amounts have two decimals: up to and including 50 is below 50.01
        outstanding_below=None if most is None else most + CENT,
    )


def _variants(step: str, model: VariantModel) -> Iterator[Variant]:
    shares = zip(model.templates.items(), model.split, strict=False)
    for (name, template), share in sorted(shares):
        yield Variant(step=step, name=name, template=template, share=share)
