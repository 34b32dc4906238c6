"""
The outside of a message: what somebody else may see on a lock screen or in a list of mails.

An SMS, a WhatsApp message, the subject of an e-mail and the first words of its body hold no amount, no word
that tells of a debt, no threat, no number of an account or file, and no link to pay or to a shortener
(trust.md 3.4; law.md NL-72, U, and NL-25, S).
"""

import re
from collections.abc import Collection, Iterator

from engine.rendering.b1.finding import Finding, Level

#: how much of a body a list of mails shows
PREVIEW = 90

#: what may not be seen, how it is recognised, and what to do
SEEN: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "amount",
        re.compile(r"€|\b(?:EUR|euro)\b|\b\d[\d.]*,\d{2}\b", re.IGNORECASE),
        "name the amount inside: in the e-mail, the letter or the portal",
    ),
    (
        "account",
        re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}"),
        "give the account number inside: in the e-mail, the letter or the portal",
    ),
    (
        "debt-word",
        re.compile(
            r"\bschuld\w*|\w*achterstand\w*|\w*incasso\w*|\w*aanmaning\w*|\bingebreke\w*|\w*vordering\w*"
            r"|\b(?:on)?betaald\w*|\bopenstaand\w*"
            r"|\b(?:factuur|facturen|rekening|rekeningen|betaal|betalen|betaling)\b",
            re.IGNORECASE,
        ),
        "say that there is a message, not what it is about",
    ),
    (
        "threat",
        re.compile(
            r"\w*deurwaarder\w*|\w*beslag\w*|\bpolitie\b|\b(?:kanton)?rechter\b|\brechtbank\b|\bdagvaard\w*"
            r"|\bvonnis\w*|\bontruim\w*|\bafsluit\w*|\bafgesloten\b",
            re.IGNORECASE,
        ),
        "say that there is a message, not what may happen",
    ),
)
#: words that give it away, whatever they hold
TELLING_WORDS = frozenset(
    {"iban", "iban_vroeger", "betaalpagina", "betaalkenmerk", "kenmerk", "zaken", "schuldeiser_nummer"}
)
SHORTENER = re.compile(
    r"\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|t\.ly|s\.id"
    r"|shorturl\.at|rb\.gy|lnkd\.in|tiny\.cc)(?![\w.-])",
    re.IGNORECASE,
)


def seen_outside(text: str) -> Iterator[Finding]:
    """Find everything in the outside of a message that may not be seen there."""
    for name, pattern, advice in SEEN:
        for match in pattern.finditer(text):
            yield _finding(name, match.group(), advice, match.start() + 1)


def telling_words(words: Collection[str]) -> Iterator[Finding]:
    """Find words that an SMS or WhatsApp text may not use at all."""
    for word in sorted(TELLING_WORDS.intersection(words)):
        yield _finding("word", word, "use it inside only: in the e-mail or the letter")


def shortened_links(links: Collection[str]) -> Iterator[Finding]:
    """Find links that hide where they lead."""
    for link in links:
        if SHORTENER.search(link):
            yield _finding("shortener", link, "link to a page of your own that people can type over")


def sensitive_name() -> Finding:
    """Say that a text names a creditor whose very name tells what it is about."""
    return _finding("creditor", "schuldeiser", "do not name this creditor in what others can see")


def _finding(name: str, text: str, advice: str, column: int = 1) -> Finding:
    return Finding(f"outside-{name}", Level.FAIL, 1, column, text, advice)
