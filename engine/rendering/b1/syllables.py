"""Counting the syllables of a Dutch word: groups of vowels, with what Dutch spelling adds to that."""

import re

#: vowels that are one sound together, the longest first; a vowel alone is a sound too
SOUND = re.compile(
    r"aai|ooi|oei|eeuw|ieuw|eau|ëi"
    r"|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|ai|oi"
    r"|[aeiouyáàâäéèêëíìîïóòôöúùûü]",
)
#: where two vowels that look like one sound are two, and the mark that parts them
HIATUS = re.compile(
    r"(?<=[lnrtdscvfghmbp])i(?=[aou])"  # initiatief, radio
    r"|(?<=[bgpr])e(?=[aou](?!u))"  # beantwoorden, geopend
    r"|(?<=d)e(?=é)|(?<=[td])u(?=eel)|(?<=u)i(?=[aeo])"
    r"|(?<=[ctvsnr])i(?=eel|eur|ent|ënt)"  # financieel
)
#: spelled as one sound and said as two
ODD = {"indien": 3}
NOT_VOWEL_Y = re.compile(r"^y(?=[aeou])")
APART = "-"


def syllables(word: str) -> int:
    """Count the syllables of one word; at least one."""
    plain = NOT_VOWEL_Y.sub("j", word.lower())
    return ODD.get(plain) or max(
        1, len(SOUND.findall(HIATUS.sub(lambda found: found.group() + APART, plain)))
    )
