"""What we owe a debtor for one reply: which acknowledgements, through which channel, and what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from engine.domain.case import Case, Jurisdiction
from engine.domain.notice import Notice, NoticeKind
from engine.domain.pause import Pause
from engine.domain.reply import Reply
from engine.domain.told import Appointment, Told
from engine.policy.law_window import law_zone
from engine.ports import NewId
from engine.replies.effects import Effect, effects
from engine.replies.label import Label
from engine.replies.understand import Reading
from engine.stranger import is_told_already
from preferences.change import Through

#: after this long an acknowledgement tells nothing any more: a person answers
ANSWER_LASTS = timedelta(days=7)
#: the same acknowledgement goes out once in so long: two machines that answer each other come to an end
NOT_AGAIN = timedelta(days=1)
#: an appointment to be phoned: within so long, in office hours, and at which hour a part of the day begins
APPOINTMENT_WITHIN = timedelta(days=14)
FIRST_HOUR, LAST_HOUR, SATURDAY = 9, 17, 5
STARTS = {"morning": "09:00", "afternoon": "13:00"}
#: who does not want to hear from us, or died, gets no acknowledgement
NO_ANSWER = frozenset({Label.STOP_ALL, Label.DECEASED})
#: somebody else who says one of these too hears nothing more, not even that we are sorry
NO_WORD = NO_ANSWER | {Label.STOP_CHANNEL, Label.DISTRESS}
#: an answer that is more than that
KINDS = {Label.DISTRESS: NoticeKind.HELP, Label.WRONG_PERSON: NoticeKind.SORRY}
#: without a channel or a moment left these need no person: who asks for quiet hears nothing, and that is it
LAPSES = frozenset({Label.STOP_CHANNEL, Label.CHANNEL_PREF, Label.TIME_PREF, Label.WRONG_PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Makes the notices of one reply."""

    case: Case
    reply: Reply
    reading: Reading
    now: datetime
    new_id: NewId
    #: where somebody else wrote from, whom we reached by mistake; empty: nobody did, or we do not know
    stranger_at: str = ""

    def effects(self, before: Sequence[Notice]) -> Sequence[Effect]:
        """
        List the effects whose answer is owed, one for each template; `before` is what was owed earlier.

        Somebody in danger hears only who helps. What was not surely understood is answered by a person.
        """
        labels = self.reading.labels
        if Label.DISTRESS in labels:
            return [effects()[Label.DISTRESS]]
        if Label.WRONG_PERSON in labels:
            return [effects()[Label.WRONG_PERSON]] if self._is_sorry(before) else []
        if Label.OTHER_LANGUAGE in labels:
            return self._in_other_language(before)
        if not self.reading.sure or NO_ANSWER & set(labels):
            return []
        found: dict[str, Effect] = {}
        for effect in (self._answered_by(effects()[label]) for label in labels):
            if effect.answer and not self._just_told(effect, before):
                found.setdefault(effect.answer, effect)
        return list(found.values())

    def _in_other_language(self, before: Sequence[Notice]) -> Sequence[Effect]:
        """Say that we look for somebody who speaks it, unless even that may be a word too many."""
        effect, may_be_said = effects()[Label.OTHER_LANGUAGE], {*self.reading.labels, *self.reading.in_doubt}
        return [] if NO_WORD & may_be_said or self._just_told(effect, before) else [effect]

    def _is_sorry(self, before: Sequence[Notice]) -> bool:
        """Say whether somebody else is owed a word of regret: once, and not to who read it on our page."""
        template = effects()[Label.WRONG_PERSON].answer
        return (
            self.reading.sure
            and self.reply.through is not Through.PORTAL
            and bool(self.stranger_at)
            and not NO_WORD & set(self.reading.labels)
            and not is_told_already(before, template, self.stranger_at)
        )

    def _answered_by(self, effect: Effect) -> Effect:
        """Take the template that fits the country, and the appointment that was asked for."""
        if effect.answer_dated and self._appointment():
            return replace(effect, answer=effect.answer_dated)
        if effect.answer_be and self.case.jurisdiction is Jurisdiction.BE:
            return replace(effect, answer=effect.answer_be)
        return effect

    def _appointment(self) -> Appointment | None:
        """Give the moment that a reply asks for, where somebody of us can keep it: a working day, by day."""
        day, part = self.reading.entities.get("date"), str(self.reading.entities.get("daypart", ""))
        hour = STARTS.get(part) or (part[:5] if "-" in part else "")
        if not day or not hour:
            return None
        at = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=law_zone(self.case.jurisdiction))
        is_kept = self.now < at <= self.now + APPOINTMENT_WITHIN and FIRST_HOUR <= at.hour < LAST_HOUR
        return Appointment(at=at, how="bellen") if is_kept and at.weekday() < SATURDAY else None

    def notice(self, effect: Effect, pauses: Sequence[Pause]) -> Notice:
        """Make the notice for an effect; `pauses` as they stand after the effects were done."""
        return Notice(
            id=self.new_id(),
            debtor_id=self.case.debtor_id,
            case_id=self.case.id,
            kind=KINDS.get(effect.label, NoticeKind.ANSWER),
            cause=self.cause,
            template=effect.answer,
            channels=(self.reply.channel,),
            since=self.now,
            expires_at=self.now + ANSWER_LASTS,
            due_at=self.now,
            may_lapse=effect.label in LAPSES,
            told=self._told(effect, pauses),
            only_to=self.stranger_at if effect.label is Label.WRONG_PERSON else "",
        )

    @property
    def cause(self) -> str:
        """Name the reply: the same one that comes in twice has the same name, and it tells nobody's words."""
        received = self.reply.received_at.astimezone(UTC).isoformat()
        key = f"{self.case.id}\n{self.reply.channel.value}\n{received}"
        return f"reply {sha256(key.encode()).hexdigest()[:20]}"

    def _just_told(self, effect: Effect, before: Sequence[Notice]) -> bool:
        return any(
            one.template == effect.answer
            and one.case_id == self.case.id
            and one.since > self.now - NOT_AGAIN
            and one.cause != self.cause
            for one in before
        )

    def _told(self, effect: Effect, pauses: Sequence[Pause]) -> Told:
        """Tell until when we are quiet, where the pause of the effect has an end."""
        if effect.label is Label.WRONG_PERSON:
            return Told()
        if effect.label is Label.CALLBACK:
            return Told(appointment=self._appointment())
        ends = [
            one.until
            for one in pauses
            if one.kind is effect.pause and one.case_id in {None, self.case.id} and one.holds(self.now)
        ]
        told = Told(language=self.reading.language, asks_proof=Label.REPRESENTED in self.reading.labels)
        if not ends or None in ends:
            return told
        last = max(end for end in ends if end)
        day = last.astimezone(law_zone(self.case.jurisdiction)).date()
        return replace(told, quiet_until=day)
