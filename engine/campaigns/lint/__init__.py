"""What is wrong with campaigns that are well-formed: each rule names the place and the fix."""
