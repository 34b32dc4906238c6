"""The words: frozen records, enums and errors; standard library only."""
