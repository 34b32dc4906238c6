"""The command that plays: demo."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import playing, say, say_json
from app.cli.doors import Json, own_settings
from app.cli.storytelling import print_differences, print_story, print_where_to_look
from app.demo.before import differences, keep, read_before
from app.demo.place import demo_place
from app.demo.play import EXAMPLES, Demo
from app.demo.report import tell

Days = Annotated[int, typer.Option(help="How many days to play.", min=1, max=730)]
Portfolio = Annotated[
    Path,
    typer.Option(help="The portfolio to play, a .csv or .json file.", show_default="examples/portfolio.csv"),
]


def demo(days: Days = 90, portfolio: Portfolio = EXAMPLES / "portfolio.csv", json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """Play a portfolio over the coming weeks in a fresh database; messages become files."""
    settings = own_settings()
    play = Demo(demo_place(settings, days), settings, portfolio)
    place = play.place
    before = read_before(place.folder)
    house, clock, imported = play.prepare()
    with playing(place.start, days) as watch:
        play.play(house, clock, watch)
    with house.store.read() as books:
        story, case_ids = tell(books), books.case_ids()
    house.store.close()
    told = {"from": place.start.isoformat(), "until": place.end.isoformat(), **story.as_json()}
    keep(place.folder, told)
    if json:
        say_json(told)
        return
    say(f"{imported.added} cases, {days} days: from {place.start:%d %B %Y} to {place.end:%d %B %Y}")
    say()
    print_story(story)
    if before:
        print_differences(differences(before, told))
    print_where_to_look(place, imported.rows_rejected, case_ids)
