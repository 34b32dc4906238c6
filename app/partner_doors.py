"""The doors of partners, which only `serve` opens."""

from app.partner_keys import door_path, secrets_of
from app.readers import EVENTS, provider_of
from app.settings import Settings
from channels.signatures import SecretGuard
from engine.domain.organisation import Organisation
from web.webhooks.doors import Door


def partner_doors(settings: Settings, organisation: Organisation) -> tuple[Door, ...]:
    """Open a door for each partner; one without a secret stays shut. Raises ConfigurationError."""
    today, before = secrets_of(settings, organisation)
    return tuple(
        Door(
            path=door_path(one.id),
            provider=provider_of(one.id),
            kind=EVENTS,
            guard=SecretGuard(secrets=(today.get(one.id, ""), before.get(one.id, ""))),
        )
        for one in organisation.partners
    )
