"""Commands about partners: who they are, what they say by phone, and the clients that they report."""

from datetime import date
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, pairs, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.cli.partner_links import code, invite, links, shut
from app.moments import read_moment
from app.partner_keys import codes_of, door_path, secrets_of
from app.partners import make_partner_post
from channels.partners.incoming import whole_number
from engine.acting import CASE_WORKERS
from engine.domain.errors import ConfigurationError, NotAllowed
from engine.domain.partner import ClientDetails, PartnerSaid, PartnerWord
from engine.referral.clients import Clients
from engine.referral.hearing_partners import HearingPartners
from engine.referral.matching import Likeness, MatchField

partner = typer.Typer(no_args_is_help=True, help="Partners, and the clients that they report.")
partner.command("invite")(invite)
partner.command("code")(code)
partner.command("links")(links)
partner.command("shut")(shut)

PartnerId = Annotated[str, typer.Argument(metavar="PARTNER", help="From `partner list`.")]
ReportId = Annotated[str, typer.Argument(metavar="REPORT", help="Its id, from `partner clients`.")]
NOBODY = "nobody"


@partner.command("list")
def list_all(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the partners of organisation.yaml, and what each has a key for."""
    with the_house() as house:
        organisation = house.organisation
        secrets, _ = secrets_of(house.settings, organisation)
        codes = codes_of(house.settings, organisation)
    rows = [
        {
            "id": one.id,
            "kind": one.kind.value,
            "country": one.jurisdiction.upper(),
            "warm": one.warm,
            "protocol": one.protocol is not None,
            "door": door_path(one.id) if one.id in secrets else "shut",
            "code": one.id in codes,
        }
        for one in organisation.partners
    ]
    if json:
        for row in rows:
            say_json(row)
        return
    head = ("partner", "kind", "country", "phones people", "protocol", "door", "code for links")
    listing("partners", head, [tuple(map(_said, row.values())) for row in rows])


@partner.command("said")
def said(
    partner_id: PartnerId,
    about: Annotated[str, typer.Argument(metavar="ABOUT", help="A referral, or their client's reference.")],
    word: Annotated[PartnerSaid, typer.Argument(metavar="WORD", help=f"One of: {', '.join(PartnerSaid)}.")],
    actor: As,
    at: Annotated[str, typer.Option(help="When it happened: 2026-12-01T14:30; empty: now.")] = "",
) -> None:
    """Write down what a partner told by phone; it does what the same word in a signed call does."""
    if word is PartnerSaid.EXTENDED:
        raise ConfigurationError("use `minnelijk referral extend`: it asks for the day and the proof")
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        moment = min(read_moment(at, HERE), house.clock()) if at else house.clock()
        told = PartnerWord(
            partner=partner_id, key=f"phone-{house.new_id()}", said=word, about=about, at=moment
        )
        with house.store.begin() as books:
            pen = house.pen(books, actor)
            pen.partner(partner_id)
            refused = HearingPartners(pen).take_in(told)
            if refused:
                raise NotAllowed(f"{about}: {refused}")
    say(f"{partner_id} said {word} about {about}")


@partner.command("report")
def report(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    partner_id: PartnerId,
    reference: Annotated[str, typer.Argument(metavar="REFERENCE", help="Their own reference of the client.")],
    actor: As,
    name: Annotated[str, typer.Option(help="First name or letter, and family name.")],
    born: Annotated[str, typer.Option(help="Day of birth: 1980-05-31.")] = "",
    postcode: Annotated[str, typer.Option(help="1234 AB or 2000.")] = "",
    house_number: Annotated[str, typer.Option(help="With its addition.")] = "",
    phone: Annotated[str, typer.Option(help="A number.")] = "",
    email: Annotated[str, typer.Option(help="A mailbox.")] = "",
    case: Annotated[str, typer.Option(help="The number of one of our cases.")] = "",
) -> None:
    """Take in a client whom a partner reports by phone; only beyond doubt is somebody found."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            pen = house.pen(books, actor)
            client = ClientDetails(
                name=name,
                birth_date=_day(born),
                postcode=postcode,
                house_number=house_number,
                phone=whole_number(phone, pen.partner(partner_id).jurisdiction.upper()),
                email=email,
                case_id=case,
            )
            made = Clients(pen).report(partner_id, reference, client)
    say(f"report {made.id} of {partner_id}: {made.state}" + (f", {made.case_id}" if made.case_id else ""))


@partner.command("compare")
def compare(report_id: ReportId, actor: As, json: Json = False) -> None:  # noqa: FBT002
    """Show whom a partner reports beside the debtors who may be meant, field by field."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.read() as books:
            pen = house.pen(books, actor)
            client = books.reported_client(report_id)
            if client is None:
                raise NotAllowed(f"report {report_id} waits for nobody")
            likely = Clients(pen).likely(client)
    if json:
        say_json({"told": client, "likely": [_likeness(one) for one in likely]})
        return
    told = (("name", client.name), ("born", str(client.birth_date or "-")), ("postcode", client.postcode))
    pairs("the partner told", [(word, value or "-") for word, value in told])
    head = ("debtor", "agrees", "differs")
    rows = [(one.debtor_id, ", ".join(sorted(one.agrees)), ", ".join(sorted(one.differs))) for one in likely]
    listing("debtors may be meant", head, rows)
    if any(MatchField.LIKE_NAME in one.agrees for one in likely):
        say("a letter is no first name, and a twin has the same one: ask the partner for every first name")
    if any(one.takes_two for one in likely):
        say("who differs in something, or of whom the day of birth is not known, takes two people")


@partner.command("confirm")
def confirm(
    report_id: ReportId,
    debtor: Annotated[str, typer.Argument(metavar="DEBTOR", help=f"From `partner compare`, or {NOBODY}.")],
    actor: As,
    proof: Annotated[str, typer.Option(help="How you made sure, in words; not needed for nobody.")] = "",
) -> None:
    """Say as a person who is meant, and how you made sure; until then nothing is paused and nothing told."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            chosen = "" if debtor == NOBODY else debtor
            made = Clients(house.pen(books, actor)).decide(report_id, chosen, proof)
    if made is None:
        say(f"report {report_id}: written down; not all fits, so a second person has to say the same")
        return
    say(f"report {made.id} of {made.partner}: {made.state}" + (f", {made.case_id}" if made.case_id else ""))


@partner.command("resume")
def resume(
    report_id: ReportId,
    actor: As,
    because: Annotated[str, typer.Option(help="The reason, in words.")],
) -> None:
    """Let collecting go on for a client; while the agreements hold a second person must agree."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            made = Clients(house.pen(books, actor)).resume(report_id, because)
    if made is None:
        say(f"report {report_id}: asked to resume early; a second person, a team lead, decides")
        return
    say(f"{made.case_id}: collecting may go on; the report is {made.state}")


@partner.command("clients")
def clients(
    everything: Annotated[bool, typer.Option("--all", help="Also those that ended.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """List the clients that partners reported, without names."""
    with the_house() as house, house.store.read() as books:
        found = books.reports(only_open=not everything)
    if json:
        for one in found:
            say_json(one)
        return
    head = ("report", "partner", "reference", "state", "case", "heard")
    rows = [
        (
            *(one.id, one.partner, one.reference, one.state, one.case_id or "-"),
            local(one.heard_at) if one.heard_at else "-",
        )
        for one in found
    ]
    listing("clients", head, rows)


@partner.command("messages")
def messages(
    about: Annotated[str, typer.Option(help="A referral or report; empty: all.")] = "",
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """List what was told to partners, and what became of it."""
    with the_house() as house, house.store.read() as books:
        found = books.partner_messages(about)
    if json:
        for one in found:
            say_json(one)
        return
    head = ("message", "partner", "what", "by", "about", "outcome", "tries")
    rows = [(one.id, one.partner, one.kind, one.route, one.about, one.outcome, one.tries) for one in found]
    listing("messages", head, rows)


@partner.command("tell")
def tell() -> None:
    """Hand over now what partners have to hear; `minnelijk run` does so by itself."""
    with the_house() as house:
        handed = make_partner_post(house).run(house.clock())
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(handed.items()))
    say(said or "nothing was due")


def _said(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"--born {text} is no day; write it as 1980-05-31") from None


def _likeness(one: Likeness) -> dict[str, object]:
    return {"debtor": one.debtor_id, "agrees": sorted(one.agrees), "differs": sorted(one.differs)}
