"""The words for events in tables of scenarios: patterns, the first that fits wins."""

import re
from functools import cache

from engine.domain.occurrence import OccurrenceKind
from engine.domain.pause import PauseKind

#: what a word is about, when it is the reason of a pause
TOPICS: tuple[tuple[str, PauseKind], ...] = (
    ("suicid|danger|self_harm", PauseKind.DANGER),
    ("collective|settlement_admitted|debt_settlement|csr_|toelaatbaar", PauseKind.COLLECTIVE_SETTLEMENT),
    ("wsnp|bankrupt|insolven|faillissement|schuldsanering", PauseKind.INSOLVENCY),
    ("moratorium|threatening|cooling_off|afkoelings", PauseKind.MORATORIUM),
    ("kennisgeving|debt_help_notice|debt_help_admitted|pauzeknop", PauseKind.DEBT_HELP),
    ("referral|doorverwijz", PauseKind.WARM_REFERRAL),
    ("ocmw|caw_|protocol|municipal(ity)?_(agree|stop)", PauseKind.PROTOCOL),
    ("mediat|bemiddel", PauseKind.MEDIATION),
    ("bewind|administrat", PauseKind.BEWIND),
    ("curat|guardian_appointed|onder_curatele", PauseKind.CURATELE),
    ("minor|minderjarig|underage|under_age", PauseKind.MINOR),
    ("helper|lawyer|representative|power_of_attorney|advocaat|attorney|proxy|mandate", PauseKind.HELPER),
    ("death|deceased|died|overl", PauseKind.DEATH),
    ("complain|klacht", PauseKind.COMPLAINT),
    ("disput|betwist|objection|fraud", PauseKind.DISPUTE),
    (
        (
            "claim_details|details_request|document|specification|(proof|evidence|invoice|cop(y|ies))_request|"
            "description_request"
        ),
        PauseKind.DETAILS,
    ),
    ("claims_paid|says_paid|paid_already|already_paid|payment_claimed", PauseKind.PAYMENT_CHECK),
    ("restrict", PauseKind.RESTRICTION),
    ("quiet|own_pause|pause_requested|pause_asked|rest_requested", PauseKind.OWN_WISH),
    ("plan_request|plan_asked|instalments_asked|arrangement_request|payment_plan", PauseKind.PLAN_REQUEST),
    ("arrangement|agreement|plan|terms_|instalment", PauseKind.ARRANGEMENT),
    ("debt_help", PauseKind.DEBT_HELP),
)

#: events with an effect of their own
EVENTS: tuple[tuple[str, OccurrenceKind], ...] = (
    (
        "step_due|step_planned|next_step|tick|time_passed|day_passed|no_decision|undecided|term_ended",
        OccurrenceKind.TIME_PASSED,
    ),
    (
        "term_expired|term_over|_days_later|deadline|statement_due|anniversary|no_(answer|response|reply)",
        OccurrenceKind.TIME_PASSED,
    ),
    ("claims_paid|says_paid|paid_already|already_paid|payment_claimed", OccurrenceKind.PAUSE_BEGAN),
    ("payment_part|part_pay|partial|payment_promised|instalment_paid|first_payment", OccurrenceKind.NOTHING),
    (
        "payment_full|full_payment|paid_in_full|paid_full|debt_extinguished|debt_paid|final_payment|last_instalment|settled",
        OccurrenceKind.PAID,
    ),
    ("registration_(restored|active|renewed|confirmed|granted)", OccurrenceKind.NOTHING),
    ("registration|register_struck|struck_off", OccurrenceKind.REGISTRATION_LOST),
    (
        "opt_out|optout|unsubscrib|channel_stop|stop_received|sms_stop|channel_refused|consent_withdrawn",
        OccurrenceKind.OPT_OUT,
    ),
    (
        (
            "wrong_(person|number|address|recipient|email|mobile|mailbox|debtor)|third_party|not_the_debtor|"
            "shared_(address|mailbox)|employer|neighbour|family_member|housemate"
        ),
        OccurrenceKind.WRONG_PERSON,
    ),
    (
        (
            "bounce|undeliver|returned|not_delivered|no_delivery|delivery_fail|no_evidence|delivery_unknown|"
            "^(sms|email|whatsapp|letter|message)_(failed|expired)|address_unknown"
        ),
        OccurrenceKind.BOUNCED,
    ),
    (
        (
            "access_(request|asked)|data_(request|asked|access)|subject_access|insight_request|gdpr_access|"
            "(erasure|rectification|correction)_(request|asked)"
        ),
        OccurrenceKind.ACCESS_ASKED,
    ),
    (
        "case_opened|case_received|claim_received|claim_taken|intake|new_case|case_created|transferred|taken_over",
        OccurrenceKind.CASE_OPENED,
    ),
    (
        (
            "message_(read|opened|delivered)|_opened|_clicked|_delivered|read_receipt|_read$|portal_visit|logged_in|link_|"
            "promise_to_pay|payment_reversed|chargeback|(call|visit)_refused|(number|address|mailbox)_changed"
        ),
        OccurrenceKind.NOTHING,
    ),
)

#: a topic that was decided, answered or is over
ENDED = (
    "(^|_)(answered|decided|rejected|resolved|withdrawn|ended|lifted|revoked|closed|finished|concluded|refused|"
    "denied|declined|dismissed|decision|of_age|turned_18|expired|broken|terminated|failed|completed|sent|discharged|over)(_|$)"
)
#: what somebody says, and nothing proves yet
CLAIMED = "claimed|reported|suspected|said|unconfirmed|unverified|mentioned|alleged"
#: topics that count only when somebody proved them
NEEDS_PROOF = frozenset({PauseKind.BEWIND, PauseKind.CURATELE, PauseKind.MINOR, PauseKind.HELPER})


def topic_of(word: str) -> PauseKind | None:
    """Say which reason for a pause a word is about."""
    return next((kind for pattern, kind in TOPICS if fits(pattern, word)), None)


def event_of(word: str) -> OccurrenceKind | None:
    """Say which event a word names, apart from the reasons for pauses."""
    return next((kind for pattern, kind in EVENTS if fits(pattern, word)), None)


def fits(pattern: str, word: str) -> bool:
    """Say whether a pattern occurs in a word."""
    return _compiled(pattern).search(word.lower().replace("-", "_").replace(" ", "_")) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
