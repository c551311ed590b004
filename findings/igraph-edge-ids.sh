#!/bin/sh
# igraph 1.0.0: the edges read from GraphML get the names of nodes as their ids.
#
# The ids of the edges in the file are lost, and the attribute "id" of edge number n holds the id of node number n;
# edges beyond the number of nodes have an empty one. networkx 3.6.1 keeps the ids of the edges.
# Instead: write the id of an edge as a <data> of its own.
. "$(dirname "$0")/common.sh"
python_packages igraph==1.0.0 networkx==3.6.1
run_python <<'PY'
import igraph
import networkx

TEXT = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="own" for="edge" attr.name="own" attr.type="string"/><graph edgedefault="directed">
<node id="report"/><node id="theme"/>
<edge id="e1" source="report" target="theme"><data key="own">e1</data></edge>
<edge id="e2" source="report" target="theme"><data key="own">e2</data></edge>
<edge id="e3" source="theme" target="report"><data key="own">e3</data></edge></graph></graphml>"""
with open("network.graphml", "w") as file:
    file.write(TEXT)
graph = igraph.Graph.Read_GraphML("network.graphml")
print("igraph id:", graph.es["id"] if "id" in graph.es.attributes() else "none")
print("igraph own:", graph.es["own"])
print("networkx keys:", [key for _, _, key in networkx.read_graphml("network.graphml").edges(keys=True)])
PY

expect <<'TEXT'
igraph id: ['report', 'theme', '']
igraph own: ['e1', 'e2', 'e3']
networkx keys: ['e1', 'e2', 'e3']
TEXT
