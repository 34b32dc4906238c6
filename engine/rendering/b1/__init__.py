"""The reading check: can everybody read this text; an indication of level B1, never a proof."""
