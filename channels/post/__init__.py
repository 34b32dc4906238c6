"""Letters: collected per cut-off and dropped at a print house."""
