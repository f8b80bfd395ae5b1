"""Every command has its page; the page names every option; --help shows an example."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from tests.docs.pages import DOCS, text
from tocsin.cli.app import COMMANDS, tocsin


def _command(name: str) -> click.Command:
    command = tocsin.get_command(click.Context(tocsin), name)
    assert command is not None
    return command


def _with_subcommands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _with_subcommands(inner)


def _help(command: click.Command) -> str:
    with click.Context(command, info_name=command.name) as context:
        return command.get_help(context)


@pytest.mark.parametrize("name", COMMANDS)
def test_page_names_every_option(name: str) -> None:
    page = text(f"commands/{name}.md")
    listed = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", page))
    for command in _with_subcommands(_command(name)):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                missing = [option for option in parameter.opts if option not in listed]
                assert not missing, f"docs/commands/{name}.md does not name {missing}"


@pytest.mark.parametrize("name", COMMANDS)
def test_page_names_no_option_that_there_is_not(name: str) -> None:
    table = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", text(f"commands/{name}.md"), re.MULTILINE)
    named = {option for row in table for option in re.findall(r"--[a-z][a-z-]*", row)}
    there = {"--help"}
    for command in _with_subcommands(_command(name)):
        there |= {option for parameter in command.params for option in parameter.opts}
    assert named <= there


@pytest.mark.parametrize("name", COMMANDS)
def test_page_names_every_choice(name: str) -> None:
    page = text(f"commands/{name}.md")
    for command in _with_subcommands(_command(name)):
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice):
                missing = [choice for choice in parameter.type.choices if f"`{choice}`" not in page]
                assert not missing, f"docs/commands/{name}.md does not name {missing}"


@pytest.mark.parametrize("name", COMMANDS)
def test_page_has_its_sections(name: str) -> None:
    page = text(f"commands/{name}.md")
    assert page.startswith(f"# tocsin {name}\n")
    for heading in ("## Output", "## Exit status", "## Example"):
        assert f"\n{heading}" in page


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(name: str) -> None:
    for command in _with_subcommands(_command(name)):
        assert "Example" in _help(command), command.name


def test_no_page_without_a_command() -> None:
    assert {page.stem for page in (DOCS / "commands").glob("*.md")} == set(COMMANDS)


def test_examples_of_pages_parse() -> None:
    """Each line of a page that begins with "tocsin COMMAND" uses options that the command has."""
    wrong = []
    for name in COMMANDS:
        for line in re.findall(r"^(?:.*\| )?(tocsin [a-z].*)$", text(f"commands/{name}.md"), re.MULTILINE):
            called = line.split()[1]
            if called in COMMANDS:
                options = re.findall(r"(?<= )--[a-z-]+", line.split(" #")[0].split(" | ")[0])
                there = {o for c in _with_subcommands(_command(called)) for p in c.params for o in p.opts}
                wrong += [f"{line}: {option}" for option in options if option not in there]
    assert not wrong
