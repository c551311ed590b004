"""Describe the dataset in schema.org terms for search engines, on the first page of the site."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from inspectgraph.publish.settings import SiteSettings

__all__ = ["dataset_markup"]


def dataset_markup(settings: SiteSettings) -> Markup:
    """Return the JSON-LD of the dataset, safe inside a `script` element.

    Args:
        settings: The settings of the site, read from the catalogue.
    """
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{settings.base}graph",
        "name": settings.subtitle or settings.title,
        "alternateName": settings.title,
        "description": settings.description,
        "url": settings.home,
        "creator": _publisher(settings),
        "publisher": _publisher(settings),
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "keywords": list(settings.keywords),
        "license": settings.licence_page,
        "version": settings.version,
        "dateModified": settings.day,
        "temporalCoverage": _period(settings),
        "spatialCoverage": _place(settings),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one.title,
                "contentUrl": one.url,
                "encodingFormat": one.media_type,
                "contentSize": f"{one.size} B",
            }
            for one in settings.downloads
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "url": f"{settings.home}graphs/catalogue.ttl",
        },
    }
    given = {key: value for key, value in found.items() if value not in ("", [], None)}
    text = json.dumps(given, ensure_ascii=False, indent=1, sort_keys=False)
    for sign, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, escape)
    return Markup(text)  # noqa: S704 - all signs of markup are escaped


def _publisher(settings: SiteSettings) -> dict[str, str]:
    """Return the publisher, with its web page if the settings name one."""
    found = {"@type": "Organization", "name": settings.publisher}
    if settings.publisher_page:
        found["url"] = settings.publisher_page
    return found


def _period(settings: SiteSettings) -> str:
    """Return the days of the dataset as an interval. An open end is `..`."""
    if not settings.first:
        return ""
    return f"{settings.first}/{settings.last or '..'}"


def _place(settings: SiteSettings) -> dict[str, Any] | None:
    """Return the place of the dataset, with its rectangle in the order south, west, north, east."""
    if not settings.place:
        return None
    found: dict[str, Any] = {"@type": "Place", "name": settings.place}
    if settings.box:
        found["geo"] = {"@type": "GeoShape", "box": settings.box}
    return found
