"""The command that shows which pauses stand for a debtor, and what each of them means."""

from app.cli.answers import listing, local, say_json
from app.cli.doors import CaseId, Json, the_house
from engine.domain.pause import Pause
from engine.policy.protections import protection_of


def pauses(case_id: CaseId, json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the pauses of the debtor of a case: why, until when, what each stops, and by which rule."""
    with the_house() as house, house.store.read() as books:
        case = books.case(case_id)
        found = [one for one in books.pauses_of(case.debtor_id) if one.case_id in {None, case_id}]
        now = house.clock()
    if json:
        for one in found:
            row = protection_of(one.kind, case.jurisdiction)
            say_json(
                {
                    "id": one.id,
                    "kind": one.kind.value,
                    "case": one.case_id,
                    "since": one.since,
                    "until": one.until,
                    "ended_at": one.ended_at,
                    "stands": one.holds(now),
                    "lift_asked_by": one.lift_asked_by,
                    "stops_costs": row.stops_costs,
                    "interest": row.interest.value,
                    "listener": row.listener.value,
                    "ends_with": row.ends_with,
                    "law": str(row.source),
                }
            )
        return
    listing(
        "pauses",
        ("id", "why", "since", "until", "stands", "ends with", "law"),
        [
            (
                one.id[:8],
                one.kind,
                local(one.since),
                _until(one),
                "yes" if one.holds(now) else "no",
                protection_of(one.kind, case.jurisdiction).ends_with,
                protection_of(one.kind, case.jurisdiction).source,
            )
            for one in found
        ],
    )


def _until(pause: Pause) -> str:
    if pause.ended_at:
        return f"ended {local(pause.ended_at)}"
    asked = f" (lifting asked by {pause.lift_asked_by})" if pause.lift_asked_by else ""
    return (local(pause.until) if pause.until else "-") + asked
