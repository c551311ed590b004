"""Data tables for `inspectgraph.second_reading`, such as the known labels of grades."""
