"""
Somebody whom we reached by mistake: what belongs to them, and what we may know while we write to them.

A word of regret goes out once, to the number, mailbox or address that they wrote from, and to nothing else.
What is decided and written then knows that one contact point and nothing of the debtor: no name, no other
points, no representative, no wishes. So nothing can slip through (law.md NL-72, U; BE-09, V).
"""

from collections.abc import Sequence
from dataclasses import replace

from engine.domain.contact import Contact
from engine.domain.notice import Notice
from engine.domain.people import CARRIES, ContactPoint, Debtor, PointState
from engine.domain.reply import Reply
from preferences.preference import Preference


def came_from(reply: Reply, contact: Contact | None) -> str:
    """Say from which number, mailbox or address a reply came: else that of the contact that it answers."""
    return reply.came_from or (contact.to if contact else "")


def point_of_another(debtor: Debtor, reply: Reply, contact: Contact | None) -> ContactPoint | None:
    """Find the point that is somebody else's: where the reply came from, else the only one of its kind."""
    of_kind = [one for one in debtor.points if one.kind is CARRIES[reply.channel]]
    wrong = came_from(reply, contact)
    only = of_kind[0] if len(of_kind) == 1 else None
    return next((one for one in of_kind if one.value == wrong), only)


def without_debtor(debtor: Debtor, notice: Notice) -> Debtor:
    """Give in place of the debtor somebody of whom we know one contact point, and nothing else."""
    known = [one for one in debtor.points if one.value == notice.only_to]
    # that it is not the debtor's is why we write there; one that does not work stays out of use
    points = tuple(
        replace(one, state=PointState.UNVERIFIED) for one in known if one.state is not PointState.BOUNCED
    )
    return Debtor(id=debtor.id, name="", kind=debtor.kind, points=points)


def without_wishes(preference: Preference) -> Preference:
    """Leave out the debtor's own wishes; a refused channel stays refused, for the number said so."""
    return Preference(refused=preference.refused, whatsapp_opt_in=preference.whatsapp_opt_in)


def is_told_already(notices: Sequence[Notice], template: str, to: str) -> bool:
    """Say whether somebody at this point had our word of regret before: once is enough."""
    return any(one.template == template and one.only_to == to for one in notices)
