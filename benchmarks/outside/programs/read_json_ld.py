"""Read a JSON-LD file with PyLD, and print it as N-Quads."""

import json
import sys
from pathlib import Path

from pyld import jsonld

document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
sys.stdout.write(jsonld.to_rdf(document, {"format": "application/n-quads"}))
