"""Write the description of a dataset as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["json_document"]


def json_document(values: Mapping[str, Any]) -> bytes:
    r"""Return a JSON document, leaving out keys whose values are empty.

    >>> json_document({"title": "Care", "version": ""})
    b'{\n "title": "Care"\n}\n'
    """
    given = {key: value for key, value in values.items() if value}
    return (json.dumps(given, indent=1, ensure_ascii=False) + "\n").encode()
