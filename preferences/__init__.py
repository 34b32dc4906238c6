"""The ground floor: what the debtor chose, and when it changed; pure."""
