"""Clients of a partner with a protocol: reported, found, paused while they keep to what was agreed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto


class ReportState(StrEnum):
    """How far the report of a client has come."""

    #: a person compares the details: nothing is paused and nothing told yet
    WAITS = auto()
    #: nobody here fits what was told
    NOT_FOUND = auto()
    #: the debtor was found: costs and steps rest
    RUNNING = auto()
    #: the agreements are not kept: a person decides
    BROKEN = auto()
    #: the agreements came to their end: a person decides
    ENDED = auto()
    #: a person let collecting go on
    RESUMED = auto()

    @property
    def is_open(self) -> bool:
        """Say whether cases rest because of it."""
        return self in {ReportState.RUNNING, ReportState.BROKEN, ReportState.ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientReport:
    """What one partner told about one client; who it is stands sealed until a person has compared it."""

    id: str
    partner: str
    #: the partner's own
    reference: str
    state: ReportState
    made_at: datetime
    debtor_id: str | None = None
    #: the case in whose record it stands
    case_id: str | None = None
    pause_id: str = ""
    #: when the partner last said how it stands
    heard_at: datetime | None = None
    #: when the partner last heard from us
    noted_at: datetime | None = None
    #: when a person was asked because no word came
    asked_at: datetime | None = None
    look_at: datetime | None = None
    ended_at: datetime | None = None
