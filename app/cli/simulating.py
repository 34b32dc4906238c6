"""Commands that look ahead: simulate and outlook; they play a copy and write nothing to the live ledger."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from app.cli.answers import local, say, say_json, table
from app.cli.doors import Json, the_house
from app.cli.storytelling import print_story
from app.demo.report import tell
from app.moments import read_days
from app.simulation import leaving_between, on_a_copy, play_ahead

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Days = Annotated[str, typer.Option(help="How far to look: 3, '3 days' or '2 weeks'.")]


def simulate(days: Days = "2 weeks") -> None:
    """Play the coming weeks on a copy of the portfolio and say what would happen."""
    house = the_house()
    ahead = read_days(days)
    with on_a_copy(house) as copy:
        start = copy.clock()
        play_ahead(copy, ahead, lambda _: None)
        left = leaving_between(copy.house, start, start + ahead)
        with copy.house.store.read() as books:
            story = tell(books)
    say(f"from {local(start, AMSTERDAM)}, {days} ahead, on a copy: {left.total()} messages would leave")
    say()
    per_day = Counter[tuple[str, str]]()
    for (hour, kind), count in left.items():
        per_day[hour[:-6], kind] += count
    days_first = sorted(per_day.items(), key=lambda row: (_day_order(row[0][0]), row[0][1]))
    table("Per day", ("day", "channel", "messages"), [(*what, count) for what, count in days_first])
    print_story(story)


def outlook(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Say what goes out until the end of tomorrow, per hour and channel, as things stand now."""
    house = the_house()
    with on_a_copy(house) as copy:
        start = copy.clock()
        end = _end_of_tomorrow(start)
        play_ahead(copy, end - start, lambda _: None)
        left = leaving_between(copy.house, start, end)
    if json:
        say_json([{"hour": hour, "channel": kind, "messages": count} for (hour, kind), count in left.items()])
        return
    say(f"from {local(start, AMSTERDAM)} until {local(end, AMSTERDAM)}: {left.total()} messages")
    rows = [(hour, kind, count) for (hour, kind), count in left.items()]
    table(
        "", ("hour", "channel", "messages"), sorted(rows, key=lambda row: (_day_order(row[0][:-6]), row[0]))
    )


def _end_of_tomorrow(now: datetime) -> datetime:
    there = now.astimezone(AMSTERDAM)
    day = there.date() + timedelta(days=2)
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)


def _day_order(day: str) -> tuple[int, int]:
    """Order `Mon 02 Mar` by month and day."""
    _, number, month = day.split()
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return months.index(month), int(number)
