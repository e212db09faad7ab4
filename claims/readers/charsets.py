"""Bytes to text: UTF-8 unless the bytes, or who sent them, say otherwise."""

from __future__ import annotations

import codecs
import re

from claims.readers.languages import detect_language

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Charsets that newsrooms' old files are in; the detector may choose only among these, because on
# a few hundred bytes an open choice lands on exotic code pages.
_LIKELY = (
    "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1256", "shift_jis", "euc_jp",
    "gb18030", "big5", "cp949",
)  # fmt: skip
# Latin code pages differ in a few letters, which only the language tells apart.
_CENTRAL_EUROPEAN = frozenset({"pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs", "sq", "sr"})
_SAMPLE_BYTES = 1 << 16
_BINARY = "holds NUL bytes, so it is no text file; give text, HTML, a feed or a table"
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)


# Not every codec of Python is a charset: punycode, idna and unicode_escape are none.
_TEXT_CHARSET = re.compile(
    r"(?:cp\d|iso8859|iso2022|koi8|mac|big5|gb|euc|shift_jis|utf-16|utf-32|hz|johab|tis|ptcp|kz1048)"
)


class NotText(ValueError):
    """Bytes that are no text in any likely charset."""


def marked_charset(data: bytes) -> tuple[str, int] | None:
    """The charset a byte order mark names, and the mark's length in bytes."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, stated: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text of `data` without its byte order mark, and notes where it was not plain UTF-8.

    A mark wins, then a stated UTF-16 or UTF-32, then UTF-8 if the bytes are valid in it, then
    `stated`, then the likeliest of the usual charsets. Raises NotText for binary data.
    """
    known = _known(stated)
    if marked := marked_charset(data):
        name, length = marked
        return _decode_as(data[length:], name), ()
    if b"\0" in data[:_SAMPLE_BYTES]:
        if known.startswith(("utf-16", "utf-32")):
            return _decode_as(data, known), ()
        raise NotText(_BINARY)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        where = error.start
    text, name = _decode_other(data, known)
    return text, (f"text: byte {where} is not UTF-8; read as {name}",)


def decode_page(data: bytes, stated: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Like `decode`, for HTML: what the page's own `<meta charset>` says counts too, and stray
    NULs are dropped as browsers do. Never raises: what no charset explains becomes U+FFFD.
    """
    named = _META_CHARSET.search(data[:_SAMPLE_BYTES])
    stated = stated or (named[1].decode("ascii") if named else None)
    # Wide text is full of NULs; elsewhere they are stray.
    wide = data[:200].count(0) > 20 and _known(stated).startswith(("utf-16", "utf-32"))
    if not wide and not marked_charset(data):
        data = data.replace(b"\0", b"")
    try:
        return decode(data, stated)
    except NotText:
        return data.decode("utf-8", "replace"), ("text: bytes in no known charset replaced",)


def charset_of(data: bytes) -> str:
    """The charset of bytes without a mark: UTF-8 if they are valid in it, else the likeliest.

    Raises NotText for binary data.
    """
    if b"\0" in data[:_SAMPLE_BYTES]:
        raise NotText(_BINARY)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _likeliest(data)
    return "utf-8"


def universal_newlines(text: str) -> str:
    """Line ends as `Path.read_text` gives them, so that offsets agree with it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_other(data: bytes, stated: str) -> tuple[str, str]:
    """Text that is no UTF-8, and the charset it was read in."""
    if stated and not stated.startswith("utf-"):
        try:
            return _decode_as(data, stated), stated
        except NotText:
            pass
    name = _likeliest(data)
    return _decode_as(data, name), name


def _decode_as(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        if name == "cp1252":
            # The five bytes cp1252 leaves undefined: the text is readable without them.
            return data.decode(name, errors="replace")
        raise NotText(f"is no valid {name} text; save it as UTF-8") from None


def _known(stated: str | None) -> str:
    """Python's name of a charset that texts come in, other than UTF-8; "" for anything else."""
    try:
        name = codecs.lookup((stated or "").strip()).name
    except (LookupError, ValueError):
        return ""
    # "latin-1" on the web means cp1252 (WHATWG encoding standard).
    name = "cp1252" if name == "iso8859-1" else name
    return name if _TEXT_CHARSET.match(name) else ""


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=list(_LIKELY)).best()
    if best is None:
        raise NotText("is text in no charset known here; save it as UTF-8")
    if best.encoding == "cp1250":
        language = detect_language(sample.decode("cp1250", errors="replace"))
        return "cp1250" if language in _CENTRAL_EUROPEAN else "cp1252"
    return best.encoding
