"""The commands as a user meets them: what goes in, what comes out, what is said when it can't."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from ledger.cli import main
from ledger.ledger import Ledger
from tests.ledger.build import By, Says, extraction, vectors
from tests.ledger.story import add_all, story

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = ("torch", "spacy", "transformers", "sentence_transformers", "claims.extract")
SPY = f"""
import sys
sys.argv[0] = "factledger"
from ledger.cli import main
try:
    main()
finally:
    print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)
"""
FERRY = "Le ferry est arrivé mardi au port de Sorne"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: object) -> Done:
    """`factledger WORDS` in this process, with plain output 100 columns wide."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr("sys.argv", ["factledger", *map(str, words)])
        patch.setenv("COLUMNS", "100")
        patch.delenv("FACTLEDGER", raising=False)
        with pytest.raises(SystemExit) as stop:
            main()
    code = stop.value.code
    return Done(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue())


def process(*words: object, code: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    env = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    env.pop("FACTLEDGER", None)
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, check=False)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles on one arrival, one of which brings a denial, and one on something else."""
    made = [
        extraction(
            "Le Courrier",
            [Says(FERRY, (By("Valpress", "attribute", "agency"),
                          By("des responsables", "assert", "unnamed", ("Valpress",))),
                  certainty="probable")],
            0,
        ),
        extraction("Radio Sorne", [Says(f"{FERRY} hier", (By("Valpress", kind="agency"),))], 5),
        extraction("La Dépêche", [Says(FERRY, (By("Ines Roux", "deny", speaks_for="Port"),))], 9),
        extraction("La Dépêche", ["Une grève a commencé dans tous les hôpitaux du pays"], 30),
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("commands") / "a.ledger"
    Ledger.open(path, create=True).add_extractions(made, vectors(made))
    return path


# ---------------------------------------------------------------------- bad input


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "broken.jsonl").write_text('{"text": "no end\n')
    (folder / "no-text.jsonl").write_text('{"outlet": "A", "title": "nothing said"}\n')
    (folder / "date.jsonl").write_text('{"text": "Le pont.", "published_at": "hier"}\n')
    return folder


@pytest.mark.parametrize(
    "name",
    ["missing.txt", "empty.txt", "binary.txt", "broken.jsonl", "no-text.jsonl", "date.jsonl"],
)
def test_bad_input_is_named_and_makes_no_ledger(bad: Path, name: str) -> None:
    target = bad.parent / "new.ledger"
    done = run("add", bad / name, "--ledger", target)
    assert done.returncode == 1
    assert name in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith("1 skipped")
    assert not target.exists()


def test_a_date_option_that_is_none(bad: Path) -> None:
    done = run("add", bad / "empty.txt", "--published", "hier", "--ledger", bad / "x.ledger")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "factledger: --published: 'hier' is no date; write it like 2023-09-12 or "
        "2023-09-12T14:05+02:00\n"
    )


@pytest.mark.parametrize("command", [["facts"], ["add", "x.txt"], ["compact"], ["check"]])
def test_a_folder_that_is_no_ledger(bad: Path, command: list[str]) -> None:
    done = run(*command, "--ledger", bad)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"factledger: {bad}: not a ledger; name another folder with --ledger\n"


def test_another_encoder_is_refused(book: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Le pont a fermé mardi, selon la mairie.")
    done = run("add", article, "--ledger", book, "--encoder", "light")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "made with the encoder given, not light; leave --encoder out" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bogus"], "No such command 'bogus'."),
        (["facts", "--limit", "x"], "Invalid value for '--limit'"),
        (["facts", "--status", "true"], "Invalid value for '--status'"),
        (["facts", "--since", "hier"], "--since: 'hier' is no date; write 2023-09-12"),
        (["facts", "--as-of", "77"], "--as-of: no version 77; the newest is 1"),
        (["facts", "--fact", "f0000000000000000"], "f0000000000000000: no such fact"),
        (["show", "zeppelin quartz"], "zeppelin quartz: fits no fact"),
        (["explain", "c0"], "c0: no such claim"),
        (["facts", "-o", "/no/such/folder/a.csv"], "/no/such/folder/a.csv: can't be written"),
        (["retract", "nothing", "--reason", "x"], "nothing: no such article in the ledger"),
        (["same", "c0", "c1"], "c0: no such fact"),
        (["sources", "rename", "Nobody", "X"], "Nobody: no source of that name"),
    ],
)
def test_what_cant_be_answered_is_one_line(book: Path, words: list[str], said: str) -> None:
    options = [] if words == ["bogus"] else ["--ledger", book]
    done = run(*words, *options)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


# ---------------------------------------------------------------------- answers


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["facts"],
        ["unconfirmed"],
        ["claims"],
        ["sources"],
        ["show", "ferry Sorne"],
        ["diff", "ferry Sorne"],
        ["history", "ferry Sorne"],
        ["suggestions"],
        ["check"],
    ],
)
def test_reading_loads_no_model_library(book: Path, command: list[str]) -> None:
    options = [] if command == ["--help"] else ["--ledger", book]
    done = process(*command, *options, code=SPY)
    assert done.returncode == 0
    assert done.stderr == "[]\n"
    assert done.stdout


def test_unconfirmed_as_json(book: Path) -> None:
    rows = json.loads(run("unconfirmed", "--ledger", book, "--format", "json").stdout)
    assert [row["claim"] for row in rows] == ["Une grève a commencé dans tous les hôpitaux du pays"]
    wanted = {"fact_id", "claim", "status", "reasons", "origins", "outlets", "first_seen"}
    assert wanted <= rows[0].keys()
    assert rows[0]["status"] == "unconfirmed"
    assert rows[0]["reasons"] == ["one origin: La Dépêche, in its own voice"]
    assert rows[0]["first_seen"] == "2024-05-02T14:00:00+00:00"


def test_diff_as_json(book: Path) -> None:
    view = json.loads(run("diff", "ferry Sorne", "--ledger", book, "--format", "json").stdout)
    assert view["status"] == "disputed"
    assert [v["outlet"] for v in view["versions"]] == ["Radio Sorne", "Le Courrier", "La Dépêche"]
    wanted = {"outlet", "claim", "quote", "certainty", "sources", "differs"}
    assert all(wanted <= version.keys() for version in view["versions"])
    full, courrier, depeche = view["versions"]
    assert full["fullest"]
    assert full["differs"] == []
    assert courrier["wording"] == [
        {"kind": "same", "text": FERRY},
        {"kind": "left out", "text": "hier"},
    ]
    assert {"what": "certainty", "here": "probable", "fullest": "certain"} in courrier["differs"]
    credited = view["differences"]["who is credited"]
    assert credited["Le Courrier"] == "des responsables (through Valpress)"
    assert credited["La Dépêche"] == "Ines Roux: denies"
    assert [s["source"] for s in depeche["sources"]] == ["Ines Roux"]


def test_diff_of_chosen_outlets(book: Path) -> None:
    words = ("diff", "ferry Sorne", "--ledger", book, "--format", "json", "--outlet")
    view = json.loads(run(*words, "courrier", "--outlet", "depeche").stdout)
    assert [v["outlet"] for v in view["versions"]] == ["Le Courrier", "La Dépêche"]
    done = run(*words, "Le Monde")
    assert done.returncode == 1
    assert "Le Monde has no version of" in done.stderr
    assert "La Dépêche, Le Courrier, Radio Sorne" in done.stderr


def test_words_that_fit_several_facts_list_them(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.ledger"
    add_all(path, story(12))
    done = run("diff", "point", "--ledger", path)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) > 2
    assert all(line.startswith("f") for line in lines[:-1])
    assert lines[-1].endswith("facts; give a fact id")


@pytest.mark.parametrize(
    ("options", "outlets"),
    [
        (["--source", "roux"], {"La Dépêche"}),
        (["--source", "INES ROUX"], {"La Dépêche"}),
        (["--outlet", "courrier"], {"Le Courrier"}),
        (["--stance", "deny"], {"La Dépêche"}),
        (["--status", "disputed"], {"Le Courrier", "Radio Sorne", "La Dépêche"}),
        (["--since", "2024-05-02"], {"La Dépêche"}),
        (["--until", "2024-05-01", "--stance", "attribute"],
         {"Le Courrier", "Radio Sorne", "La Dépêche"}),
        (["--outlet", "courrier", "--outlet", "sorne"], {"Le Courrier", "Radio Sorne"}),
        (["--source", "nobody"], set()),
    ],
)  # fmt: skip
def test_filters(book: Path, options: list[str], outlets: set[str]) -> None:
    rows = json.loads(run("claims", "--ledger", book, "--format", "json", *options).stdout)
    assert {row["outlet"] for row in rows} == outlets
    facts = json.loads(run("facts", "--ledger", book, "--format", "json", *options).stdout)
    assert {row["fact_id"] for row in facts} == {row["fact_id"] for row in rows}


@pytest.mark.parametrize("command", ["claims", "unconfirmed", "facts", "sources"])
def test_every_table_in_every_format(book: Path, command: str, tmp_path: Path) -> None:
    as_json = json.loads(run(command, "--ledger", book, "--format", "json").stdout)
    as_csv = run(command, "--ledger", book, "--format", "csv").stdout
    assert as_csv.split("\n")[0].strip() == ",".join(as_json[0])
    for suffix in (".parquet", ".csv", ".jsonl", ".json"):
        done = run(command, "--ledger", book, "-o", tmp_path / f"a{suffix}")
        assert done.returncode == 0
        assert f"{len(as_json)} " in done.stderr
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == as_json
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == as_json
    assert (tmp_path / "a.csv").read_text("utf-8").split("\n")[0].strip() == ",".join(as_json[0])


def test_fail_on_for_scripts(book: Path) -> None:
    assert run("unconfirmed", "--ledger", book, "--fail-on", "1").returncode == 3
    assert run("unconfirmed", "--ledger", book, "--fail-on", "2").returncode == 0


def test_a_policy_of_ones_own_changes_the_status_and_is_recorded(book: Path) -> None:
    words = ("facts", "--ledger", book, "--outlet", "Dépêche", "--since", "2024-05-02")
    one = json.loads(run(*words, "--format", "json", "--confirmed", "1").stdout)
    assert [row["status"] for row in one] == ["confirmed"]
    assert one[0]["policy"] == "corroborated=2, confirmed=1, copy_ratio=90, copy_chars=40"
    two = json.loads(run(*words, "--format", "json").stdout)
    assert [row["status"] for row in two] == ["unconfirmed"]


def test_show_names_the_facts_set_against_it(tmp_path: Path) -> None:
    said = [f"{n} personnes sont mortes dans le naufrage" for n in ("Douze", "Vingt")]
    made = [extraction(outlet, [one]) for outlet, one in zip("AB", said, strict=True)]
    path = tmp_path / "a.ledger"
    Ledger.open(path, create=True).add_extractions(made, [np.eye(1, 8, dtype=np.float32)] * 2)
    view = json.loads(run("show", "douze personnes", "--ledger", path, "--format", "json").stdout)
    assert [(r["kind"], r["claim"]) for r in view["related"]] == [("contradicts", said[1])]
    assert "set against" in run("show", "douze personnes", "--ledger", path).stdout


def test_show_draws_the_chain_and_never_says_true_or_false(book: Path) -> None:
    done = run("show", "ferry Sorne", "--ledger", book)
    text = done.stdout
    assert "└── Valpress  relays" in text or "├── Valpress  relays" in text
    assert "└── des responsables (unnamed)  says so" in text
    assert "Ines Roux  denies" in text
    assert "true" not in text
    assert "false" not in text


def test_explain_shows_rule_and_chain(book: Path) -> None:
    claims = json.loads(run("claims", "--ledger", book, "--format", "json").stdout)
    claim = next(row["claim_id"] for row in claims if row["source"] == "des responsables")
    view = json.loads(run("explain", claim, "--ledger", book, "--format", "json").stdout)
    assert view["rule"] == "clause"
    last = view["stands"][-1]
    assert (last["source"], last["rule"]) == ("des responsables", "verb")
    assert last["via"] == ["Le Courrier", "Valpress"]
    assert view["context"] == FERRY
    assert "des responsables" in run("explain", claim, "--ledger", book).stdout


def test_judging_through_the_commands(tmp_path: Path) -> None:
    made = [extraction("A", [FERRY], 0), extraction("B", ["Une grève a commencé ailleurs"], 1)]
    path = tmp_path / "a.ledger"
    Ledger.open(path, create=True).add_extractions(made, vectors(made))
    facts = json.loads(run("facts", "--ledger", path, "--format", "json").stdout)
    a, b = (row["fact_id"] for row in facts)
    assert "(version 2)" in run("same", a, b, "--ledger", path, "--why", "one event").stdout
    assert len(json.loads(run("facts", "--ledger", path, "--format", "json").stdout)) == 1
    claims = [e.claims[0].claim_id for e in made]
    assert run("same", *claims, "--ledger", path, "--withdraw").returncode == 0
    assert len(json.loads(run("facts", "--ledger", path, "--format", "json").stdout)) == 2
    then = run("facts", "--ledger", path, "--format", "json", "--as-of", "2")
    assert len(json.loads(then.stdout)) == 1


def test_putting_sources_right(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    made = [
        extraction("A", [Says(FERRY, (By("Shoigu"),))], 0),
        extraction("B", [Says(FERRY, (By("Choïgou"),))], 1),
    ]
    Ledger.open(path, create=True).add_extractions(made, vectors(made))
    assert run("sources", "merge", "Shoigu", "Choïgou", "--ledger", path).returncode == 0
    assert run("sources", "rename", "choigou", "Sergueï Choïgou", "--ledger", path).returncode == 0
    rows = json.loads(run("claims", "--ledger", path, "--format", "json").stdout)
    assert {row["source"] for row in rows if row["via"]} == {"Sergueï Choïgou"}
    assert {row["mention"] for row in rows if row["via"]} == {"Shoigu", "Choïgou"}
    assert len({row["source_id"] for row in rows if row["via"]}) == 1
    people = tmp_path / "people.jsonl"
    people.write_text('{"name": "Journal A", "kind": "outlet", "aliases": ["A"]}\n', "utf-8")
    assert run("sources", "add", "--file", people, "--ledger", path).returncode == 0
    rows = json.loads(run("sources", "--ledger", path, "--format", "json").stdout)
    assert "Journal A" in {row["source"] for row in rows}
    people.write_text('{"name": "Journal A"}\n', "utf-8")
    done = run("sources", "add", "--file", people, "--ledger", path)
    assert done.returncode == 1
    assert "people.jsonl#1: not a source; write" in done.stderr


# ---------------------------------------------------------------------- the whole way


def test_adding_articles_from_a_folder_in_which_some_are_bad(bad: Path) -> None:
    (bad / "good.txt").write_text("Le pont de Sorne a fermé mardi, selon la mairie.", "utf-8")
    line = {
        "text": "Le ferry est parti.",
        "outlet": "A",
        "published_at": "2024-05-01",
        "lang": "fr",
    }
    (bad / "good.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    path = bad.parent / "b.ledger"
    words = ("add", bad, "--ledger", path, "--encoder", "light", "--lang", "fr")
    dry = run(*words, "--dry-run")
    assert dry.returncode == 3
    assert not path.exists()
    done = run(*words, "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert {Path(a["origin"].split("#")[0]).name for a in report["added"]} == {
        "good.txt", "good.jsonl",
    }  # fmt: skip
    assert len(report["skipped"]) == 5
    again = run(*words)
    assert again.returncode == 3
    assert again.stdout.count("already in the ledger") == 2
    assert "0 articles and 0 claims added" in again.stdout
    assert run("check", "--ledger", path).returncode == 0
    retracted = run("retract", bad / "good.txt", "--reason", "a test", "--ledger", path)
    assert "retracted: a test (version 2)" in retracted.stdout


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "in.ledger"
    words = ("add", "-", "--ledger", path, "--encoder", "light", "--lang", "fr")
    article = io.TextIOWrapper(io.BytesIO("Le pont de Sorne a fermé mardi.".encode()))
    monkeypatch.setattr("sys.stdin", article)
    done = run(*words, "--outlet", "Radio Sorne")
    assert done.returncode == 0
    assert "Radio Sorne, undated, fr" in done.stdout
