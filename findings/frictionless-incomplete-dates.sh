#!/bin/sh
# frictionless 5.21.0: a date with format "any" takes what the text leaves out from the day on which it is read.
#
# "July 2008" is another date tomorrow, and the row is valid. So the same table gives other data each day.
# Instead: format "default", which takes full dates only, or the types year and yearmonth.
. "$(dirname "$0")/common.sh"
python_packages frictionless==5.21.0
run_python <<'PY'
import datetime

from frictionless import Schema

today = datetime.date.today()
schema = Schema.from_descriptor({"fields": [{"name": "day", "type": "date", "format": "any"}]})
field = schema.get_field("day")
for text, left_out in (("22 July 2008", []), ("July 2008", ["day"]), ("2008", ["month", "day"])):
    value, notes = field.read_cell(text)
    as_today = [part for part in left_out if getattr(value, part) == getattr(today, part)]
    print(text, "-> valid:", not notes, "| year", value.year, "| as today:", as_today)
strict = Schema.from_descriptor({"fields": [{"name": "day", "type": "date"}]}).get_field("day")
print("format default, July 2008 ->", strict.read_cell("July 2008")[0])
PY

expect <<'TEXT'
22 July 2008 -> valid: True | year 2008 | as today: []
July 2008 -> valid: True | year 2008 | as today: ['day']
2008 -> valid: True | year 2008 | as today: ['month', 'day']
format default, July 2008 -> None
TEXT
