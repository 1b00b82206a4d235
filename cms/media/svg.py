"""Which drawings may be shown: plain shapes and words, nothing that runs or reaches outside the file."""

from __future__ import annotations

import re
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

LARGEST_BYTES = 200_000
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
    ]
)
# Only a reference inside the file ("#roof") and url(#roof) stay in it.
OUTSIDE = re.compile(
    r"(?i)javascript:|data:|https?:|//|@import|expression\s*\(|url\s*\(\s*['\"]?(?!#)"
)


class DrawingRefused(Exception):
    """The drawing holds something other than shapes and words; `.what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def check_drawing(stream: IO[bytes]) -> None:
    """Read an SVG file and refuse it unless every element and attribute is harmless.

    An SVG is a document with scripts; opened from our own address it would run as us (OWASP, file
    upload). So the list says what may be in it, and the rest is refused, not stripped.
    """
    content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise DrawingRefused("size")
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as broken:
        raise DrawingRefused("xml") from broken
    for element in root.iter():
        _check_element(element)


def _check_element(element: Element) -> None:
    name = str(element.tag)
    if not name.startswith(SVG) or name.removeprefix(SVG) not in SHAPES:
        raise DrawingRefused(name.removeprefix(SVG))
    for attribute, value in element.attrib.items():
        bare = attribute.rpartition("}")[2].lower()
        if bare.startswith("on") or bare == "base" or OUTSIDE.search(value):
            raise DrawingRefused(bare)
        if bare == "href" and not value.startswith("#"):
            raise DrawingRefused(bare)
