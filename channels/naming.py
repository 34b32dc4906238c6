"""Words of others: those among which a reference of ours may be, and how any of them is kept."""

import re

#: as case numbers and references are written
WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/:-]{1,38}[A-Za-z0-9])")
MOST = 300


def words_that_may_name(*texts: str) -> frozenset[str]:
    """Give the words with a digit, as they stand; whether one is ours is for others to say."""
    found = (word for text in texts for word in WORD.findall(text) if any(sign.isdigit() for sign in word))
    return frozenset(word for word, _ in zip(found, range(MOST), strict=False))


def plain(text: str, longest: int = 120) -> str:
    """Write a word of a provider so that every database and list can hold it."""
    kept = text if text.isascii() and text.isprintable() else ascii(text)
    return kept[:longest]
