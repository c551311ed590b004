"""Print, as JSON, the datasets that the RDF parser of ckanext-dcat reads in a catalogue.

Run it in an environment with CKAN and ckanext-dcat: `python ckan_datasets.py FILE.ttl`.
"""

import json
import logging
import sys
from pathlib import Path

from ckanext.dcat.processors import RDFParser

logging.disable(logging.CRITICAL)
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(Path(sys.argv[1]).read_text(encoding="utf-8"), _format="turtle")
json.dump(list(parser.datasets()), sys.stdout, ensure_ascii=False)
