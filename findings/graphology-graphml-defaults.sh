#!/bin/sh
# graphology-graphml 0.5.2: the default value of a GraphML key is a text, whatever the key's type.
#
# A node that has the value itself gets a number or boolean, a node that takes the default a text: "7" + 1 is "71",
# and the text "false" is true. An edge with directed="false" stays directed.
# Instead: write each value at each node and edge, without <default>.
. "$(dirname "$0")/common.sh"
node_packages graphology-graphml@0.5.2 graphology@0.26.0
run_node <<'JS'
import Graph from 'graphology';
import graphml from 'graphology-graphml';

const text = `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="pages" for="node" attr.name="pages" attr.type="int"><default>7</default></key>
<key id="open" for="node" attr.name="open" attr.type="boolean"><default>false</default></key>
<graph edgedefault="directed">
<node id="given"><data key="pages">3</data><data key="open">true</data></node><node id="defaulted"/>
<edge id="e" source="given" target="defaulted" directed="false"/>
</graph></graphml>`;
const graph = graphml.parse(Graph, text);
graph.forEachNode((node, { pages, open }) => {
  console.log(node, '| pages + 1 =', pages + 1, '|', typeof pages, '| open is', open ? 'true' : 'false', typeof open);
});
console.log('edge with directed="false" is undirected:', graph.isUndirected('e'));
JS

expect <<'TEXT'
given | pages + 1 = 4 | number | open is true boolean
defaulted | pages + 1 = 71 | string | open is true string
edge with directed="false" is undirected: false
TEXT
