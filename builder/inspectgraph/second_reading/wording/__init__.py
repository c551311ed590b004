"""Shipped as inspectgraph.second_reading.wording: the tables of the second reading."""
