"""Too many numbers in one sentence: a table, or a line for each, is easier to follow."""

from collections.abc import Iterator

from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

#: an amount, a date and a phone number are one each
MOST = 3
ADVICE = "zet de getallen onder elkaar, elk op een regel"


def many_numbers(spoken: Spoken) -> Iterator[Hit]:
    """Find a sentence with more than three numbers in it."""
    found = [at for at, word in enumerate(spoken.words) if word[0].isdigit()]
    if len(found) > MOST:
        yield spoken.hit("numbers", Level.WARN, found[0], found[-1], ADVICE)
