"""Stand-ins for Twilio and SendGrid on loopback, so that anyone can try the real adapters."""
