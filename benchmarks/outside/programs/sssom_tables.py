"""Read the tables of mappings in a folder with sssom, and validate them.

Prints the numbers of tables, rows and faults.
"""

import logging
import sys
from pathlib import Path

from sssom.constants import SchemaValidationType
from sssom.parsers import parse_sssom_table
from sssom.validators import validate

logging.disable(logging.CRITICAL)
rows = faults = 0
files = sorted(Path(sys.argv[1]).glob("*.sssom.tsv"))
for file in files:
    table = parse_sssom_table(str(file))
    rows += len(table.df)
    kinds = [
        SchemaValidationType.JsonSchema,
        SchemaValidationType.PrefixMapCompleteness,
    ]
    found = validate(table, kinds, fail_on_error=False)
    faults += sum(len(report.results) for report in found.values())
print(len(files), rows, faults, sep="\t")
