"""What a debtor writes back: read it, say what it means and which words say so. Pure: no clock, no network."""
