"""The settings of the published site. They are taken from constants here, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from inspectgraph.model.errors import UsageError, shorten
from inspectgraph.rdf.namespaces import BASE

__all__ = ["SiteSettings", "settings_for"]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the pages say of the project, and where they will be.

    Attributes:
        address: The address of the site, with a slash at the end. Only the site map,
            `robots.txt` and the rules for w3id.org need it.
        base: The namespace of the IRIs.
        title: The name of the site.
        subtitle: A sentence on what the site holds.
        publisher: Who publishes the site, as in a citation.
        licence: The name of the licence of the graph.
        licence_page: The address of the licence.
        errors: The address at which an error can be reported; empty if there is none.
    """

    address: str = BASE
    base: str = BASE
    title: str = "inspectgraph"
    subtitle: str = "What inspections of England's children's services found"
    publisher: str = "The inspectgraph contributors"
    licence: str = "CC BY 4.0"
    licence_page: str = "https://creativecommons.org/licenses/by/4.0/"
    errors: str = ""


def settings_for(address: str | None) -> SiteSettings:
    """Return the settings of a site at an address, or at the namespace of the graph.

    Raises:
        UsageError: If the address is not a web address without query and fragment.
    """
    if address is None:
        return SiteSettings()
    parts = urlsplit(address)
    is_plain = not (
        parts.query or parts.fragment or re.search(r"[\s\"'<>\\$%]", address)
    )
    if parts.scheme not in {"http", "https"} or not parts.netloc or not is_plain:
        message = (
            f"{shorten(address)} is not the address of a site; give one such as"
            " https://example.org/inspections/"
        )
        raise UsageError("bad-address", message)
    return SiteSettings(address=address.rstrip("/") + "/")
