"""The keys of campaigns.yaml: what may stand where, with a sentence each for people and editors."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from engine.campaigns.fields import (
    OFFERS,
    Amounts,
    Channels,
    Contacts,
    DayRange,
    Days,
    FileVersion,
    Gap,
    Name,
    Names,
    SendChannels,
    Split,
    Strict,
    Triggers,
    Wait,
    Week,
    YesNo,
    Zone,
    one_of,
    unclear,
)
from engine.campaigns.words import Range
from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import TaskKind
from engine.domain.people import DebtorKind

ONE_DAY = 24
#: what a step may ask of people; the other kinds of task come up by themselves
TASKS = (TaskKind.CALL, TaskKind.VIDEO_CALL, TaskKind.VISIT, TaskKind.REVIEW, TaskKind.WORK)
REVIEW, NO_REVIEW = "before_handover", "never"


#: what a step lets happen with a message that its provider does not have
TO_PERSON, RESEND = "person", "resend"


class ForModel(Strict):
    """Which cases a campaign is for; what is not named does not matter."""

    creditor: Names = Field((), description="One creditor of organisation.yaml, or a list of them.")
    jurisdiction: Annotated[Jurisdiction | None, *one_of(Jurisdiction)] = Field(
        None, description="Whose law holds: that of the country where the debtor lives."
    )
    collector_role: Annotated[CollectorRole | None, *one_of(CollectorRole)] = Field(
        None, description="Who approaches the debtor in the eyes of the law."
    )
    sector: Names = Field((), description="One sector (housing, energy, water, ...) or a list of them.")
    debtor: Annotated[DebtorKind | None, *one_of(DebtorKind)] = Field(
        None, description="A natural person or a business."
    )
    days_overdue: DayRange = Field(Range(), description='Days since the due date: ">= 5", "<= 90" or "5-90".')
    amount: Amounts = Field(Range(), description='What is still to be paid, in euro: ">= 10", "10-500".')


class CapModel(Strict):
    """At most so many contacts with one debtor in a period, over everything that we do."""

    contacts: Contacts = Field(examples=[2], description="At most so many, calls and visits included.")
    per: Days = Field(examples=["7 days"], description='In how many days: "7 days".')
    gap: Gap = Field(ONE_DAY, description='At least so long between two contacts: "1 day" or "12 hours".')


class FallbackModel(Strict):
    """When a step tries again through other channels."""

    when: Triggers = Field(
        examples=[["bounced", "not_delivered"]],
        description="bounced, not_delivered, no_reaction: one or a list of them.",
    )
    after: Wait = Field(
        examples=["2 open days"], description='How long to wait for a reaction: "2 open days".'
    )
    to: SendChannels = Field(examples=[["sms", "letter"]], description="The next channels, the best first.")


class WhenModel(Strict):
    """Facts that must hold for a step to be taken; otherwise it is passed over."""

    replied: YesNo | None = Field(None, description="The debtor replied, promised or paid in this campaign.")
    paid_part: YesNo | None = Field(None, description="A part was paid.")
    other_arrears: YesNo | None = Field(
        None, description="The debtor has other open cases here, or arrears elsewhere that somebody told of."
    )
    represented: YesNo | None = Field(None, description="Somebody speaks for the debtor.")
    outstanding: Amounts = Field(Range(), description='What is still to be paid, in euro: ">= 50".')


class StepModel(Strict):
    """One planned message (`template`) or one task for a person (`task`)."""

    # which keys a step needs depends on its kind: engine.campaigns.shape says so, with the fix
    model_config = ConfigDict(json_schema_extra={"required": ["id", "after"]})

    id: Name = Field("", description="A name of its own inside the campaign.")
    after: Wait | None = Field(None, description='After the step before: "0 days", "5 working days".')
    template: Name | None = Field(None, description="The message: a folder in templates/nl_b1.")
    channels: Channels = Field((), description="The channels, the best first; `preferred` is what they like.")
    fallback: FallbackModel | None = Field(None, description="When to try again, and how.")
    role: Annotated[LegalRole, *one_of(LegalRole)] = Field(
        LegalRole.NONE, description="What the message is in law; leave it out for a friendly message."
    )
    task: Annotated[TaskKind | None, *one_of(TASKS)] = Field(
        None, description="What a person is asked to do."
    )
    script: Name | None = Field(None, description="A conversation script in templates/nl_b1/_scripts.")
    offer: Annotated[str, *one_of(OFFERS)] = Field("", description="What it offers besides paying.")
    when: WhenModel = Field(WhenModel(), description="Only when these facts hold.")
    in_doubt: Annotated[str, *one_of((TO_PERSON, RESEND))] = Field(
        TO_PERSON, description="When its provider does not have it after all: `person` decides, or `resend`."
    )


class VariantModel(Strict):
    """Other templates for one step: a name for each with its template, and how debtors are divided."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Name]

    split: Split = Field(examples=["50/50"], description="Shares in the order of the names; together 100.")

    @property
    def templates(self) -> dict[str, str]:
        """Give the template of each variant, in the order of the file."""
        return self.__pydantic_extra__

    @model_validator(mode="after")
    def _every_variant_has_a_share(self) -> Self:
        if len(self.templates) != len(self.split):
            message = f"{len(self.templates)} variants and {len(self.split)} shares in the split"
            raise unclear(message, "write a share for each variant: {a: NAME, b: NAME, split: 50/50}")
        return self


class EndsModel(Strict):
    """What happens when the steps are done or the time is up."""

    review: Annotated[str, *one_of((REVIEW, NO_REVIEW))] = Field(
        examples=[REVIEW], description="Whether a person reviews the case before it can be handed over."
    )


class DefaultsModel(Strict):
    """What holds for every campaign that does not say otherwise."""

    timezone: Zone | None = Field(None, description="Whose clock counts: Europe/Amsterdam.")
    hours: Week | None = Field(None, description="When messages may leave, in local time; inside the law.")
    cap: CapModel | None = Field(None, description="How often a debtor may be contacted.")
    costs: Annotated[CostsPolicy | None, *one_of(CostsPolicy)] = Field(
        None,
        description="`none`: no costs at all; `statutory`: what the law allows, when its clocks have run.",
    )
    max_duration: Days | None = Field(None, description="The longest that the amicable phase may last.")
    ends: EndsModel | None = Field(None, description="What happens when the steps are done.")


class CampaignModel(DefaultsModel):
    """The steps that a case walks through."""

    segment: ForModel = Field(
        alias="for",
        examples=[{"creditor": "NAME"}],
        description="Which cases it is for; the first that fits wins.",
    )
    steps: tuple[StepModel, ...] = Field(min_length=1, description="Messages and tasks, in order.")
    variants: dict[Name, VariantModel] = Field({}, description="By step: which wordings are compared.")


class CampaignsFile(Strict):
    """Campaigns of minnelijk: who is contacted when, in which words, through which channels."""

    version: FileVersion = Field(examples=[1], description="The form of this file.")
    defaults: DefaultsModel = Field(DefaultsModel(), description="What campaigns share.")
    campaigns: dict[Name, CampaignModel] = Field(
        min_length=1, description="By name; the first that fits wins."
    )
