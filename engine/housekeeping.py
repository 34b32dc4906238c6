"""What people do to the whole house: stop it, let it go on, and say who works in it."""

from engine.acting import HOUSE_KEEPERS, Acting
from engine.domain.errors import NotAllowed
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import Entry, Json, LineKind


class Housekeeping(Acting):
    """What one of our people does to the house as a whole."""

    __slots__ = ()

    def stop_everything(self) -> None:
        """Let nothing leave any more, at once."""
        self._allow(HOUSE_KEEPERS)
        self.books.stop_house(stopped=True)
        self._line("house", LineKind.HOUSE, {"stopped": True})

    def may_keep_house(self) -> None:
        """Raise NotAllowed unless this person may stop and resume the whole house."""
        self._allow(HOUSE_KEEPERS)

    def resume(self) -> None:
        """Let messages leave again; the rules are asked again for each of them."""
        self._allow(HOUSE_KEEPERS)
        self.books.stop_house(stopped=False)
        self._line("house", LineKind.HOUSE, {"stopped": False})

    def hire(self, name: str, role: StaffRole) -> None:
        """Write who works here, and as what; where nobody works yet, the first may write down themselves."""
        if self.books.staff():
            if not self.actor:
                raise NotAllowed("say with --as who adds them: a team_lead or an admin")
            self._allow(HOUSE_KEEPERS)
        elif role not in HOUSE_KEEPERS:
            raise NotAllowed("the first of our people is a team_lead or an admin, who adds the others")
        self.books.put_staff(name, role.value)
        who = {"by": self.actor or name}
        line: dict[str, Json] = {"staff": name, "staff_role": role.value, **who}
        self.books.append([Entry(subject="house", kind=LineKind.HOUSE, at=self.now, public=line)])
