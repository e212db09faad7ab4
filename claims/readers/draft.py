"""An article as a reader found it, and how it becomes a record: one place for every reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from claims.ids import article_id
from claims.readers.dates import Stated, date_in_text, date_in_url, parse_stated, to_utc
from claims.readers.languages import UNKNOWN, detect_with_score, primary_tag
from claims.readers.options import ReadOptions
from claims.readers.outlets import credit_in_text
from claims.records import Article, Skipped

_SURROGATES = re.compile("[\ud800-\udfff]")
# Control and direction characters that would let a name look like another one.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Above this the model's word counts for more than a template's.
_SURE = 0.8
_NAME_CHARS, _TITLE_CHARS, _URL_CHARS, _REASON_CHARS = 300, 2_000, 4_000, 300


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found of one article. `stem` names the outlet if nothing else does.

    `lang` is what an editor stated; `lang_hint` what a template did, which is wrong often enough
    for the text itself to overrule it.
    """

    text: str
    origin: str
    stem: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    published: Stated | None = None
    lang: str | None = None
    lang_hint: str | None = None
    place: str | None = None
    notes: tuple[str, ...] = ()


def complete(draft: Draft, options: ReadOptions) -> Article | Skipped:
    """The article a draft describes: options first, then its fields, then what its text states."""
    if problem := _problem(draft, options):
        return Skipped(draft.origin, problem, draft.place)
    draft = _clean(draft)
    draft = _with_credit(draft, options)
    draft = _with_date(draft, options)
    draft = _with_language(draft, options)
    return _article(draft)


def _problem(draft: Draft, options: ReadOptions) -> str | None:
    if not draft.text.strip() or not any(map(str.isalnum, draft.text)):
        return "no text in it; an article needs words"
    if len(draft.text) > options.max_chars:
        return (
            f"text of {len(draft.text):,} characters is longer than the limit of "
            f"{options.max_chars:,}; split it into articles"
        )
    for name, value in (("outlet", draft.outlet), ("lang", draft.lang)):
        if value is not None and len(value) > _NAME_CHARS:
            return f"{name} of {len(value):,} characters; give a name of at most {_NAME_CHARS}"
    return None


def _clean(draft: Draft) -> Draft:
    text, notes = clean_text(draft.text)
    url, url_notes = _clean_url(draft.url)
    return replace(
        draft,
        text=text,
        outlet=_clean_name(draft.outlet, _NAME_CHARS),
        title=_clean_name(draft.title, _TITLE_CHARS),
        author=_clean_name(draft.author, _TITLE_CHARS),
        url=url,
        notes=draft.notes + notes + url_notes,
    )


def one_line(skipped: Skipped) -> Skipped:
    """The same with a reason that is one short line of visible characters: reasons quote inputs."""
    reason = " ".join(_INVISIBLE.sub(" ", _SURROGATES.sub("\ufffd", skipped.reason)).split())
    if len(reason) > _REASON_CHARS:
        reason = reason[: _REASON_CHARS - 1] + "…"
    return replace(skipped, reason=reason)


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with what no store can hold replaced one for one (offsets stay), and the notes."""
    notes = []
    if nuls := text.count("\0"):
        text = text.replace("\0", " ")
        notes.append(f"text: {nuls} NUL character(s) replaced by spaces")
    text, halves = _SURROGATES.subn("\ufffd", text)
    if halves:
        notes.append(f"text: {halves} broken character(s) replaced by U+FFFD")
    if overrides := len(_OVERRIDES.findall(text)):
        what = f"{overrides} direction override(s) kept"
        notes.append(f"text: {what}; it may read differently on screen")
    return text, tuple(notes)


def _clean_name(value: str | None, limit: int) -> str | None:
    if value is None:
        return None
    value = _INVISIBLE.sub("", _SURROGATES.sub("\ufffd", value.replace("\n", " ")))
    return " ".join(value.split())[:limit].strip() or None


def _clean_url(url: str | None) -> tuple[str | None, tuple[str, ...]]:
    if not url or not url.strip():
        return None, ()
    url = _SURROGATES.sub("\ufffd", url.strip())
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if fits and len(url) <= _URL_CHARS and not _INVISIBLE.search(url):
        return url, ()
    return None, (f"url: {url[:60]!r} is no web address; left out",)


def _with_credit(draft: Draft, options: ReadOptions) -> Draft:
    if options.outlet:
        return replace(draft, outlet=options.outlet)
    if draft.outlet:
        return draft
    credit = credit_in_text(draft.text)
    author = draft.author or _clean_name(credit.author, _TITLE_CHARS)
    if found := _clean_name(credit.outlet, _NAME_CHARS):
        note = f"outlet: {found}, from the text's {credit.said_by}"
        return replace(draft, outlet=found, author=author, notes=(*draft.notes, note))
    name = _clean_name(draft.stem, _NAME_CHARS) or "unknown"
    note = f"outlet: none given or found; named {name} after the input (--outlet NAME sets it)"
    return replace(draft, outlet=name, author=author, notes=(*draft.notes, note))


def _with_date(draft: Draft, options: ReadOptions) -> Draft:
    if given := _given_date(options.published):
        return replace(draft, published=given)
    if draft.published:
        return replace(draft, notes=draft.notes + draft.published.notes("its date field"))
    if found := date_in_text(draft.text):
        notes = ("published: from the text's date line", *found.notes("the text's date line"))
    elif found := date_in_url(draft.url or ""):
        notes = found.notes("its address")
    else:
        return replace(draft, notes=(*draft.notes, "published: no date given or found"))
    return replace(draft, published=found, notes=draft.notes + notes)


def _given_date(published: str | datetime | None) -> Stated | None:
    if published is None:
        return None
    return parse_stated(published) if isinstance(published, str) else to_utc(published)


def _with_language(draft: Draft, options: ReadOptions) -> Draft:
    if tag := primary_tag(options.lang or ""):
        return replace(draft, lang=tag)
    if draft.lang and (tag := primary_tag(draft.lang)):
        return replace(draft, lang=tag)
    found, score = detect_with_score(draft.text)
    hint = primary_tag(draft.lang_hint or "")
    if hint and hint != found and (score < _SURE or found == UNKNOWN):
        return replace(draft, lang=hint)
    if hint and hint != found:
        note = f"lang: the page says {hint}, its text is {found}"
        return replace(draft, lang=found, notes=(*draft.notes, note))
    if draft.lang:
        note = f"lang: {draft.lang[:30]!r} is no language code; detected {found} instead"
        return replace(draft, lang=found, notes=(*draft.notes, note))
    return replace(draft, lang=found)


def _article(draft: Draft) -> Article:
    when = draft.published.when.astimezone(UTC) if draft.published else None
    outlet = draft.outlet or draft.stem
    stamp = when.isoformat() if when else None
    return Article(
        article_id=article_id(outlet, draft.url, draft.title, stamp, draft.text),
        text=draft.text,
        origin=draft.origin,
        outlet=outlet,
        lang=draft.lang or "und",
        title=draft.title,
        url=draft.url,
        author=draft.author,
        published_at=when,
        notes=draft.notes,
    )
