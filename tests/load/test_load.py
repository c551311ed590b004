"""Loading projects: records, places, references, and that nothing but our own errors is raised."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct, inspect

from inspectgraph.build import assemble
from inspectgraph.load import Project, load_context, load_extract, load_project
from inspectgraph.load.references import Declared
from inspectgraph.model.errors import ExtractError, InspectGraphError, UnreadableError
from inspectgraph.model.extract import Extract
from inspectgraph.model.registry import Registry
from inspectgraph.rdf.vocabulary import Vocabulary, read_vocabulary
from inspectgraph.validate import validate

EXTRACT = Path("extracts/netherford-sif-2015.yaml")
FRAMEWORKS = Path("extracts/registry/frameworks.yaml")


def spoil(folder: Path, old: str, new: str, file: Path = EXTRACT) -> None:
    """Replace some words of a file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path, vocabulary: Vocabulary) -> list[str]:
    """Return the code and place of everything that is wrong with a project."""
    with pytest.raises(ExtractError) as raised:
        load_project(folder, vocabulary)
    return [
        f"{problem.where.line}:{problem.where.column} {problem.code}"
        for problem in raised.value.problems
    ]


def test_a_project_loads_in_order(small: Project) -> None:
    """Reports come in the order of their names, each with all its units."""
    assert [loaded.extract.report for loaded in small.extracts] == [
        "netherford-jar-2008",
        "netherford-sif-2015",
    ]
    assert list(small.units["netherford-jar-2008"])[:2] == ["front/1", "front/2"]
    assert small.registry.authorities["netherford"].dfe == "999"
    assert small.registry.comparisons.scales[1].relation == "not-comparable"


def test_one_anchor_becomes_a_list_of_one(small: Project) -> None:
    """`at` is a tuple, however it is written, in statements and in parts of recommendations."""
    first, second = small.extracts
    assert [len(statement.at) for statement in first.extract.judgements] == [2, 1, 1]
    assert [len(part.at) for part in first.extract.recommendations[1].parts] == [1, 1]
    assert len(list(second.extract.anchors())) == 17


def test_an_aspect_of_another_framework_is_named_in_full(small: Project) -> None:
    """The aspect of a quoted judgement carries its framework after loading."""
    assert small.extracts[0].extract.reported[0].aspect == "apa/overall-contribution"


def test_places_are_found_again_by_path(small: Project) -> None:
    """A path of YAML keys leads to the line and column of what a record holds."""
    loaded = small.extracts[1]
    assert (
        str(loaded.where(("judgements", 1, "grade")))
        == "extracts/netherford-sif-2015.yaml:22:12"
    )
    assert loaded.where(("judgements", 1, "at", 0, "unit")).line == 24
    assert loaded.where(("judgements", 1, "doubt")) == loaded.where(("judgements", 1))


def test_places_in_the_registry_are_found_again(small: Project) -> None:
    """A path that begins with the registry's file leads into it."""
    assert (
        str(small.where_registry(("bodies", "netherford-partnership", "kind")))
        == "extracts/registry/bodies.yaml:8:9"
    )


def test_one_extract_loads_by_itself(small: Project, vocabulary: Vocabulary) -> None:
    """One extract loads with the project's registry, under the path as it was given."""
    path = small.folder / EXTRACT
    loaded = load_extract(path, load_context(small.folder, vocabulary))
    assert loaded.extract == small.extracts[1].extract
    assert loaded.file == path.as_posix()


def test_a_missing_extract_is_unreadable(
    small: Project, vocabulary: Vocabulary
) -> None:
    """A file that is not there ends with exit code 3."""
    with pytest.raises(ExtractError, match="the file does not exist") as raised:
        load_extract(
            small.folder / "extracts/nowhere.yaml",
            load_context(small.folder, vocabulary),
        )
    assert raised.value.exit_code == 3


def test_a_folder_called_like_an_extract_is_unreadable(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A folder with the name of an extract is refused, since it is no file."""
    (small_copy / "extracts/netherford-sif-2016.yaml").mkdir()
    (small_copy / "extracts/netherford-sif-2016.units.tsv").write_text(
        "id\tkind\tdigest\tlength\n"
    )
    with pytest.raises(ExtractError, match="this is not a file"):
        load_project(small_copy, vocabulary)


def test_faults_in_one_record_do_not_hide_each_other(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Wrong values, references and keys of one record are all reported together."""
    spoil(
        small_copy,
        "polarity: weakness\n    themes: [common-assessment]\n    note: Schools",
        "polarity: weak\n    themes: [cafz]\n    nota: Schools",
    )
    assert problems(small_copy, vocabulary) == [
        "61:15 unknown-value",
        "62:14 unknown-theme",
        "63:5 unknown-key",
    ]


def test_references_are_checked_against_a_faulty_registry(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """An extract may name a body with a faulty record, but no body that is missing."""
    spoil(
        small_copy,
        "kind: safeguarding",
        "kin: safeguarding",
        Path("extracts/registry/bodies.yaml"),
    )
    spoil(
        small_copy,
        "bodies: [netherford-safeguarding-children-board]",
        "bodies: [netherford-board]",
    )
    assert problems(small_copy, vocabulary) == [
        "105:14 unknown-body",
        "18:3 unknown-key",
    ]


def test_an_unreadable_registry_file_is_not_held_against_extracts(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """If a registry file cannot be read, no extract is blamed for using its names."""
    (small_copy / "extracts/registry/bodies.yaml").write_bytes(b"\xff")
    assert problems(small_copy, vocabulary) == ["1:1 not-utf-8"]


def test_a_withdrawn_id_is_not_given_again(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """An id in the list of withdrawn ids may not be used again."""
    spoil(small_copy, "- {id: p8-y5z6, reason", "- {id: p5-w4x5, reason")
    assert problems(small_copy, vocabulary) == [
        "109:16 unknown-statement",
        "154:10 duplicate-id",
    ]


def test_a_grade_in_no_scale_is_unknown_but_a_grade_of_another_scale_is_left_to_the_shapes(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """`load` refuses a grade that no scale has; the shapes check that it is of the right scale."""
    spoil(small_copy, "grade: requires-improvement", "grade: performs-well")
    grade = load_project(small_copy, vocabulary).extracts[1].extract.judgements[0].grade
    assert vocabulary.grade_iri("sif", grade).endswith("/scale/aca/performs-well")


def test_the_grade_of_a_quoted_judgement_is_one_of_the_scale_it_names(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A quoted judgement names a scale and a grade; `load` refuses a grade that the scale lacks."""
    spoil(
        small_copy,
        "scale: regulated-2013\n    grade: good",
        "scale: regulated-2013\n    grade: satisfactory",
    )
    assert problems(small_copy, vocabulary) == ["51:12 unknown-grade"]


def test_a_long_title_may_stand_in_the_registry(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """An official title longer than eleven words is allowed where titles.txt lists it."""
    title = (
        "Inspection of what Netherford does for children who need help and of its board"
    )
    spoil(small_copy, "Inspection of services for children in need of help", title)
    assert load_project(small_copy, vocabulary).extracts[1].extract.title == title


def test_a_comparison_of_scales_is_whole_or_by_grade(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A comparison of scales that has neither a relation nor grades is refused."""
    spoil(
        small_copy,
        "    relation: not-comparable\n",
        "",
        Path("extracts/registry/comparisons.yaml"),
    )
    assert problems(small_copy, vocabulary) == ["8:5 comparison-form"]


def test_order_of_files_does_not_matter(
    small: Project, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """Files written in another order give the same project."""
    copy = tmp_path / "copy"
    shutil.copytree(
        small.folder / "extracts" / "registry", copy / "extracts" / "registry"
    )
    for path in sorted((small.folder / "extracts").glob("*.*"), reverse=True):
        shutil.copy(path, copy / "extracts")
    loaded = load_project(copy, vocabulary)
    assert [one.extract for one in loaded.extracts] == [
        one.extract for one in small.extracts
    ]


def test_a_registry_file_that_a_project_lacks_is_the_package_s(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A project without its own list of inspectorates uses the one that is installed."""
    pytest.importorskip("inspectgraph.registry")
    (small_copy / "extracts/registry/inspectorates.yaml").unlink()
    project = load_project(small_copy, vocabulary)
    assert "hmcpsi" in project.registry.inspectorates
    assert str(project.where_registry(("inspectorates", "hmcpsi"))).startswith(
        "inspectgraph:registry/inspectorates.yaml:"
    )


def test_of_the_package_s_registry_there_counts_what_fits(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The package's registry is used without entries that name what a project lacks."""
    pytest.importorskip("inspectgraph.registry")
    (small_copy / "extracts/registry/changes.yaml").unlink()
    (small_copy / "extracts/registry/services.yaml").unlink()
    registry = load_context(small_copy, vocabulary).registry
    assert set(registry.authorities) == {"netherford"}
    assert (registry.services, registry.changes) == ({}, {})


@pytest.mark.slow
def test_a_project_of_one_report_needs_no_registry(
    project: Path, tmp_path: Path
) -> None:
    """A report of an authority that the package knows is built with the package's registry alone."""
    pytest.importorskip("inspectgraph.registry")
    (tmp_path / "extracts").mkdir()
    for ending in ("yaml", "units.tsv"):
        shutil.copy(
            project / "extracts" / f"sefton-jar-2007.{ending}", tmp_path / "extracts"
        )
    loaded = load_project(tmp_path)
    changes = load_project(project).registry.changes
    assert not validate(assemble(loaded), loaded).violations
    assert set(loaded.registry.changes) == {
        slug
        for slug, change in changes.items()
        if change.report in {None, "sefton-jar-2007"}
    }


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    raw=st.binary(max_size=300)
    | st.text("{}[]:,-&!'\"# \nabidt1", max_size=120).map(str.encode)
)
def test_any_bytes_give_records_or_our_errors(
    raw: bytes, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Whatever stands in an extract, nothing but an InspectGraphError is raised."""
    (small_copy / EXTRACT).write_bytes(raw)
    with pytest.raises(InspectGraphError):
        load_project(small_copy, vocabulary)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_change_gives_records_or_our_errors(
    data: st.DataObject, small_copy: Path, small: Project, vocabulary: Vocabulary
) -> None:
    """An extract with any of its words replaced loads, or is told to be wrong."""
    lines = (small.folder / EXTRACT).read_text(encoding="utf-8").splitlines()
    n = data.draw(st.integers(0, len(lines) - 1))
    key = lines[n].split(":")[0]
    value = data.draw(
        st.sampled_from(
            [
                "",
                "[]",
                "{}",
                "1",
                "-1.5",
                "true",
                "null",
                "~",
                "x",
                "[[1]]",
                "{a: 1}",
                '""',
            ]
        )
    )
    lines[n] = f"{key}: {value}"
    (small_copy / EXTRACT).write_text("\n".join(lines), encoding="utf-8")
    with suppress(ExtractError):
        load_project(small_copy, vocabulary)


def named(kind: inspect.Type) -> Iterator[str]:
    """Return every kind of name that a type refers to."""
    if isinstance(kind, inspect.Metadata):
        if "names" in (kind.extra or {}):
            yield str((kind.extra or {})["names"])
        yield from named(kind.type)
    for part in ("item_type", "key_type", "value_type"):
        if hasattr(kind, part):
            yield from named(getattr(kind, part))
    for option in getattr(kind, "types", ()):
        yield from named(option)
    for entry in getattr(kind, "fields", ()):
        yield from named(entry.type)


@pytest.mark.parametrize("record", [Extract, Registry])
def test_every_kind_of_name_is_checked(
    record: type[Struct], small: Project, vocabulary: Vocabulary
) -> None:
    """Every kind of name that a record uses is declared, or checked file by file."""
    declared = Declared(
        vocabulary, small.context.loaded_registry.declared.slugs, frozenset()
    )
    by_file = {
        "aspect",
        "earlier-statement",
        "live-statement",
        "reported-aspect",
        "reported-grade",
        "statement",
        "unit",
    }
    kinds = set(named(inspect.type_info(record)))
    assert kinds
    assert kinds - by_file <= declared.references.keys()
    assert all(declared.references[kind].slugs for kind in kinds - by_file - {"report"})


def test_a_project_without_schemes_is_refused(tmp_path: Path) -> None:
    """A folder that contains no concept scheme is refused, not read as empty."""
    with pytest.raises(UnreadableError, match="no concept scheme"):
        read_vocabulary(tmp_path)


@pytest.mark.parametrize(
    ("awards", "codes"),
    [
        ("[{aspects: [sif/help-and-protection]}]", []),
        ("[{aspects: [apa/overall-contribution]}]", ["unknown-aspect"]),
        ("[{aspects: [sif/no-such-aspect]}]", ["unknown-aspect"]),
        (
            (
                "[{aspects: [sif/help-and-protection], from: 2016-01-02, until:"
                " 2016-01-01}]"
            ),
            ["time-backwards"],
        ),
        (
            (
                "[{aspects: [sif/help-and-protection], printed: [inspection of"
                " services], until: 2016-01-01}]"
            ),
            [],
        ),
    ],
)
def test_what_a_framework_awards_is_checked(
    small_copy: Path, vocabulary: Vocabulary, awards: str, codes: list[str]
) -> None:
    """A framework awards only its own aspects, and no period ends before it begins."""
    spoil(
        small_copy,
        "  predecessors: [jar-2007]\n",
        f"  predecessors: [jar-2007]\n  awards: {awards}\n",
        FRAMEWORKS,
    )
    if not codes:
        assert load_project(small_copy, vocabulary).registry.frameworks["sif"].awards
        return
    assert [problem.split()[1] for problem in problems(small_copy, vocabulary)] == codes
