"""Commands about the personal links with which people of a partner come to its pages."""

from typing import Annotated

import typer

from app.cli.answers import listing, local, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.partner_keys import pass_key
from engine.domain.errors import ConfigurationError
from engine.domain.staff import StaffRole
from engine.referral.passes import code_of_pass, give_own_code, give_pass, shut_pass
from web.partner.routes import ENTRANCE

#: who may let somebody of a partner look
GIVERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.ADMIN})
#: how a code reaches who it is for
TELL = "tell it to this person alone, by phone; it is not shown again"


def invite(
    partner_id: Annotated[str, typer.Argument(metavar="PARTNER", help="From `partner list`.")],
    holder: Annotated[str, typer.Option("--for", help="For whom of the partner: a name or a desk.")],
    actor: As,
) -> None:
    """Make a personal link for somebody of a partner, with a code of its own; both are shown once."""
    with the_house() as house:
        must_be(actor, GIVERS, house)
        base = house.settings.public_url.rstrip("/")
        if not base:
            raise ConfigurationError("set MINNELIJK_PUBLIC_URL: the address under which partners reach us")
        token = house.new_id()
        with house.store.begin() as books:
            made = give_pass(house.pen(books, actor), partner_id, holder, token)
        code = code_of_pass(pass_key(house.settings), made.id)
    say(f"{base}{ENTRANCE}/{token}")
    say(f"link {made.id} of {partner_id}, for {made.holder}, until {local(made.expires_at)}; send it to them")
    say(f"code {code}: {TELL}")


def code(
    link_id: Annotated[str, typer.Argument(metavar="LINK", help="Its id, from `partner links`.")],
    actor: As,
) -> None:
    """Give a personal link from before a code of its own; that of the organisation opens it no more."""
    with the_house() as house:
        must_be(actor, GIVERS, house)
        with house.store.begin() as books:
            made = give_own_code(house.pen(books, actor), link_id)
        own = code_of_pass(pass_key(house.settings), made.id)
    say(f"link {made.id} of {made.partner}, for {made.holder}, opens with a code of its own now")
    say(f"code {own}: {TELL}")


def links(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the personal links of partners; the links themselves stand nowhere."""
    with the_house() as house, house.store.read() as books:
        found, now = books.partner_passes(), house.clock()
    if json:
        for one in found:
            told = {"id": one.id, "partner": one.partner, "for": one.holder, "opens": one.opens(now)}
            told["own_code"] = one.own_code_at is not None
            say_json({**told, "made_by": one.made_by, "until": one.expires_at})
        return
    head = ("link", "partner", "for", "made by", "until", "opens", "code")
    rows = [
        (
            *(one.id, one.partner, one.holder, one.made_by, local(one.expires_at)),
            "yes" if one.opens(now) else "no",
            "its own" if one.own_code_at else "of the organisation",
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
