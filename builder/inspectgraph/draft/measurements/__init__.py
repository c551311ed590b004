"""Measurements: printed figures with unit, qualifier, period, indicator and comparators."""
