"""From one article to an archive: speed against bare spaCy, workers, engines, memory, loading and asking, at sizes.

All figures of one table come from one run. Ways that are compared take turns over the same texts and the best turn of
each counts, so that other work on the machine weighs on none alone; the load is printed.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.texts import ROOT, news
from kg.config import settings
from kg.model import Article

WORDS = 6_000  # of a turn
TURNS = 5
SIZES = (100, 400, 1400)
POOLED = 240  # articles for comparing workers and engines


def main() -> None:
    """Print one table after the other."""
    print(f"load {', '.join(f'{x:.1f}' for x in os.getloadavg())} on {os.cpu_count()} cores")
    for language in ("fr", "en"):
        parsing(language)
    articles = [a for language, words in (("fr", 270_000), ("en", 150_000)) for a in news(language, words)]
    with tempfile.TemporaryDirectory(prefix="kg-scale-") as folder:
        if len(articles) < POOLED:
            print(f"left out: workers, engines and memory need {POOLED} articles, and there are {len(articles)}")
        else:
            workers(articles[:POOLED], Path(folder))
        if len(articles) < SIZES[1]:
            print(f"left out: growth needs {SIZES[1]} articles, and there are {len(articles)}")
        else:
            sizes = [min(size, len(articles)) for size in SIZES]
            growth(articles, sizes, Path(folder))


def turns(ways: dict[str, Callable[[], object]], words: int, *, count: int = TURNS) -> dict[str, tuple[float, float]]:
    """Name -> the best (words a CPU second, words a second) of some turns that the ways take one after the other."""
    best: dict[str, tuple[float, float]] = dict.fromkeys(ways, (0.0, 0.0))
    for _ in range(count):
        for name, way in ways.items():
            wall, cpu = time.perf_counter(), time.process_time()
            way()
            rates = (words / (time.process_time() - cpu), words / (time.perf_counter() - wall))
            best[name] = (max(best[name][0], rates[0]), max(best[name][1], rates[1]))
    return best


def parsing(language: str) -> None:
    """Understanding against bare `nlp.pipe`, as spaCy ships it and with our two speed-ups."""
    import spacy

    from kg.annotate import annotate
    from kg.annotate.pipeline import use_lemma_sets, use_numpy_blas
    from kg.extract import extract

    articles = news(language, WORDS)
    words = sum(len(article.text.split()) for article in articles)
    name = settings().models[language]
    shipped, tuned = spacy.load(name), spacy.load(name)
    use_lemma_sets(tuned)
    texts = [article.text for article in articles]

    def as_shipped() -> object:
        as_it_comes(shipped)  # the operations are one object for all models of a process, so each turn sets them anew
        try:
            return list(shipped.pipe(texts, batch_size=16))
        finally:
            use_numpy_blas(tuned)

    use_numpy_blas(tuned)
    ways: dict[str, Callable[[], object]] = {
        "nlp.pipe, shipped": as_shipped,
        "nlp.pipe, tuned": lambda: list(tuned.pipe(texts, batch_size=16)),
        "annotate": lambda: list(annotate(articles)),
        "annotate + extract": lambda: [extract(doc) for doc in annotate(articles)],
    }
    for way in ways.values():
        way()
    best = turns(ways, words)
    print(f"\n{language}: {len(articles)} articles, {words} words a turn, best of {TURNS}")
    print(f"{'':20}{'words/CPU s':>12}{'articles/CPU s':>16}{'of shipped':>12}{'of tuned':>10}")
    for name, (cpu, _) in best.items():
        ratios = (cpu / best["nlp.pipe, shipped"][0], cpu / best["nlp.pipe, tuned"][0])
        print(f"{name:20}{cpu:12,.0f}{cpu * len(articles) / words:16.1f}{ratios[0]:12.2f}{ratios[1]:10.2f}")


def as_it_comes(nlp: Any) -> None:
    """Undo `use_numpy_blas`: spaCy multiplies with blis."""
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = True


def workers(articles: list[Article], folder: Path) -> None:
    """One process, the pool and the engines on the same articles; starting is counted and shown apart."""
    source = folder / "some.jsonl"
    write(source, articles)
    words = sum(len(article.text.split()) for article in articles)
    plans = {"one process": "1", "pool of 1": "1 pool", "pool of 2": "2 pool", "ray, 2": "2 ray", "dask, 2": "2 dask"}
    best: dict[str, dict[str, float]] = {}
    for turn in range(2):
        for name, plan in plans.items():
            found = alone("gather", str(source), str(folder / f"{name.replace(' ', '')}{turn}"), plan)
            if name not in best or found["steady"] > best[name]["steady"]:
                best[name] = found
    print(f"\n{len(articles)} articles, {words} words, extraction only, best of 2; rates from the first shard on")
    print(
        f"{'':12}{'seconds':>9}{'first':>7}{'articles/s':>12}{'words/s':>9}{'of 1':>7}{'MB, parent':>12}{'worker':>8}"
    )
    base = best["pool of 1"]["steady"]
    for name, found in best.items():
        rate = found["steady"]
        print(
            f"{name:12}{found['seconds']:9.1f}{found['first']:7.1f}{rate:12.1f}{rate * words / len(articles):9,.0f}"
            f"{rate / base:7.2f}{found['parent']:12.0f}"
            + ("       ?" if name.startswith("ray") else f"{found['worker']:8.0f}")  # they are no children of ours
        )


def growth(articles: list[Article], sizes: list[int], folder: Path) -> None:
    """Memory and time of each step at three sizes; loading and asking against pyoxigraph and rdflib by themselves."""
    rows = []
    for size in sizes:
        source = folder / f"{size}.jsonl"
        write(source, articles[:size])
        out = folder / str(size)
        found = alone("gather", str(source), str(out), "2 pool")
        rows.append(
            (size, found, alone("link", str(out)), alone("put", str(out)), alone("load", str(out), str(source)))
        )
    print("\npeak memory in MB (of the process; workers of extraction: the largest)")
    print(f"{'articles':>9}{'extract':>9}{'worker':>8}{'link':>7}{'store':>7}{'link s':>8}{'store s':>9}")
    for size, gathered, linked, put, _ in rows:
        memory = (gathered["parent"], gathered["worker"], linked["parent"], put["parent"])
        print("".join([f"{size:9}", *(f"{x:{w}.0f}" for x, w in zip(memory, (9, 8, 7, 7), strict=True))]), end="")
        print(f"{linked['seconds']:8.1f}{put['seconds']:9.1f}")
    print("\nloading N-Quads and asking (a count by action, the events of an actor), seconds; ratio to kg")
    print(f"{'quads':>9}{'kg load':>9}{'pyoxigraph':>14}{'rdflib':>16}{'kg ask':>9}{'pyoxigraph':>14}{'rdflib':>16}")
    for _, _, _, _, f in rows:
        line = f"{f['quads']:9.0f}"
        for what in ("load", "ask"):
            ours, raw, rdf = (f[f"{who} {what}"] for who in ("kg", "ox", "rdf"))
            line += f"{ours:9.3f}{raw:8.3f} {raw / ours:4.1f}x{rdf:9.3f} {rdf / ours:5.1f}x"
        print(line)


def write(path: Path, articles: list[Article]) -> None:
    fields = ("id", "text", "title", "published", "language")
    rows = ({name: getattr(article, name) for name in fields} for article in articles)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def alone(step: str, *arguments: str) -> dict[str, float]:
    """What a step gives in a process of its own, with its peak memory."""
    line = [sys.executable, "-m", "benchmarks.scale", step, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(line)}\n{done.stderr[-3000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


# --- the steps


def gather(source: str, out: str, plan: str) -> dict[str, float]:
    from contextlib import closing

    from kg.pipeline import gather as onto_shelf, shelf_path
    from kg.run import Plan
    from kg.shelf import Shelf

    config = settings({"out": out, "published": "2022-02"})
    number, _, engine = plan.partition(" ")
    stamps: list[float] = []
    began = time.perf_counter()
    with closing(Shelf(shelf_path(config.store, config.out))) as shelf:
        onto_shelf(
            [source],
            config,
            shelf,
            plan=Plan(workers=int(number), engine=engine, shard=10 if engine else 0),
            progress=lambda _, __: stamps.append(time.perf_counter()),
        )
    seconds = time.perf_counter() - began
    first = sum(stamp <= stamps[0] + 0.05 for stamp in stamps) if engine else 1  # the first shard that came back
    steady = (len(stamps) - first) / max(1e-9, stamps[-1] - stamps[0])
    return {"seconds": seconds, "first": stamps[0] - began, "steady": steady}


def shelf_at(out: str) -> Any:
    from kg.pipeline import kept

    return kept(settings({"out": out}))


def link(out: str) -> dict[str, float]:
    from kg.link import link as linking

    began = time.perf_counter()
    linking(shelf_at(out))
    return {"seconds": time.perf_counter() - began}


def put(out: str) -> dict[str, float]:
    """Linking and a new store, filled article by article."""
    from kg.link import link as linking
    from kg.pipeline import fill
    from kg.store import Store

    found = shelf_at(out)
    linkage = linking(found)
    began = time.perf_counter()
    with Store.open(Path(out) / "store") as store:
        fill(store, found, linkage)
        count = len(store)
    return {"seconds": time.perf_counter() - began, "quads": count}


def load(out: str, source: str) -> dict[str, float]:
    """Shards into a store by us, by pyoxigraph itself, and by rdflib; then the same two questions to each."""
    import gzip

    import pyoxigraph as ox
    import rdflib

    from kg.pipeline import build_shards
    from kg.run.load import load as into
    from kg.run.manifest import read_manifest
    from kg.store import Store, vocab

    shards, base = Path(out) / "shards", Path(out)
    build_shards([source], settings({"out": out, "published": "2022-02"}), shards)
    found: dict[str, float] = {}

    def timed(name: str, act: Callable[[], object], times: int = 1) -> None:
        for _ in range(times):
            began = time.perf_counter()
            act()
            found[name] = min(found.get(name, 1e9), time.perf_counter() - began)

    timed("kg load", lambda: into(shards, base / "loaded"))
    text = b"".join(gzip.decompress((shards / file.name).read_bytes()) for file in read_manifest(shards))
    (base / "all.nq").write_bytes(text)
    raw = ox.Store(str(base / "raw"))
    timed("ox load", lambda: (raw.bulk_load(path=str(base / "all.nq"), format=ox.RdfFormat.N_QUADS), raw.flush()))
    dataset = rdflib.Dataset(default_union=True)
    timed("rdf load", lambda: dataset.parse(data=text, format="nquads"))
    ev, kb = vocab.EV, vocab.KB
    asked = (
        f"SELECT ?a (COUNT(*) AS ?n) {{ ?e <{ev}action> ?a }} GROUP BY ?a",
        f"SELECT ?e ?d {{ ?e <{ev}agent> <{kb}France> ; <{ev}latest> ?d }}",
    )
    with Store.open(base / "loaded", read_only=True) as store:
        timed("kg ask", lambda: [store.query(query) for query in asked], 3)
        found["quads"] = len(store)
    timed("ox ask", lambda: [list(raw.query(query, use_default_graph_as_union=True)) for query in asked], 3)
    timed("rdf ask", lambda: [list(dataset.query(query)) for query in asked], 3)
    return found


if __name__ == "__main__":
    import resource

    steps: dict[str, Callable[..., dict[str, float]]] = {"gather": gather, "link": link, "put": put, "load": load}
    result = steps[sys.argv[1]](*sys.argv[2:])
    # Not RUSAGE_SELF: that begins with what the process that started this one had.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    result["parent"] = int(status["VmHWM"].split()[0]) / 1024
    result["worker"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(result))
