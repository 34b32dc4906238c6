"""Where a case stands in its campaign, and what the campaign itself wants next; no rule is asked here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engine.domain.calendar import Calendar
from engine.domain.campaign import Campaign, Condition, Delay, Step, Trigger
from engine.domain.case import Case
from engine.domain.contact import Contact, Position
from engine.domain.decision import TaskKind
from engine.domain.delay import later
from engine.domain.touchpoint import Outcome
from engine.policy.carriers import WITH_A_TERM
from engine.policy.facts import Move
from preferences.channel import ChannelKind, ContactKind
from preferences.records import quickly_made, replace

#: how long after the last step a person looks at the whole case (house policy)
REVIEW_AFTER = timedelta(days=14)
#: how soon we look again at a contact whose outcome is still open
LOOK_AGAIN = timedelta(days=1)
#: triggers of a fallback by which a message that cannot arrive leads on
FAILED = frozenset({Trigger.BOUNCED, Trigger.NOT_DELIVERED})
#: a contact with one of these never left: the try does not count
NEVER_LEFT = frozenset({Outcome.CANCELLED})


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One case on its way through one version of a campaign."""

    campaign: Campaign
    position: Position
    case: Case
    #: all contacts with the debtor, the oldest first
    contacts: tuple[Contact, ...]
    calendar: Calendar
    zone: ZoneInfo
    now: datetime
    #: when the debtor last replied, promised or paid in this case
    reacted_at: datetime | None = None
    #: whether there is a way to this person through a channel that they accept
    can_reach: Callable[[ChannelKind], bool] = lambda _: True
    other_arrears: bool = False
    represented: bool = False

    def of_step(self, step: Step) -> tuple[Contact, ...]:
        """List the contacts of this case for one step of this walk, the first try first."""
        if not self.contacts:
            return ()
        found = [
            contact
            for contact in self.contacts
            if contact.step == step.id
            and contact.campaign == self.campaign.name
            and contact.at >= self.position.started_at
            and self.case.id in contact.case_ids
        ]
        # two tries can have one moment: their number says which came last
        return tuple(sorted(found, key=lambda contact: (contact.at, contact.ordinal)))

    def tries(self, index: int, contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
        """Keep what really was a try: it left, and after a person began the step again, if somebody did."""
        if not contacts:
            return ()
        begun = self.position.since if index == self.position.step else self.position.started_at
        return tuple(one for one in contacts if one.outcome not in NEVER_LEFT and one.at >= begun)

    def later(self, start: datetime, delay: Delay) -> datetime:
        """Add a delay in this campaign's hours and calendar."""
        return later(start, delay, self.campaign.hours, self.calendar, self.zone)

    def reacted_since(self, moment: datetime) -> bool:
        """Say whether the debtor did something since a moment."""
        return self.reacted_at is not None and self.reacted_at >= moment


def next_move(walk: Walk) -> Move:
    """Say what the campaign wants next: try a step, rest until a moment, or ask a person."""
    since = walk.position.since
    if walk.now >= clock_end(walk):
        return _time_is_up(walk)
    skipped: list[tuple[str, str]] = []
    for index in range(walk.position.step, len(walk.campaign.steps)):
        step = walk.campaign.steps[index]
        contacts = walk.of_step(step)
        tries = walk.tries(index, contacts)
        place = _Place(walk, step, index, since, len(contacts), tuple(skipped))
        if tries:
            move = _after_tries(place, tries)
            since = tries[-1].at
        else:
            move, reason = _first_try(place)
            skipped += [(step.id, reason)] if reason else []
        if move:
            return move
    return _at_the_end(walk, since, tuple(skipped))


@quickly_made
@dataclass(frozen=True, slots=True)
class _Place:
    """A step under consideration."""

    walk: Walk
    step: Step
    index: int
    since: datetime
    ordinal: int
    skipped: tuple[tuple[str, str], ...]

    def attempt(self, because: str, channels: tuple[ChannelKind | None, ...]) -> Move:
        return Move(
            because=because,
            step=self.step,
            step_index=self.index,
            since=self.since,
            ordinal=self.ordinal,
            channels=channels,
            skipped=self.skipped,
        )

    def rest(self, because: str, until: datetime) -> Move:
        return Move(
            because=because,
            step=self.step,
            step_index=self.index,
            since=self.since,
            rest_until=min(until, clock_end(self.walk)),
            skipped=self.skipped,
        )


def clock_end(walk: Walk) -> datetime:
    """Give the end of the amicable track: the campaign's longest duration after its start."""
    return walk.position.started_at + walk.campaign.max_duration


def _first_try(place: _Place) -> tuple[Move | None, str]:
    # a step that was begun before has waited for its delay already
    starts = place.since if place.ordinal else place.walk.later(place.since, place.step.after)
    if place.walk.now < starts:
        return place.rest(f"step {place.step.id} comes {place.step.after} after the one before", starts), ""
    if reason := unmet(place.step.when, place.walk):
        return None, reason
    return place.attempt(f"step {place.step.id} is due", _first_channels(place)), ""


def _first_channels(place: _Place) -> tuple[ChannelKind | None, ...]:
    """
    Go straight to the channels of the fallback where no address for the step's own channels works.

    What bounced before, in another step or before a person found a new address, is not tried to bounce again.
    """
    own, fallback = place.step.channels, place.step.fallback
    if fallback is None or not fallback.when & FAILED:
        return own
    if any(one is None or place.walk.can_reach(one) for one in own):
        return own
    return (*own, *(one for one in fallback.to if one not in own))


def _after_tries(place: _Place, tries: tuple[Contact, ...]) -> Move | None:
    last = tries[-1]
    if last.outcome.is_open:
        return place.rest(f"contact {last.reference} is under way", place.walk.now + LOOK_AGAIN)
    pulled = _pulled(place.step, last)
    if pulled is None or place.walk.reacted_since(tries[0].at):
        return _reached_nobody(place, tries)
    return _try_another(place, tries, pulled)


def _try_another(place: _Place, tries: tuple[Contact, ...], pulled: Trigger) -> Move | None:
    fallback = place.step.fallback
    tried = {contact.kind.value for contact in tries}
    ways = fallback.to if fallback else ()
    left = tuple(kind for kind in ways if kind.value not in tried and place.walk.can_reach(kind))
    if fallback is None or not left:
        return _reached_nobody(place, tries)
    if pulled is Trigger.NO_REACTION:
        ends = place.walk.later(tries[-1].at, fallback.after)
        if place.walk.now < ends:
            return place.rest(f"waits {fallback.after} for a reaction to {tries[-1].reference}", ends)
    return place.attempt(f"{pulled.value.replace('_', ' ')}: {tries[-1].kind} {tries[-1].reference}", left)


def _pulled(step: Step, last: Contact) -> Trigger | None:
    """Name the trigger of the step's fallback that the last outcome pulls."""
    when = step.fallback.when if step.fallback else frozenset()
    return next((trigger for trigger in when if last.outcome in trigger.outcomes), None)


def _reached_nobody(place: _Place, tries: tuple[Contact, ...]) -> Move | None:
    """Ask a person when no try can have arrived; otherwise the next step may come."""
    if any(contact.outcome.may_have_reached for contact in tries):
        return None
    by_mail = all(contact.kind is not ContactKind.LETTER for contact in tries)
    if place.step.legal_role in WITH_A_TERM and by_mail and place.walk.can_reach(ChannelKind.LETTER):
        because = f"{tries[-1].kind} {tries[-1].reference} did not arrive: its term begins anew by post"
        return place.attempt(because, (ChannelKind.LETTER,))
    ways = ", ".join(f"{contact.kind} {contact.outcome}" for contact in tries)
    ours = all(contact.outcome is Outcome.REFUSED for contact in tries)
    return Move(
        because=f"step {place.step.id} reached nobody: {ways}",
        step=place.step,
        step_index=place.index,
        since=place.since,
        task=TaskKind.MEND_MESSAGE if ours else TaskKind.FIND_CONTACT_POINT,
        skipped=place.skipped,
    )


def _at_the_end(walk: Walk, since: datetime, skipped: tuple[tuple[str, str], ...]) -> Move:
    end = min(since + REVIEW_AFTER, clock_end(walk))
    rests = walk.now < end
    return Move(
        because="all steps are done; time to react" if rests else f"all steps are done{_what_next(walk)}",
        step_index=len(walk.campaign.steps),
        since=since,
        rest_until=end if rests else None,
        task=None if rests else _review(walk),
        skipped=skipped,
    )


def _time_is_up(walk: Walk) -> Move:
    """End the walk, wherever the case stands; but what is under way is waited for."""
    because = f"the amicable track has lasted {walk.campaign.max_duration_days} days{_what_next(walk)}"
    move = Move(because=because, step_index=walk.position.step, since=walk.position.since)
    for contact in walk.contacts:
        if contact.outcome.is_open and walk.case.id in contact.case_ids:
            waits = f"contact {contact.reference} is under way"
            return replace(move, because=waits, rest_until=walk.now + LOOK_AGAIN)
    return replace(move, task=_review(walk))


def _review(walk: Walk) -> TaskKind | None:
    return TaskKind.REVIEW if walk.campaign.review_at_end else None


def _what_next(walk: Walk) -> str:
    return ": a person reviews the case" if walk.campaign.review_at_end else ""


#: what a condition may ask about a case, by its name
ASKED: Mapping[str, Callable[[Walk], bool]] = {
    "replied": lambda walk: walk.reacted_since(walk.position.started_at),
    "paid_part": lambda walk: walk.case.paid > 0,
    "other_arrears": lambda walk: walk.other_arrears,
    "represented": lambda walk: walk.represented,
}


def unmet(when: Condition, walk: Walk) -> str:
    """Say which condition of a step does not hold; empty when all hold."""
    for name, is_so in ASKED.items():
        wanted: bool | None = getattr(when, name)
        if wanted is not None and wanted is not is_so(walk):
            return f"{name} is {'false' if wanted else 'true'}"
    least, below = when.outstanding_at_least, when.outstanding_below
    if least is not None and walk.case.outstanding < least:
        return "outstanding is lower than the step asks"
    if below is not None and walk.case.outstanding >= below:
        return "outstanding is higher than the step asks"
    return ""
