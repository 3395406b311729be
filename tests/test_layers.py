"""The order of the house: imports go one way, siblings stay out of each other, three things live in one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# A module may import from lower layers and from its own room. Rooms of one layer are siblings: they never meet.
LAYERS = (
    ("errors", "model", "ids"),
    ("lang", "gazetteer", "config"),
    ("read", "annotate"),
    ("extract",),
    ("link",),
    ("store",),
    ("export", "evaluate"),
    ("web",),
    ("shelf",),
    ("run",),
    ("keep",),
    ("report",),
    ("pipeline",),
    ("cli",),
    ("__main__",),
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
# Siblings that one of them may use, with the reason.
ALLOWED = {
    ("ids", "errors"),  # both know nothing of the rest
    ("config", "errors"),
    ("read", "config"),
}
FILES = sorted(p for p in (ROOT / "kg").rglob("*.py") if "node_modules" not in p.parts)


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "kg").parts
    return parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Full names of the modules a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
            if node.module == "kg":
                yield from ((f"kg.{alias.name}", node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{path}: relative import; write the full name")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":  # the front door opens on every room
        return
    assert room in LEVEL, f"{room} has no place in the order of the house: add it to LAYERS"
    for name, _ in imported(path):
        parts = name.split(".")
        if parts[0] != "kg" or len(parts) == 1 or parts[1] not in LEVEL or parts[1] == room:
            continue
        other = parts[1]
        lower = LEVEL[other] < LEVEL[room] or (room, other) in ALLOWED
        assert lower, f"{path.relative_to(ROOT)} imports {name}: {room} stands below or beside {other}"


def importing(package: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in FILES
        if any(name == package or name.startswith(package + ".") for name, _ in imported(path))
    }


def test_only_annotate_and_extract_see_spacy() -> None:
    assert {Path(name).parts[1] for name in importing("spacy")} <= {"annotate", "extract"}


def test_only_the_command_line_sees_click_and_rich() -> None:
    assert {Path(name).parts[1] for name in importing("click") | importing("rich")} == {"cli"}


def calls(path: Path) -> Iterator[str]:
    """What a file calls, as written: "ox.Literal", "print"."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_only_one_file_builds_rdf_terms() -> None:
    terms = {"NamedNode", "Literal", "BlankNode", "Quad", "Triple", "URIRef", "BNode"}
    builders = {str(p.relative_to(ROOT)) for p in FILES if any(c.split(".")[-1] in terms for c in calls(p))}
    assert builders <= {"kg/store/rdf.py"}


def test_only_the_command_line_prints_and_exits() -> None:
    for path in FILES:
        if room_of(path) not in ("cli", "__main__"):
            assert not {"print", "exit", "sys.exit", "sys.stdout.write", "sys.stderr.write"} & set(calls(path)), path


def test_verbs_without_a_model_never_load_spacy() -> None:
    rooms = ("cli", "config", "evaluate", "export", "pipeline", "read", "shelf", "store")
    code = f"import sys, {', '.join(f'kg.{room}' for room in rooms)}; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_sizes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, "over 400 lines: find the missing noun"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            assert length <= 60, f"{node.name} has {length} lines"
            assert sum(a.arg not in ("self", "cls") for a in every) <= 7, f"{node.name} has too many parameters"
