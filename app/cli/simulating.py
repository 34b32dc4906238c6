"""Commands that look ahead: simulate and outlook; they play a copy and write nothing to the live ledger."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from app.cli.answers import HERE, local, playing, say, say_json, table, warn
from app.cli.doors import Json, the_house
from app.cli.storytelling import print_story
from app.demo.report import tell
from app.moments import read_days
from app.releases import held_now, keep_forecast, missing_ahead, missing_now, strange_ahead
from app.simulation import Copy, is_stopped, leaving_between, on_a_copy, play_ahead
from preferences.channel import ContactKind

Days = Annotated[str, typer.Option(help="How far to look: 3, '3 days' or '2 weeks'.")]


def simulate(days: Days = "2 weeks", json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Play the coming weeks on a copy of the portfolio and say what would happen."""
    ahead = read_days(days)
    with the_house() as house:
        with house.store.read() as books:
            before = tell(books)
        with on_a_copy(house) as copy:
            start = copy.clock()
            _warn_when_stopped(copy)
            with playing(start, ahead.days) as watch:
                play_ahead(copy, ahead, watch)
            left = leaving_between(copy.house, house, start, start + ahead, HERE)
            with copy.house.store.read() as books:
                story = tell(books).since(before)
    per_day = Counter[tuple[date, ContactKind]]()
    for (hour, kind), count in left.items():
        per_day[hour.date(), kind] += count
    rows = [{"day": day, "channel": kind, "messages": count} for (day, kind), count in per_day.items()]
    if json:
        say_json({"from": start, "until": start + ahead, "per_day": rows, **story.as_json()})
        return
    say(f"on a copy, from {local(start)} to {local(start + ahead)}: {left.total()} messages would leave")
    say()
    shown = [(f"{day:%a %d %b}", kind, count) for (day, kind), count in per_day.items()]
    table("Messages per day", ("day", "channel", "messages"), shown)
    print_story(story)


def outlook(
    json: Json = False,  # noqa: FBT002 - an option of a command
    keep: Annotated[
        str,
        typer.Option(
            "--keep-as",
            metavar="NAME",
            help="Keep it as the forecast of tomorrow, under this name; hold what is far too few.",
        ),
    ] = "",
) -> None:
    """Say what goes out until the end of tomorrow, per hour and channel, as things stand now."""
    with the_house() as house, on_a_copy(house) as copy:
        start = copy.clock()
        end = _end_of_tomorrow(start)
        _warn_when_stopped(copy)
        play_ahead(copy, end - start)
        left = leaving_between(copy.house, house, start, end, HERE)
        strange = strange_ahead(copy.house, house, start)
        short = [*missing_now(house), *missing_ahead(copy.house, house, end - timedelta(days=1))]
        if keep:
            keep_forecast(house, copy.house, end - timedelta(days=1), keep)
        held = held_now(house)
    for state in held:
        warn(f"held: {state}")
    for release, because in strange:
        warn(f"to be held: {release}: {because}; two people release it with `minnelijk release`")
    for release, because in short:
        warn(f"too few: {release}: {because}")
    if json:
        hours = [{"hour": hour, "channel": kind, "messages": count} for (hour, kind), count in left.items()]
        releases = {
            "held": [str(state.release) for state in held],
            "to_be_held": [{"release": str(release), "because": because} for release, because in strange],
            "too_few": [{"release": str(release), "because": because} for release, because in short],
        }
        say_json({"from": start, "until": end, "messages": left.total(), "hours": hours, **releases})
        return
    say(f"from {local(start)} until {local(end)}: {left.total()} messages")
    shown = [(f"{hour:%a %d %b %H:%M}", kind, count) for (hour, kind), count in left.items()]
    table("", ("hour", "channel", "messages"), shown)


def _warn_when_stopped(copy: Copy) -> None:
    if is_stopped(copy.house):
        warn("(everything is stopped: nothing leaves before `minnelijk resume`)")


def _end_of_tomorrow(now: datetime) -> datetime:
    there = now.astimezone(HERE)
    day = there.date() + timedelta(days=2)
    return datetime(day.year, day.month, day.day, tzinfo=HERE)
