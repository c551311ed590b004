"""Publish the graph as a static site: pages, Turtle and JSON-LD for every resource.

The pages work without scripts, link to each other by relative addresses, and
request nothing from another host. The same graph gives the same bytes.
"""

from __future__ import annotations

from inspectgraph.publish.run import Published, publish, site_files
from inspectgraph.publish.settings import SiteSettings

__all__ = ["Published", "SiteSettings", "publish", "site_files"]
