"""Gather everything that one decision may depend on."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from engine.campaigns.segment import variant_for
from engine.domain.calendar import Calendar
from engine.domain.campaign import Campaign, Cap, Delay, Step
from engine.domain.case import Case, CaseStatus, Jurisdiction
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.domain.notice import Notice
from engine.domain.organisation import Creditor
from engine.domain.touchpoint import Json
from engine.policy.calendars import calendar_for
from engine.policy.channel_choice import HOUSE_ORDER
from engine.policy.facts import Facts, Move
from engine.policy.house_rules import RULE_PACK
from engine.ports import Catalogue, DebtorFile, Writer
from engine.walk import NEVER_LEFT, Walk, next_move
from preferences.channel import ChannelKind

#: what gathering raises for one case whose creditor, template, campaign or hours are not in order
NOT_IN_ORDER = (ConfigurationError, UnknownReference, ValueError)

AT_ONCE = Delay(0)
NO_CHANNELS: frozenset[ChannelKind] = frozenset()


@dataclass
class Desk:
    """What lies on the desk while cases are decided: campaigns, organisation, templates, calendars."""

    catalogue: Catalogue
    writer: Writer
    house_stopped: bool = False
    _channels: dict[str, frozenset[ChannelKind]] = field(default_factory=dict)

    @cached_property
    def calendars(self) -> dict[Jurisdiction, Calendar]:
        """Give the calendar of each jurisdiction."""
        return {jurisdiction: calendar_for(jurisdiction) for jurisdiction in Jurisdiction}

    def channels_of(self, template: str) -> frozenset[ChannelKind]:
        """List the channels for which a template has a text."""
        if template not in self._channels:
            self._channels[template] = self.writer.channels_of(template)
        return self._channels[template]

    def creditor_of(self, case: Case) -> Creditor:
        """Find the creditor of a case; raises ConfigurationError when organisation.yaml lacks it."""
        creditor = self.catalogue.organisation.creditor(case.creditor)
        if creditor is None:
            raise ConfigurationError(f"case {case.id}: organisation.yaml has no creditor '{case.creditor}'")
        return creditor

    def stamp(self, campaign: Campaign, case: Case, at: datetime) -> dict[str, Json]:
        """Name the versions and the local time that stand in each line about a case."""
        return {
            "campaign": campaign.name,
            "campaign_version": campaign.version,
            "organisation_version": self.catalogue.organisation.version,
            "calendar": self.calendars[case.jurisdiction].version,
            "rules": RULE_PACK,
            "local_time": at.astimezone(ZoneInfo(campaign.timezone)).isoformat(timespec="seconds"),
        }

    def stamp_of(self, facts: Facts) -> dict[str, Json]:
        """Name the versions and the local time of a case that was just decided."""
        return self.stamp(facts.campaign, facts.case, facts.now)


def gather(file: DebtorFile, case: Case, desk: Desk, now: datetime, notice: Notice | None = None) -> Facts:
    """Put together the facts of one case of one debtor at one moment, for its next step or for a notice."""
    position = file.positions[case.id]
    campaign = desk.catalogue.campaign(position.campaign, position.version)
    move = notice_move(file, case, notice) if notice else move_of(file, case, desk, now)
    template = move.step.template if move.step else None
    return Facts(
        now=now,
        case=case,
        debtor=file.debtor,
        preference=file.preference,
        campaign=campaign,
        position=position,
        move=move,
        notice=notice,
        creditor=desk.creditor_of(case),
        agency=desk.catalogue.organisation.agency,
        contacts=file.contacts,
        pauses=file.pauses,
        caps=_caps(file, case, desk),
        calendar=desk.calendars[case.jurisdiction],
        template_channels=desk.channels_of(template) if template else NO_CHANNELS,
        house_stopped=desk.house_stopped,
        whatsapp_inbound_at=file.whatsapp_inbound_at,
        reacted_at=file.reacted_at.get(case.id),
        other_open_cases=_others_open(file, case),
    )


def move_of(file: DebtorFile, case: Case, desk: Desk, now: datetime) -> Move:
    """Ask the campaign what it wants next for a case, with the variant of the words for this debtor."""
    position = file.positions[case.id]
    campaign = desk.catalogue.campaign(position.campaign, position.version)
    today = now.astimezone(ZoneInfo(campaign.timezone)).date()
    move = next_move(
        Walk(
            campaign=campaign,
            position=position,
            case=case,
            contacts=file.contacts,
            calendar=desk.calendars[case.jurisdiction],
            now=now,
            reacted_at=file.reacted_at.get(case.id),
            can_reach=lambda channel: _can_reach(file, channel, today),
            other_arrears=_others_open(file, case) > 0,
            represented=file.debtor.represented_on(today) is not None,
        )
    )
    return _with_variant(move, campaign, file.debtor.id)


def notice_move(file: DebtorFile, case: Case, notice: Notice) -> Move:
    """Say what a notice wants next: the channels not tried for it yet; the campaign stays where it is."""
    tries = [one for one in file.contacts if one.run == notice.id]
    tried = {one.kind.value for one in tries if one.outcome not in NEVER_LEFT}
    order = dict.fromkeys((*notice.channels, *file.preference.order, *HOUSE_ORDER))
    step = Step(id=notice.template, after=AT_ONCE, template=notice.template, legal_role=notice.legal_role)
    position = file.positions[case.id]
    return Move(
        because=f"owed since {notice.since:%Y-%m-%d}: {notice.cause}",
        step_index=position.step,
        since=position.since,
        step=step,
        ordinal=len(tries),
        channels=tuple(one for one in order if one.value not in tried),
    )


def _can_reach(file: DebtorFile, channel: ChannelKind, today: date) -> bool:
    points = file.debtor.points_for(channel, today)
    return channel not in file.preference.refused and any(point.state.usable for point in points)


def _with_variant(move: Move, campaign: Campaign, debtor_id: str) -> Move:
    if not campaign.variants or move.step is None or move.step.template is None:
        return move
    words = variant_for(campaign, move.step, debtor_id)
    if words is None or words == move.step.template:
        return move
    return replace(move, step=replace(move.step, template=words))


def _others_open(file: DebtorFile, case: Case) -> int:
    return sum(other.status is CaseStatus.OPEN and other.id != case.id for other in file.cases)


def _caps(file: DebtorFile, case: Case, desk: Desk) -> tuple[Cap, ...]:
    """Collect the caps that hold for a person: house, this creditor, and every campaign that runs."""
    organisation = desk.catalogue.organisation
    still_open = {one.id for one in file.cases if one.status is CaseStatus.OPEN}
    running = {
        (spot.campaign, spot.version)
        for spot in file.positions.values()
        if spot.campaign and (spot.case_id in still_open or spot.case_id == case.id)
    }
    caps = [desk.catalogue.campaign(name, version).cap for name, version in sorted(running)]
    creditor = desk.creditor_of(case)
    return tuple(cap for cap in (organisation.agency.cap, creditor.cap, *caps) if cap is not None)
