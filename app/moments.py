"""Read moments and durations that people type."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engine.domain.errors import ConfigurationError


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """Read 2026-03-10, 2026-03-10T19:30 or with an offset; without one it is local time in `zone`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"'{text}' is no moment; write 2026-03-10T19:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def read_days(text: str) -> timedelta:
    """Read `3`, `3 days` or `2 weeks`."""
    amount, _, unit = text.strip().partition(" ")
    sizes = {"": 1, "day": 1, "days": 1, "week": 7, "weeks": 7}
    if not amount.isdigit() or unit not in sizes:
        raise ConfigurationError(f"'{text}' is no duration; write `3 days` or `2 weeks`")
    return timedelta(days=int(amount) * sizes[unit])
