"""Letting a held release go: it takes two different people."""

from collections.abc import Sequence

from engine.acting import Acting
from engine.brake import bounds_of, held_line
from engine.domain.errors import NotAllowed
from engine.domain.release import Release, ReleaseState
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import LineKind

#: who may say that a strange day is as it should be
RELEASERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.CAMPAIGN_EDITOR, StaffRole.ADMIN})


class Releasing(Acting):
    """What a person does to releases."""

    __slots__ = ()

    def release(self, release: Release) -> ReleaseState:
        """
        Sign a release, also one that is still to come; the second signature lets it go.

        Raises NotAllowed when the same person signs twice, or when it went already.
        """
        self._allow(RELEASERS)
        state = self.books.release_state(release)
        if state.released_by:
            raise NotAllowed(f"{release} was released by {state.first_by} and {state.released_by} already")
        if state.first_by == self.actor:
            raise NotAllowed(f"{self.actor} released {release} already: a second person is needed")
        self.books.sign_release(release, self.actor, self.now, bounds_of(release.day))
        self._line("house", LineKind.HOUSE, {"released": str(release), "second": bool(state.first_by)})
        return self.books.release_state(release)

    def keep_forecast(self, releases: dict[Release, int]) -> None:
        """Keep what is expected of a day; the brake compares with it."""
        self._allow(RELEASERS)
        self.books.keep_forecast(releases)
        days = sorted({str(one.day) for one in releases})
        self._line("house", LineKind.HOUSE, {"forecast": ", ".join(days), "contacts": sum(releases.values())})

    def hold(self, strange: Sequence[tuple[Release, str]]) -> None:
        """Hold releases that are still to come, each with its reason, unless people let them go already."""
        self._allow(RELEASERS)
        for release, because in strange:
            state = self.books.release_state(release)
            if state.is_held or state.released_by:
                continue
            self.books.hold_release(release, because, self.now, bounds_of(release.day))
            self.books.append([held_line(release, because, self.now, self.actor)])
