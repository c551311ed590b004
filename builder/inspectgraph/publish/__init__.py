"""Publish the graph as a static site.

Every resource has a page, a Turtle file and a JSON-LD file. The pages work without
scripts, link to each other by relative addresses, and request nothing from another
host. The same graph always gives the same files.
"""

from __future__ import annotations

from inspectgraph.publish.run import Published, publish, site_files
from inspectgraph.publish.settings import SiteSettings

__all__ = ["Published", "SiteSettings", "publish", "site_files"]
