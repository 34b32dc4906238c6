"""A portfolio, happenings and campaigns that show everything; all people in them are invented."""
