"""The secrets and codes of partners, each checked as it is read, and the addresses of their doors."""

from collections.abc import Mapping

from app.keys import purpose_key
from app.settings import Settings
from channels.signatures import SHORTEST_SECRET
from engine.domain.errors import ConfigurationError
from engine.domain.organisation import Organisation
from engine.referral.links import SHORTEST_CODE


def door_path(partner: str) -> str:
    """Name the address of a partner's signed calls."""
    return f"/partners/{partner}/events"


def secrets_of(settings: Settings, organisation: Organisation) -> tuple[dict[str, str], dict[str, str]]:
    """Read the secrets of partners, of today and of before; raises ConfigurationError for a wrong one."""
    known = {one.id for one in organisation.partners}
    read = []
    for name, given in (
        ("MINNELIJK_PARTNER_SECRETS", settings.partner_secrets),
        ("MINNELIJK_PARTNER_SECRETS_OLD", settings.partner_secrets_old),
    ):
        plain = {partner: secret.get_secret_value() for partner, secret in given.items()}
        _checked(name, plain, known, SHORTEST_SECRET)
        read.append(plain)
    return read[0], read[1]


def codes_of(settings: Settings, organisation: Organisation) -> dict[str, str]:
    """Read the codes with which partners open links; raises ConfigurationError for a wrong one."""
    codes = {partner: code.get_secret_value() for partner, code in settings.partner_codes.items()}
    _checked("MINNELIJK_PARTNER_CODES", codes, {one.id for one in organisation.partners}, SHORTEST_CODE)
    return codes


def pass_key(settings: Settings) -> bytes:
    """Give the key with which the codes of personal links are made."""
    return purpose_key(settings, "codes of partner links")


def _checked(setting: str, given: Mapping[str, str], known: set[str], least: int) -> None:
    if strangers := sorted(given.keys() - known):
        raise ConfigurationError(f"{setting}: organisation.yaml has no partner {', '.join(strangers)}")
    if short := sorted(partner for partner, secret in given.items() if len(secret) < least):
        raise ConfigurationError(
            f"{setting}: that of {', '.join(short)} is shorter than {least} characters: it can be guessed"
        )
