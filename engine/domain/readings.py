"""How this house reads what the law leaves open: the switches for unverified rules, careful by default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """One switch for each rule of law.md with status U that can be read in two ways."""

    #: NL-14: a letter is an approach and is handed over on open days only
    letters_keep_to_open_days: bool = True
    #: NL-36: a free term that ends on a Saturday, Sunday or holiday goes on to the next working day
    free_term_moves: bool = True
    #: NL-36: so many days for the bank before costs are added
    bank_days: int = 2
    #: NL-39: small claims of one creditor count together over six months when their costs are worked out
    small_claims_add_up: bool = True
    #: NL-68: a dispute or complaint of somebody in the Netherlands stops messages
    dispute_stops: bool = True
    #: law.md 4a: a Belgian term that ends on a Saturday, Sunday or holiday goes on to the next working day
    belgian_term_moves: bool = True
    #: BE-01: a Saturday counts as a working day
    saturday_is_working_day: bool = False
    #: BE-19: Belgian messages keep to the Dutch hours too
    belgian_hours_for_all: bool = True


#: the careful side of every question
CAREFUL = Readings()
#: what the law says by its own words, where a table of scenarios asks for that
PLAIN = Readings(free_term_moves=False, bank_days=0, belgian_term_moves=False, belgian_hours_for_all=False)
