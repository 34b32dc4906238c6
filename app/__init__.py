"""Settings, wiring, schedule and command line: the only floor that knows everybody."""
