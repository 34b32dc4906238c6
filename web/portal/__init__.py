"""The smallest door for debtors: the page behind the link in a message; Dutch, and without JavaScript."""
