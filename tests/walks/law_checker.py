"""
Finds contacts outside the rules; reads only the ledger and tables, and shares no code with the engine.

What it knows of the law stands here once more, in words of its own. Of the rules with status V in law.md it
checks NL-01, 10, 11, 12, 20, 21, 27, 30, 31, 37, 61, 62, 64, 65 and BE-01, 08, 11, 12, 13, 14, 15, 16, 17,
18, 19 and 22, and the contact cap of the house. It cannot check:

- what only the words of a message show, which the ledger keeps encrypted (NL-03, 20 a-f, 23, 24, 25, 33, 38,
  BE-04, 05, 12 1-9, 20, 23, 25): tests/policy/content does, and the gate in front of every message;
- to whom it went (BE-09, NL-72): the address is no part of the open lines;
- the registration (NL-02, BE-10), which is active for two years: tests/policy does;
- counters and plans that the two years do not have (BE-02, 21): tests/walks/test_law_at_work.py does;
- what is kept and shown (NL-50, 51, 53, 54, 70, BE-06, 07): the dossier, the erasure and `verify` have tests.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
ZONES = {"nl": ZoneInfo("Europe/Amsterdam"), "be": ZoneInfo("Europe/Brussels")}
#: ../shared/data/law/README.md, "Calendar used"
HOLIDAYS = {
    "nl": {
        2026: "1-1 2-1 3-4 6-4 27-4 5-5 14-5 15-5 25-5 25-12 26-12",
        2027: "1-1 26-3 29-3 27-4 5-5 6-5 7-5 17-5 25-12 26-12",
        2028: "1-1 14-4 17-4 27-4 28-4 5-5 25-5 26-5 5-6 25-12 26-12",
    },
    "be": {
        2026: "1-1 6-4 1-5 14-5 25-5 21-7 15-8 1-11 11-11 25-12",
        2027: "1-1 29-3 1-5 6-5 17-5 21-7 15-8 1-11 11-11 25-12",
        2028: "1-1 17-4 1-5 25-5 5-6 21-7 15-8 1-11 11-11 25-12",
    },
}
CLOSED = {
    country: {
        date(year, int(day.split("-")[1]), int(day.split("-")[0]))
        for year, days in years.items()
        for day in days.split()
    }
    for country, years in HOLIDAYS.items()
}
#: the house cap of organisation.yaml: so many contacts with one person in so many days
CAP, CAP_DAYS = 2, 7
LEFT = "intended"
CONTACTS_BY_PEOPLE = {"call", "visit"}
ENDED = {"paid", "closed", "handed_over"}
#: what is owed to the debtor goes while a pause stands, but never while one of these does
SILENT = {"own_wish", "death", "danger"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger, as it stands in the table."""

    case_id: str
    at: datetime
    kind: str
    outcome: str | None
    reference: str | None
    public: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Who:
    """What the portfolio and the organisation say of a case."""

    debtor_id: str
    country: str
    role: str
    is_person: bool
    creditor: str = ""
    #: the portfolio tells that the claim was described before it came here
    described: bool = False
    #: a first reminder, or 14-day letter, of the creditor is proven
    reminded: bool = False


def closed_for_the_law(day, country):
    return day.isoweekday() == 7 or day in CLOSED[country]


def is_working_day(day, country):
    return day.isoweekday() < 6 and day not in CLOSED[country]


def last_day_of_silence(sent_on):
    """Count 14 days from the third working day after sending (law.md BE-14)."""
    day, left = sent_on, 3
    while left:
        day += DAY
        left -= is_working_day(day, "be")
    return day + 13 * DAY


def violations(lines, people):
    """List every contact that the law or the house's promises forbid, in words."""
    by_case: dict[str, list[Line]] = defaultdict(list)
    by_debtor: dict[str, dict[str | None, datetime]] = defaultdict(dict)
    for line in sorted(lines, key=lambda line: line.at):
        by_case[line.case_id].append(line)
        if line.kind == "contact" and line.outcome == LEFT:
            by_debtor[people[line.case_id].debtor_id][line.reference] = line.at
    for case_id, found in by_case.items():
        yield from _hours(found, people[case_id])
        yield from _notice(found, people[case_id])
        yield from _standing(found)
        yield from _amounts(found)
        yield from _description(found, people[case_id])
        yield from _costs(found, people[case_id])
        yield from _acknowledged(found, people[case_id])
        yield from _settled(found)
    yield from _letters(by_case, people)
    for debtor_id, contacts in by_debtor.items():
        yield from _cap(debtor_id, sorted(contacts.values()))


def left(lines):
    return [line for line in lines if line.kind == "contact" and line.outcome == LEFT]


def is_owed(line):
    """Say whether a message answers the debtor or confirms something: no pause blocks what is owed."""
    return "notice" in line.public and "missed" not in line.public["cause"]


def _hours(lines, who):
    if who.role == "creditor" or not who.is_person:
        return
    for line in left(lines):
        local, channel = line.at.astimezone(ZONES[who.country]), line.public["channel"]
        in_hours = 7 <= local.hour < 20 or channel == "letter"
        if who.country == "nl" and (closed_for_the_law(local.date(), "nl") or not in_hours):
            yield f"{line.case_id}: {channel} at {local:%a %Y-%m-%d %H:%M}"
        if who.country == "be" and channel in CONTACTS_BY_PEOPLE and not 8 <= local.hour < 22:
            yield f"{line.case_id}: {channel} at {local:%H:%M} in Belgium"


def _notice(lines, who):
    """Nothing before the formal notice, nothing in its silence."""
    if who.country != "be" or who.role == "creditor" or not who.is_person:
        return
    silent_until = reminded_on = None
    for line in left(lines):
        day = line.at.astimezone(ZONES["be"]).date()
        is_notice = line.public["legal_role"] == "be_formal_notice"
        if not who.reminded and line.public["legal_role"] == "be_first_reminder":
            reminded_on = reminded_on or day
            continue
        if not who.reminded and (reminded_on is None or day <= reminded_on + 14 * DAY):
            yield f"{line.case_id}: {line.public['channel']} on {day} before the first reminder ran out"
        if silent_until is None and not is_notice:
            yield f"{line.case_id}: {line.public['channel']} on {day} before the formal notice"
        if silent_until is not None and day <= silent_until:
            yield f"{line.case_id}: {line.public['channel']} on {day} in the silence until {silent_until}"
        if is_notice:
            silent_until = last_day_of_silence(day)


def _standing(lines):
    """Nothing while a pause stands, nothing after the case ended."""
    pauses: dict[str, tuple[str, datetime | None]] = {}
    ended = ""
    for line in lines:
        if line.kind == "pause":
            _note_pause(line.public, pauses)
        elif line.kind == "case" and line.public.get("status") in ENDED:
            ended = line.public["status"]
        elif line.kind == "contact" and line.outcome == LEFT:
            said = f"{line.case_id}: {line.public['channel']} at {line.at}"
            if ended and not is_owed(line):
                yield f"{said} after it was {ended}"
            for why, until in pauses.values():
                holds = until is None or line.at < until
                if holds and (why in SILENT or not is_owed(line)):
                    yield f"{said} while paused for {why}"


def _note_pause(public, pauses):
    if public.get("ended"):
        pauses.pop(public["pause"], None)
    elif "why" in public:
        until = datetime.fromisoformat(public["until"]) if public["until"] else None
        pauses[public["pause"]] = (public["why"], until)


def _amounts(lines):
    for line in left(lines):
        public = line.public
        parts = sum(public[f"{part}_cents"] for part in ("principal", "interest", "costs"))
        if parts != public["total_cents"]:
            yield f"{line.case_id}: parts of {parts} cents make a total of {public['total_cents']}"
        if public["total_cents"] - public["paid_cents"] != public["outstanding_cents"]:
            yield f"{line.case_id}: what was paid and what is left do not make the total"
        if public["outstanding_cents"] <= 0 and not is_owed(line):
            yield f"{line.case_id}: {public['channel']} at {line.at} with nothing left to pay"


def _description(lines, who):
    """Nothing before the claim was described, where somebody collects for others from people (NL-20)."""
    described = who.described or who.country != "nl" or who.role == "creditor" or not who.is_person
    for line in left(lines):
        described = described or line.public["legal_role"] == "claim_description"
        if not described and not is_owed(line):
            yield f"{line.case_id}: {line.public['channel']} at {line.at} before the claim was described"


def most_costs(cents, country):
    """Work out the scale (NL-37) or the cap (BE-08) in cents, VAT included."""
    if country == "be":
        euro = cents / 100
        cap = 20 if euro <= 150 else 30 + (euro - 150) / 10 if euro <= 500 else 65 + (euro - 500) / 20
        return round(min(cap, 2000) * 100) + 1
    left_over, most = cents, 0.0
    for width, share in ((250_000, 0.15), (250_000, 0.10), (500_000, 0.05), (19_000_000, 0.01)):
        most += min(left_over, width) * share
        left_over = max(left_over - width, 0)
    return round(min(max(most + left_over * 0.005, 4_000), 677_500) * 1.21) + 1


def _costs(lines, who):
    """No costs before a letter of 14 days (NL-30, BE-01), and never more than the scale (NL-37, BE-08)."""
    warned = date.min if who.reminded else None
    for line in left(lines):
        day, public = line.at.astimezone(ZONES[who.country]).date(), line.public
        if public["costs_cents"] > most_costs(public["principal_cents"], who.country):
            yield f"{line.case_id}: costs of {public['costs_cents']} cents are more than the scale"
        if public["costs_cents"] and who.is_person and (warned is None or day < warned + 15 * DAY):
            yield f"{line.case_id}: costs on {day} before a letter gave 14 days"
        if public["legal_role"] in {"fourteen_day_letter", "be_first_reminder"} and warned is None:
            warned = day


def _letters(by_case, people):
    """Two 14-day letters of one creditor never run side by side for one person (NL-31)."""
    sent: dict[tuple[str, str], dict[str | None, datetime]] = defaultdict(dict)
    for case_id, lines in by_case.items():
        who = people[case_id]
        for line in left(lines):
            if line.public["legal_role"] == "fourteen_day_letter" and who.is_person:
                sent[who.debtor_id, who.creditor][line.reference] = line.at
    for (debtor_id, creditor), letters in sent.items():
        moments = sorted(letters.values())
        for first, second in pairwise(moments):
            if second - first < 14 * DAY:
                yield f"{debtor_id}: two 14-day letters of {creditor} at {first} and {second}"


def _acknowledged(lines, who):
    """A complaint is acknowledged in two working days (NL-27), unless nothing at all may be said."""
    if who.country != "nl" or who.role == "creditor" or not who.is_person:
        return
    pauses: dict[str, tuple[str, datetime | None]] = {}
    for line in lines:
        if line.kind != "pause":
            continue
        _note_pause(line.public, pauses)
        if line.public.get("why") != "complaint" or line.public.get("ended"):
            continue
        day, waits = line.at.astimezone(ZONES["nl"]).date(), 2
        while waits:
            day += DAY
            waits -= is_working_day(day, "nl")
        said = any(
            line.public["pause"] in str(one.public.get("cause", ""))
            and line.at <= one.at
            and one.at.astimezone(ZONES["nl"]).date() <= day
            for one in left(lines)
        )
        if not said and not SILENT & {why for why, _ in pauses.values()}:
            yield f"{line.case_id}: a complaint of {line.at} was not acknowledged by {day}"


def _settled(lines):
    """Who heard from us about a case hears within a week that it is paid (BE-22)."""
    ends = max(line.at for line in lines)
    for place, line in enumerate(lines):
        is_paid = line.kind == "case" and line.public.get("status") == "paid"
        if is_paid and left(lines[:place]) and ends - line.at > 7 * DAY:
            told = [one for one in lines[place:] if one.public.get("cause") or one.kind == "arrangement"]
            if not told:
                yield f"{line.case_id}: paid at {line.at}, and nobody said so"


def _cap(debtor_id, moments):
    for first, last in zip(moments, moments[CAP:], strict=False):
        if last - first < CAP_DAYS * DAY:
            yield f"{debtor_id}: {CAP + 1} contacts from {first} to {last}"
