"""What is wrong with an organisation that is well-formed."""

from collections.abc import Iterator
from datetime import date

from engine.campaigns.finding import Finding, KeyPath, Level, Mistake
from engine.campaigns.lint.agreements import agreement_is_social
from engine.campaigns.lint.look import TemplateShelf
from engine.campaigns.lint.partners import partners_are_in_order
from engine.campaigns.loading import LoadedOrganisation
from engine.campaigns.words import suggestion
from engine.domain.case import CollectorRole
from engine.domain.organisation import Creditor, Firm, Organisation
from engine.domain.postcodes import EXAMPLES, POSTCODES
from engine.policy.content.content import Content, ContentKind
from engine.policy.content.judge import judge
from preferences.channel import ChannelKind


def lint_organisation(
    loaded: LoadedOrganisation, templates: TemplateShelf, today: date
) -> tuple[Finding, ...]:
    """Look for mistakes in organisation.yaml; the findings come on top of `loaded.findings`."""
    if loaded.draft is None:
        return ()
    return loaded.places.findings(_mistakes(loaded.draft, templates, today))


def _mistakes(organisation: Organisation, templates: TemplateShelf, today: date) -> Iterator[Mistake]:
    yield from _registration(organisation)
    yield from _postcode(organisation.agency.firm, ("agency",))
    yield from partners_are_in_order(organisation, today)
    for creditor in organisation.creditors:
        path = ("creditors", creditor.id)
        yield from _postcode(creditor.firm, path)
        if not creditor.sender.email:
            message = "no sender for e-mail: nothing leaves by e-mail"
            yield Mistake((*path, "sender"), message, 'add "email: post@company.example"', Level.WARNING)
        yield from _sender_name(creditor, organisation, (*path, "sender"))
        yield from agreement_is_social(creditor, (*path, "agreement"), today)
        if creditor.whatsapp.enabled:
            yield from _whatsapp(creditor, (*path, "whatsapp"), templates)


def _postcode(firm: Firm, path: KeyPath) -> Iterator[Mistake]:
    """Find a postcode that its country does not have: letters that come back would come back to nobody."""
    form = POSTCODES.get(firm.country)
    if form and not form.fullmatch(firm.postcode.upper()):
        message = f'"{firm.postcode}" is not a postcode of {firm.country}'
        yield Mistake((*path, "postcode"), message, f"write it like {EXAMPLES[firm.country]}")


def _sender_name(creditor: Creditor, organisation: Organisation, path: KeyPath) -> Iterator[Mistake]:
    """Find a sender's name that tells of a debt: it stands in the list of mails (NL-72, U)."""
    own = creditor.collector_role is CollectorRole.CREDITOR
    facts = {
        "registered_name": creditor.firm.name if own else organisation.agency.firm.name,
        "creditor_name": creditor.firm.name,
        "creditor_name_is_sensitive": "yes" if creditor.name_is_sensitive else "no",
    }
    names = (
        ("sms", creditor.sender.sms, ChannelKind.SMS),
        ("email_name", creditor.sender.email_name, ChannelKind.EMAIL),
    )
    for key, name, channel in names:
        content = Content(
            text=name,
            kind=ContentKind.SENDER_NAME,
            jurisdiction=creditor.jurisdiction,
            collector_role=creditor.collector_role,
            channel=channel,
            facts=facts,
        )
        for finding in judge(content):
            message = f"the name {name!r} tells too much: {finding.text} (law.md {finding.source})"
            yield Mistake((*path, key), message, "choose a name that tells nothing of a debt")


def _registration(organisation: Organisation) -> Iterator[Mistake]:
    collects = any(one.collector_role is CollectorRole.COLLECTOR for one in organisation.creditors)
    if collects and not organisation.agency.registration_active:
        message = "no active registration: nothing leaves for creditors of a collector (law.md NL-02, V)"
        fix = "register first, and then write active: true"
        yield Mistake(("agency", "registration", "active"), message, fix, Level.WARNING)


def _whatsapp(creditor: Creditor, path: KeyPath, templates: TemplateShelf) -> Iterator[Mistake]:
    if creditor.collector_role is not CollectorRole.CREDITOR:
        message = "WhatsApp may not be used to collect for others (law.md 3, S)"
        yield Mistake((*path, "enabled"), message, "write enabled: false")
    if not creditor.sender.whatsapp:
        fix = 'add "whatsapp: +31..." under `sender`'
        yield Mistake(path, "WhatsApp is on without a number to send from", fix, Level.WARNING)
    for template, _ in creditor.whatsapp.approved_templates:
        place = (*path, "approved_templates", template)
        if template not in templates.channels:
            fix = suggestion(template, templates.channels)
            yield Mistake(place, f'there is no template "{template}"', fix)
        elif ChannelKind.WHATSAPP not in templates.channels[template]:
            fix = f"write the text: {template}/whatsapp.txt"
            yield Mistake(place, f'the template "{template}" has no text for whatsapp', fix)
