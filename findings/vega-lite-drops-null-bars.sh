#!/bin/sh
# Vega-Lite 6.4 (vl-convert-python 1.9.0.post1): a bar without a value takes its name off the axis.
#
# The default `invalid` filters the row out before the scale's domain is computed, so that "no data" and "not asked"
# look alike; an axis that is sorted by value keeps the name.
# Instead: give the scale its domain, "scale": {"domain": [...]}.
. "$(dirname "$0")/common.sh"
python_packages vl-convert-python==1.9.0.post1
run_python <<'PY'
import re

import vl_convert

ROWS = [{"grade": "weak", "count": 1}, {"grade": "no data", "count": None}, {"grade": "clear", "count": 0}]


def names(**x):
    spec = {"data": {"values": ROWS}, "mark": "bar", "encoding": {
        "x": {"field": "grade", "type": "nominal", **x}, "y": {"field": "count", "type": "quantitative", "axis": None}}}
    return [name for name in re.findall(r">([^<>]+)</text>", vl_convert.vegalite_to_svg(spec, vl_version="6.4"))
            if name != "grade"]


print("plain:", names())
print("sort -y:", names(sort="-y"))
print("domain given:", names(scale={"domain": [row["grade"] for row in ROWS]}))
PY

expect <<'TEXT'
plain: ['clear', 'weak']
sort -y: ['weak', 'clear', 'no data']
domain given: ['weak', 'no data', 'clear']
TEXT
