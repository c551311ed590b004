"""Read a GraphML file with igraph, and validate it by a schema.

Prints the numbers of nodes, edges and faults.
"""

import sys

import igraph
from lxml import etree

file, schema = sys.argv[1:]
read = igraph.Graph.Read_GraphML(file)
rules = etree.XMLSchema(etree.parse(schema))
rules.validate(etree.parse(file))
print(read.vcount(), read.ecount(), len(rules.error_log), sep="\t")
