#!/bin/sh
# sssom 0.4.21: a column that extension_definitions declares is dropped, and the order of the rows changes.
#
# SSSOM's own way to add a column is to declare it in the header. The declaration stays in the metadata; the column is
# gone after reading.
# Instead: read the table with pandas, comment="#", and join the column by subject, predicate and object.
. "$(dirname "$0")/common.sh"
python_packages sssom==0.4.21
run_python <<'PY'
import logging
from pathlib import Path

from sssom.parsers import parse_sssom_table

logging.disable(50)
Path("themes.sssom.tsv").write_text("""# curie_map:
#   A: http://example.org/a/
#   B: http://example.org/b/
#   E: http://example.org/e/
# license: https://creativecommons.org/licenses/by/4.0/
# mapping_set_id: http://example.org/set
# extension_definitions:
#   - slot_name: checked_by
#     property: E:checkedBy
#     type_hint: xsd:string
subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\tchecked_by
A:2\tskos:exactMatch\tB:2\tsemapv:ManualMappingCuration\tsecond\tteam one
A:1\tskos:exactMatch\tB:1\tsemapv:ManualMappingCuration\tfirst\tteam two
""")
read = parse_sssom_table("themes.sssom.tsv")
print("column comment:", "comment" in read.df.columns)
print("column checked_by:", "checked_by" in read.df.columns)
print("declared:", [one["slot_name"] for one in read.metadata.get("extension_definitions", [])])
print("rows:", list(read.df["subject_id"]))
PY

expect <<'TEXT'
column comment: True
column checked_by: False
declared: ['checked_by']
rows: ['A:1', 'A:2']
TEXT
