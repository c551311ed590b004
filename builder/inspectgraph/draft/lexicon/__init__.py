"""The lexicon: tables of words and patterns for drafting rules, and code that reads the tables."""
