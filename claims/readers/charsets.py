"""Bytes to text: UTF-8 unless the bytes, or who sent them, say otherwise."""

from __future__ import annotations

import codecs

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


class NotText(ValueError):
    """Bytes that are no text in any likely charset."""


def marked_charset(data: bytes) -> tuple[str, int] | None:
    """The charset a byte order mark names, and the mark's length in bytes."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, stated: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text of `data` without its byte order mark, and notes where it was not plain UTF-8.

    A mark wins, then UTF-8 if the bytes are valid in it, then `stated`, then the likeliest of the
    usual charsets. Raises NotText for binary data.
    """
    if marked := marked_charset(data):
        name, length = marked
        return _decode_as(data[length:], name), ()
    if b"\0" in data[:_SAMPLE_BYTES]:
        raise NotText("holds NUL bytes, so it is no text file; give text, HTML, a feed or a table")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        where = error.start
    name = _known(stated) or _likeliest(data)
    text = _decode_as(data, name)
    return text, (f"text: byte {where} is not UTF-8; read as {name}",)


def universal_newlines(text: str) -> str:
    """Line ends as `Path.read_text` gives them, so that offsets agree with it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_as(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        if name == "cp1252":
            # The five bytes cp1252 leaves undefined: the text is readable without them.
            return data.decode(name, errors="replace")
        raise NotText(f"is no valid {name} text; save it as UTF-8") from None


def _known(stated: str | None) -> str | None:
    """A text charset Python knows under that name, other than UTF-8 (which failed)."""
    try:
        found = codecs.lookup((stated or "").strip())
    except (LookupError, ValueError):
        return None
    # "latin-1" on the web means cp1252 (WHATWG encoding standard); rot13, hex, zip are no charsets.
    if not getattr(found, "_is_text_encoding", True) or found.name in ("utf-8", "ascii"):
        return None
    return "cp1252" if found.name == "iso8859-1" else found.name


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
