"""The part of the day in which somebody wants to be reached."""

import re

from engine.policy.content.numbers import ONES
from engine.replies.words import Words

CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
BETWEEN = re.compile(
    rf" (?:tussen |van |between )?{CLOCK} (?:uur |u |h )?(?:en|tot|-|and) {CLOCK} (?:uur |u |h )?"
)
DASH = re.compile(rf" {CLOCK}-{CLOCK} ")
AFTER = re.compile(
    rf" (?:na|vanaf|after|pas na|pas vanaf) {CLOCK} (?:uur |u |h )?(?P<evening>avonds )?(?!euro|dagen|weken|week|dec|december)"
)
NOT_BEFORE = re.compile(rf" (?:niet|geen|nooit) (?:[^ ]+ ){{0,3}}voor {CLOCK} ")
BEFORE = re.compile(rf" (?:voor|before|tot) {CLOCK} (?:uur |u |h )")
AT = re.compile(
    rf" (?:om|rond|omstreeks|at|tegen) {CLOCK} (?:uur |u |h )?(?P<evening>avonds )?(?!euro|december|november)"
)
HALF_HOUR = re.compile(r" (\d{1,2}) (?:u|h|uur) (\d{2}) ")
#: "na zessen", "om vier uur"
HOURS = ONES[:13]
HOUR_IN_WORDS = re.compile(rf" (na|vanaf|om|rond|voor|tegen) ({'|'.join(HOURS)})(?: uur|s?en) ")
IN_EVENING = re.compile(r" (?:avonds|vanavond|avond) ")
AT_NIGHT = 7
WORDS = (
    ("evening", re.compile(r" (?:avonds|avond|[a-z]+avond|evening|avonden) ")),
    (
        "morning",
        re.compile(
            r" (?:ochtends|ochtend|voormiddag|[a-z]+ochtend|(?!overmorgen )[a-z]+morgen|ochtenden|morning|morgens) "
        ),
    ),
    ("afternoon", re.compile(r" (?:middags|middag|namiddag|[a-z]{4,}middag|middagen|afternoon) ")),
    ("weekend", re.compile(r" (?:weekend|weekends|zaterdag|zondag|zaterdags|weekenden) ")),
)
NEGATIVE = re.compile(
    r" (?:niet|geen|nooit|behalve|niks) (?:[^ ,.]+ ){0,6}?(?:avonds|avond|ochtends|ochtend|middags|middag|zondag|zaterdag|weekend|overdag|werktijd|om \d+ (?:(?:u|uur) )?(?:[a-z]+)?) "
    r"|tot en met [a-z]+ |(?:ochtend|ochtends|middag|middags|avond|avonds|weekend) (?:slaap|werk|rust|slapen|werken|rusten) (?:ik|wij) "
)
LATEST, EARLIEST = "22:00", "08:00"


def part_of_day(words: Words, *, one_call: bool) -> str | None:
    """Give a clock window (18:00-22:00) or a word (evening); None when none is wanted."""
    line = HALF_HOUR.sub(r" \1:\2 ", HOUR_IN_WORDS.sub(_in_digits, words.line))
    window = _window(line)
    if window:
        return window
    negative = [found.span() for found in NEGATIVE.finditer(line)]
    for name, pattern in WORDS:
        for found in pattern.finditer(line):
            hidden = any(first < found.end() and found.start() < last for first, last in negative)
            if not hidden and not (name == "weekend" and one_call):
                return name
    return None


def _window(line: str) -> str | None:
    found = BETWEEN.search(line) or DASH.search(line)
    if found:
        return f"{_clock(found[1], found[2])}-{_clock(found[3], found[4])}"
    found = NOT_BEFORE.search(line) or AFTER.search(line)
    if found:
        return f"{_clock(str(_hour(line, found[1])), found[2])}-{LATEST}"
    found = BEFORE.search(line)
    if found and "niet" not in line[: found.start()]:
        return f"{EARLIEST}-{_clock(found[1], found[2])}"
    found = AT.search(line)
    if found and not re.search(r" (?:niet|geen) $", line[: found.start() + 1]):
        hour = _hour(line, found[1])
        return f"{_clock(str(hour), found[2])}-{_clock(str(hour + 1), found[2])}"
    return None


def _hour(line: str, said: str) -> int:
    """Eight in the evening is 20."""
    hour = int(said)
    return hour + 12 if IN_EVENING.search(line) and hour < 12 else hour  # noqa: PLR2004 - noon


def _in_digits(found: re.Match[str]) -> str:
    return f" {found[1]} {HOURS.index(found[2])} "


def _clock(hour: str, minute: str | None) -> str:
    number = int(hour)
    return f"{number + 12 if number < AT_NIGHT else number:02d}:{minute or '00'}"
