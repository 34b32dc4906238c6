"""What the amounts in a text are: principal, interest, costs, VAT, penalty, another charge, paid, total."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from engine.policy.content.writing import Piece, Writing


class Label(StrEnum):
    """What an amount is."""

    TOTAL = auto()
    PAID = auto()
    VAT = auto()
    #: a charge that no law knows: dossier, administration, reminder
    CHARGE = auto()
    INTEREST = auto()
    PENALTY = auto()
    COSTS = auto()
    PRINCIPAL = auto()


CHARGES = (
    r"(?:administratie|dossier|behandel(?:ings?)?|aanma(?:ning|an)s?|herinnerings?|rappel|registratie|porto?"
    r"|verzend(?:ings?)?|bel|bezoek|regelings?|informatie|afhandel(?:ings?)?|bureau|sommatie|opstart"
    r"|verwerkings?|kantoor|beheers?|onderzoeks?|deurwaarders?|innings?|briefs?|telefoon|reis|bemiddelings?"
    r"|mededelings?|startup?|kopie|betalingsregelings?|incassobureau)-?(?:kost(?:en)?|vergoeding"
    r"|toeslag|tarief)"
)
#: from the strictest word to the loosest; the first that is found near an amount says what it is
WORDS: tuple[tuple[Label, re.Pattern[str]], ...] = (
    (
        Label.PAID,
        re.compile(
            r"\b(?:al|reeds|eerder|ontvangen|inmiddels) (?:door u )?(?:betaald|voldaan|ontvangen)"
            r"|\b(?:u betaalde|betaalde u|uw betalingen?|deelbetaling|betalingen ontvangen|in mindering)\b"
            r"|\bheeft u (?:al )?\w* ?betaald|\bhebt u (?:al )?\w* ?betaald"
        ),
    ),
    (
        Label.CHARGE,
        re.compile(
            rf"\b{CHARGES}\b|\b(?:administratieve|vaste) kost(?:en)?\b|\bereloon\b"
            rf"|\bhonorarium\b|\bboete\b(?! ?beding)"
            r"|\bkosten (?:voor|van) (?:het|ons|onze|uw|de|deze|dit|een|elke) ?(?:eerste |tweede )?"
            r"(?:dossier|administratie|brief|herinnering|aanmaning|regeling|betalingsregeling|bezoek|kantoor"
            r"|werk|e-mail)"
            r"|\bvoor (?:deze|elke|de|iedere) (?:eerste |tweede |extra )?(?:herinnering|brief|aanmaning)\b"
            r"|\b(?:onze|eigen) (?:kosten|commissie|vergoeding)\b"
            r"|\b(?:herinnering|brief|aanmaning|ingebrekestelling|dossier|regeling|bezoek) kost(?:te)?\b"
        ),
    ),
    (Label.VAT, re.compile(r"(?<!incl )(?<!incl\. )(?<!inclusief )(?<!met )\bbtw\b")),
    (
        Label.TOTAL,
        re.compile(
            r"\b(?:eind)?(?:totaal|totale)\w*\b|\btotaalbedrag\b|\bsamen\b|\bbij elkaar\b|\bopgeteld\b"
        ),
    ),
    (Label.INTEREST, re.compile(r"\b\w*(?:rente|interest|interesten|intrest|intresten)\b")),
    (
        Label.PENALTY,
        re.compile(
            r"\bschade(?:vergoeding|beding)\w*|\bforfait\w*|\b(?:boete|straf|verhogings)beding\w*"
            r"|\bverhoging\b"
            r"|(?<!\w)vergoeding\b|\bnalatigheidsvergoeding|\bboete\b"
        ),
    ),
    (Label.COSTS, re.compile(r"\b\w*kosten\b|\bkosten\b|\bincasso\b")),
    (
        Label.TOTAL,
        re.compile(
            r"\b(?:nog|dus) te betalen\b|\bte betalen bedrag\b|\bopenstaand\w*|\bverschuldigd\b|\bsaldo\b"
            r"|\bmoet(?:en)? (?:u )?(?:ons |wij |\w+ )?nog\b|\bstaat er nog\b|\bnog open\b"
        ),
    ),
    (
        Label.PRINCIPAL,
        re.compile(
            r"\bhoofdsom\b|\b(?:rekening|factuur|nota|huur|premie|polis|bestelling|levering|abonnement"
            r"|aankoop|bedrag)\w*"
        ),
    ),
)
NOT_PAID = re.compile(r"\b(?:niet|geen|nog niet|onbetaald)\b")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An amount with what it is; None: nothing says so."""

    amount: Decimal
    label: Label | None
    piece: Piece
    #: the words that say so
    words: str = ""
    #: where the piece stands among the others
    index: int = 0


def labelled(writing: Writing) -> tuple[Labelled, ...]:
    """Say of every amount in a text what it is."""
    found: list[Labelled] = []
    before = ""
    for index, piece in enumerate(writing.pieces):
        found.extend(_of_piece(piece, before, index))
        before = "" if piece.amounts else piece.text
    return tuple(found)


def of(parts: Iterable[Labelled], *labels: Label | None) -> list[Labelled]:
    """Keep the amounts with one of these labels."""
    return [part for part in parts if part.label in labels]


def _of_piece(piece: Piece, before: str, index: int) -> Iterator[Labelled]:
    bounds = [0, *(amount.end for amount in piece.amounts), len(piece.text)]
    starts = [*(amount.start for amount in piece.amounts), len(piece.text)]
    for number, amount in enumerate(piece.amounts):
        front = piece.text[bounds[number] : amount.start]
        behind = piece.text[amount.end : starts[number + 1]]
        label, words = _label(front, behind, before if number == 0 else "")
        yield Labelled(amount.value, label, piece, words, index)


def _label(front: str, behind: str, before: str) -> tuple[Label | None, str]:
    for text in (front, behind, before):
        for label, pattern in WORDS:
            match = pattern.search(text)
            if match and not (label is Label.PAID and NOT_PAID.search(text)):
                return label, match.group()
    return None, ""


def differ(parts: tuple[Labelled, ...], *, with_charges: bool = True) -> bool:
    """
    Say whether the parts of a claim do not add up to the total that the text gives.

    A text may tell an amount twice, or give bills and their sum: any sensible way to add up is enough.
    """
    totals = {part.amount for part in of(parts, Label.TOTAL)}
    principal = of(parts, Label.PRINCIPAL, None)
    # where to pay the total, is no part of it
    principal = [part for part in principal if part.amount not in totals or _is_named(part)] or principal
    if not totals or not principal:
        return False
    sums = {
        main + more
        for main in _ways(principal)
        for more in (_more(parts) if with_charges else _more(tuple(_known(parts))) | _more(parts))
    }
    paid = _ways(of(parts, Label.PAID)) | {Decimal(0)}
    full = {one - less for one in sums for less in paid} | sums
    partial = _ways(principal) | {part.amount for part in parts if part.label is not Label.TOTAL}
    return not totals & full or bool(totals - full - partial)


def _known(parts: tuple[Labelled, ...]) -> Iterator[Labelled]:
    return (part for part in parts if part.label is not Label.CHARGE)


def _is_named(part: Labelled) -> bool:
    """Say whether an amount is called by more than `bedrag`."""
    return part.label is not None and not part.words.startswith("bedrag")


def _more(parts: tuple[Labelled, ...]) -> set[Decimal]:
    found = {Decimal(0)}
    for label in (Label.INTEREST, Label.COSTS, Label.PENALTY, Label.VAT, Label.CHARGE):
        ways = _ways(of(parts, label))
        found = {one + way for one in found for way in ways}
    return found


def _ways(parts: list[Labelled]) -> set[Decimal]:
    """Give the ways to add up parts of one kind: all, each amount once, the largest alone."""
    amounts = [part.amount for part in parts]
    if not amounts:
        return {Decimal(0)}
    return {sum(amounts, Decimal(0)), sum(set(amounts), Decimal(0)), max(amounts)}
