"""Which channel a reply names: the one wanted, the one to stop."""

import re

from engine.replies.lexicon import Lexicon
from engine.replies.words import Words

CLASSES = (
    ("bellen", "phone"),
    ("smsen", "sms"),
    ("mailen", "email"),
    ("appen", "whatsapp"),
    ("brieven", "letter"),
)
WANTS = re.compile(
    r" (?:liever|liefst|graag|voortaan|gewoon|beter|handiger|makkelijker|uitsluitend|enkel|alleen|maar|wel|alles|voorkeur|stuur|dus|prima|volstaat|genoeg|fijner|best) "
)
UNWANTED = re.compile(
    r" (?:geen|niet|nooit|stop|stoppen|kap|ophouden|plaats van|zonder|niks|noch|verwijder|haal|zelden|slecht|lees|check|nooit in|houd|hou) "
)
#: what is said of a channel that does not reach the sender
FAILS = re.compile(
    r"[^ ]+ (?:(?:[^ .,?]+ ){0,3}(?:niet|nooit|geen|slecht|niks|stop) "
    r"|(?:[^ .,?]+ ){0,8}(?:kwijt|verdwijnt|verdwijnen|loopt over|zit vol|opengebroken|gestolen|verkeerde) )"
)
#: "liever gebeld dan gemaild"
THAN = re.compile(r" dan (?:(?:een|de|per|via|door|u|ge|die|al die) )?$")


def named(words: Words, lexicon: Lexicon) -> dict[str, list[int]]:
    """Give the channels that are named, each with the places of its words in the line."""
    kinds = {word: kind for name, kind in CLASSES for word in lexicon.classes[name]}
    found: dict[str, list[int]] = {}
    for word, at in zip(words.words, words.starts, strict=True):
        kind = kinds.get(word.text)
        if kind:
            found.setdefault(kind, []).append(at)
    return found


def stopped(words: Words, lexicon: Lexicon) -> str | None:
    """Give the channel that is named in a wish to stop; None when none or more are named."""
    kinds = [
        kind
        for kind, places in named(words, lexicon).items()
        if any(_refused(words.line, at) for at in places)
    ]
    if not kinds:
        kinds = list(named(words, lexicon))
    return kinds[0] if len(kinds) == 1 else None


def wanted(words: Words, lexicon: Lexicon) -> str | None:
    """Give the channel that is wanted from now on; None when none or more are left."""
    found = named(words, lexicon)
    kept = [kind for kind, places in found.items() if not all(_refused(words.line, at) for at in places)]
    return kept[0] if len(kept) == 1 else None


def _refused(line: str, at: int) -> bool:
    before = re.split(r" [.?,] | maar | wel ", line[:at])[-1]
    after = line[at:]
    near = " " + " ".join(before.split()[-4:]) + " "
    unwanted, wants = None, None
    for match in UNWANTED.finditer(near):
        unwanted = match.start()
    for match in WANTS.finditer(near):
        wants = match.start()
    if FAILS.match(after) or THAN.search(near):
        return True
    return unwanted is not None and (wants is None or wants < unwanted)
