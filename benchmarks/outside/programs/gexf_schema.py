"""Validate a GEXF file by the schema of GEXF, and print the number of faults."""

import sys

from lxml import etree

file, schema = sys.argv[1:]
rules = etree.XMLSchema(etree.parse(schema))
rules.validate(etree.parse(file))
print(len(rules.error_log))
