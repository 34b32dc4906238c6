"""Which outcome of a contact is the later news: what providers tell twice or late never undoes it."""

from engine.domain.touchpoint import Outcome

#: that it arrived outweighs every sign that it did not leave; what the debtor did is the last word
ORDER = (
    Outcome.PLANNED,
    Outcome.INTENDED,
    Outcome.POSTPONED,
    Outcome.IN_DOUBT,
    Outcome.HELD,
    Outcome.CANCELLED,
    Outcome.UNRECOGNISED,
    Outcome.ACCEPTED,
    Outcome.PRINTED,
    Outcome.POSTED,
    Outcome.EXPIRED,
    Outcome.REFUSED,
    Outcome.DELIVERED,
    Outcome.BOUNCED,
    Outcome.STOPPED,
    Outcome.RETURNED,
    Outcome.READ,
    Outcome.REPLIED,
)
RANK = {outcome: rank for rank, outcome in enumerate(ORDER)}


def is_news(outcome: Outcome, before: Outcome) -> bool:
    """Say whether an outcome may follow another; the same once more may (a second postponement)."""
    return RANK[outcome] >= RANK[before]
