"""The one day that a reply names: a promise above a call, a call above the past."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from engine.replies.words import Words

DAYS = {"maandag": 0, "dinsdag": 1, "woensdag": 2, "donderdag": 3, "vrijdag": 4, "zaterdag": 5, "zondag": 6,
        "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
        "freitag": 4, "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "samstag": 5, "lundi": 0, "mardi": 1,
        "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "cuma": 4, "pazartesi": 0, "sali": 1, "carsamba": 2,
        "persembe": 3, "cumartesi": 5, "piatek": 4, "poniedzialek": 0, "wtorek": 1, "srode": 2, "czwartek": 3,
        "sobote": 5, "freed": 4, "viernes": 4, "lunes": 0, "пятницу": 4, "понедельник": 0, "الجمعة": 4}  # fmt: skip
MONTHS = {"januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "augustus": 8,
          "september": 9, "oktober": 10, "november": 11, "december": 12, "january": 1, "february": 2, "march": 3,
          "may": 5, "june": 6, "july": 7, "august": 8, "october": 10, "novembre": 11, "decembre": 12, "janvier": 1,
          "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9,
          "octobre": 10, "listopada": 11, "grudnia": 12, "kasim": 11, "aralik": 12, "dezember": 12, "januar": 1}  # fmt: skip
NEAR_DAYS = {"vandaag": 0, "vanavond": 0, "vanmiddag": 0, "vannacht": 0,
             "morgen": 1, "overmorgen": 2, "gisteren": -1, "eergisteren": -2, "vanochtend": 0, "vanmorgen": 0,
             "today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1, "demain": 1, "hier_": -1, "jutro": 1, "yarin": 1,
             "bugun": 0, "dzis": 0, "morn": 1, "heute": 0, "aujourdhui": 0, "dun": -1}  # fmt: skip
NOW = ("nu", "straks", "gelijk")
COUNTS = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "acht": 8, "tien": 10, "veertien": 14, "two": 2,
          "three": 3, "one": 1, "a": 1, "anderhalve": 0}  # fmt: skip
NAMES = "|".join(DAYS)
MONTH_NAMES = "|".join(MONTHS)
NUMBER = "|".join((r"\d{1,2}", *COUNTS))
PAST = re.compile(
    r" (?:betaald|overgemaakt|gestort|voldaan|overgeschreven|afgeschreven|paid|zaplacilem|zaplacilam|paye|odedim|afgegaan|gepind|betaalde) "
)
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r" (?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2}) ")),
    ("numeric", re.compile(r" (?P<d>\d{1,2})[-/.](?P<m>\d{1,2})(?:[-/.](?P<y>\d{4}|\d{2}))? (?!euro|uur|per)")),
    ("named", re.compile(rf" (?:(?:{NAMES}) )?(?P<d>\d{{1,2}})\.? (?:e |de |ste |st |nd |rd |th |er )?(?:of |van )?(?P<m>{MONTH_NAMES}) (?P<y>\d{{4}} )?")),
    ("english", re.compile(rf" (?P<m>{MONTH_NAMES}) (?P<d>\d{{1,2}}) (?P<y>\d{{4}} )?(?!euro)")),
    ("month_end", re.compile(r" (?:eind|einde|eindje|end) (?:van |of )?(?:de |het |deze |the |this )?(?:van )?(?:maand|month) ")),
    ("named_end", re.compile(rf" (?:eind|einde) (?:van )?(?P<m>{MONTH_NAMES}) ")),
    ("week_later", re.compile(rf" (?P<w>{NAMES}) (?:over een week|in acht dagen|over 8 dagen|in 8 dagen|over 1 week|over een weekje) ")),
    ("last_week", re.compile(rf" (?:vorige|afgelopen|verleden) week (?P<w>{NAMES}) | (?P<v>{NAMES}) (?:van )?(?:vorige|verleden) week ")),
    ("last", re.compile(rf" (?:vorige|afgelopen|verleden|laatst|jongstleden|last) (?P<w>{NAMES}) | (?P<v>{NAMES}) (?:jl|jongstleden|laatstleden|ll) ")),
    ("next_week", re.compile(rf" (?:volgende|next|aankomende week|volgende week|komende week) (?:week )?(?P<w>{NAMES}) | (?P<v>{NAMES}) volgende week ")),
    ("exact_ago", re.compile(rf" exact (?P<n>{NUMBER}) (?P<u>dagen|dag|weken|week|maanden|maand) geleden ")),
    ("ago", re.compile(rf" (?:{NUMBER}|paar|enkele) (?:dagen|dag|weken|week|maanden|maand) geleden ")),
    ("over", re.compile(rf" (?:over|binnen|nog|uitstel van|binnen de|in|in de|na|voor|even|van) (?:de )?(?P<n>{NUMBER}) (?P<u>dagen|dag|weken|week|weekjes|maanden|maand|weeks|months|maandje|weekje) ")),
    ("delay", re.compile(rf" (?P<n>{NUMBER}) (?P<u>dagen|dag|weken|week|weekjes|maanden|maand|maandje|weekje) (?:[^ ]+ ){{0,2}}?(?:uitstel|de tijd|tijd|uit te stellen|respijt|extra|later|wachten|langer) ")),
    ("just", re.compile(r" (?:zojuist|daarnet|daarstraks|zonet|net (?:nog )?(?:op verzenden|op betalen|betaald|overgemaakt|gestort|voldaan|getikt|overgeschreven)) ")),
    ("relative", re.compile(rf" (?P<near>{'|'.join(NEAR_DAYS)}) ")),
    ("now", re.compile(rf" (?:{'|'.join(NOW)}) ")),
    ("weekday", re.compile(rf" (?P<w>{NAMES})(?:middag|ochtend|avond|morgen)? ")),
    ("weekday_part", re.compile(r" (?P<w>maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(?:s?middag|s?ochtend|s?avond|morgen|namiddag) ")),
    ("day_alone", re.compile(r" (?P<d>\d{1,2}) ?(?:ste|de) (?!keer|termijn|maal|deel|herinnering|brief|aanmaning|week|rekening|mail|[a-z]+tal)")),
    ("day", re.compile(r" (?:de|den|dem|op de|tegen de|rond de|vanaf de|le|the|el) (?P<d>\d{1,2}) ?(?:e|de|ste|er|th|st)? (?!euro|keer|x|termijn|maal|maand|jaar|termijnen|deel|herinnering|brief|aanmaning|week|rekening|keer)")),
)  # fmt: skip
ALONE_NOT = re.compile(r" (?:op|in|alleen|niet op|behalve|elke|iedere|nooit|geen|enkel) (?:[^ ]+ ){0,2}$")


@dataclass(frozen=True)
class Day:
    """One day that is named, where in the line, and in which form it was written."""

    on: date
    at: int
    form: str
    past: bool
    #: the day up to which: "tot vrijdag"
    until: bool


def days(words: Words, today: date) -> list[Day]:
    """Give the days that a reply names; a vague moment (this weekend, soon) gives none."""
    line = words.line
    found: list[Day] = []
    taken: list[tuple[int, int]] = []
    past = bool(PAST.search(line))
    for form, pattern in FORMS:
        for match in pattern.finditer(line):
            start, end = match.start() + 1, match.end() - 1
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            gone = bool(WAS.search(line[:start]))
            on = _resolve(form, match, today, past=gone or (past and not _promised(line, start, end)))
            if on is not None:
                found.append(
                    Day(
                        on,
                        start,
                        form,
                        on < today,
                        line[:start].endswith((" tot ", " tot en met ", " voor ")),
                    )
                )
    return sorted(found, key=lambda day: day.at)


PROMISED = re.compile(
    r"^(?:[^ .]+ ){0,3}?(?:betaal|stort|doe|maak|rest|volgt|komt|dan|betalen|krijg|is de rest|bel) "
)
REST = re.compile(r" (?:rest|restant|andere helft|overige|volgt)(?: [^ .,?]+){0,5} $")


#: right before the day, what makes it a promise, or a day that has passed
PROMISE = re.compile(r" (?:doe|betaal|stort|maak)(?: (?:ik|het|dit|dat|wij|over)){0,2} (?:op )?$")
WAS = re.compile(r" (?:sinds|was|waren|stond|werd) (?:op |de )?$")


def _promised(line: str, start: int, end: int) -> bool:
    return bool(
        PROMISED.match(line[end:].lstrip())
        or PROMISE.search(line[:start])
        or REST.search(line[:end] + " ")
        or " volgt " in line
    )


def _resolve(form: str, match: re.Match[str], today: date, *, past: bool) -> date | None:
    group = {key: value.strip() for key, value in match.groupdict().items() if value}
    try:
        found: date | None = RESOLVERS[form](group, today, past)
    except ValueError:
        return None
    return found


def _full(group: dict[str, str], today: date, past: bool) -> date:  # noqa: FBT001 - a table of functions
    month = group["m"]
    number = int(month) if month.isdigit() else MONTHS[month]
    if "y" in group:
        year = int(group["y"])
        return date(year if year > 99 else 2000 + year, number, int(group["d"]))  # noqa: PLR2004 - two digits
    made = date(today.year, number, int(group["d"]))
    if past or (today - made).days in range(1, 60):
        return made if made <= today else made.replace(year=made.year - 1)
    return made if made >= today else made.replace(year=made.year + 1)


def _weekday(group: dict[str, str], today: date, past: bool) -> date:  # noqa: FBT001
    number = DAYS[group.get("w") or group["v"]]
    if past:
        return today - timedelta(days=((today.weekday() - number - 1) % 7) + 1)
    return today + timedelta(days=((number - today.weekday() - 1) % 7) + 1)


def _next_week(group: dict[str, str], today: date, _past: bool) -> date:  # noqa: FBT001
    number = DAYS[group.get("w") or group["v"]]
    return today - timedelta(days=today.weekday()) + timedelta(days=7 + number)


def _last_week(group: dict[str, str], today: date, _past: bool) -> date:  # noqa: FBT001
    number = DAYS[group.get("w") or group["v"]]
    return today - timedelta(days=today.weekday()) + timedelta(days=number - 7)


def _counted(group: dict[str, str], today: date, sign: int) -> date | None:
    number = int(group["n"]) if group["n"].isdigit() else COUNTS[group["n"]]
    if not number:
        return None
    unit = group["u"]
    if unit.startswith(("maand", "month")):
        return _months_later(today, sign * number)
    return today + timedelta(days=sign * number * (7 if unit.startswith("we") else 1))


def _months_later(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _day_of_month(group: dict[str, str], today: date, past: bool) -> date:  # noqa: FBT001
    number = int(group["d"])
    made = today.replace(day=min(number, monthrange(today.year, today.month)[1]))
    if past:
        return made if made <= today else _months_later(made, -1)
    if made >= today:
        return made
    later = _months_later(today.replace(day=1), 1)
    return later.replace(day=number)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


RESOLVERS = {
    "iso": _full,
    "numeric": _full,
    "named": _full,
    "english": _full,
    "month_end": lambda _group, today, _past: _month_end(today.year, today.month),
    "named_end": lambda group, today, _past: _month_end(
        today.year + (MONTHS[group["m"]] < today.month), MONTHS[group["m"]]
    ),
    "week_later": lambda group, today, past: _weekday(group, today, past=False) + timedelta(days=7),
    "last_week": _last_week,
    "last": lambda group, today, _past: _weekday(group, today, past=True),
    "next_week": _next_week,
    "exact_ago": lambda group, today, _past: _counted(group, today, -1),
    "ago": lambda _group, _today, _past: None,
    "over": lambda group, today, _past: _counted(group, today, 1),
    "delay": lambda group, today, _past: _counted(group, today, 1),
    "just": lambda _group, today, _past: today,
    "relative": lambda group, today, _past: today + timedelta(days=NEAR_DAYS[group["near"]]),
    "now": lambda _group, today, _past: today,
    "weekday": _weekday,
    "weekday_part": _weekday,
    "day_alone": _day_of_month,
    "day": _day_of_month,
}
