"""Guidance in paying off: offered on signals, agreed in writing, followed step by step."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto


class GuidanceState(StrEnum):
    """How far the guidance of somebody has come."""

    OFFERED = auto()
    REFUSED = auto()
    #: yes was said; the agreements are not on paper yet
    ACCEPTED = auto()
    #: the agreements are on paper; the steps are taken
    RUNNING = auto()
    #: the agreements are not kept: a person decides
    BROKEN = auto()
    FINISHED = auto()
    #: ended by a person for another reason
    STOPPED = auto()

    @property
    def is_open(self) -> bool:
        """Say whether something still follows."""
        return self in {
            GuidanceState.OFFERED,
            GuidanceState.ACCEPTED,
            GuidanceState.RUNNING,
            GuidanceState.BROKEN,
        }


class GuidanceStep(StrEnum):
    """The steps of guidance, in order."""

    #: the first talk
    TALK = auto()
    #: what comes in and what goes out
    OVERVIEW = auto()
    #: a plan that can be kept up
    PLAN = auto()
    #: looking back together after some months
    FOLLOW_UP = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """The guidance of one debtor by one of our people."""

    id: str
    case_id: str
    debtor_id: str
    state: GuidanceState
    offered_at: datetime
    offered_by: str
    #: the version of the wording of the question
    wording_version: str
    answered_at: datetime | None = None
    agreed_at: datetime | None = None
    #: who guides; empty: nobody yet
    guide: str = ""
    #: the step that is being taken; None: not begun, or all are done
    step: GuidanceStep | None = None
    step_due_on: date | None = None
    pause_id: str = ""
    look_at: datetime | None = None
    ended_at: datetime | None = None
