"""The addresses to which links in pictures lead.

The command `publish` writes the pages at these addresses. The address of a list of
statements contains the report, the theme and the polarity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from inspectgraph.draw.graph_rows import last_part

__all__ = ["NO_SITE", "Links"]


@dataclass(frozen=True, slots=True)
class Links:
    """The links from a picture to the pages of a published site.

    Attributes:
        site: The address of the site, with a slash at the end. If it is "", there are
            no links, and every address is "".
    """

    site: str = ""

    def council(self, iri: str) -> str:
        """Return the address of the page of a council."""
        return self._page(f"council/{_name(iri)}/index")

    def report(self, iri: str) -> str:
        """Return the address of the page of a report."""
        return self._page(f"report/{_name(iri)}")

    def theme(self, iri: str) -> str:
        """Return the address of the page of a theme."""
        return self._page(f"theme/{_name(iri)}")

    def statements(self, report: str = "", theme: str = "", polarity: str = "") -> str:
        """Return the address of a list of statements, selected by report, theme and polarity.

        If an argument is left out, the list has all reports, all themes or all
        polarities.

        Args:
            report: The IRI of the report.
            theme: The IRI of the theme. Statements on narrower themes are included.
            polarity: The name of the polarity.

        >>> Links("https://example.org/").statements("id/report/x-2008", "theme/health")
        'https://example.org/statements.html?report=x-2008&theme=health'
        """
        if not self.site:
            return ""
        given = {
            "report": last_part(report),
            "theme": last_part(theme),
            "polarity": polarity,
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{self.site}statements.html?{query}"

    def _page(self, path: str) -> str:
        return f"{self.site}{path}.html" if self.site else ""


def _name(iri: str) -> str:
    """Return the last part of an IRI, escaped as in the file names of the site.

    >>> _name('https://example.org/id/report/x"')
    'x~22'
    """
    return quote(last_part(iri), safe="%").replace("%", "~")


#: Links that lead nowhere, for pictures without a site.
NO_SITE: Final = Links()
