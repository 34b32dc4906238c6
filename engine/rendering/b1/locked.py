"""
Legal wording that stays as the law has it, although it is not plain.

A template asks for it by name in about.yaml, and only what is registered here can be asked for. The reading
check then leaves these words alone where they stand; a sentence that is too long stays too long.
"""

from collections.abc import Mapping

LOCKED: Mapping[str, str] = {
    #: the two safe sentences for the term of a 14-day letter (law.md NL-33, S)
    "nl_14_days_after_delivery": "binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd",
    "nl_15_days_after_delivery": "binnen vijftien dagen nadat deze brief bij u is bezorgd",
    #: what a formal notice is called (BE-12, V); the text says what it means
    "be_formal_notice": "ingebrekestelling",
    #: what a bailiff's notice says in bold (BE-12, 5, V); the sentence after it says what it means
    "be_no_summons": "geen dagvaarding en geen beslag",
    #: what the letter with the costs must name (NL-30 and NL-37, V)
    "nl_collection_costs": "buitengerechtelijke incassokosten",
    #: the words of the claim description (NL-21, V) and of the notice (BE-12, V)
    "principal": "hoofdsom",
}
