"""Which labels stand together: the rules of docs/replies.md over what the words gave."""

from collections.abc import Mapping

from engine.replies.label import SAFETY, Label
from engine.replies.places import Because

#: the first takes away the others: it says the same thing more strongly, or tells what they are about
TAKES_AWAY: tuple[tuple[Label, frozenset[Label]], ...] = (
    (Label.STOP_ALL, frozenset({Label.STOP_CHANNEL, Label.TIME_PREF})),
    (
        Label.DECEASED,
        frozenset({Label.WRONG_PERSON, Label.HELP, Label.WILL_PAY, Label.CALLBACK, Label.QUESTION}),
    ),
    (Label.REPRESENTED, frozenset({Label.QUESTION})),
    (Label.WRONG_PERSON, frozenset({Label.CHANNEL_PREF})),
    (Label.STOP_CHANNEL, frozenset({Label.TIME_PREF, Label.CALLBACK})),
    (Label.TIME_PREF, frozenset({Label.CALLBACK})),
)
WITH_AUTO_REPLY = frozenset({Label.AUTO_REPLY, Label.DECEASED, Label.MOVED, Label.WRONG_PERSON})
#: from this chance on a label takes away what it takes away, however likely that is
EVEN = 0.5
ALONE = frozenset({Label.ACK, Label.UNCLEAR})
#: what a person should look at before it is believed
CONTRADICTIONS = (
    frozenset({Label.PAID, Label.HELP}),
    frozenset({Label.STOP_ALL, Label.CHANNEL_PREF}),
    frozenset({Label.STOP_ALL, Label.CALLBACK}),
    frozenset({Label.WRONG_PERSON, Label.WILL_PAY}),
    frozenset({Label.WRONG_PERSON, Label.ARRANGEMENT}),
    frozenset({Label.DISPUTE, Label.WILL_PAY}),
)


def settled(
    found: Mapping[str, Because], *, foreign: bool, chances: Mapping[Label, float] | None = None
) -> frozenset[Label]:
    """
    Give the labels of a reply.

    What is itself in doubt takes nothing away that is more likely: a person then sees both.
    """
    likely = chances or {}
    labels = {Label(label) for label in found}
    if Label.AUTO_REPLY in labels:
        return frozenset(labels & WITH_AUTO_REPLY)
    for strong, weak in TAKES_AWAY:
        if strong in labels:
            chance = likely.get(strong, 1.0)
            labels -= {one for one in weak if chance >= EVEN or likely.get(one, 0.0) <= chance}
    if len(labels) > 1:
        labels -= ALONE
    if not labels and not foreign:
        labels = {Label.UNCLEAR}
    if foreign:
        labels.add(Label.OTHER_LANGUAGE)
        labels.discard(Label.UNCLEAR)
    return frozenset(labels)


def is_sure(labels: frozenset[Label]) -> bool:
    """Say whether the labels may be acted on without a person reading the reply first."""
    if labels & {Label.UNCLEAR, Label.OTHER_LANGUAGE}:
        return False
    return not any(pair <= labels for pair in CONTRADICTIONS) and len(labels & SAFETY) < MANY


MANY = 3
