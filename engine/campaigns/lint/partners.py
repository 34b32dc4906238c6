"""What is wrong with partners that are well-formed."""

from collections.abc import Iterator
from datetime import date

from engine.campaigns.finding import Level, Mistake
from engine.domain.organisation import Organisation
from engine.domain.partner import Partner, PartnerKind

#: these kinds lead nobody anywhere by themselves: they are only pointed to
ONLY_POINTED_TO = frozenset({PartnerKind.GELDFIT, PartnerKind.SCHULDENKNOOPPUNT})


def partners_are_in_order(organisation: Organisation, today: date) -> Iterator[Mistake]:
    """Find partners that cannot do what they are here for."""
    for partner in organisation.partners:
        yield from _partner(partner, today)
    writes = any(one.email for one in organisation.partners)
    if writes and not organisation.agency.firm.email:
        message = "partners are mailed from the agency's mailbox, and it has none"
        yield Mistake(("agency", "email"), message, 'add "email: vragen@company.example"')
    if organisation.partners and not organisation.postcodes:
        leads = [one.id for one in organisation.partners if one.warm]
        if leads:
            message = f"no table says who is led to {', '.join(leads)}"
            fix = "add the key postcodes, or lead people by name: `minnelijk referral consent --partner`"
            yield Mistake(("partners",), message, fix, Level.WARNING)


def _partner(partner: Partner, today: date) -> Iterator[Mistake]:
    path = ("partners", partner.id)
    if partner.warm and partner.kind in ONLY_POINTED_TO:
        message = f"{partner.kind} phones nobody: people go there themselves"
        yield Mistake((*path, "warm_referrals"), message, "write warm_referrals: false")
    if partner.warm and not partner.phone:
        message = "a debtor who is led to it must be able to phone it"
        yield Mistake((*path, "phone"), message, 'add "phone: +31 ..."', Level.WARNING)
    evaluated = partner.protocol.evaluated_by if partner.protocol else None
    if evaluated is not None and evaluated < today:
        message = f"the evaluation of the protocol was due on {evaluated}"
        fix = "evaluate it together, and write the day of the next one"
        yield Mistake((*path, "protocol", "evaluated_by"), message, fix, Level.WARNING)
