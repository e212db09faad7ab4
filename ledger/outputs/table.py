"""Answers for a person at a terminal: what matters first, in as many columns as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

if TYPE_CHECKING:  # what only annotations name would cost a command its quick start
    from ledger.head import Rows
    from ledger.views.diff import DiffView, Version
    from ledger.views.explain import Explanation
    from ledger.views.history import HistoryView
    from ledger.views.show import FactView, Party, Said
    from ledger.views.suggestions import Suggestion
    from ledger.views.versions import VersionsView
    from ledger.views.why import Decision, WhyView

WIDE = 100
STATUS_STYLES = {
    "disputed": "bold magenta",
    "denied": "bold red",
    "confirmed": "bold green",
    "corroborated": "green",
    "unconfirmed": "bold yellow",
}
STANCE_WORDS = {
    "assert": ("says so", "green"),
    "attribute": ("relays", "cyan"),
    "deny": ("denies", "red"),
    "decline": ("does not confirm", "yellow"),
}


def safe(text: object, style: str = "") -> Text:
    """Text of an article without control characters: it must not steer the terminal."""
    shown = "".join(ch if ch.isprintable() else " " for ch in str(text))
    return Text(" ".join(shown.split()), style=style)


def day(moment: datetime | None) -> str:
    """A moment as 2023-09-12 14:05, or "undated"."""
    if moment is None:
        return "undated"
    has_hour = (moment.hour, moment.minute) != (0, 0)
    return moment.strftime("%Y-%m-%d %H:%M" if has_hour else "%Y-%m-%d")


def status_text(status: str) -> Text:
    """A status in its colour."""
    return Text(status, STATUS_STYLES.get(status, ""))


def _grid(console: Console, columns: Sequence[tuple[str, dict[str, Any]]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim", expand=False)
    for name, options in columns:
        table.add_column(name, **options)
    return table


# ---------------------------------------------------------------------- facts


def facts(table: Rows, console: Console, age: bool = False) -> RenderableType:
    """Facts one under the other: id and status left; claim, reasons, outlets right."""
    grid = _grid(
        console,
        [("fact", {"no_wrap": True, "style": "dim"}), ("what is said, and on what it rests", {})],
    )
    for row in table.to_pylist():
        grid.add_row(_fact_mark(row), _fact_body(row, age))
    return grid


def _fact_mark(row: dict[str, Any]) -> RenderableType:
    origins, outlets = len(row["origins"]), len(row["outlets"])
    counts = f"{_count(outlets, 'outlet')}\n{_count(origins, 'origin')}"
    return Group(Text(row["fact_id"]), status_text(row["status"]), Text(counts))


def _fact_body(row: dict[str, Any], age: bool) -> RenderableType:
    lines: list[RenderableType] = [safe(row["claim"], "bold")]
    lines += [_bullet(reason) for reason in row["reasons"]]
    seen = f"{', '.join(row['outlets'])} · first seen {day(row['first_seen'])}"
    if age:
        seen += f" · {_count(row['age_days'], 'day')} old"
    lines.append(safe(seen, "dim"))
    if row["might_confirm"]:
        lines.append(safe(f"might confirm: {', '.join(row['might_confirm'])}", "dim"))
    return Group(*lines)


def _bullet(reason: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_row("·", safe(reason))
    return grid


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


# ---------------------------------------------------------------------- claims, sources


def claims(table: Rows, console: Console) -> RenderableType:
    """The claims, article by article: what is said, who stands where, the fact's status."""
    wide = console.width >= WIDE
    parts: list[RenderableType] = []
    for rows in _groups(table.to_pylist(), "article_id"):
        first = rows[0]
        top = f"{first['outlet']}, {day(first['published_at'])}"
        title = safe(first["title"] or "", "dim")
        parts.append(Text.assemble(safe(top, "bold"), "  ", title))
        parts += [_claims_grid(rows, wide), Text("")]
    return Group(*parts[:-1])


def _claims_grid(rows: list[dict[str, Any]], wide: bool) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=17, style="dim")
    grid.add_column(ratio=5)
    grid.add_column(ratio=3)
    if wide:
        grid.add_column(width=12)
    for claim in _groups(rows, "claim_id"):
        first = claim[0]
        said = safe(first["claim"])
        if first["certainty"] != "certain":
            said.append(f"  {first['certainty']}", "yellow")
        who = Text("\n").join(_stand(row) for row in claim)
        cells = [Text(first["claim_id"]), said, who]
        grid.add_row(*cells, *([status_text(first["status"])] if wide else []))
    return grid


def _groups(rows: list[dict[str, Any]], column: str) -> list[list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return list(found.values())


def _stand(row: dict[str, Any]) -> Text:
    verb, style = STANCE_WORDS[row["stance"]]
    return Text.assemble(safe(row["source"]), " ", (verb, style))


def sources(table: Rows, console: Console) -> RenderableType:
    """Sources with their counts."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("source")
    grid.add_column("kind", style="dim")
    for name in ("claims", "says so", "relays", "denies", "declines", "denied"):
        grid.add_column(name, justify="right")
    wide = console.width >= WIDE
    if wide:
        grid.add_column("relayed by")
    for row in table.to_pylist():
        speaks = f" ({row['speaks_for']})" if row["speaks_for"] else ""
        numbers = ("claims", "asserts", "attributes", "denies", "declines", "denied")
        cells: list[RenderableType] = [safe(row["source"] + speaks), row["kind"]]
        cells += [str(row[name] or "") for name in numbers]
        grid.add_row(*cells, *([safe(", ".join(row["relayed_by"]))] if wide else []))
    return grid


# ---------------------------------------------------------------------- one fact


def headline(fact_id: str, claim: str, status: str, reasons: Sequence[str]) -> RenderableType:
    """The top of every answer about one fact."""
    top = Text.assemble((fact_id, "dim"), "  ", status_text(status))
    return Group(safe(claim, "bold"), top, *[_bullet(reason) for reason in reasons])


def show(view: FactView, console: Console) -> RenderableType:
    """One fact: headline, then each article's chain down to its origins."""
    top = headline(view.fact_id, view.claim, view.status, view.reasons)
    trees = [Padding(_article_tree(said), (1, 0, 0, 0)) for said in view.said]
    words = {"contradicts": "set against", "suggested": "may be the same as"}
    more = [
        safe(f"{words[r.kind]} {r.fact_id}: {r.claim} ({r.reason})", "dim") for r in view.related
    ]
    return Group(top, *trees, *([Text("")] if more else []), *more)


def _article_tree(said: Said) -> Tree:
    verb, style = STANCE_WORDS[said.says]
    label = Text.assemble((said.outlet, "bold"), f", {day(said.published_at)}  ", (verb, style))
    if said.certainty != "certain":
        label.append(f"  {said.certainty}", "yellow")
    tree = Tree(label, guide_style="dim")
    tree.add(Text.assemble("“", safe(said.quote, "italic"), "”  ", (said.claim_id, "dim")))
    for party in said.credits:
        _add_party(tree, party)
    return tree


def _add_party(tree: Tree, party: Party) -> None:
    verb, style = STANCE_WORDS[party.stance]
    kind = " (unnamed)" if party.kind == "unnamed" else ""
    label = Text.assemble(safe(party.name), kind, "  ", (verb, style))
    if party.cue:
        label.append_text(Text.assemble("  “", safe(party.cue), "”", style="dim"))
    branch = tree.add(label)
    for credited in party.credits:
        _add_party(branch, credited)


def why(view: WhyView, console: Console) -> RenderableType:
    """Pair by pair, what holds a fact together and what was left out of it."""
    parts: list[RenderableType] = [Text.assemble(safe(view.claim, "bold"), f"  {view.fact_id}")]
    for title, decisions in (("held together by", view.inside), ("left out", view.left_out)):
        parts.append(Text(f"\n{title}", "bold"))
        parts += [Padding(_decision(d), (0, 0, 1, 2)) for d in decisions]
        if not decisions:
            parts.append(Text("  nothing: no other claim came near"))
    return Group(*parts)


def _decision(found: Decision) -> RenderableType:
    words = {"same": "the same", "suggested": "may be the same", "contradicts": "set against"}
    top = Text.assemble((words.get(found.kind, found.kind), "cyan"), f"  {found.score:.2f}  ")
    top.append_text(safe(found.reason))
    if found.judgement:
        top.append_text(safe(f"  ({found.judgement})", "bold"))
    sides = [Text.assemble(safe(end.claim), f"  {end.claim_id}") for end in (found.a, found.b)]
    weights = ", ".join(f"{name} {value:g}" for name, value in found.features.items())
    return Group(top, *sides, safe(weights, "dim"))


def diff(view: DiffView, console: Console) -> RenderableType:
    """A fact outlet by outlet, then a table of what differs."""
    parts: list[RenderableType] = [headline(view.fact_id, view.claim, view.status, view.reasons)]
    parts += [Padding(_version(version), (1, 0, 0, 0)) for version in view.versions]
    if view.differences:
        parts.append(Padding(_differences(view, console), (1, 0, 0, 0)))
    elif len(view.versions) > 1:
        parts.append(Text("\nNothing differs but the wording."))
    else:
        parts.append(Text("\nOnly one outlet has it; nothing to compare."))
    return Group(*parts)


def _version(version: Version) -> RenderableType:
    mark = "  fullest version" if version.fullest else ""
    when = f", {day(version.published_at)}"
    top = Text.assemble((version.outlet, "bold"), when, (mark, "dim"))
    return Group(top, Padding(_wording(version), (0, 0, 0, 2)))


def _wording(version: Version) -> Text:
    if not version.wording:
        return safe(version.quote)
    styles = {"same": "", "added": "bold green", "left out": "red strike"}
    marks = {"same": ("", ""), "added": ("[+", "+]"), "left out": ("[-", "-]")}
    words = [
        Text.assemble(marks[s.kind][0], safe(s.text), marks[s.kind][1], style=styles[s.kind])
        for s in version.wording
    ]
    return Text(" ").join(words)


def _differences(view: DiffView, console: Console) -> Table:
    outlets = [version.outlet for version in view.versions]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    if len(outlets) <= max(2, console.width // 30):
        table.add_column("what differs", no_wrap=True)
        for outlet in outlets:
            table.add_column(outlet)
        for what, row in view.differences.items():
            table.add_row(what, *(safe(row[outlet]) for outlet in outlets))
        return table
    for name in ("what differs", "outlet", "here"):
        table.add_column(name)
    for what, row in view.differences.items():
        for place, outlet in enumerate(outlets):
            table.add_row("" if place else what, outlet, safe(row[outlet]))
    return table


def history(view: HistoryView, console: Console) -> RenderableType:
    """A fact's events, oldest first."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("version", justify="right")
    grid.add_column("recorded", no_wrap=True)
    grid.add_column("what happened")
    for event in view.events:
        moment = event.recorded_at.strftime("%Y-%m-%d %H:%M:%S")
        grid.add_row(str(event.version), moment, safe(event.what))
    top = Text.assemble((view.fact_id, "dim"), "  ", status_text(view.status), "\n")
    return Group(safe(view.claim, "bold"), top, grid)


def versions(view: VersionsView, console: Console) -> RenderableType:
    """An article's versions, each with what it changed."""
    parts: list[RenderableType] = [safe(view.url, "bold")]
    for version in view.versions:
        top = f"recorded {day(version.recorded_at)}, published {day(version.published_at)}"
        count = f"  {version.article_id}  {_count(version.claims, 'claim')}"
        parts.append(Text.assemble("\n", safe(version.outlet, "bold"), f", {top}", (count, "dim")))
        parts += [_bullet(f"added: {claim}") for claim in version.added]
        parts += [_bullet(f"dropped: {claim}") for claim in version.dropped]
        parts += [_bullet(f"reworded: {old} → {new}") for old, new in version.reworded]
        parts += [_bullet(f"credited or hedged otherwise: {claim}") for claim in version.restated]
    return Group(*parts)


def explain(view: Explanation, console: Console) -> RenderableType:
    """One claim: where it stands, what made it, and how each source was found."""
    lines: list[RenderableType] = [
        safe(view.claim, "bold"),
        Text(f"{view.claim_id} in {view.fact_id}, {view.outlet}, {view.origin}", "dim"),
        Text.assemble("\n", _marked(view)),
        Text(f"\nrule {view.rule or 'not recorded'} · {view.certainty}"
             + (f" · {view.event_time}" if view.event_time else "")),
    ]  # fmt: skip
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("source", "stance", "read as", "cue", "chain", "rule"):
        grid.add_column(name)
    for s in view.stands:
        cells = (s.source, s.stance, s.mention, s.cue or "", " → ".join(s.via), s.rule)
        grid.add_row(*(safe(cell) for cell in cells))
    lines += [Text(""), grid]
    lines += [
        safe(f"{link.kind} {link.claim_id} ({link.score:.2f}): {link.reason}", "dim")
        for link in view.links
    ]
    return Group(*lines)


def _marked(view: Explanation) -> Text:
    at = view.context.find(view.quote)
    before, after = view.context[:at], view.context[at + len(view.quote) :]
    return Text.assemble(
        safe(before, "dim"), " ", safe(view.quote, "bold"), " ", safe(after, "dim")
    )


def suggestions(found: Sequence[Suggestion], console: Console) -> RenderableType:
    """Pairs of facts, one above the other, with the score and the reason."""
    if not found:
        return Text("Nothing to decide.")
    grid = _grid(console, [("score", {"justify": "right"}), ("may be one fact", {})])
    for one in found:
        pair = Group(
            Text.assemble((one.fact_a, "dim"), "  ", safe(one.said_a)),
            Text.assemble((one.fact_b, "dim"), "  ", safe(one.said_b)),
            safe(one.reason, "dim"),
        )
        grid.add_row(f"{one.score:.2f}", pair)
    return grid
