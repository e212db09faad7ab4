"""English cases: who stands behind what, a table a construction; the sentences were written for these tests.

`python -m tests.extraction.english` lists the cases that fail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.extract import extract
from claims.records import Extraction
from tests.extraction.build import article, claim_with, differences, rows_on


@dataclass(frozen=True, slots=True)
class EnglishCase:
    """In `text`, the claim whose quote holds `fragment` has exactly these voices.

    `voices` is written "name stance; name stance", empty for the outlet alone; `claim`, where it is
    given, is the claim's sentence, `when` its time and `certainty` its certainty.
    """

    text: str
    fragment: str
    voices: str = ""
    claim: str = ""
    certainty: str = ""
    when: str = ""
    kind: str = ""


def read(text: str) -> Extraction:
    """What the program makes of an English text, published on Thursday, 17 October 2024."""
    return extract(replace(article(text, "en"), outlet="The Harbour Post"))


def wrong(case: EnglishCase) -> list[str]:
    """What differs from the case; empty where it holds."""
    extraction = read(case.text)
    found = claim_with(extraction, case.fragment)
    if found is None:
        return [f"no claim with {case.fragment!r}"]
    parts = [part.strip().rsplit(" ", 1) for part in case.voices.split(";") if part.strip()]
    faults = differences(rows_on(extraction, found), [(name, stance) for name, stance in parts])
    for what, got, asked in (
        ("claim", found.claim, case.claim),
        ("certainty", found.certainty, case.certainty),
        ("time", found.event_time or "", case.when),
    ):
        if asked and got != asked:
            faults.append(f"{what} {got!r}, not {asked!r}")
    return faults


def of_kind(kind: str, *cases: EnglishCase) -> tuple[EnglishCase, ...]:
    """The cases, each with the kind of construction that it stands for."""
    return tuple(replace(case, kind=kind) for case in cases)


CASES: tuple[EnglishCase, ...] = (
    *of_kind(
        "broken quotation",
        EnglishCase(
            text="“The glass is thick,” Jane Doe said on Monday, “but it may still break.”",
            fragment="still break",
            voices="Jane Doe assert",
            certainty="possible",
        ),
        EnglishCase(
            text='"He slept well," his doctor, Ann Roe, told reporters, "and he is eating again."',
            fragment="eating again",
            voices="Ann Roe assert",
        ),
    ),
    *of_kind(
        "names and bodies",
        EnglishCase(
            text="The Chilean mining ministry said it had closed two pits.",
            fragment="had closed two pits",
            voices="Chilean mining ministry assert",
        ),
        EnglishCase(
            text="The Halden Museum said it would return the bell.",
            fragment="return the bell",
            voices="Halden Museum assert",
            claim="The Halden Museum would return the bell.",
        ),
    ),
    *of_kind(
        "what people say of themselves",
        EnglishCase(
            "“I’ve nothing to hide,” said Tom Reilly, a farmer. “My name will be cleared.”",
            "nothing to hide",
            "Tom Reilly assert",
            "Tom Reilly has nothing to hide.",
        ),
        EnglishCase(
            "“I’ve nothing to hide,” said Tom Reilly, a farmer. “My name will be cleared.”",
            "will be cleared",
            "Tom Reilly assert",
            "Tom Reilly's name will be cleared.",
        ),
        EnglishCase(
            '"We don\'t comply with bad laws, and our lawyers are ready," the union said.',
            "comply",
            "union assert",
            "The union doesn't comply with bad laws.",
        ),
        EnglishCase(
            "“We were sleeping in the barn,” said Umm Salah, a mother of four.",
            "sleeping",
            "Umm Salah assert",
            "Umm Salah: “We were sleeping in the barn”.",
        ),
    ),
    *of_kind(
        "possessives",
        EnglishCase(
            "Ukraine’s navy said its drones had sunk the ferry.",
            "sunk the ferry",
            "Ukraine's navy assert",
            "Ukraine's navy's drones had sunk the ferry.",
        ),
        EnglishCase(
            "Residents said their homes had been looted.",
            "looted",
            "Residents assert",
            "Residents' homes had been looted.",
        ),
        EnglishCase(
            "Tom Reilly lost his job on Monday.",
            "lost his job",
            "",
            "Tom Reilly lost his job on Monday.",
        ),
    ),
    *of_kind(
        "offices and acronyms",
        EnglishCase(
            "Secretary of State Laura Pike told Fox News that talks would resume.",
            "talks would resume",
            "Fox News attribute; Laura Pike assert",
        ),
        EnglishCase(
            "The Attorney General said he was pleased.",
            "pleased",
            "Attorney General assert",
            "The Attorney General was pleased.",
        ),
        EnglishCase("The WHO said it had counted 11 deaths.", "11 deaths", "The WHO assert"),
        EnglishCase(
            "The ruling party argues that the law is too weak.", "too weak", "ruling party assert"
        ),
        EnglishCase(
            "Sales fell, according to a person briefed on the matter, who was not named.",
            "Sales fell",
            "person briefed on the matter assert",
        ),
        EnglishCase(
            "Jane Doe has accused her former publisher of withholding royalties.",
            "royalties",
            "Jane Doe assert",
        ),
    ),
    *of_kind(
        "what answers a claim",
        EnglishCase(
            "Apple will be fined, Reuters reported. Apple has yet to respond.",
            "be fined",
            "Reuters assert; Apple decline",
        ),
        EnglishCase(
            "The bank will be sold, Reuters reported. Its boss could not be reached for comment.",
            "be sold",
            "Reuters assert; boss decline",
        ),
        EnglishCase(
            "The senator met donors, an aide said. Asked whether he had paid, the donors would not comment.",
            "met donors",
            "aide assert",
        ),
        EnglishCase(
            "Lawmakers never saw the text, the party said. Pop rejected that: “They had it in May.”",
            "never saw",
            "party assert; Pop deny",
        ),
        EnglishCase(
            "Lawmakers never saw the text, the party said. Pop rejected that: “They had it in May.”",
            "had it",
            "Pop assert",
        ),
        EnglishCase(
            "The firm will cut jobs, the Daily Mail said. Its boss called the report “pure fiction”.",
            "cut jobs",
            "Daily Mail assert; boss deny",
        ),
        EnglishCase(
            "Iran denied any links to the group.",
            "links",
            "Iran deny",
            "Iran has links to the group.",
        ),
        EnglishCase(
            "The water was safe, the WHO said. Jana Kolar denied that the dam was badly built. "
            "The builder, Vesna Works, declined to comment.",
            "badly built",
            "Jana Kolar deny; Vesna Works decline",
        ),
        EnglishCase(
            "Rose Kamau accused the commission on Saturday of planning to rig the vote.",
            "rig the vote",
            "Rose Kamau assert",
            "The commission plans to rig the vote.",
        ),
        EnglishCase(
            "Observers said they had seen no fraud so far, but that it was too early to draw conclusions.",
            "too early",
            "Observers assert",
            "It was too early to draw conclusions.",
        ),
        EnglishCase(
            "Victims said they would ask the judge to reject the deal.",
            "ask the judge",
            "Victims assert",
        ),
    ),
    *of_kind(
        "who is meant",
        EnglishCase(
            "The chief executive, Ann Roe, resigned. The mayor said he was pleased.",
            "pleased",
            "mayor assert",
            "The mayor was pleased.",
        ),
        EnglishCase(
            "The striker Tom Reilly was fined. The player said it was unfair.",
            "unfair",
            "Tom Reilly assert",
        ),
        EnglishCase(
            "The bishop resigned. His wife, Nurul Huda, said he was tired.",
            "tired",
            "Nurul Huda assert",
            "The bishop was tired.",
        ),
        EnglishCase(
            "A suspect was held in Lyon. He slept well, his lawyer said.",
            "slept well",
            "suspect's lawyer assert",
        ),
        EnglishCase(
            "Ann Roe resigned. Colleagues praised her.",
            "praised",
            "",
            "Colleagues praised Ann Roe.",
        ),
    ),
    *of_kind(
        "what a quotation points at",
        EnglishCase(
            "The paper printed the price. “It is pure invention,” Lars Moen said.",
            "pure invention",
            "Lars Moen assert",
            "Lars Moen: “It is pure invention”.",
        ),
    ),
    *of_kind(
        "media that know",
        EnglishCase("The canal will close, the BBC has learned.", "will close", "BBC assert"),
        EnglishCase(
            "The Guardian understands that two wards have closed.", "wards", "Guardian assert"
        ),
        EnglishCase("The minister understands that people are angry.", "people are angry", ""),
        EnglishCase(
            "The canal will close, two officials said. Bloomberg first reported the plan.",
            "will close",
            "two officials assert; Bloomberg assert",
        ),
        EnglishCase(
            "A memo seen by the BBC says the canal will close.",
            "will close",
            "BBC attribute; memo assert",
        ),
    ),
    *of_kind(
        "denials",
        EnglishCase(
            "The firms, Halden Marine and Ostrow Lines, have denied breaking sanctions.",
            "breaking",
            "Halden Marine deny; Ostrow Lines deny",
        ),
        EnglishCase(
            "The minister rejected claims that she ignored the warnings, insisting there was no risk.",
            "ignored the warnings",
            "minister deny",
        ),
        EnglishCase(
            "The firm is closing its yard, two workers said. A spokesman dismissed that as “gossip”.",
            "closing its yard",
            "two workers assert; spokesman deny",
        ),
    ),
    *of_kind(
        "times",
        EnglishCase("The vote could come as early as Monday.", "early", when="2024-10-21"),
        EnglishCase("He will be sentenced in January.", "sentenced", when="2025-01"),
        EnglishCase("He was sentenced in January.", "sentenced", when="2024-01"),
        EnglishCase("The mayor resigned two days ago.", "resigned", when="2024-10-15"),
        EnglishCase("Lawmakers plan to vote on Sunday.", "vote", when="2024-10-20"),
        EnglishCase("They flew to Oslo to meet him on Sunday.", "meet", when="2024-10-13"),
    ),
    *of_kind(
        "certainty",
        EnglishCase("Those on the drug were less likely to fall.", "fall", certainty="certain"),
        EnglishCase("Rescuers could not reach the ship.", "reach", certainty="certain"),
        EnglishCase("The ship could sink.", "sink", certainty="possible"),
    ),
    *of_kind(
        "conviction",
        EnglishCase(
            "The mayor is convinced that the bridge was sabotaged.", "sabotaged", "mayor assert"
        ),
        EnglishCase(
            "Anne Reed was adamant that no money had changed hands.", "no money", "Anne Reed assert"
        ),
        EnglishCase(
            "Her lawyer was blunt: the case never had any merit.", "the case", "lawyer assert"
        ),
    ),
    *of_kind(
        "asides and relays",
        EnglishCase(
            "But the chief constable, Maya Lind, acknowledged last week that buzzers were faulty.",
            "buzzers were faulty",
            "Maya Lind assert",
        ),
        EnglishCase(
            "The Tribune quoted a prison guard as saying the alarm had been switched off.",
            "the alarm had been",
            "Tribune attribute; prison guard assert",
        ),
        EnglishCase(
            "The deal is unlikely to close, analyst Priya Desh said in an interview with Sky News.",
            "The deal is",
            "Sky News attribute; Priya Desh assert",
        ),
        EnglishCase(
            "Had the readings been kept, Ann Roe wrote, the board would have voted the other way.",
            "the board would",
            "Ann Roe assert",
        ),
        EnglishCase(
            "Vikram Rao told Sky News that no rat had been found, a statement echoed by the police.",
            "no rat had been found",
            "Sky News attribute; Vikram Rao assert; police assert",
        ),
    ),
    *of_kind(
        "told by a phrase",
        EnglishCase(
            text="Analysts put the odds of a strike at one in ten.",
            fragment="the odds",
            voices="Analysts assert",
            claim="The odds of a strike are one in ten.",
        ),
        EnglishCase(
            text="The regulator identified the hacker as a former clerk.",
            fragment="the hacker",
            voices="regulator assert",
            claim="The hacker is a former clerk.",
        ),
        EnglishCase(
            text="The minister called the strike irresponsible.",
            fragment="the strike",
            voices="minister assert",
            claim="The strike is irresponsible.",
        ),
        EnglishCase(
            text="The audit found “serious gaps” in the harbour's records.",
            fragment="serious gaps",
            voices="audit assert",
            claim="There are serious gaps in the harbour's records.",
        ),
        EnglishCase(
            text="The union warned of a shortage of pilots.",
            fragment="a shortage",
            voices="union assert",
            certainty="possible",
            claim="There is a shortage of pilots.",
        ),
        EnglishCase(
            text="Observers reported irregularities in ten villages.",
            fragment="irregularities",
            voices="Observers assert",
        ),
        EnglishCase(
            text="The union claims 40,000 members.",
            fragment="40,000",
            voices="union assert",
            claim="The union has 40,000 members.",
        ),
        EnglishCase(
            text="The player protested his innocence.",
            fragment="innocence",
            voices="player assert",
            claim="The player is innocent.",
        ),
    ),
    *of_kind(
        "left open, and quoted as saying",
        EnglishCase(
            text="The ministry would not say whether the dam would be drained.",
            fragment="the dam",
            voices="ministry decline",
            certainty="possible",
            claim="The dam would be drained.",
        ),
        EnglishCase(
            text="Two drones had crashed, the newspaper quoted the same officer as saying.",
            fragment="Two drones",
            voices="newspaper attribute; same officer assert",
        ),
        EnglishCase(
            text="Karl Aden denied, through his solicitors, owning the yard.",
            fragment="owning",
            voices="Karl Aden deny",
        ),
        EnglishCase(
            text="At least a third, the auditors judged, came from rigged tenders.",
            fragment="At least",
            voices="auditors assert",
        ),
        EnglishCase(
            text="If the tests had been kept, she wrote, the board would have stopped the trial.",
            fragment="the board",
            voices="",
        ),
    ),
    *of_kind(
        "relative clauses",
        EnglishCase(
            text="The yard's owner, Mark Penn, who resigned last year, said the crane was safe.",
            fragment="resigned last year",
            claim="The yard's owner resigned last year.",
        ),
    ),
    *of_kind(
        "newsroom prose",
        EnglishCase(
            text="“They saw the smoke, they heard the blast,” Dana Reed told reporters.",
            fragment="they heard the blast",
            voices="Dana Reed assert",
        ),
        EnglishCase(
            text="“We doubted it at first, so we ran it again,” said Dana Reed.",
            fragment="we ran it again",
            voices="Dana Reed assert",
        ),
        EnglishCase(
            text="Two sailors were killed and several dockers wounded in the blast, officials said.",
            fragment="several dockers",
            voices="officials assert",
            claim="Several dockers were wounded in the blast.",
        ),
        EnglishCase(
            text="One of them said staff read from a script that blamed wet cables and were told not to speak.",
            fragment="were told",
            voices="One of them assert",
            claim="Staff were told not to speak.",
        ),
        EnglishCase(
            text="Karl Aden, asked whether he had proof, said he had none.",
            fragment="none",
            voices="Karl Aden assert",
            claim="Karl Aden had none.",
        ),
        EnglishCase(
            text="A welder hired in 2021, Karl Aden said, found two cracks in the hull.",
            fragment="found two cracks",
            voices="Karl Aden assert",
            claim="A welder hired in 2021 found two cracks in the hull.",
        ),
        EnglishCase(
            text="Karl Aden spoke next. The yard closed in 2019, he recalled, and lost its crane.",
            fragment="lost its crane",
            voices="Karl Aden assert",
        ),
        EnglishCase(
            text="The maker was warned in May that the valve could fail, according to internal emails.",
            fragment="The maker was warned",
            voices="internal emails assert",
            claim="The maker was warned in May that the valve could fail.",
        ),
        EnglishCase(
            text="Harrow Bank denied wrongdoing.",
            fragment="wrongdoing",
            voices="Harrow Bank deny",
            claim="Harrow Bank is guilty of wrongdoing.",
        ),
        EnglishCase(
            text="Karl Aden denied fabricating anything.",
            fragment="fabricating",
            voices="Karl Aden deny",
            claim="Karl Aden fabricated something.",
        ),
        EnglishCase(
            text="The harbour union, which the owners have accused of burning the crane, called a strike.",
            fragment="burning the crane",
            voices="owners assert",
        ),
        EnglishCase(
            text="The World Harbour Organisation left the talks. The WHO said the pier had sunk.",
            fragment="the pier had sunk",
            voices="World Harbour Organisation assert",
        ),
        EnglishCase(
            text="Russia stayed away. Its foreign ministry spokeswoman told the state news agency Tass that the"
            " port was safe.",
            fragment="the port was safe",
            voices="TASS attribute; Russia's foreign ministry spokeswoman assert",
        ),
        EnglishCase(
            text="For Jane Doyle, a Polish member of the harbour board, Quayside is a failure.",
            fragment="Quayside is a failure",
            voices="Jane Doyle assert",
            claim="Quayside is a failure.",
        ),
        EnglishCase(
            text="For dockers, the strike has meant debts.", fragment="the strike has meant debts"
        ),
        EnglishCase(
            text="Jane Doe, 40, is charged with theft. A guard, Karl Aden, said the lock held. The defendant"
            " said the door was open.",
            fragment="the door was open",
            voices="Jane Doe assert",
        ),
    ),
)


if __name__ == "__main__":
    for one in CASES:
        for fault in wrong(one):
            print(f"{one.kind}: {one.text}\n    {fault}")
