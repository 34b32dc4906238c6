"""The command that shows a template in every channel, before it goes anywhere."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.answers import say, say_json
from app.cli.doors import Json, the_house
from app.preview_page import page
from app.previews import PARTNER_MAILS, everything, shown
from engine.rendering.writing import Preview
from preferences.channel import ChannelKind

RULE = "-" * 72


def preview(
    template: Annotated[
        str,
        typer.Argument(
            metavar="TEMPLATE", help="A name from `template list`; empty with --html: all of them."
        ),
    ] = "",
    case: Annotated[str, typer.Option(help="A case of the portfolio; empty: an invented one.")] = "",
    html: Annotated[
        Path | None, typer.Option(help="Write a page with all channels side by side to this file.")
    ] = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Show all channel texts of a template or a mail to partners, with SMS parts and reading findings."""
    if not (template or html):
        raise typer.BadParameter("name a template, or write a page of all of them with --html FILE")
    with the_house() as house:
        checker = house.writer.reader.version
        pieces = [shown(house, template, case)] if template else list(everything(house))
    if html:
        html.write_text(page(pieces, checker), encoding="utf-8")
        say(f"the page is {html}")
        return
    previews = pieces[0].previews
    if json:
        for one in previews:
            say_json(_plain(one))
        return
    for one in previews:
        _show(one)
    if template in PARTNER_MAILS:
        return
    lacking = set(ChannelKind) - {one.channel for one in previews}
    if lacking:
        say(f"This template has no text for: {', '.join(sorted(lacking))}")


def _plain(one: Preview) -> dict[str, Any]:
    text = one.text
    return {
        "channel": one.channel,
        "reading": str(one.reading.level),
        "findings": [str(finding) for finding in one.reading.findings],
        "subject": text.subject if text else None,
        "body": text.body if text else None,
        "sms_parts": text.sms_parts if text else None,
        "flesch_douma": one.flesch,
    }


def _show(one: Preview) -> None:
    text = one.text
    parts = f", {text.sms_parts} SMS parts" if text and text.sms_parts else ""
    figure = f", Flesch-Douma {one.flesch:.0f} (reference only)" if one.flesch is not None else ""
    say(RULE)
    say(f"{one.channel}: B1-toets (indicatie): {one.reading.level}{parts}{figure}")
    say(RULE)
    if text is not None:
        if text.subject:
            say(f"Onderwerp: {text.subject}")
            say()
        say(text.body)
    for finding in one.reading.findings:
        say(f"  {finding}")
    say()
