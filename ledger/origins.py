"""Chains followed to their origins: who stands behind a fact, each counted once.

A fact's articles and cited sources form a graph whose arrows say "rests on": an article on the
first party it credits, a relay on the next of its chain, a cited outlet on its own articles in the
fact, an uncredited copy of a wire sentence on the original. An origin is a node that rests on
nothing; a circle without a way out has none. What one body says through several mouths
(`speaks_for`) is one origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claims.records import CERTAINTIES, Certainty, SourceKind
from ledger.model import Copy, Evidence, FactRows, Member, Origin, Stand, fold
from ledger.status import Policy

Node = tuple[str, str]  # ("article", id) or ("source", folded name)


@dataclass(slots=True)
class _Voice:
    """One article's part in the fact: its supporting claims, whom it credits, its own voice."""

    outlet: str
    members: list[Member] = field(default_factory=list)
    chains: list[tuple[str, ...]] = field(default_factory=list)
    own: bool = False
    hearsay: bool = False

    @property
    def supports(self) -> bool:
        return self.own or self.hearsay or bool(self.chains)


def weigh(fact: FactRows, policy: Policy, agencies: Iterable[str] = ()) -> Evidence:
    """The evidence behind `fact`; `agencies` are folded names that count as agencies in bylines."""
    live = [m for m in fact.members if m.meta.withdrawn is None]
    stands = [s for m in live for s in m.stands]
    voices = _voices(live, frozenset(agencies))
    kinds = _kinds(live, frozenset(agencies))
    for name in sorted({name for v in voices.values() for chain in v.chains for name in chain}):
        kinds.setdefault(fold(name), _Name(name, "agency", fold(name)))  # known from a byline
    graph = _graph(voices)
    copies = _copies(voices, kinds, policy, graph)
    supporters = {("article", a): v for a, v in voices.items() if v.supports}
    origins = _origins(supporters, graph, kinds, live)
    deniers = _names(s for s in stands if s.stance == "deny")
    declined = _names(s for s in stands if s.stance == "decline")
    said = {fold(o.name) for o in origins} | {fold(d) for d in deniers}
    return Evidence(
        outlets=tuple(dict.fromkeys(m.outlet for m in live)),
        origins=origins,
        deniers=deniers,
        decliners=tuple(n for n in declined if fold(n) not in said),
        confirmers=_names(s for s in stands if _confirms(s)),
        copies=copies,
        circles=_circles(graph, voices, kinds),
        withdrawn=tuple(dict.fromkeys(m.outlet for m in fact.members if m.meta.withdrawn)),
        certainty=_surest(m for v in voices.values() if v.supports for m in v.members),
    )


# ---------------------------------------------------------------------- one article's part


def _voices(members: Sequence[Member], agencies: frozenset[str]) -> dict[str, _Voice]:
    voices: dict[str, _Voice] = {}
    for member in members:
        voice = voices.setdefault(member.meta.article_id, _Voice(member.outlet))
        _hear(voice, member)
    for article_id, voice in voices.items():
        byline = next(m.meta.author for m in members if m.meta.article_id == article_id)
        agency = _agency_in(byline, agencies)
        if agency and voice.own and not voice.chains and fold(agency) != fold(voice.outlet):
            voice.chains.append((agency,))
    return voices


def _hear(voice: _Voice, member: Member) -> None:
    """Add what one claim of the article says for the fact; a bare denial supports nothing."""
    own = [s for s in member.stands if not s.via]
    others = [s for s in member.stands if s.via]
    chains = [(*s.via[1:], s.source) for s in others if s.stance in ("assert", "attribute")]
    asserts = any(s.stance == "assert" for s in own)
    hearsay = not others and any(s.stance == "attribute" for s in own)
    if chains or asserts or hearsay:
        voice.members.append(member)
    voice.chains.extend(c for c in chains if c not in voice.chains)
    voice.own |= asserts
    voice.hearsay |= hearsay


def _confirms(stand: Stand) -> bool:
    """A named source, other than the article's own voice, that expressly confirms."""
    express = stand.stance == "assert" and "confirm" in stand.rule
    return express and stand.kind != "unnamed" and bool(stand.via)


def _agency_in(byline: str | None, agencies: frozenset[str]) -> str | None:
    words = f" {fold(byline or '')} "
    found = sorted((a for a in agencies if f" {a} " in words), key=lambda a: (-len(a), a))
    if not found or byline is None:
        return None
    size = len(found[0].split())
    tokens = byline.replace(",", " ").replace("/", " ").split()
    spans = (" ".join(tokens[i : i + size]) for i in range(len(tokens)))
    return next((s for s in spans if fold(s) == found[0]), found[0])


# ---------------------------------------------------------------------- the graph


def _graph(voices: Mapping[str, _Voice]) -> dict[Node, set[Node]]:
    graph: dict[Node, set[Node]] = defaultdict(set)
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for article_id, voice in voices.items():
        if voice.supports:
            by_outlet[fold(voice.outlet)].append(article_id)
        for chain in voice.chains:
            nodes: list[Node] = [("article", article_id)]
            nodes += [("source", fold(name)) for name in chain if fold(name) != fold(voice.outlet)]
            for here, there in pairwise(nodes):
                graph[here].add(there)
    cited = {node for targets in graph.values() for node in targets if node[0] == "source"}
    for _, name in sorted(cited):
        for article_id in by_outlet.get(name, ()):
            graph["source", name].add(("article", article_id))
    return graph


def _ends(start: Node, graph: Mapping[Node, set[Node]]) -> dict[Node, set[Node]]:
    """The nodes resting on nothing that `start` leads to, each with its last relays."""
    ends: dict[Node, set[Node]] = defaultdict(set)
    seen, queue = {start}, [start]
    if not graph.get(start):
        return {start: set()}
    while queue:
        here = queue.pop()
        for there in graph.get(here, ()):
            if not graph.get(there):
                ends[there].add(here)
            if there not in seen:
                seen.add(there)
                queue.append(there)
    return ends


def _circles(
    graph: Mapping[Node, set[Node]], voices: Mapping[str, _Voice], names: Mapping[str, _Name]
) -> tuple[tuple[str, ...], ...]:
    """Sources that rest on each other in a ring: each ring once, named from its first name on."""
    cites: dict[str, set[str]] = defaultdict(set)
    for here, targets in graph.items():
        for there in targets:
            a, b = _outlet_key(here, voices), _outlet_key(there, voices)
            if a != b:
                cites[a].add(b)
    rings: set[tuple[str, ...]] = set()
    for start in sorted(cites):
        ring = _ring(start, cites)
        if ring:
            first = ring.index(min(ring))
            rings.add(ring[first:] + ring[:first])
    return tuple(tuple(_shown(key, voices, names) for key in ring) for ring in sorted(rings))


def _ring(start: str, cites: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The shortest way from `start` back to itself, or ()."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for path in paths:
        for there in sorted(cites.get(path[-1], ())):
            if there == start:
                return path
            if there not in seen:
                seen.add(there)
                paths.append((*path, there))
    return ()


def _outlet_key(node: Node, voices: Mapping[str, _Voice]) -> str:
    return fold(voices[node[1]].outlet) if node[0] == "article" else node[1]


def _shown(key: str, voices: Mapping[str, _Voice], names: Mapping[str, _Name]) -> str:
    if key in names:
        return names[key].name
    return next((v.outlet for v in voices.values() if fold(v.outlet) == key), key)


# ---------------------------------------------------------------------- wire copies


def _copies(
    voices: Mapping[str, _Voice],
    names: Mapping[str, _Name],
    policy: Policy,
    graph: dict[Node, set[Node]],
) -> tuple[Copy, ...]:
    """Find near-copied sentences and let uncredited copies rest on the original (in `graph`)."""
    found = []
    for group in _alike(voices, policy):
        outlets = tuple(dict.fromkeys(voices[a].outlet for a in group))
        original = min(group, key=lambda a: _originality(a, group, voices, names))
        for article_id in group:
            if article_id != original and not voices[article_id].chains:
                graph["article", article_id].add(("article", original))
        ends = _ends(("article", original), graph)
        credited = sorted(_shown(_outlet_key(e, voices), voices, names) for e in ends)
        found.append(Copy(outlets, " and ".join(credited) or voices[original].outlet))
    return tuple(found)


def _originality(
    article: str, group: list[str], voices: Mapping[str, _Voice], names: Mapping[str, _Name]
) -> tuple[bool, bool, int]:
    """Credited copies first, then an agency's own article, then the earliest."""
    voice = voices[article]
    known = names.get(fold(voice.outlet))
    agency = known is not None and known.kind == "agency"
    return (not voice.chains and not agency, not agency, group.index(article))


def _alike(voices: Mapping[str, _Voice], policy: Policy) -> list[list[str]]:
    """Groups of articles of different outlets with one sentence in common, in order of time."""
    from rapidfuzz import fuzz

    quotes = [
        (article_id, voice.outlet, " ".join(member.quote.split()))
        for article_id, voice in voices.items()
        for member in voice.members
    ]
    quotes = [q for q in quotes if len(q[2]) >= policy.copy_chars]
    group_of = {article_id: {article_id} for article_id in voices}
    for i, (a, outlet_a, quote_a) in enumerate(quotes):
        for b, outlet_b, quote_b in quotes[i + 1 :]:
            if fold(outlet_a) == fold(outlet_b) or group_of[a] is group_of[b]:
                continue
            if fuzz.ratio(quote_a, quote_b, score_cutoff=policy.copy_ratio):
                joined = group_of[a] | group_of[b]
                group_of.update(dict.fromkeys(joined, joined))
    order = list(voices)
    groups = {id(g): sorted(g, key=order.index) for g in group_of.values() if len(g) > 1}
    return sorted(groups.values(), key=lambda g: order.index(g[0]))


# ---------------------------------------------------------------------- origins


@dataclass(frozen=True, slots=True)
class _Name:
    name: str
    kind: SourceKind
    body: str  # what it speaks for, else itself: the key under which it counts once


def _kinds(members: Sequence[Member], agencies: frozenset[str]) -> dict[str, _Name]:
    """Every party of the fact by folded name; a cited agency stays one as an outlet."""
    names: dict[str, _Name] = {}
    for member in members:
        for stand in member.stands:
            key = fold(stand.source)
            kind: SourceKind = "agency" if key in agencies else stand.kind
            if key not in names or names[key].kind == "outlet":
                names[key] = _Name(stand.source, kind, fold(stand.speaks_for or stand.source))
    relays = {n for m in members for s in m.stands for n in s.via}
    for name in sorted(relays):
        names.setdefault(fold(name), _Name(name, "organisation", fold(name)))
    return names


def _origins(
    supporters: Mapping[Node, _Voice],
    graph: Mapping[Node, set[Node]],
    names: Mapping[str, _Name],
    members: Iterable[Member],
) -> tuple[Origin, ...]:
    articles = {("article", m.meta.article_id): m.outlet for m in members}
    found: dict[str, list[tuple[_Name, tuple[str, ...], str, Certainty]]] = {}
    for node, voice in supporters.items():
        for end, relays in sorted(_ends(node, graph).items()):
            outlet = articles.get(end)
            key = fold(outlet) if outlet is not None else end[1]
            known = names.get(key) or _Name(outlet or key, "outlet", key)
            if outlet is not None and supporters.get(end, voice).hearsay and not voice.own:
                known = _Name(f"{outlet}, naming nobody", "unnamed", key)
            through = sorted(_relay(relay, articles, names) for relay in relays)
            row = (known, tuple(t for t in through if fold(t) != key), voice.outlet)
            found.setdefault(known.body, []).append((*row, _surest(voice.members)))
    return tuple(_merge(rows) for rows in found.values())


def _relay(node: Node, articles: Mapping[Node, str], names: Mapping[str, _Name]) -> str:
    if node in articles:
        return articles[node]
    return names[node[1]].name if node[1] in names else node[1]


def _merge(rows: list[tuple[_Name, tuple[str, ...], str, Certainty]]) -> Origin:
    """One origin from all that leads to it; a named mouth of the body names it."""
    best = min(rows, key=lambda row: row[0].kind == "unnamed")[0]
    return Origin(
        name=best.name,
        kind=best.kind,
        named=best.kind != "unnamed",
        through=tuple(dict.fromkeys(name for row in rows for name in row[1])),
        outlets=tuple(dict.fromkeys(row[2] for row in rows)),
        certainty=min((row[3] for row in rows), key=CERTAINTIES.index),
    )


def _surest(members: Iterable[Member]) -> Certainty:
    return min((m.certainty for m in members), key=CERTAINTIES.index, default="certain")


def _names(stands: Iterable[Stand]) -> tuple[str, ...]:
    """Names of the parties, once each, unnamed ones marked."""
    shown: dict[str, str] = {}
    for stand in stands:
        mark = f"“{stand.source}” (unnamed)" if stand.kind == "unnamed" else stand.source
        shown.setdefault(fold(stand.source), mark)
    return tuple(shown.values())
