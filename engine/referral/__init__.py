"""Leading people to help: warm referrals, partners with a protocol, guidance, and the register of it all."""
