"""All that a decision may depend on, fetched once; every rule sees these and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from engine.domain.calendar import Calendar
from engine.domain.campaign import Campaign, Cap, LegalRole, Step
from engine.domain.case import Case
from engine.domain.contact import Contact, Position
from engine.domain.decision import TaskKind
from engine.domain.notice import Notice
from engine.domain.organisation import Agency, Creditor
from engine.domain.pause import Pause
from engine.domain.people import ContactPoint, Debtor
from preferences.channel import ChannelKind, ContactKind
from preferences.preference import Preference
from preferences.records import quickly_made
from preferences.wall import local_time, zone_named


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """
    What the campaign itself wants next for a case: the answer of engine.walk, before any rule is asked.

    Exactly one of these holds: `step` with `rest_until` None (try this step now), `rest_until` (the campaign
    rests until then), or `task` (a person is needed: the steps are done, or nobody could be reached).
    """

    because: str
    #: where the case stands after steps were passed over, and since when that step's delay counts
    step_index: int
    since: datetime
    step: Step | None = None
    #: which try of this step comes now; 0 is the first
    ordinal: int = 0
    #: the channels of this try, the best first; None stands for what the debtor likes
    channels: tuple[ChannelKind | None, ...] = ()
    rest_until: datetime | None = None
    task: TaskKind | None = None
    #: steps that were passed over because their condition does not hold: (id, reason)
    skipped: tuple[tuple[str, str], ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen channel and contact point, and for every channel the reason why or why not."""

    channel: ChannelKind | None
    point: ContactPoint | None
    reasons: tuple[tuple[str, str], ...]


@quickly_made
@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything about one case at one moment; what several rules ask is worked out once."""

    now: datetime
    case: Case
    debtor: Debtor
    preference: Preference
    campaign: Campaign
    #: where the case stands in its campaign
    position: Position
    move: Move
    #: the kind of contact that is being weighed; None: no contact (a review, a rest)
    kind: ContactKind | None = None
    #: the channel that was chosen for it; None: no message is planned
    choice: Choice | None = None
    creditor: Creditor
    agency: Agency
    #: all contacts with this debtor over all cases and campaigns, the oldest first
    contacts: tuple[Contact, ...]
    #: all pauses of this debtor and its cases
    pauses: tuple[Pause, ...]
    #: the caps of house, creditor and running campaigns; the strictest holds
    caps: tuple[Cap, ...]
    calendar: Calendar
    #: for which channels the step's template has a text
    template_channels: frozenset[ChannelKind] = frozenset()
    #: the answer or confirmation that is weighed; None: the campaign's own next step
    notice: Notice | None = None
    #: nothing may leave at all
    house_stopped: bool = False
    #: WhatsApp: when the debtor last wrote to us there (opens 24 hours for free text)
    whatsapp_inbound_at: datetime | None = None

    def weighing(self, kind: ContactKind | None, choice: Choice | None) -> "Facts":
        """Give the same facts for one kind of contact; a plain copy, because this is asked for every case."""
        copy = object.__new__(Facts)
        copy.__dict__.update(self.__dict__, kind=kind, choice=choice)
        return copy

    @property
    def zone(self) -> ZoneInfo:
        """Name the local time of the debtor."""
        return zone_named(self.campaign.timezone)

    @property
    def started_at(self) -> datetime:
        """Say when this case began its campaign."""
        return self.position.started_at

    @property
    def local(self) -> datetime:
        """Give the moment in the debtor's local time."""
        return local_time(self.now, self.zone)

    @property
    def today(self) -> date:
        """Give the debtor's local date."""
        return self.local.date()

    @property
    def answered(self) -> Notice | None:
        """Give the notice when it follows on what the debtor did: then it is no new approach by us."""
        return self.notice if self.notice is not None and self.notice.is_answer else None

    @property
    def legal_role(self) -> LegalRole:
        """Say what the message of this step is in law."""
        return self.move.step.legal_role if self.move.step else LegalRole.NONE
