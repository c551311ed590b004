#!/bin/sh
# csvw 4.1.1: a column of the type date is read as days with hours, and written again as if it had none.
#
# The value is a datetime.datetime at midnight; a comparison with datetime.date is never equal.
# Instead: row["day"].date().
. "$(dirname "$0")/common.sh"
python_packages csvw==4.1.1
run_python <<'PY'
import datetime
import json
from pathlib import Path

from csvw import TableGroup

Path("visits.csv").write_text("id,day,rate\n001,2008-07-22,18.50\n")
columns = [{"name": "id", "datatype": "string"}, {"name": "day", "datatype": "date"},
           {"name": "rate", "datatype": "decimal"}]
Path("csv-metadata.json").write_text(json.dumps({
    "@context": "http://www.w3.org/ns/csvw", "tables": [{"url": "visits.csv", "tableSchema": {"columns": columns}}]}))
(row,) = TableGroup.from_file("csv-metadata.json").tables[0]
for name, value in row.items():
    print(name, repr(value))
print("equal to the day:", row["day"] == datetime.date(2008, 7, 22))
PY

expect <<'TEXT'
id '001'
day datetime.datetime(2008, 7, 22, 0, 0)
rate Decimal('18.50')
equal to the day: False
TEXT
