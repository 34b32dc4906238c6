"""Partners: the signed calls that they make to us, and those that we make to them."""
