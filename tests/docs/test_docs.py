"""Tests of the documentation: its commands run, its links work, its pages are up to date."""

from __future__ import annotations

import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import cast
from urllib.parse import unquote

import click
import pytest
from pyoxigraph import QueryBoolean, RdfFormat, Store, parse

from docs.documented import Block, Page, Runner, copy_project, link_data, read_page
from inspectgraph.cli import COMMANDS, main
from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.store.published import open_graph

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"
CONSTRAINTS = PROJECT / "constraints.txt"
GENERATED = DOCS / "reference"
FILES = [
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
    *sorted(DOCS.rglob("*.md")),
]
WRITTEN = [file for file in FILES if GENERATED not in file.parents]

PLACES = {
    "a copy of the project",
    "an installed copy of the project",
    "an empty folder",
}

_LINK = re.compile(r"(?<!\\)\[[^\]\n]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(
    r"(?:`|^(?:\$ |- run: | *)?)inspectgraph ([a-z]+)((?: [^`|\n;&>]*)?)", re.M
)
_MAKE = re.compile(r"`make ([a-z -]+)`|^\$? ?make ([a-z-]+)$", re.M)
_TWO_SENTENCES = re.compile(r"[a-z0-9`)*\"]\. (?=[A-Z`*\"])")


def named(file: Path) -> str:
    """Return the name of a page, relative to the project, for test reports."""
    return file.relative_to(PROJECT).as_posix()


def pages(files: list[Path]) -> pytest.MarkDecorator:
    """Return a decorator that runs a test once for each page."""
    return pytest.mark.parametrize("file", files, ids=named)


def blocks(*languages: str) -> Iterator[tuple[Page, Block]]:
    """Yield the blocks that have one of the given languages, from all hand-written pages."""
    for page in map(read_page, WRITTEN):
        for block in page.blocks:
            if block.language in languages:
                yield page, block


def runs(page: Page) -> bool:
    """Return whether a page has blocks that can be run."""
    return any(
        b.language == "console" or (b.language == "python" and "norun" not in b.words)
        for b in page.blocks
    )


def test_the_pages_were_found() -> None:
    """The search for pages finds pages in each of the four folders."""
    kinds = {file.parent.name for file in FILES}
    assert {"tutorial", "how-to", "reference", "explanation"} <= kinds


@pages([file for file in WRITTEN if runs(read_page(file))])
@pytest.mark.slow
def test_every_command_prints_what_is_shown(file: Path, tmp_path: Path) -> None:
    """Each command on a page prints the output that the page shows."""
    page = read_page(file)
    assert page.place in PLACES, (
        f"{named(file)} does not say where its commands are run"
    )
    if page.place == "an empty folder":
        folder = tmp_path / "empty"
        folder.mkdir()
    else:
        folder = copy_project(PROJECT, tmp_path)
    installed = page.place == "an installed copy of the project"
    Runner(page, folder, link_data(folder) if installed else None).run()


@pages(FILES)
def test_links_lead_somewhere(file: Path) -> None:
    """Every relative link leads to an existing file, and to an existing heading in it."""
    page = read_page(file)
    for link in _LINK.findall(page.prose):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), f"{named(file)}: {link}"
        if anchor:
            assert anchor in anchors(target), f"{named(file)}: {link}"


def test_the_contents_list_every_page_once() -> None:
    """The page of contents has one link to each tutorial, notebook and other page."""
    contents = read_page(DOCS / "README.md").prose
    linked = Counter(link.partition("#")[0] for link in _LINK.findall(contents))
    pages = {
        file.relative_to(DOCS).as_posix()
        for file in DOCS.glob("*/*")
        if file.suffix in {".ipynb", ".md"}
    }
    assert pages - linked.keys() == set()
    assert [link for link, number in linked.items() if number > 1] == []


def anchors(file: Path) -> set[str]:
    """Return the link anchors of a page's headings, as Markdown viewers make them."""
    found: dict[str, int] = {}
    names = set()
    for heading in re.findall(r"^#+ (.+)$", read_page(file).prose, re.M):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        name = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
        count = found.get(name, 0)
        names.add(f"{name}-{count}" if count else name)
        found[name] = count + 1
    return names


@pages([file for file in DOCS.rglob("*.md") if file != DOCS / "README.md"])
def test_every_page_is_in_the_table_of_contents(file: Path) -> None:
    """The table of contents, `docs/README.md`, links to every page."""
    links = {
        (DOCS / link.partition("#")[0]).resolve()
        for link in _LINK.findall((DOCS / "README.md").read_text())
    }
    assert file.resolve() in links


# The command line


def options(name: str) -> set[str]:
    """Return the options of a command."""
    command = main.get_command(click.Context(main), name)
    assert command is not None
    flags = {
        flag
        for parameter in command.params
        for flag in (*parameter.opts, *parameter.secondary_opts)
    }
    return {"-h", "--help", *(flag for flag in flags if flag.startswith("-"))}


@pages(WRITTEN)
def test_commands_and_options_that_are_named_exist(file: Path) -> None:
    """Each command that a page names exists, and has the options that the page names."""
    for name, rest in _COMMAND.findall(file.read_text(encoding="utf-8")):
        assert name in COMMANDS, f"{named(file)}: inspectgraph {name}"
        allowed = options(name) | (parameters() if name == "query" else set())
        for option in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", rest):
            assert option in allowed, f"{named(file)}: inspectgraph {name} {option}"


def parameters() -> set[str]:
    """Return all parameters of the named questions as options, such as `--theme`."""
    from inspectgraph.query.questions import questions

    return {
        f"--{parameter.name}"
        for question in questions()
        for parameter in question.parameters
    }


@pages(WRITTEN)
def test_targets_of_make_exist(file: Path) -> None:
    """Each `make` target that a page names is in the Makefile."""
    targets = set(
        re.findall(
            r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.M
        )
    )
    for one, other in _MAKE.findall(file.read_text(encoding="utf-8")):
        assert set((one or other).split()) <= targets, named(file)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    """The reference page on the command line describes each command and each option."""
    text = (GENERATED / "cli.md").read_text(encoding="utf-8")
    assert f"## inspectgraph {name}\n" in text
    section = text.partition(f"## inspectgraph {name}\n")[2].partition("\n## ")[0]
    assert all(option in section for option in options(name) - {"-h"})
    assert "Example:" in section


# Generated pages


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    """Import `docs/generate.py`, and return the module."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module("generate")
    finally:
        sys.path.remove(str(DOCS))


@pytest.mark.parametrize(
    "name",
    [
        "cli.md",
        "errors.md",
        pytest.param("faults.md", marks=pytest.mark.slow),
        "questions.md",
        "shapes.md",
        "terms.md",
    ],
)
def test_generated_pages_are_fresh(name: str, generator: ModuleType) -> None:
    """Each generated page is the same as `make docs` would write now."""
    written_by_hand = {"engines.md", "faults-of-builds.md", "service.md", "stores.md"}
    assert set(generator.PAGES) | written_by_hand == {
        file.name for file in GENERATED.glob("*.md")
    }
    if name == "cli.md" and f"click=={version('click')}\n" not in CONSTRAINTS.read_text(
        encoding="utf-8"
    ):
        pytest.skip(
            "the help is laid out by the release of click in constraints.txt, and"
            " another is installed"
        )
    text = (GENERATED / name).read_text(encoding="utf-8")
    assert text == generator.PAGES[name](), (
        f"docs/reference/{name} is not fresh; run `make docs`"
    )


def test_every_error_class_and_code_is_explained(generator: ModuleType) -> None:
    """The page on errors lists every error class, and every code with its cause and fix."""
    sources = importlib.import_module("pages.sources")
    causes = importlib.import_module("pages.errors").read_causes()
    assert not sources.unread_codes()
    assert set(causes) == set(sources.codes())
    assert all(
        cause.endswith(".") and fix.endswith(".") for cause, fix in causes.values()
    )
    text = (GENERATED / "errors.md").read_text(encoding="utf-8")
    assert all(f".{kind.__name__}`" in text for kind in sources.error_classes())
    assert all(f"### {code}\n" in text for code in sources.codes())


def test_codes_of_the_spoilt_files_are_explained(generator: ModuleType) -> None:
    """Every error code that the faulty test files provoke is also found in the source."""
    lines = (
        (PROJECT / "tests" / "faults" / "expected.tsv")
        .read_text(encoding="utf-8")
        .splitlines()[1:]
    )
    told = {line.split("\t")[2] for line in lines}
    codes = importlib.import_module("pages.sources").codes()
    assert {code for code in told if not code.startswith("shape:")} <= set(codes)


# What stands in blocks


@pytest.fixture(scope="session")
def published() -> Store:
    """Return the published graph of this checkout as a store."""
    return open_graph(PROJECT / "graphs")


def test_turtle_of_the_explanations_stands_in_the_graph(published: Store) -> None:
    """Each Turtle triple on the explanation pages is in the published graph.

    A triple that is marked `wrong` is not in the graph.
    """
    seen = 0
    for page, block in blocks("turtle"):
        if page.file.parent.name != "explanation":
            continue
        prefixes = "\n".join(re.findall(r"^@prefix .*$", page.text, re.M))
        for triple in parse(f"{prefixes}\n{block.text}", RdfFormat.TURTLE):
            ask = f"ASK {{ {triple.subject} {triple.predicate} {triple.object} }}"
            found = bool(
                cast(
                    "QueryBoolean",
                    published.query(ask, use_default_graph_as_union=True),
                )
            )
            assert found is ("wrong" not in block.words), (
                f"{page.file.name}:{block.line}: {triple}"
            )
            seen += 1
    assert seen


def test_blocks_that_are_only_shown_can_be_read() -> None:
    """Blocks that are not run can at least be parsed: Turtle, YAML and Python."""
    for page, block in blocks("turtle"):
        names = set(re.findall(r"(?<![\w<:/.-])([a-z][a-z-]*):(?!//)", block.text))
        prefixes = "\n".join(
            f"@prefix {name}: <https://example.org/{name}/> ." for name in sorted(names)
        )
        try:
            list(parse(f"{prefixes}\n{block.text}", RdfFormat.TURTLE))
        except SyntaxError as error:
            pytest.fail(f"{page.file.name}:{block.line}: {error}")
    for page, block in blocks("yaml"):
        tree = parse_yaml(block.text, f"{page.file.name}:{block.line}")
        assert not tree.problems, tree.problems
    for page, block in blocks("python"):
        compile(block.text, f"{page.file.name}:{block.line}", "exec")


# How it is written


@pages(WRITTEN)
def test_one_sentence_a_line(file: Path) -> None:
    """No line of a page contains two sentences.

    So a change of one sentence is a change of one line.
    """
    for number, line in enumerate(read_page(file).prose.splitlines(), 1):
        text = re.sub(r"^[ #]*(\d+\. )?", "", line)
        if not line.startswith(("|", "<!--")):
            assert not _TWO_SENTENCES.search(text), f"{named(file)}:{number}: {line}"


@pages(WRITTEN)
def test_no_placeholder_is_left(file: Path) -> None:
    """No page contains a placeholder such as TODO."""
    assert not re.search(
        r"\b(TODO|FIXME|TBD|XXX)\b|lorem ipsum", file.read_text(encoding="utf-8")
    )
