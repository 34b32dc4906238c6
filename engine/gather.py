"""Gather everything that one decision may depend on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from engine.campaigns.segment import variant_for
from engine.domain.calendar import Calendar
from engine.domain.campaign import Campaign, Cap, Delay, Step
from engine.domain.case import Case, CaseStatus, Jurisdiction
from engine.domain.contact import Position
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.domain.notice import Notice
from engine.domain.organisation import Creditor
from engine.domain.people import Debtor
from engine.domain.touchpoint import Json
from engine.policy.calendars import calendar_for
from engine.policy.channel_choice import HOUSE_ORDER
from engine.policy.facts import Facts, Move
from engine.policy.house_rules import RULE_PACK
from engine.ports import Catalogue, DebtorFile, Writer
from engine.stranger import without_debtor, without_wishes
from engine.walk import NEVER_LEFT, Walk, next_move
from preferences.channel import ChannelKind
from preferences.records import quickly_made, replace
from preferences.wall import local_time, zone_named

#: what gathering raises for one case whose creditor, template, campaign or hours are not in order
NOT_IN_ORDER = (ConfigurationError, UnknownReference, ValueError)

AT_ONCE = Delay(0)
NO_CHANNELS: frozenset[ChannelKind] = frozenset()

#: campaigns by name and version
Running = frozenset[tuple[str, str]]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is the same for every case of one campaign and country at one moment."""

    campaign: Campaign
    calendar: Calendar
    zone: ZoneInfo
    today: date
    #: the versions and the local time that stand in each line about such a case
    stamp: Mapping[str, Json]


@dataclass
class Desk:
    """
    What lies on the desk while a batch is decided: campaigns, organisation, templates, calendars.

    What many cases share is worked out for the first of them and kept as long as the batch.
    """

    catalogue: Catalogue
    writer: Writer
    house_stopped: bool = False
    _channels: dict[str, frozenset[ChannelKind]] = field(default_factory=dict)
    _grounds: dict[tuple[str, str, Jurisdiction, datetime], Ground] = field(default_factory=dict)
    _creditors: dict[str, Creditor] = field(default_factory=dict)
    _caps: dict[tuple[str, Running], tuple[Cap, ...]] = field(default_factory=dict)

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
        known = self._creditors.get(case.creditor)
        if known is not None:
            return known
        creditor = self.catalogue.organisation.creditor(case.creditor)
        if creditor is None:
            raise ConfigurationError(f"case {case.id}: organisation.yaml has no creditor '{case.creditor}'")
        self._creditors[case.creditor] = creditor
        return creditor

    def ground(self, position: Position, jurisdiction: Jurisdiction, at: datetime) -> Ground:
        """Find the campaign that a case walks through and what holds for all its cases at a moment."""
        key = (position.campaign, position.version, jurisdiction, at)
        known = self._grounds.get(key)
        if known is None:
            known = self._grounds[key] = self._new_ground(position, jurisdiction, at)
        return known

    def stamp_of(self, facts: Facts) -> Mapping[str, Json]:
        """Name the versions and the local time of a case that was just decided."""
        return self.ground(facts.position, facts.case.jurisdiction, facts.now).stamp

    def caps_of(self, creditor: Creditor, running: Running) -> tuple[Cap, ...]:
        """Collect the caps that hold for a person: house, this creditor, and every campaign that runs."""
        key = (creditor.id, running)
        if key not in self._caps:
            campaigns = [self.catalogue.campaign(name, version).cap for name, version in sorted(running)]
            caps = (self.catalogue.organisation.agency.cap, creditor.cap, *campaigns)
            self._caps[key] = tuple(cap for cap in caps if cap is not None)
        return self._caps[key]

    def _new_ground(self, position: Position, jurisdiction: Jurisdiction, at: datetime) -> Ground:
        campaign = self.catalogue.campaign(position.campaign, position.version)
        calendar = self.calendars[jurisdiction]
        zone = zone_named(campaign.timezone)
        local = local_time(at, zone)
        stamp: dict[str, Json] = {
            "campaign": campaign.name,
            "campaign_version": campaign.version,
            "organisation_version": self.catalogue.organisation.version,
            "calendar": calendar.version,
            "rules": RULE_PACK,
            "local_time": local.isoformat(timespec="seconds"),
        }
        return Ground(campaign=campaign, calendar=calendar, zone=zone, today=local.date(), stamp=stamp)


def gather(file: DebtorFile, case: Case, desk: Desk, now: datetime, notice: Notice | None = None) -> Facts:
    """Put together the facts of one case of one debtor at one moment, for its next step or for a notice."""
    position = file.positions[case.id]
    ground = desk.ground(position, case.jurisdiction, now)
    creditor = desk.creditor_of(case)
    move = notice_move(file, case, notice) if notice else move_of(file, case, desk, now)
    template = move.step.template if move.step else None
    to_stranger = notice if notice and notice.only_to else None
    debtor = file.debtor.in_case(case.id)
    return Facts(
        now=now,
        case=case,
        debtor=without_debtor(debtor, to_stranger) if to_stranger else debtor,
        preference=without_wishes(file.preference) if to_stranger else file.preference,
        campaign=ground.campaign,
        position=position,
        move=move,
        creditor=creditor,
        notice=notice,
        agency=desk.catalogue.organisation.agency,
        contacts=file.contacts,
        pauses=file.pauses,
        caps=desk.caps_of(creditor, _running(file, case)),
        calendar=ground.calendar,
        template_channels=desk.channels_of(template) if template else NO_CHANNELS,
        house_stopped=desk.house_stopped,
        whatsapp_inbound_at=to_stranger.since if to_stranger else file.whatsapp_inbound_at,
    )


def move_of(file: DebtorFile, case: Case, desk: Desk, now: datetime) -> Move:
    """Ask the campaign what it wants next for a case, with the variant of the words for this debtor."""
    position = file.positions[case.id]
    ground = desk.ground(position, case.jurisdiction, now)
    debtor = file.debtor.in_case(case.id)
    move = next_move(
        Walk(
            campaign=ground.campaign,
            position=position,
            case=case,
            contacts=file.contacts,
            calendar=ground.calendar,
            zone=ground.zone,
            now=now,
            reacted_at=file.reacted_at.get(case.id),
            can_reach=lambda channel: _can_reach(file, debtor, channel, ground.today),
            other_arrears=has_other_arrears(file, case, ground.today),
            represented=debtor.represented_on(ground.today) is not None,
        )
    )
    return _with_variant(move, ground.campaign, file.debtor.id)


def notice_move(file: DebtorFile, case: Case, notice: Notice) -> Move:
    """Say what a notice wants next: the channels not tried for it yet; the campaign stays where it is."""
    tries = [one for one in file.contacts if one.run == notice.id]
    tried = {one.kind.value for one in tries if one.outcome not in NEVER_LEFT}
    others = () if notice.only_to else (*file.preference.order, *HOUSE_ORDER)
    order = dict.fromkeys((*notice.channels, *others))
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


def _can_reach(file: DebtorFile, debtor: Debtor, channel: ChannelKind, today: date) -> bool:
    points = debtor.points_for(channel, today)
    return channel not in file.preference.refused and any(point.state.usable for point in points)


def _with_variant(move: Move, campaign: Campaign, debtor_id: str) -> Move:
    if not campaign.variants or move.step is None or move.step.template is None:
        return move
    words = variant_for(campaign, move.step, debtor_id)
    if words is None or words == move.step.template:
        return move
    return replace(move, step=replace(move.step, template=words))


def has_other_arrears(file: DebtorFile, case: Case, today: date) -> bool:
    """Say whether a debtor has arrears beside a case: in other open cases here, or elsewhere, as was told."""
    return _others_open(file, case) > 0 or any(one.counts_on(today) for one in file.other_arrears)


def _others_open(file: DebtorFile, case: Case) -> int:
    return len([one for one in file.cases if one.status is CaseStatus.OPEN and one.id != case.id])


def _running(file: DebtorFile, case: Case) -> Running:
    """Name the campaigns, in their versions, that run for a person."""
    cases = {one.id for one in file.cases if one.status is CaseStatus.OPEN or one.id == case.id}
    return frozenset(
        [
            (spot.campaign, spot.version)
            for spot in file.positions.values()
            if spot.campaign and spot.case_id in cases
        ]
    )
