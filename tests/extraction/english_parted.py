"""English as the fifth hands write it, one table a construction; sentences written for these tests."""

from __future__ import annotations

from tests.extraction.english import EnglishCase, of_kind

ENGLISH_PARTED: tuple[EnglishCase, ...] = of_kind(
    "newsroom prose, second part",
    EnglishCase(
        text='"We cannot say that the paint kills," said Jane Doyle, who led the tests.',
        fragment="We cannot say",
        voices="Jane Doyle assert",
    ),
    EnglishCase(
        text="If the mayor admits that the well was foul, the town will pay.",
        fragment="the town will pay",
        claim="If the mayor admits that the well was foul, the town will pay.",
    ),
    EnglishCase(
        text="A baker paid two men to burn down his own mill, a jury at Leeds Crown Court has heard.",
        fragment="two men",
        voices="jury at Leeds Crown Court assert",
    ),
    EnglishCase(
        text="A porter warned her managers that somebody would fall, an inquest heard on Tuesday.",
        fragment="somebody would fall",
        voices="inquest attribute; porter assert",
    ),
    EnglishCase(
        text="The tribunal was told that the lift had failed twice.",
        fragment="the lift",
        voices="tribunal assert",
    ),
    EnglishCase(
        text="Fire chief Tom Roy, giving evidence, said the doors had been locked.",
        fragment="the doors",
        voices="Tom Roy assert",
    ),
    EnglishCase(
        text="In a letter to the Echo, its lawyers, Penrose Wick, said that the files had been stolen.",
        fragment="the files",
        voices="Penrose Wick assert",
    ),
    EnglishCase(
        text="Outside court, the trust's chief nurse, Anna Bell, said staffing had risen.",
        fragment="staffing",
        voices="Anna Bell assert",
    ),
    EnglishCase(
        text="His spokeswoman, Jane Doyle, said the plan had not changed and would not say whether a vote was near.",
        fragment="a vote was near",
        voices="Jane Doyle decline",
        certainty="possible",
    ),
    EnglishCase(
        text="The pier may have cost £4m more than planned, an analysis by two charities found.",
        fragment="The pier",
        voices="analysis by two charities assert",
        certainty="possible",
    ),
    EnglishCase(
        text="Talks could still resume, and no date has been set, the people were cited as saying.",
        fragment="Talks could still resume",
        voices="people assert",
        certainty="possible",
    ),
    EnglishCase(
        text="She had been referring, the solicitor said, to a system that was later replaced.",
        fragment="a system",
        voices="solicitor assert",
        claim="She had been referring to a system that was later replaced.",
    ),
    EnglishCase(
        text="Quayside was ready to pay £40 a share, Bloomberg said, citing people with knowledge of the talks, "
        "but the family was holding out for £46.",
        fragment="the family",
        voices="Bloomberg attribute; people with knowledge of the talks assert",
    ),
    EnglishCase(
        text="The firm billed the council for a pier, according to memos seen by the Courier.",
        fragment="billed the council",
        voices="Courier attribute; memos assert",
    ),
    EnglishCase(
        text="One of the dock's owners charged the council for night staff.",
        fragment="night staff",
    ),
    EnglishCase(
        text="Speaking to the BBC, Jane Doyle said the results were no reason to panic.",
        fragment="the results",
        voices="BBC attribute; Jane Doyle assert",
    ),
    EnglishCase(
        text="The minister would neither confirm nor deny that shells had arrived.",
        fragment="shells had arrived",
        voices="minister decline",
    ),
    EnglishCase(
        text="For Corriere della Sera, the summit's real loser is Italy.",
        fragment="loser",
        voices="Corriere della Sera assert",
    ),
    EnglishCase(
        text="The dock has closed for good, the Echo reported. A port official described the report as accurate.",
        fragment="The dock has closed",
        voices="Echo assert; port official assert",
    ),
    EnglishCase(
        text="The MP did not say much. The clerk put it to him that he had ignored the warning.",
        fragment="ignored the warning",
        voices="clerk assert",
    ),
    EnglishCase(
        text='"They have a vote, like everyone else," said a No 10 aide.',
        fragment="a vote",
        voices="No 10 aide assert",
    ),
)
