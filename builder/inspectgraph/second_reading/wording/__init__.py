"""The data tables of the second reading, in the package inspectgraph.second_reading.wording."""
