"""Puts an article's propositions and frames together into claims and attribution rows."""

from __future__ import annotations

from claims.assembly.drafts import Chain, Draft, Heard, Voice, family
from claims.assembly.floor import Floor
from claims.assembly.links import Links
from claims.assembly.rows import Rows, sources_of
from claims.assembly.unintroduced import Unintroduced, opens_paragraph
from claims.assembly.voices import Voices
from claims.attribution.dismissals import is_dismissal, tells_nothing
from claims.attribution.find import find_frames, frames_around
from claims.attribution.frames import HEARD, Frame
from claims.attribution.mentions import mentions_of
from claims.ids import claim_id
from claims.records import Article, Attribution, Claim, Extraction, Skipped, Source
from claims.resolution.pronouns import References
from claims.resolution.speakers import Speakers
from claims.resolution.times import asides, event_time, looks_ahead
from claims.sources import Directory
from claims.splitting.certainty import certainty_of
from claims.splitting.clauses import Proposition
from claims.splitting.fragments import is_verbless, tells_of_source
from claims.splitting.soundness import is_left_over
from claims.splitting.spoken import is_asked, is_own_doubt, spoken_fragment, tells_speaker
from claims.splitting.uncut import sound_propositions
from claims.splitting.wording import claim_sentence, lacks_subject, with_context
from claims.text.parse import Unit
from claims.text.tree import Tree


class Assembly:
    """Builds one article's extraction sentence by sentence; the only place that remembers."""

    def __init__(self, article: Article, tree: Tree, directory: Directory, outlet: Source) -> None:
        self._article, self._tree, self._directory, self._outlet = article, tree, directory, outlet
        self._speakers = Speakers(tree, directory, outlet)
        self._floor = Floor(self._speakers)
        self._voices = Voices(tree.language, outlet, self._speakers, self._floor)
        self._unintroduced = Unintroduced(tree, directory, self._speakers, self._floor)
        self._references = References(tree)
        self._links = Links(tree)
        self._drafts: dict[str, Draft] = {}

    def learn_names(self, units: tuple[Unit, ...]) -> None:
        """Gives the speakers the article's names and offices before the first sentence is resolved."""
        parts = [part for unit in units for part in family(unit)]
        tokens = (token for part in parts for token in part.doc)
        self._speakers.learn_names([t.text for t in tokens if " " in t.text and t.pos_ == "PROPN"])
        for part in parts:
            self._speakers.learn_offices(part)

    def add_sentence(self, number: int, unit: Unit, answers: bool = False) -> None:
        """Adds the claims of one sentence, its quotations included, and links it to earlier ones.

        `answers` tells that a question stands right before it.
        """
        opens = opens_paragraph(self._article.text, unit)
        self._floor.next_sentence(number, answers, opens)
        self._links.next_sentence(number)
        self._speakers.next_sentence()
        self._references.next_sentence(opens)
        spoke = self._floor.last
        self._add(unit, self._unintroduced.floating(unit, self._article.text))
        announced = self._unintroduced.announced(unit)
        if announced:
            self._floor.last = announced[-1]
        elif self._floor.last is spoke and not unit.floating:
            self._floor.last = None

    def result(self, skipped: tuple[Skipped, ...]) -> Extraction:
        """The article's extraction: claims in text order, each with its outlet's row first."""
        drafts = sorted(
            self._drafts.values(), key=lambda d: (d.claim.start, d.claim.end, d.claim.claim_id)
        )
        made = Rows(self._article.text, self._outlet)
        rows: list[Attribution] = [row for draft in drafts for row in made.of(draft)]
        sources = {self._outlet.source_id: self._outlet}
        sources |= {s.source_id: s for draft in drafts for s in sources_of(draft)}
        ordered = tuple(sorted(sources.values(), key=lambda s: (s.name, s.kind)))
        return Extraction(
            self._article, tuple(d.claim for d in drafts), tuple(rows), ordered, skipped
        )

    def _add(self, unit: Unit, inherited: Chain, quoted: bool = False) -> None:
        self._references.read(unit)
        heard = self._hear(unit, inherited, quoted)
        spoken = spoken_fragment(unit, self._tree) if quoted and not heard.frames else None
        found = (spoken,) if spoken else sound_propositions(unit, heard.frames, self._tree)
        found = () if quoted and is_asked(unit) else found
        for proposition in found:
            around = frames_around(proposition.head.i, heard.frames)
            if proposition.rule == "relative":
                around = tuple(f for f in around if f.stance != "deny")
            if around or not proposition.rule.startswith("nominal"):
                self._claim(proposition, around, heard)
        self._remember(heard)
        covered = self._add_quoted(heard)
        self._links.link(heard)
        if covered is not None:
            self._floor.last = covered

    def _hear(self, unit: Unit, inherited: Chain, quoted: bool) -> Heard:
        """The unit with its voices, resolved in the order that they stand in, the inner ones first."""
        frames = find_frames(unit, self._tree, self._directory)
        if quoted:
            tree = self._tree
            frames = tuple(
                f for f in frames if not (tells_speaker(f, tree) or is_own_doubt(f, tree))
            )
        cut = [k for k, (_, _, q) in enumerate(unit.masked) if q.inner_start == q.start]
        self._speakers.next_unit(next((u for k in cut[:1] for u in unit.quoted[k][:1]), None))
        ordered = sorted(frames, key=lambda f: (f.anchor, -f.level))
        speaking = inherited[-1].source if quoted and inherited else None
        voices: dict[int, Chain] = {}
        for frame in ordered:
            voices[id(frame)] = self._voices.of(frame, speaking)
            if frame.rule == "verb:accuse":  # "X accused Y of P, a charge the company denies"
                self._remember_accused(unit, frame, voices[id(frame)])
        return Heard(unit, frames, voices, inherited, quoted)

    def _claim(self, proposition: Proposition, around: tuple[Frame, ...], heard: Heard) -> None:
        """Adds the proposition as a claim told by the frames around it, where it makes one."""
        chain = (*heard.inherited, *heard.chain(around))
        spoke = (
            bool(chain) and chain[-1].rule != f"verb:{HEARD}"
        )  # a court that heard P says no "I"
        teller = self._speakers.teller(chain[-1].who) if spoke else None
        before = not chain or chain[-1].cue is None or chain[-1].cue[0] < proposition.start
        before = before or chain[-1].who.rule == "pronoun"  # "elle partira, a-t-elle dit"
        before = before and not _is_credit(chain)
        rewriting = self._references.rewrite(proposition, teller, heard.quoted, before)
        sentence = claim_sentence(proposition, self._tree, rewriting)
        if not sentence or lacks_subject(proposition, sentence, self._tree):
            return
        if is_verbless(proposition, sentence, bool(chain), self._tree):
            return
        if tells_of_source(proposition, self._tree) or is_left_over(proposition, self._tree):
            return
        if chain and self._is_dismissal(proposition):
            return
        self._references.told(sentence, teller, proposition, rewriting.about)
        told = with_context(sentence, proposition, self._tree, rewriting)
        claim = self._made(proposition, told, _certainty(chain, around), heard.quoted)
        if claim.claim_id in self._drafts:
            return
        draft = self._drafts[claim.claim_id] = Draft(claim, chain, words=sentence)
        if not (rewriting.about and rewriting.verbatim):  # a comment is not what others deny
            self._links.tell(draft, proposition, heard.quoted)
        if chain:
            self._floor.take(chain)

    def _is_dismissal(self, proposition: Proposition) -> bool:
        """Words that only dismiss what others said, or answer nothing, where those make no claim."""
        kept = self._tree.language.cues.get("dismiss", {}).get("kept", False)
        told = proposition.tokens
        return (not kept and is_dismissal(told, self._tree)) or tells_nothing(told, self._tree)

    def _made(
        self, proposition: Proposition, sentence: str, told: str | None, spoken: bool
    ) -> Claim:
        """The claim; `told` is how certain those who tell it say it is, `spoken` that it is a quotation."""
        article, start, end = self._article, proposition.start, proposition.end
        quote, ahead = article.text[start:end], looks_ahead(proposition.tokens, self._tree)
        return Claim(
            claim_id=claim_id(article.article_id, start, end, sentence),
            article_id=article.article_id,
            claim=sentence,
            quote=quote,
            start=start,
            end=end,
            certainty=certainty_of(proposition, self._tree, told, spoken),
            lang=article.lang,
            event_time=event_time(
                self._without_asides(proposition), article.published_at, self._tree.language, ahead
            ),
            rule=f"split:{proposition.rule}",
        )

    def _without_asides(self, proposition: Proposition) -> str:
        """The quote with blanks for what is told of its nouns by the way, which has times of its own.

        And for what stands in its midst but makes a claim of its own.
        """
        unit, start = proposition.unit, proposition.start
        words, own = list(self._article.text[start : proposition.end]), {*proposition.tokens}
        others = [
            t for t in unit.doc if t not in own and start <= unit.start_of(t) < proposition.end
        ]
        for token in (*others, *asides(proposition.tokens, proposition.head, self._tree)):
            for place in range(max(0, unit.start_of(token) - start), unit.end_of(token) - start):
                words[place : place + 1] = " " if place < len(words) else ""
        return "".join(words)

    def _remember(self, heard: Heard) -> None:
        """What later sentences may take up of a unit: who told, who is named."""
        for frame in heard.frames:
            voices = heard.of(frame)
            tells = frame.head is not None and frame.level >= 0
            tells = tells or frame.rule.startswith("preposition:")
            tells = tells and frame.rule != f"verb:{HEARD}"
            if tells and len(voices) == 1:
                self._references.heard(self._speakers.teller(voices[0].who))
        self._speakers.note(heard.unit, bool(heard.inherited) or heard.quoted)

    def _remember_accused(self, unit: Unit, frame: Frame, accusers: Chain) -> None:
        """Tells the speakers whom an accusation names, and who accuses: the first noun of what it tells."""
        nouns = (unit.doc[i] for i in sorted(frame.content))
        target = next((t for t in nouns if t.pos_ in ("NOUN", "PROPN")), None)
        for mention in mentions_of(unit, target, self._tree)[:1] if target is not None else ():
            self._speakers.accuse(mention, frozenset(v.source.source_id for v in accusers))

    def _add_quoted(self, heard: Heard) -> Voice | None:
        """Claims inside the unit's quotations, spoken by the frames that hold them; the last voice."""
        last = None
        for k in range(len(heard.unit.masked)):
            chain = self._add_quotation(heard, k)
            last = chain[-1] if chain else last
        return last

    def _add_quotation(self, heard: Heard, k: int) -> Chain:
        """Claims of the unit's quotation number `k`; the chain that its last sentence is told by."""
        unit, (_left, _right, quotation) = heard.unit, heard.unit.masked[k]
        token = next((t for t in unit.doc if unit.mask_of(t) == k and not t.is_punct), None)
        around = frames_around(token.i, heard.frames) if token is not None else ()
        chain, real = heard.chain(around), quotation.inner_start > quotation.start
        reported = not real and bool(around)  # by the outlet itself, or by nobody
        if not chain and not unit.floating and not reported:
            chain = self._unintroduced.speaker(unit, k)
        for child in self._unintroduced.speaker_first(unit.quoted[k]):
            spoke = self._floor.last
            self._add(child, (*heard.inherited, *chain), quoted=real or heard.quoted)
            named_within = self._floor.last is not None and self._floor.last is not spoke
            if real and not chain and named_within:
                chain = self._floor.continued("quote:continued")
        return chain


def _is_credit(chain: Chain) -> bool:
    """ "Selon une source, elle vient d'une cuve": who is only credited, with no name, is not "elle"."""
    if not chain:
        return False
    return chain[-1].rule.startswith("preposition:") and chain[-1].source.kind == "unnamed"


def _certainty(chain: Chain, around: tuple[Frame, ...]) -> str | None:
    """How certain the innermost voice that says so is of a claim; else a frame without a source."""
    said = next((v.certainty for v in reversed(chain) if v.certainty), None)
    return said or next((f.certainty for f in around if f.certainty and not f.sources), None)
