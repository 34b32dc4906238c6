"""How long a test waits for what must come: only so that a fault ends, and does not hang."""

#: seconds; each wait is for the event itself, so that a busy machine makes a test slow and never red
PATIENCE = 120.0
