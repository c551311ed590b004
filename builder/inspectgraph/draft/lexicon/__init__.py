"""The lexicon: tables of words and patterns for drafting rules, and their readers."""
