"""Hostile HTML to trees and text: bounded in size and depth, with scripts and hidden parts gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

# lxml has no types of its own.
Tree = Any

# The markup that remains once scripts and styles are gone; the longest live blogs stay below.
MARKUP_CHARS, ELEMENTS = 6_000_000, 50_000
_MUTE = re.compile(
    r"<(script|style|svg|noscript|template|iframe|object)\b[^<>]{0,2000}>.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_JSON_LD = re.compile(r"\btype\s*=\s*[\"']?application/ld\+json", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLOCK_NAMES = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset(["script", "style", "head", "template", "iframe", "object", "svg"])


class BadMarkup(ValueError):
    """Markup that can't be made a tree; `str()` says why in one line."""


def json_ld_scripts(html: str) -> Iterator[str]:
    """The contents of a page's JSON-LD scripts."""
    for found in _MUTE.finditer(html):
        if found[1].lower() == "script":
            opening, _, rest = found[0].partition(">")
            if _JSON_LD.search(opening):
                yield rest.rpartition("</")[0] or rest


def parse_html(html: str) -> Tree:
    """The page as a tree without scripts. Raises BadMarkup where it is too large or no markup."""
    html = _CONTROLS.sub(" ", _MUTE.sub(" ", _DECLARATION.sub("", html)))
    if len(html) > MARKUP_CHARS:
        limit = f"{MARKUP_CHARS:,} characters of markup"
        raise BadMarkup(f"page of more than {limit}; save the article itself as text")
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(html, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = " ".join(str(error).split())[:80]
        raise BadMarkup(
            f"no article text on the page, nor HTML that can be read: {reason}"
        ) from None
    if sum(1 for _ in tree.iter()) > ELEMENTS:
        raise BadMarkup(f"page of more than {ELEMENTS:,} elements; save the article itself as text")
    return tree


def fragment_text(html: str) -> str:
    """The text of a piece of HTML, a line for each block; empty where there is none.

    Used for the bodies that feeds and wires carry, which hold an article and nothing else.
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    try:
        tree = parse_html(f"<div>{html}</div>")
    except BadMarkup:
        return ""
    lines = "".join(_pieces(tree)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(tree: Tree) -> Iterator[str]:
    """Text in document order with line breaks at blocks; a walk without recursion."""
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        block = node.tag in _BLOCKS
        if event == "start":
            if block:
                yield "\n"
            if node.text and node.tag not in _SILENT:
                # Line ends inside a block are only spaces to HTML.
                yield node.text if node.tag == "pre" else " ".join(re.split(r"[\r\n]", node.text))
        else:
            if block:
                yield "\n"
            if node.tail:
                yield " ".join(re.split(r"[\r\n]", node.tail))
