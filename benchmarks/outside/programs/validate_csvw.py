"""Validate tables by their CSV on the Web metadata with the library csvw_functions.

Run it in an environment with csvw_functions: `python validate_csvw.py FOLDER`. The tables
are served at an address of this machine, since the library reads addresses. The
library fails on a table that has no rows, so such tables are left out. The numbers of
tables, cells, faults and tables left out are printed.
"""

import json
import sys
import threading
import warnings
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import csvw_functions


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that prints nothing."""

    def log_message(self, format: str, *_arguments: object) -> None:  # noqa: A002
        """Print nothing."""


folder = Path(sys.argv[1])
described = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
every = described["tables"]
described["tables"] = [
    table
    for table in every
    if (folder / table["url"]).read_text(encoding="utf-8").count("\n") > 1
]
(folder / "filled-metadata.json").write_text(json.dumps(described), encoding="utf-8")
server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}/filled-metadata.json"
tables, faults = [], []
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    try:
        group = csvw_functions.create_annotated_table_group(address, validate=True)
        tables = group["tables"]
    except csvw_functions.CSVWError as error:
        faults.append(str(error))
server.shutdown()
columns = [column for table in tables for column in table["columns"]]
cells = [cell for column in columns for cell in column["cells"]]
faults += [fault for cell in cells for fault in cell["errors"]]
print(*faults[:5], sep="\n", file=sys.stderr)
left_out = len(every) - len(described["tables"])
print(len(tables), len(cells), len(faults), left_out)
