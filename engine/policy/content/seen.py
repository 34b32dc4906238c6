"""What tells of a debt to somebody who sees only the outside of a message."""

import re
from collections.abc import Iterator

from engine.policy.content.content import Content, ContentKind
from engine.policy.content.likeness import LEGAL_FORM, holds_name
from engine.policy.content.topics import LINK
from engine.policy.content.writing import folded

DEBT = re.compile(
    r"(?<!on)(?<!ver)\bschuld(?!ig aan\b)\w*|\b\w*schulden\w*|\bverschuldigd\w*|\b\w*achterstand\w*"
    r"|\b\w*incass\w*|\b\w*aanman\w*|\baangemaand\b"
    r"|\bingebreke\w*|\b(?!be)\w*(?<!be)vordering\w*|\b(?:on)?betaald\w*|\bopenstaan\w*"
    r"|\bopen ?staat\b|\bstaat\b[^.?!]{0,20}\bopen\b(?! voor)"
    r"|\b\w*factu(?:ur|ren)\w*|\b(?:wan|niet)betal\w*|\bbetalings?(?:herinnering|achterstand"
    r"|regeling|verzoek|verplichting|termijn)\w*"
    r"|\b(?:rekening|rekeningen|nota|nota's|betaal|betalen|betaling|betalingen)\b|\bdebiteur\w*"
    r"|\bdwangbevel\w*|\bsommatie\w*|\bgesommeerd\b"
    r"|\bingevorderd\w*|\binvorder\w*|\bwanbeta\w*|\brood staan\b|\bkrediet\w*|\bschuldeiser\w*"
    r"|\bte laat met\b|\bin gebreke\b"
)
ACCOUNT = re.compile(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}")
SHORTENER = re.compile(
    r"\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|t\.ly"
    r"|s\.id|shorturl\.at|rb\.gy"
    r"|lnkd\.in|tiny\.cc|bl\.ink|short\.io|t2m\.io|v\.gd|kutt\.it|qr\.ae|adf\.ly)(?![\w.-])"
)
NO_LETTER = re.compile(r"[^a-z0-9]+")
#: a shorter name says too little to be found inside a link
LONG_ENOUGH = 6


def seen_outside(content: Content) -> Iterator[tuple[str, str, str]]:
    """Find what gives a debt away: gives the item, the words and what to do."""
    text = content.nameless.folded
    if content.nameless.amounts:
        amount = content.nameless.amounts[0]
        yield "amount", f"{amount.value}", "name the amount inside: in the e-mail, the letter or the portal"
    for match in DEBT.finditer(text):
        yield "debt_word", match.group(), "say that there is a message, not what it is about"
    for match in ACCOUNT.finditer(text):
        yield "account", match.group(), "give the account number inside"
    for match in SHORTENER.finditer(text):
        yield "shortener", match.group(), "link to a page of your own that people can type over"
    if _names_creditor(content):
        yield (
            "creditor_name",
            content.fact("creditor_name"),
            "do not name the creditor where others can see it",
        )


def _names_creditor(content: Content) -> bool:
    """
    Say whether the creditor is named by somebody who collects for it.

    A creditor that writes about its own claim must say who it is; a name that tells of itself what it is
    about (`creditor_name_is_sensitive`) is found all the same.
    """
    name = content.fact("creditor_name")
    is_own = not content.is_for_others and not content.is_true("creditor_name_is_sensitive")
    by_name = content.kind is ContentKind.SENDER_NAME and not content.is_true("creditor_name_is_sensitive")
    if not name or is_own or by_name:
        return False
    sender = content.fact("registered_name")
    text = content.writing.folded
    if sender and holds_name(folded(sender), name):
        return False
    if holds_name(text, name):
        return True
    letters = NO_LETTER.sub("", LEGAL_FORM.sub("", folded(name)))
    links = " ".join(NO_LETTER.sub("", match.group()) for match in LINK.finditer(text))
    return len(letters) >= LONG_ENOUGH and letters in links
