"""The command line as a person meets it: results on standard output, one line for each thing that is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli import cli, run
from kg.config import Settings
from kg.model import Article, Event, Extraction, Filler, Span

FRENCH = "La Russie a répondu mardi à la lettre de l'Otan."
VERBS = sorted(cli.commands)


def tiny(article: Article, _: Settings) -> Extraction:
    span = Span(0, min(9, len(article.text)))
    event = Event("e1", "STATE", "says", "dire", (span,), span, (Filler(span.of(article.text), span),))
    return Extraction(article, events=(event,))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, with a small extractor in place of the models."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "extract_article", tiny)
    Path("a.txt").write_text(f"date 2022-02 {FRENCH}", encoding="utf-8")
    return tmp_path


Capture = pytest.CaptureFixture[str]


def call(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_extract_prints_one_record_a_line(capsys: Capture) -> None:
    code, out, err = call(capsys, "extract", "a.txt")
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert (record["article"], record["date_published"], record["language"]) == ("a", "2022-02", "fr")
    assert record["events"][0]["triggers"] == [{"text": "La Russie", "start": 0, "end": 9}]


def test_build_query_export(capsys: Capture) -> None:
    code, out, err = call(capsys, "build", "a.txt")
    assert (code, err) == (0, "")
    assert "outputs/explorer.html" in out and "1 article (1 extracted now)" in out
    queries = [line.strip() for line in out.splitlines() if line.startswith("  kg query")]
    assert len(queries) == 3
    code, out, err = call(capsys, "query", "SELECT (COUNT(?e) AS ?n) { ?e ev:mention ?m }", "--csv")
    assert (code, out, err) == (0, "n\n1\n", "")
    code, out, _ = call(capsys, "query", "--name", "timeline", "--json")
    assert code == 0 and json.loads(out)["results"]["bindings"]
    code, out, _ = call(capsys, "export", "turtle")
    assert code == 0 and out.encode() == Path("outputs/graph.ttl").read_bytes()
    code, out, _ = call(capsys, "export", "nquads", "-o", "backup.nq")
    assert code == 0 and out == "" and Path("backup.nq").read_bytes() == Path("outputs/graph.nq").read_bytes()


def test_list_names_everything(capsys: Capture) -> None:
    code, out, _ = call(capsys, "list")
    assert code == 0
    for word in ("languages", "fr", "en", "readers", ".jsonl", "exporters", "turtle", "queries", "disputes"):
        assert word in out
    found = json.loads(call(capsys, "list", "--json")[1])
    assert set(found) == {"languages", "readers", "exporters", "queries"}
    assert all(about for kind in ("readers", "exporters", "queries") for about in found[kind].values())


def test_eval_scores_and_holds_floors(capsys: Capture, place: Path) -> None:
    gold, texts = place / "gold", place / "texts"
    gold.mkdir()
    texts.mkdir()
    (texts / "a.json").write_text(json.dumps({"id": "a", "text": FRENCH, "date_published": "2022"}), encoding="utf-8")
    event = {"id": "e1", "triggers": [{"text": "La", "start": 0, "end": 2}], "type": "STATE", "agent": ["la Russie"],
             "target": [], "time": None, "polarity": "positive", "modality": "actual", "source": ["author"],
             "salience": "core", "evidence": FRENCH}  # fmt: skip
    missed = {**event, "id": "e2", "triggers": [{"text": "lettre", "start": 30, "end": 36}]}
    (gold / "a.json").write_text(json.dumps({"article": "a", "entities": [], "events": [event, missed]}), "utf-8")
    here = ("eval", "--gold", str(gold), "--articles", str(texts))
    code, out, _ = call(capsys, *here, "--json")
    assert code == 0 and json.loads(out)["who_did_what"] == {"p": 1.0, "r": 0.5, "f1": 0.6667}
    code, out, _ = call(capsys, *here, "--errors")
    assert "missed noun" in out and "who-did-what right" in out
    code, _, _ = call(capsys, *here, "--floors", "floors.toml", "--raise-floors")
    assert code == 0 and "who_did_what = 0.6667" in Path("floors.toml").read_text()
    _, records, _ = call(capsys, "extract", str(texts))
    Path("found.jsonl").write_text(records, encoding="utf-8")
    scored = ("eval", "--gold", str(gold), "--predicted", "found.jsonl", "--floors", "floors.toml")
    assert call(capsys, *scored)[0] == 0
    Path("found.jsonl").write_text(json.dumps({"article": "a", "entities": [], "events": []}), encoding="utf-8")
    code, _, err = call(capsys, *scored)
    assert code == 1 and "who_did_what is 0.0, under its floor of 0.6667." in err


@pytest.mark.parametrize("verb", [None, *VERBS])
def test_help(capsys: Capture, verb: str | None) -> None:
    code, out, err = call(capsys, *([verb] if verb else []), "--help")
    assert (code, err) == (0, "") and out.startswith("Usage: kg")


USAGE = [
    ("query",),
    ("query", "SELECT * {}", "--name", "x"),
    ("query", "--name", "actor", "-p", "novalue"),
    ("bogus",),
    ("build",),
    ("extract", "a.txt", "--bogus"),
    ("eval", "--gold", "g"),
    ("times",),
    ("timeline",),
    ("timeline", "NATO", "--lang", "la"),
    ("decide", "perhaps", "a", "b"),
    ("decide", "same", "a"),
    ("review", "--limit", "0"),
]


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_wrong_usage_is_exit_2(capsys: Capture, arguments: tuple[str, ...]) -> None:
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "") and "Error: " in err


WRONG = [
    (("extract", "missing.txt"), "missing.txt: no such file or folder. Check the path."),
    (("extract", "a.txt", "--published", "hier"), '"hier" is not a publication date.'),
    (("extract", "a.txt", "--language", "xx"), 'no language "xx".'),
    (("extract", "a.txt", "--config", "none.toml"), "none.toml: cannot be read: No such file or directory."),
    (("query", "--name", "disputes"), "outputs/store: holds no store. Run kg build first, or check the path."),
    (("query", "--name", "bogus"), 'no query named "bogus". Available: '),
    (("export", "bogus"), 'no exporter "bogus". Available: '),
    (("export", "turtle", "--store", "a.txt"), "a.txt: is a file, not a store."),
    (("eval", "--gold", "missing", "--predicted", "x"), "missing: cannot be read: No such file or directory."),
    (("build", "a.txt", "-o", "a.txt"), "a.txt: cannot be written to (File exists)."),
    (("times", "missing.tml"), "missing.tml: no such file or folder. Check the path."),
    (("timeline", "NATO"), "outputs/store: holds no store. Run kg build first, or check the path."),
    (("timeline", "NATO", "--as-of", "2022-02-16"), "outputs/store: holds no articles. Run kg build first"),
    (("decide", "same", "a", "b"), "outputs/store: holds no articles. Run kg build first, or check the path."),
    (("review", "--store", "elsewhere"), "elsewhere: holds no articles. Run kg build first, or check the path."),
    *(
        ((*verb, "--as-of", day), f'"{day}" is not a day. Give it as 2022-02-16 (--as-of).')
        for verb in (("build", "a.txt"), ("query", "ASK {}"), ("export", "turtle"), ("timeline", "NATO"))
        for day in ("hier", "2022-02", "2022-02-30")
    ),
    (("build", "a.txt", "--store", "."), ".: is a folder with other things in it (a.txt)."),
]


@pytest.mark.parametrize(("arguments", "line"), WRONG, ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_what_a_user_can_mend_is_one_line(capsys: Capture, arguments: tuple[str, ...], line: str) -> None:
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (1, "")
    assert err.splitlines()[0].startswith(line)


def test_a_query_that_is_wrong_or_refused(capsys: Capture) -> None:
    call(capsys, "build", "a.txt")
    for query, line in (
        ("SELEC *", "the query cannot be read"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE is not allowed."),
    ):
        code, out, err = call(capsys, "query", query)
        assert (code, out) == (1, "") and err.startswith(line) and len(err.splitlines()) == 1


def test_bad_input_is_named_and_the_rest_done(capsys: Capture) -> None:
    Path("empty.txt").touch()
    Path("binary.txt").write_bytes(bytes(range(256)) * 4)
    Path("latin.txt").write_bytes(f"date 2022 {FRENCH}".encode("latin-1"))
    lines = (json.dumps({"id": "j1", "text": FRENCH}), '{"id": "j2", "te', json.dumps({"id": "j3", "text": "OK"}))
    Path("some.jsonl").write_text("\n".join(lines), encoding="utf-8")
    Path("long.txt").write_text("La Russie a dit. " * 130_000, encoding="utf-8")
    code, out, err = call(capsys, "extract", "empty.txt", "binary.txt", "latin.txt", "some.jsonl", "long.txt", "none")
    assert code == 0
    assert [json.loads(line)["article"] for line in out.splitlines()] == ["latin", "j1"]
    for start in (
        "latin.txt: not UTF-8; read as Windows-1252 (Latin-1).",
        'some.jsonl:1: no "date_published", so weekdays cannot be placed. Add it, or pass --published 2022-02.',
        "empty.txt: is empty.",
        "binary.txt: is binary, not text.",
        "some.jsonl:2: broken JSON at column",
        "some.jsonl:3: its language cannot be told.",
        "long.txt: text of 2,210,000 characters, more than 1,000,000.",
        "none: no such file or folder.",
        "6 skipped",
    ):
        assert sum(line.startswith(start) for line in err.splitlines()) == 1, start
    assert call(capsys, "extract", "a.txt", "empty.txt", "--strict")[0] == 1


def test_messages_alike_are_one_line(capsys: Capture) -> None:
    code, _, err = call(capsys, "extract", "a.txt", *(f"none{n}" for n in range(30)))
    assert code == 0
    line = "none0: no such file or folder. Check the path.  (and 29 more like this)"
    assert err.splitlines() == [line, "30 skipped."]


def test_many_kinds_of_messages_are_cut(capsys: Capture) -> None:
    rows = [json.dumps({"text": FRENCH, "date": f"jour {n} de 2022"}) for n in range(30)]
    Path("odd.jsonl").write_text("\n".join(rows), encoding="utf-8")
    code, _, err = call(capsys, "extract", "odd.jsonl")
    assert code == 0 and len(err.splitlines()) == 21 and "and 10 other messages" in err


def process(*arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdout=pipe, stderr=pipe, stdin=pipe, env=environment
    )


def _until_idle(pid: int) -> None:
    """Wait until a process has begun to wait for something: it is loaded, and uses no more time."""
    used, still = 0, 0
    for _ in range(300):
        time.sleep(0.1)
        stat = Path(f"/proc/{pid}/stat")
        now = sum(map(int, stat.read_text().rsplit(")", 1)[1].split()[11:13])) if stat.exists() else 0
        still = still + 1 if now == used else 0
        used = now
        if still >= 15:
            return


def test_ctrl_c_is_one_line() -> None:
    running = process("extract", "-")  # waits for standard input
    _until_idle(running.pid)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert running.returncode == 130 and out == b""
    assert err.decode().strip().startswith("Interrupted.") and len(err.strip().splitlines()) == 1


def test_a_reader_that_goes_away_is_no_error() -> None:
    running = process("list")
    assert running.stdout is not None
    running.stdout.close()
    assert running.wait(timeout=20) in (0, 1)  # as the shell's pipefail likes it; nothing is said
    assert running.stderr is not None and running.stderr.read() == b""


def test_unwritable_output_is_one_line(capsys: Capture) -> None:
    code, _, err = call(capsys, "build", "a.txt", "-o", "/proc/kg")
    assert code == 1 and err.startswith("/proc/kg: cannot be written to (") and len(err.splitlines()) == 1
