"""From the body of a letter to what the letter press prints."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from engine.domain.errors import TextRefused
from engine.domain.message import WHO_LIVES_THERE
from engine.domain.organisation import Creditor
from engine.domain.people import ContactPoint, PostalAddress
from engine.rendering.blockwise import MARK, Blockwise
from engine.rendering.dutch import PAPER
from engine.rendering.email import plain_block
from engine.rendering.letter.content import Address, Block, LetterText, PaymentRequest, SenderBlock
from engine.rendering.letter.markup import PAYMENT_LINE, blocks_from_text
from engine.rendering.organisation_words import Fixed, address_of
from engine.rendering.plain import plain
from engine.rendering.scene import Scene
from engine.rendering.words import account_of, contact_words
from preferences.channel import ChannelKind

GREETINGS = ("Beste ", "Geachte ")
CLOSING = "Met vriendelijke groet"


#: what a block of a letter becomes: plain text, and what the press prints
OnPaper = tuple[str, tuple[Block, ...]]
Paper = Blockwise[OnPaper]


def on_paper(block: str) -> OnPaper | None:
    """Give a block as plain text, without the place of the payment request, and as the press prints it."""
    return (plain_block(block.replace(PAYMENT_LINE, "")), blocks_from_text(block)) if block else None


def letter_text(
    scene: Scene, fixed: Fixed, subject: str, body: str, laid_out: Callable[[str], Iterable[OnPaper]]
) -> LetterText:
    """
    Lay out a letter: greeting, blocks, closing with signature, and what follows it as small print.

    `body` is marked (engine.rendering.blockwise); `laid_out` turns its blocks into those of a letter.

    Raises TextRefused without a postal address, or when it asks for a payment and nothing is left to pay.
    """
    greeting, blocks, closing, signature, footer = _laid_out(body)
    paying = PAYMENT_LINE in body.split("\n")
    return LetterText(
        sender=_sender(fixed),
        to=_address(scene),
        place_date=f"{fixed.sender.town}, {PAPER.datum(scene.today)}",
        subject=subject.replace(MARK, ""),
        references=_references(scene),
        greeting=greeting.replace(MARK, "") or str(contact_words(scene, ("aanhef",))["aanhef"]) + ",",
        blocks=tuple(block for _, made in laid_out(blocks) for block in made),
        closing=closing,
        signature=signature,
        footer=footer,
        payment=_payment(scene, fixed.creditor) if paying else None,
        payment_link=_web_address(fixed.creditor.payment_page) if paying else None,
        large_print=scene.order.preference.large_print,
    )


def for_stranger(letter: LetterText) -> LetterText:
    """Send a letter to whoever lives there: it bears no name, and no number of a case."""
    return replace(letter, to=replace(letter.to, name=WHO_LIVES_THERE), references=letter.references[1:])


def _laid_out(body: str) -> tuple[str, str, str, tuple[str, ...], str]:
    """Part a body into greeting, blocks, closing, signature and small print."""
    before, mark, after = body.partition(f"\n{CLOSING}")
    greeting = ""
    if before.lstrip(MARK).startswith(GREETINGS):
        greeting, _, before = before.partition("\n")
    if not mark:
        return greeting, before, f"{CLOSING},", (), ""
    rest = after.partition("\n")[2].replace(MARK, "").strip()
    signature, _, footer = rest.partition("\n\n")
    return greeting, before, f"{CLOSING},", tuple(signature.split("\n")), " ".join(footer.split())


def _sender(fixed: Fixed) -> SenderBlock:
    firm, words = fixed.sender, fixed.words
    numbers = (("Telefoon", firm.phone), ("E-mail", firm.email), ("Website", firm.website))
    label = "KvK" if firm.country == "NL" else "Ondernemingsnummer"
    register = ((label, firm.enterprise_number), ("Register", str(words["registratie"])))
    details = tuple(f"{name} {value}" for name, value in (*numbers, *register) if value)
    name = plain(firm.name)
    return SenderBlock(
        name=name, return_line=f"{name}, {address_of(firm)}", details=details, country=firm.country
    )


def _references(scene: Scene) -> tuple[tuple[str, str], ...]:
    words = contact_words(scene, ("kenmerk", "contact"))
    return (("Uw nummer", str(words["kenmerk"])), ("Deze brief", str(words["contact"])))


def _address(scene: Scene) -> Address:
    point = _point(scene)
    if point is None:
        raise TextRefused("this letter has no postal address to go to", findings=("address: it is missing",))
    street = f"{point.street} {point.house_number} {point.addition}"
    return Address(
        name=plain(scene.order.to.name),
        lines=(plain(street),),
        postcode=point.postcode,
        town=plain(point.town),
        country=point.country,
        house_number=point.house_number,
        addition=point.addition,
    )


def _point(scene: Scene) -> PostalAddress | None:
    """Find the address that the order names; else the first, for a preview names a number or a mailbox."""
    points = scene.order.debtor.points_for(ChannelKind.LETTER, scene.today)
    named: list[ContactPoint] = sorted(points, key=lambda point: point.value != scene.order.to.value)
    return next((point.address for point in named if point.address), None)


def _payment(scene: Scene, creditor: Creditor) -> PaymentRequest:
    if scene.charges.outstanding <= Decimal(0):
        findings = ("payment: nothing is left to pay",)
        raise TextRefused("this letter asks for a payment and nothing is left to pay", findings=findings)
    return PaymentRequest(
        beneficiary=plain(creditor.firm.name),
        iban=account_of(scene),
        amount=scene.charges.outstanding,
        reference=str(contact_words(scene, ("betaalkenmerk",))["betaalkenmerk"]),
    )


def _web_address(page: str) -> str | None:
    if not page:
        return None
    return page if page.startswith("https://") else f"https://{page.removeprefix('http://')}"
