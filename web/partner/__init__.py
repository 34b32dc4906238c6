"""The door for partners: pages behind the links that stand in our mails."""
