"""One folder a provider; each answers to engine.ports.Channel."""
