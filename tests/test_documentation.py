"""Every command line of the documentation runs, and the documentation leaves no command or option out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from claimgraph.cli import app

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _commands(group: click.Command, before: str = "") -> dict[str, click.Command]:
    """Every command by what is typed for it, those of groups (`load neo4j`) too."""
    found: dict[str, click.Command] = {}
    for name, command in getattr(group, "commands", {}).items():
        found[f"{before}{name}"] = command
        found |= _commands(command, f"{before}{name} ")
    return found


COMMANDS = _commands(typer.main.get_command(app))


def command_lines(page: Path) -> list[str]:
    """The lines after `$ ` in the console blocks of a page, in order."""
    blocks = CONSOLE.findall(page.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment with the command on the path, in a folder that has the examples."""
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    before = Path.cwd()
    os.chdir(tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    yield {**os.environ, "PATH": path}
    os.chdir(before)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_command_lines_run(page: Path, shell: dict[str, str]) -> None:
    for line in command_lines(page):
        finished = subprocess.run(line, shell=True, env=shell, capture_output=True, text=True, timeout=300)
        assert finished.returncode == 0, f"{page.name}: {line}\n{finished.stdout}\n{finished.stderr}"
        assert "warning:" not in finished.stderr, f"{page.name}: {line}\n{finished.stderr}"
    for code in PYTHON.findall(page.read_text(encoding="utf-8")):
        subprocess.run([sys.executable, "-c", code], env=shell, check=True, timeout=300, capture_output=True)


def test_the_demo_runs(shell: dict[str, str]) -> None:
    command = ["sh", str(REPOSITORY / "examples" / "demo.sh"), "demo"]
    finished = subprocess.run(command, env=shell, capture_output=True, text=True, timeout=300)
    assert finished.returncode == 0, finished.stderr
    assert "GPT-4" in finished.stdout
    assert "conforms" in finished.stderr
    picture = [sys.executable, str(REPOSITORY / "docs" / "picture.py"), "demo", "example.svg"]
    subprocess.run(picture, env=shell, check=True, timeout=100)
    assert "HumanEval" in Path("example.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented(name: str) -> None:
    text = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^## claimgraph {name}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"docs/commands.md has no section on {name}"
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert any(option in section.group(1) for option in parameter.opts), (name, parameter.opts)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_help_has_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert (command.epilog or "").startswith(f"Example: claimgraph {name} ")


def test_every_question_is_documented() -> None:
    text = (REPOSITORY / "docs" / "queries.md").read_text(encoding="utf-8")
    questions = {file.stem for file in (REPOSITORY / "queries" / "cypher").glob("*.cypher")}
    assert questions == set(re.findall(r"^\| `([\w-]+)`", text, re.MULTILINE))


def test_every_local_link_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+?)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
