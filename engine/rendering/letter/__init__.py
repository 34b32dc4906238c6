"""Letters on paper: from the words of a letter to a PDF that a print house can post."""
