"""Commands about the personal links with which people of a partner come to its pages."""

from typing import Annotated

import typer

from app.cli.answers import listing, local, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from engine.domain.errors import ConfigurationError
from engine.domain.staff import StaffRole
from engine.referral.passes import give_pass, shut_pass
from web.partner.routes import ENTRANCE

#: who may let somebody of a partner look
GIVERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.ADMIN})


def invite(
    partner_id: Annotated[str, typer.Argument(metavar="PARTNER", help="From `partner list`.")],
    holder: Annotated[str, typer.Option("--for", help="For whom of the partner: a name or a desk.")],
    actor: As,
) -> None:
    """Make a personal link for somebody of a partner; it is shown once, and opens with the partner's code."""
    with the_house() as house:
        must_be(actor, GIVERS, house)
        base = house.settings.public_url.rstrip("/")
        if not base:
            raise ConfigurationError("set MINNELIJK_PUBLIC_URL: the address under which partners reach us")
        token = house.new_id()
        with house.store.begin() as books:
            made = give_pass(house.pen(books, actor), partner_id, holder, token)
    say(f"{base}{ENTRANCE}/{token}")
    say(f"link {made.id} of {partner_id}, for {made.holder}, until {local(made.expires_at)}; send it to them")
    say("alone, and tell them the code of their organisation in another way")


def links(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the personal links of partners; the links themselves stand nowhere."""
    with the_house() as house, house.store.read() as books:
        found, now = books.partner_passes(), house.clock()
    if json:
        for one in found:
            told = {"id": one.id, "partner": one.partner, "for": one.holder, "opens": one.opens(now)}
            say_json({**told, "made_by": one.made_by, "until": one.expires_at})
        return
    head = ("link", "partner", "for", "made by", "until", "opens")
    rows = [
        (
            *(one.id, one.partner, one.holder, one.made_by, local(one.expires_at)),
            "yes" if one.opens(now) else "no",
        )
        for one in found
    ]
    listing("links", head, rows)


def shut(
    link_id: Annotated[str, typer.Argument(metavar="LINK", help="Its id, from `partner links`.")],
    actor: As,
) -> None:
    """Shut a personal link at once; browsers that opened it see nothing any more."""
    with the_house() as house:
        must_be(actor, GIVERS, house)
        with house.store.begin() as books:
            made = shut_pass(house.pen(books, actor), link_id)
    say(f"link {made.id} of {made.partner} is shut")
