"""The doors for providers: verify, keep what came, answer fast; it is worked later."""
