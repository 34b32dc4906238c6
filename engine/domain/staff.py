"""Our own people: who may act, and as what."""

from enum import StrEnum, auto


class StaffRole(StrEnum):
    """What somebody does here; it says what they may."""

    #: works on cases and tasks
    COLLECTOR = auto()
    #: steers a team: stops, resumes, lifts pauses
    TEAM_LEAD = auto()
    #: writes campaigns and templates
    CAMPAIGN_EDITOR = auto()
    #: reads everything, changes nothing
    COMPLIANCE = auto()
    #: runs the house, sees no content
    ADMIN = auto()
