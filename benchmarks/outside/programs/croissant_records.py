"""Load every record that a Croissant description leads to, and compare it with the tables.

Run it in an environment with mlcroissant: `python croissant_records.py CROISSANT ARCHIVE`.
The archive is not downloaded: it is the one at hand, and its digest is checked here. The
numbers of record sets, records, cells, different cells and warnings are printed.
"""

import hashlib
import io
import json
import logging
import math
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import mlcroissant
import pyarrow.parquet

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def plain(value: Any) -> Any:
    """Return a value as plain Python data, so that values of both libraries can be compared."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value


file, archive = map(Path, sys.argv[1:])
described = json.loads(file.read_text(encoding="utf-8"))
(whole,) = (one for one in described["distribution"] if "sha256" in one)
if hashlib.sha256(archive.read_bytes()).hexdigest() != whole["sha256"]:
    sys.exit("Error: the archive has another digest than its description")
dataset = mlcroissant.Dataset(str(file), mapping={whole["@id"]: str(archive)})
records = cells = different = 0
with zipfile.ZipFile(archive) as content:
    for record_set in dataset.metadata.record_sets:
        table = pyarrow.parquet.read_table(
            io.BytesIO(content.read(f"{record_set.id}.parquet"))
        )
        rows = table.to_pylist()
        read = list(dataset.records(record_set.id)) if rows else []
        different += abs(len(rows) - len(read))
        for row, record in zip(rows, read, strict=False):
            records += 1
            for name, value in row.items():
                cells += 1
                found = plain(record[f"{record_set.id}/{name}"])
                if found != plain(value):
                    different += 1
                    print(
                        record_set.id, name, repr(value), repr(found), file=sys.stderr
                    )
issues = dataset.metadata.ctx.issues
print(
    len(dataset.metadata.record_sets), records, cells, different, len(issues.warnings)
)
for warning in sorted(issues.warnings):
    print(warning, file=sys.stderr)
