"""Mistakes that curators make in an extract, each with the place, cause and remedy that its message must hold."""
