"""Legal roles, beginnings and costs that the law does not allow; each with its ID in law.md."""

from collections.abc import Iterator

from engine.campaigns.finding import Level, Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.lint.timeline import APPROACHES, fewest_days
from engine.domain.campaign import Condition, CostsPolicy, LegalRole, Step
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.people import DebtorKind
from preferences.channel import ChannelKind

#: whose law knows a legal role
LAW_OF = {
    LegalRole.CLAIM_DESCRIPTION: Jurisdiction.NL,
    LegalRole.FOURTEEN_DAY_LETTER: Jurisdiction.NL,
    LegalRole.BE_FIRST_REMINDER: Jurisdiction.BE,
    LegalRole.BE_FORMAL_NOTICE: Jurisdiction.BE,
}
FOR_OTHERS = frozenset({CollectorRole.COLLECTOR, CollectorRole.BAILIFF})
#: who may send it, where not everybody may (BE-12, V); a first reminder is also a collector's (BE-13, V)
SENT_BY = {
    LegalRole.BE_FORMAL_NOTICE: FOR_OTHERS,
}
#: no proof that stands: SMS and WhatsApp carry no legal role (NL-35, S; BE-03, V/S)
NOT_DURABLE = frozenset({ChannelKind.SMS, ChannelKind.WHATSAPP})
#: with what a collector begins (NL-20 and BE-12, V)
BEGINS_WITH = {
    Jurisdiction.NL: (LegalRole.CLAIM_DESCRIPTION, "NL-20, V"),
    Jurisdiction.BE: (LegalRole.BE_FORMAL_NOTICE, "BE-12, V"),
}
#: what must be sent before costs may be asked at all (NL-30 and BE-01, V)
BEFORE_COSTS = {
    Jurisdiction.NL: (LegalRole.FOURTEEN_DAY_LETTER, "NL-30, V"),
    Jurisdiction.BE: (LegalRole.BE_FIRST_REMINDER, "BE-01, V"),
}
#: the earliest end of the 14 days of silence, which begin on the third working day (BE-14, V)
SILENCE = 17


def roles_fit(look: Look) -> Iterator[Mistake]:
    """Find legal roles that do not fit the law, the sender or the template."""
    shelf = look.knowledge.templates
    for index, step in look.messages():
        path = look.at("steps", index, "role")
        yield from (Mistake(path, message, fix) for message, fix in _role_mistakes(look, step))
        for place, template in look.templates(index, step):
            is_really = shelf.legal_roles.get(template, LegalRole.NONE)
            if template in shelf.channels and is_really is not step.legal_role:
                message = f'in law "{template}" is: {is_really}, and the step says: {step.legal_role}'
                yield Mistake(place, message, f'write "role: {is_really}", or choose another template')


def legal_messages_are_durable(look: Look) -> Iterator[Mistake]:
    """Ask for letter or e-mail when a message has a legal role."""
    for index, step in look.messages():
        if step.legal_role is LegalRole.NONE:
            continue
        for path, kinds in look.ways(index, step):
            if wrong := sorted(NOT_DURABLE.intersection(kinds)):
                message = f"a {step.legal_role} may not go by {' or '.join(wrong)} (law.md NL-35, BE-03)"
                yield Mistake(path, message, "write [letter, email]")


def begins_as_the_law_asks(look: Look) -> Iterator[Mistake]:
    """Ask of who collects for others to begin with what the law asks for, without a condition."""
    if not look.roles & FOR_OTHERS:
        return
    for jurisdiction in sorted(look.jurisdictions):
        role, source = BEGINS_WITH[jurisdiction]
        # law.md NL-01 (V): the Dutch rules for collectors protect people, not firms
        is_bound = jurisdiction is Jurisdiction.BE or look.campaign.segment.debtor_kind != DebtorKind.BUSINESS
        approaches = [found for found in enumerate(look.campaign.steps) if _approaches(found[1])]
        # law.md BE-13 (V): without a proven reminder of the creditor the collector's own one goes before it
        after = [found for found in approaches if found[1].legal_role is not LegalRole.BE_FIRST_REMINDER]
        first = next(iter(after or approaches), None)
        if first and is_bound and (first[1].legal_role is not role or first[1].when != Condition()):
            message = f"in {jurisdiction} a collector begins with the {role} (law.md {source})"
            fix = f'put a step with "role: {role}" first, without `when`'
            yield Mistake(look.at("steps", first[0]), message, fix)


def notice_is_followed_by_silence(look: Look) -> Iterator[Mistake]:
    """Warn for what comes inside the term of the Belgian formal notice."""
    steps = look.campaign.steps
    for index, step in enumerate(steps[1:], 1):
        was_notice = steps[index - 1].legal_role is LegalRole.BE_FORMAL_NOTICE
        if was_notice and fewest_days(step.after, look.campaign.hours) < SILENCE:
            message = "the term of the formal notice comes first: this step will wait (law.md BE-14, V)"
            path = look.at("steps", index, "after")
            yield Mistake(path, message, f'write "after: {SILENCE} days" or more', Level.WARNING)


def costs_as_announced(look: Look) -> Iterator[Mistake]:
    """Find a letter about costs where there are none, and costs without the letter that makes them due."""
    if look.campaign.costs is CostsPolicy.NONE:
        yield from _announced(look)
        return
    sent = {step.legal_role for _, step in look.messages()}
    for jurisdiction in sorted(look.jurisdictions):
        role, source = BEFORE_COSTS[jurisdiction]
        is_ours = jurisdiction is Jurisdiction.NL or CollectorRole.CREDITOR in look.roles
        if is_ours and role not in sent:
            message = f"costs can never be asked: there is no step with a {role} (law.md {source})"
            fix = f'add a step with "role: {role}", or write "costs: none"'
            yield Mistake(look.at("costs"), message, fix, Level.WARNING)


def _announced(look: Look) -> Iterator[Mistake]:
    legal_roles = look.knowledge.templates.legal_roles
    for index, step in look.messages():
        for path, template in look.templates(index, step):
            if legal_roles.get(template) is LegalRole.FOURTEEN_DAY_LETTER:
                message = "the 14-day letter announces costs, and this campaign has none (law.md NL-30, V)"
                yield Mistake(path, message, 'choose a friendly template, or write "costs: statutory"')


def _role_mistakes(look: Look, step: Step) -> Iterator[tuple[str, str]]:
    role = step.legal_role
    if role in LAW_OF and look.jurisdictions != {LAW_OF[role]}:
        yield (
            f"a {role} belongs to the law of {LAW_OF[role]}",
            f'write "jurisdiction: {LAW_OF[role]}" under `for`, or choose another role',
        )
    if role in SENT_BY and not (look.roles and look.roles <= SENT_BY[role]):
        senders = " or ".join(sorted(SENT_BY[role]))
        yield (
            f"a {role} is sent by a {senders} (law.md BE-12, V)",
            "set `collector_role` under `for`, or choose another role",
        )


def _approaches(step: Step) -> bool:
    return step.template is not None or step.task in APPROACHES
