"""Mistakes of curators in an extract, each with place, cause and fix for its message."""
