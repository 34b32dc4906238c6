"""Find the words of a text among which a reference or case number of ours may be."""

import re

#: as case numbers and references are written
WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/:-]{1,38}[A-Za-z0-9])")
MOST = 300


def words_that_may_name(*texts: str) -> frozenset[str]:
    """Give the words with a digit, as they stand; whether one is ours is for others to say."""
    found = (word for text in texts for word in WORD.findall(text) if any(sign.isdigit() for sign in word))
    return frozenset(word for word, _ in zip(found, range(MOST), strict=False))
