"""Commands about leading somebody to help: offer, consent, the stop, and the register of it all."""

from datetime import date
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, local, pairs, say, say_json
from app.cli.doors import As, CaseId, Json, must_be, the_house
from app.moments import read_moment
from app.wiring import House
from engine.acting import CASE_WORKERS
from engine.domain.errors import ConfigurationError, NotAllowed
from engine.domain.referral import Consent, Offer, Referral, ReferralReason
from engine.referral.offering import offer_for, offer_of
from engine.referral.referring import Referring
from engine.referral.register import figures, point_the_way
from preferences.change import Through

referral = typer.Typer(no_args_is_help=True, help="Leading somebody to help.")

ReferralId = Annotated[str, typer.Argument(metavar="REFERRAL", help="Its id, from `referral list`.")]
PartnerName = Annotated[str, typer.Option(help="Another partner than the postcode says.")]
Reason = Annotated[ReferralReason, typer.Option(help=f"Why: {', '.join(ReferralReason)}.")]
How = Annotated[Through, typer.Option(help="How it reached us: agent (said to us), reply, letter, portal.")]
Words = Annotated[str, typer.Option(help="What the debtor said, word for word.")]


@referral.command("offer")
def offer(case_id: CaseId, partner: PartnerName = "", json: Json = False) -> None:  # noqa: FBT002
    """Show which partner can help the debtor of a case, and the exact question to ask."""
    with the_house() as house:
        made = _offer(house, case_id, partner)
    if json:
        say_json(made)
        return
    pairs(f"{case_id}: ask this, word for word", [("partner", made.partner), ("version", made.version)])
    say(made.wording)


@referral.command("consent")
def consent(  # noqa: PLR0913, PLR0917 - one argument an option of the command
    case_id: CaseId,
    actor: As,
    version: Annotated[str, typer.Option(help="The version that was read out, from `referral offer`.")],
    words: Words,
    reason: Reason = ReferralReason.ASKED_FOR_HELP,
    through: How = Through.AGENT,
    partner: PartnerName = "",
) -> None:
    """Take in a yes: the partner is asked to phone, and collecting stops."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        made = _offer(house, case_id, partner)
        if version != made.version:
            raise ConfigurationError(f"today's wording is version {made.version}: ask that question")
        given = Consent(wording=made.wording, version=version, through=through, at=house.clock(), words=words)
        with house.store.begin() as books:
            one = Referring(house.pen(books, actor)).consent(case_id, made, given, reason)
    say(f"{case_id}: referral {one.id} to {one.partner}")
    say(f"they phone at latest on {one.contact_due_on}; nothing is collected until somebody resumes")


@referral.command("refuse")
def refuse(case_id: CaseId, actor: As, through: How = Through.AGENT, partner: PartnerName = "") -> None:
    """Write down that the debtor does not want it."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        made = _offer(house, case_id, partner)
        with house.store.begin() as books:
            Referring(house.pen(books, actor)).refuse(case_id, made, through)
    say(f"{case_id}: no help of {made.partner}, written down")


@referral.command("withdraw")
def withdraw(referral_id: ReferralId, actor: As, words: Words, through: How = Through.AGENT) -> None:
    """Take a consent back: the partner is asked not to phone, and a person decides."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            one = Referring(house.pen(books, actor)).withdraw(referral_id, words, through)
    say(f"{one.case_id}: the consent was taken back; `minnelijk referral resume` when that is right")


@referral.command("extend")
def extend(
    referral_id: ReferralId,
    actor: As,
    until: Annotated[str, typer.Option(help="The last day of the stop: 2027-02-28.")],
    proof: Annotated[
        str, typer.Option(help="What proves that help goes on: a letter or plan, with its date.")
    ],
) -> None:
    """Let the stop last longer, on a proof."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        last = read_moment(until, HERE).date()
        with house.store.begin() as books:
            one = Referring(house.pen(books, actor)).extend(referral_id, last, proof)
    say(f"{one.case_id}: the stop lasts until {one.stop_last}")


@referral.command("resume")
def resume(
    referral_id: ReferralId,
    actor: As,
    because: Annotated[str, typer.Option(help="The reason, in words.")],
) -> None:
    """Let collecting go on; before the time of the stop a second person, a team lead, agrees."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            one = Referring(house.pen(books, actor)).resume(referral_id, because)
    if one is None:
        say(f"referral {referral_id}: asked to resume early; a second person, a team lead, decides")
        return
    say(f"{one.case_id}: collecting may go on; referral {one.id} is {one.state}")


@referral.command("point")
def point(
    case_id: CaseId,
    partner: Annotated[str, typer.Argument(metavar="PARTNER", help="From `minnelijk partner list`.")],
    actor: As,
    reason: Reason,
) -> None:
    """Write down that somebody was shown the way to a partner; nothing is passed on and nothing stops."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.begin() as books:
            one = point_the_way(house.pen(books, actor), case_id, partner, reason)
    say(f"{case_id}: shown the way to {one.partner}, because of {one.reason}")


@referral.command("list")
def list_all(
    since: Annotated[str, typer.Option(help="Made on this day or later; empty: all.")] = "",
    late: Annotated[bool, typer.Option(help="Only those where nobody phoned in time.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Show the register: who was led to which partner, why, and how it stands."""
    with the_house() as house:
        found = [one for one in _since(house, since) if not late or (one.alarmed_at and not one.contacted_at)]
    if json:
        for one in found:
            say_json(one)
        return
    head = ("referral", "case", "partner", "way", "why", "state", "phone before", "phoned", "stop until")
    listing("referrals", head, [_row(one) for one in found])


@referral.command("figures")
def show_figures(
    since: Annotated[str, typer.Option(help="Made on this day or later; empty: all.")] = "",
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Count by partner: how many were phoned within three working days, and what came of it."""
    with the_house() as house:
        countries = {one.id: one.jurisdiction for one in house.organisation.partners}
        counted = figures(_since(house, since), countries)
    if json:
        for partner, one in counted.items():
            share = one.share_in_time
            said = None if share is None else f"{share:.3f}"
            say_json({"partner": partner, "counted": one, "share_in_time": said})
        return
    head = ("partner", "pointed", "warm", "in time", "late", "never", "running", "share in time")
    rows = [
        (
            *(partner, one.pointed, one.warm, one.in_time, one.too_late, one.never, one.running),
            "-" if one.share_in_time is None else f"{one.share_in_time:.0%}",
        )
        for partner, one in counted.items()
    ]
    listing("partners", head, rows)


def _offer(house: House, case_id: str, partner_id: str) -> Offer:
    with house.store.read() as books:
        case = books.case(case_id)
        (file,) = books.files([case.debtor_id])
        if not partner_id:
            made = offer_for(case, file.debtor, house.organisation, house.postcodes)
        else:
            made = offer_of(house.pen(books, "").partner(partner_id), case, file.debtor)
    if made is None:
        raise NotAllowed(f"{case_id}: no partner can be offered; see `minnelijk partner list`")
    return made


def _since(house: House, since: str) -> list[Referral]:
    start = read_moment(since or "2000-01-01", HERE)
    with house.store.read() as books:
        return list(books.all_referrals(start))


def _row(one: Referral) -> tuple[object, ...]:
    phoned = local(one.contacted_at) if one.contacted_at else "ALARM" if one.alarmed_at else "-"
    return (
        *(one.id, one.case_id, one.partner, one.way, one.reason, one.state),
        *(_day(one.contact_due_on), phoned, _day(one.stop_last)),
    )


def _day(day: date | None) -> str:
    return str(day) if day else "-"
