"""The words for weekdays and times of day, as teams and debtors write them."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

#: minutes in a day
DAY = 24 * 60
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: what Dutch speakers write by habit
DUTCH = {"ma": "mon", "di": "tue", "wo": "wed", "do": "thu", "vr": "fri", "za": "sat", "zo": "sun"}
DASH = re.compile(r"\s*[-\u2013]\s*")
SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")


def with_plain_dashes(text: str) -> str:
    """Write every dash as `-` without spaces around it."""
    return DASH.sub("-", text.strip())


def read_days(key: str) -> tuple[int, ...]:
    """
    Read `mon`, `mon-fri` or, over the weekend, `sat-mon`; Monday is 0.

    Raises ValueError for an unknown day, with the nearest right one.
    """
    first, dash, last = with_plain_dashes(key).lower().partition("-")
    start = _day(first)
    end = _day(last) if dash else start
    return tuple(day % 7 for day in range(start, start + (end - start) % 7 + 1))


def day_words(first: int, last: int) -> str:
    """Write a run of weekdays as `read_days` reads it."""
    return NAMES[first] if first == last else f"{NAMES[first]}-{NAMES[last]}"


def read_spans(value: str | Sequence[str]) -> tuple[tuple[int, int], ...]:
    """
    Read "08:00-12:00, 13:00-17:00", a list of such spans, or "closed".

    Gives (start, end) in minutes since midnight, in order; spans that touch become one. Raises ValueError
    for what is no span, ends before it begins, or overlaps, with the fix.
    """
    if isinstance(value, str) and value.strip().lower() == "closed":
        return ()
    if not isinstance(value, (str, list, tuple)) or not value:
        raise ValueError(f'{value!r} is no time; write for example "08:00-19:45", or "closed"')
    texts = value.split(",") if isinstance(value, str) else value
    spans = sorted(_span(text) for text in texts)
    joined = spans[:1]
    for start, end in spans[1:]:
        before, until = joined[-1]
        if start < until:
            merged = span_words(before, max(end, until))
            raise ValueError(
                f"{span_words(before, until)} and {span_words(start, end)} overlap; write {merged}"
            )
        joined[-1:] = [(before, end)] if start == until else [(before, until), (start, end)]
    return tuple(joined)


def span_words(start: int, end: int) -> str:
    """Write a span as `read_spans` reads it."""
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def _day(word: str) -> int:
    if word in NAMES:
        return NAMES.index(word)
    near = DUTCH.get(word[:2]) if word[:3] not in NAMES else word[:3]
    near = near or next(iter(get_close_matches(word, NAMES, 1)), None)
    raise ValueError(
        f"there is no day {word!r}; " + (f"write {near!r}" if near else f"use {', '.join(NAMES)}")
    )


def _span(text: object) -> tuple[int, int]:
    found = SPAN.fullmatch(with_plain_dashes(text)) if isinstance(text, str) else None
    if found is None:
        raise ValueError(f'{text!r} is no time span; write for example "08:00-19:45", or "closed"')
    start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
    if start < end:
        return start, end
    fix = "a span needs some time in it"
    if start > end:
        fix = f'write "{span_words(start, DAY)}", and on the next day "{span_words(0, end)}"'
    raise ValueError(f"{text!r} does not end after it begins; {fix}")


def _minute(hour: str, minute: str) -> int:
    at = int(hour) * 60 + int(minute)
    if at > DAY or int(minute) >= 60:  # noqa: PLR2004 - minutes in an hour
        raise ValueError(f"'{hour}:{minute}' is no time of the day; use 00:00 to 24:00")
    return at
