"""Weekly hours: when somebody may be reached, in local civil time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from preferences.wall import ONE_DAY, local_time, parts
from preferences.week import DAY, NAMES, day_words, read_days, read_spans, span_words, with_plain_dashes

#: how far ahead we look for an open moment before we say that there is none
HORIZON = timedelta(days=60)

#: says whether a local day is closed as a whole
IsClosed = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a day in minutes since local midnight, half-open: the last minute is out."""

    start: int
    end: int

    def __str__(self) -> str:
        return span_words(self.start, self.end)


@dataclass(frozen=True)
class Hours:
    """
    The spans of each weekday, Monday first; in order, and neither overlapping nor touching.

    What is worked out from hours is remembered by them, so their hash is worked out once.
    """

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.days))

    def __hash__(self) -> int:
        known: int = self._hash  # type: ignore[attr-defined]
        return known

    def contains(self, local: datetime) -> bool:
        """Say whether a local moment is inside."""
        minute = local.hour * 60 + local.minute
        return any(span.start <= minute < span.end for span in self.days[local.weekday()])

    def opens_on(self, day: date) -> bool:
        """Say whether any part of a day is open."""
        return bool(self.days[day.weekday()])

    def meet(self, other: "Hours") -> "Hours":
        """Keep only what is open in both."""
        return Hours(tuple(_meet(mine, theirs) for mine, theirs in zip(self.days, other.days, strict=True)))

    @property
    def never(self) -> bool:
        """Say whether no moment of the week is open."""
        return not any(self.days)

    def next_open(self, moment: datetime, zone: ZoneInfo, is_closed: IsClosed) -> datetime | None:
        """
        Give the first open moment (UTC) at or after a moment; None when nothing opens within HORIZON.

        A span that begins in the hour that the clock skips opens at the first moment after it; in the hour
        that comes twice both copies are open.
        """
        now = moment.astimezone(UTC)
        local = local_time(now, zone)
        if self.contains(local) and not is_closed(local.date()):
            return now
        ahead = self._stretches(local.date(), zone, is_closed)
        return next((max(start, now) for start, end in ahead if now < end), None)

    def closes_at(self, moment: datetime, zone: ZoneInfo, is_closed: IsClosed) -> datetime | None:
        """
        Give the end (UTC) of the open stretch that contains a moment; midnight alone does not end it.

        None when the moment is not open, and when the stretch runs on past HORIZON.
        """
        now = moment.astimezone(UTC)
        local = local_time(now, zone)
        today = local.date()
        if (end := self._plain_end(local, zone)) is not None:
            return None if is_closed(today) else end
        closes = now
        for start, end in self._stretches(today, zone, is_closed):
            if end <= now:
                continue
            if closes < start:
                break
            closes = end
        return closes if now < closes < _last_midnight(today, zone) else None

    def _plain_end(self, local: datetime, zone: ZoneInfo) -> datetime | None:
        """Give the end quickly on an ordinary day: a span ends before midnight and nothing follows."""
        day = parts(local.date(), zone)
        if len(day) > 1:
            return None
        minute = local.hour * 60 + local.minute
        spans = self.days[local.weekday()]
        for span in spans:
            if span.start <= minute < span.end < DAY and all(span.end != other.start for other in spans):
                return day[0].moment(timedelta(minutes=span.end))
        return None

    def _stretches(
        self, first: date, zone: ZoneInfo, is_closed: IsClosed
    ) -> Iterator[tuple[datetime, datetime]]:
        """Walk through the open stretches of each day within HORIZON as moments (UTC), the earliest first."""
        for day in (first + ONE_DAY * gone for gone in range(HORIZON.days + 1)):
            spans = self.days[day.weekday()]
            for part in parts(day, zone) if spans and not is_closed(day) else ():
                for span in spans:
                    start = max(timedelta(minutes=span.start), part.first)
                    end = min(timedelta(minutes=span.end), part.last)
                    if start < end:
                        yield part.moment(start), part.moment(end)


def never_closed(day: date) -> bool:
    """Say for every day that it is not closed."""
    return False


@cache
def always() -> Hours:
    """Give the hours that are always open."""
    return Hours(((Span(0, DAY),),) * 7)


def parse_hours(given: Mapping[str, str | Sequence[str]]) -> Hours:
    """
    Read hours as they stand in campaigns.yaml: {mon-fri: "08:00-19:45", sat: [...], sun: closed}.

    Days that are not named are closed. Raises ValueError with the key, the value and the fix.
    """
    return _gather(given.items())


@lru_cache(maxsize=1024)
def parse_hours_text(text: str) -> Hours:
    """
    Read hours as a debtor's wish is kept: "mon-fri 18:00-21:00; sat 10:00-12:00, 14:00-16:00".

    Raises ValueError with the part that is wrong and the fix.
    """
    written = (part.strip().partition(" ") for part in with_plain_dashes(text).split(";"))
    return _gather((key, spans) for key, _, spans in written if key)


def hours_text(hours: Hours) -> str:
    """Write hours as `parse_hours_text` reads them."""
    runs = [
        (spans, [day for day, _ in run]) for spans, run in groupby(enumerate(hours.days), lambda day: day[1])
    ]
    said = [f"{day_words(days[0], days[-1])} {', '.join(map(str, spans))}" for spans, days in runs if spans]
    return "; ".join(said) or f"{day_words(0, 6)} closed"


def _gather(given: Iterable[tuple[str, str | Sequence[str]]]) -> Hours:
    days: dict[int, tuple[Span, ...]] = {}
    for key, value in given:
        try:
            named = read_days(str(key))
            spans = tuple(Span(start, end) for start, end in read_spans(value))
        except ValueError as wrong:
            raise ValueError(f"hours {key}: {wrong}") from wrong
        if twice := days.keys() & set(named):
            raise ValueError(
                f"hours {key}: {NAMES[min(twice)]} is named twice; name each day once, with all its spans"
            )
        days.update(dict.fromkeys(named, spans))
    if not days:
        raise ValueError('hours: no day is named; write for example mon-fri: "08:00-19:45"')
    return Hours(tuple(days.get(day, ()) for day in range(7)))


def _meet(mine: tuple[Span, ...], theirs: tuple[Span, ...]) -> tuple[Span, ...]:
    both = (Span(max(a.start, b.start), min(a.end, b.end)) for a in mine for b in theirs)
    return tuple(span for span in both if span.start < span.end)


def _last_midnight(today: date, zone: ZoneInfo) -> datetime:
    """Give the moment at which the last day within HORIZON ends."""
    last = parts(today + HORIZON, zone)[-1]
    return last.moment(last.last)
