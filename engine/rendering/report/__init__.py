"""Reports on paper for reviewers and debtors: Dutch words, set as PDF/A and PDF/UA."""
