"""Labels are accepted wherever slugs are: the extract keeps what was typed, the graph has the IRI."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.load import Loaded, load_project
from inspectgraph.load.guesses import guess_day, guess_number
from inspectgraph.model.errors import ExtractError
from inspectgraph.model.names import Names
from inspectgraph.rdf.vocabulary import Vocabulary, read_vocabulary

EXTRACT = "extracts/netherford-sif-2015.yaml"
SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/inspectgraph/> .
<theme/sea> skos:inScheme <theme> ; skos:prefLabel "The sea"@en ; skos:altLabel "Ocean"@en ; skos:hiddenLabel "Oceen" .
<theme/lake> skos:inScheme <theme> ; skos:prefLabel "Lake"@en ; skos:altLabel "Water"@en , "Sea"@en .
<theme/river> skos:inScheme <theme> ; skos:prefLabel "River"@en ; skos:altLabel "Water"@en .
"""


def loaded(folder: Path, old: str, new: str, vocabulary: Vocabulary) -> Loaded:
    """Load the extract with other words in it."""
    path = folder / EXTRACT
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_project(folder, vocabulary).extracts[1]


@pytest.mark.parametrize(
    ("slug", "label"),
    [
        ("grade: requires-improvement", "grade: Requires improvement"),
        ("grade: requires-improvement", "grade: requires improvement"),
        ("grade: requires-improvement", "grade: REQUIRES_IMPROVEMENT"),
        ("[common-assessment]", "[Common assessment]"),
        ("framework: sif", "framework: SIF"),
        ("authorities: [netherford]", "authorities: [Netherford]"),
        ("inspectorates: [ofsted]", "inspectorates: [Ofsted]"),
        ("kind: reach", "kind: Reach"),
        ("polarity: weakness", "polarity: Weakness"),
        ("indicator: cafs-completed", "indicator: CAFs completed"),
        ("nothing: {p9: definition}", "nothing: {p9: Definition}"),
    ],
)
def test_a_label_gives_the_same_records_as_its_slug(
    slug: str, label: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A label, in any case, with spaces or hyphens, gives the record of its slug."""
    expected = load_project(small_copy, vocabulary).extracts[1].extract
    assert loaded(small_copy, slug, label, vocabulary).extract == expected


def test_fields_that_depend_on_a_label_are_understood(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Aspects and grades are understood if the framework is given by its label."""
    expected = load_project(small_copy, vocabulary).extracts[1].extract
    loaded(small_copy, "framework: sif", "framework: SIF", vocabulary)
    found = loaded(
        small_copy,
        "aspect: adoption-performance",
        "aspect: Adoption performance",
        vocabulary,
    )
    assert found.extract.framework == "sif"
    assert found.extract.judgements == expected.judgements


def test_the_extract_keeps_what_was_typed(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """Loading writes nothing, and the place of a label is still found."""
    found = loaded(
        small_copy,
        "grade: requires-improvement",
        "grade: Requires improvement",
        vocabulary,
    )
    assert "grade: Requires improvement" in (small_copy / EXTRACT).read_text(
        encoding="utf-8"
    )
    assert found.where(("judgements", 0, "grade")).line == 17


def test_labels_are_accepted_in_the_registry(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The registry accepts the labels of a body's kind and area."""
    path = small_copy / "extracts/registry/bodies.yaml"
    text = path.read_text(encoding="utf-8")
    expected = load_project(small_copy, vocabulary).registry.bodies
    assert "areas: [netherford]" in text
    path.write_text(
        text.replace("areas: [netherford]", "areas: [Netherford]"), encoding="utf-8"
    )
    assert load_project(small_copy, vocabulary).registry.bodies == expected


def test_a_label_and_its_slug_in_one_list_are_a_repetition(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A theme's label and its slug in one list count as a repetition."""
    with pytest.raises(ExtractError, match="the list repeats 'common-assessment'"):
        loaded(
            small_copy,
            "[common-assessment, scrutiny]",
            "[common-assessment, Common assessment]",
            vocabulary,
        )


def test_a_label_of_several_things_is_refused_with_the_candidates(
    small_copy: Path, tmp_path: Path
) -> None:
    """A label that several things have is refused, and the message lists them."""
    schemes = tmp_path / "schemes"
    schemes.mkdir()
    for file in (Path(__file__).parents[2] / "ontology/schemes").glob("*.ttl"):
        (schemes / file.name).write_bytes(file.read_bytes())
    (schemes / "more.ttl").write_text(SCHEME, encoding="utf-8")
    with pytest.raises(
        ExtractError,
        match=r"'Water' is the name of several entries; expected one of lake, river",
    ):
        loaded(
            small_copy,
            "themes: [adoption]",
            "themes: [Water]",
            read_vocabulary(schemes),
        )


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Sea", {"sea"}),
        ("the sea", {"sea"}),
        ("ocean", {"sea"}),
        ("Oceen", {"sea"}),
        ("water", {"lake", "river"}),
    ],
)
def test_what_says_most_comes_first(name: str, slugs: set[str], tmp_path: Path) -> None:
    """Slugs come before preferred labels, then alternative ones, then hidden ones."""
    (tmp_path / "x.ttl").write_text(SCHEME, encoding="utf-8")
    vocabulary = read_vocabulary(tmp_path)
    entries = [
        *((slug, 1, slug) for slug in vocabulary.concepts("theme")),
        *vocabulary.labels("theme"),
    ]
    assert Names.of(entries).find(name) == slugs


@pytest.mark.parametrize(
    ("old", "new", "proposed"),
    [
        ("because: [p1-o6p7]", "because: [p2-q8r8]", ""),  # its own id is the nearest
        (
            "replaces: [p8-y5z6]",
            "replaces: [p8-y6z8]",
            "p8-y5z6",
        ),  # a living statement is not replaced
        (
            "themes: [common-assessment, scrutiny]",
            "themes: [scrutiny, scrutniy]",
            "",
        ),  # it is there already
        (
            "aspect: adoption-performance",
            "aspect: overall-effectivness",
            "lscb-effectiveness",
        ),  # that one is judged
        ("more_about: [p1-o6p7]", "because: [p2-q8r8]", "p2-q8r9"),
        ("    doubt: Whether", "    note2: x\n    not: y\n    doubt: Whether", ""),
    ],
)
def test_a_hint_does_not_propose_what_would_be_refused(
    old: str, new: str, proposed: str, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A hint does not propose an existing name that this place would refuse."""
    with pytest.raises(ExtractError) as raised:
        loaded(small_copy, old, new, vocabulary)
    assert {problem.nearest for problem in raised.value.problems} == {proposed}


def test_a_hint_does_not_lead_into_a_circle(
    small_copy: Path, vocabulary: Vocabulary
) -> None:
    """A hint does not propose a reason that already follows from the statement."""
    with pytest.raises(ExtractError) as raised:
        loaded(
            small_copy,
            "    extent: few\n",
            "    extent: few\n    because: [p2-q8r8]\n",
            vocabulary,
        )
    assert [problem.nearest for problem in raised.value.problems] == [""]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.2e2", "120"),
        ("1.2E+2", "120"),
        ("1,250", "1250"),
        ("12 500", "12500"),
        ("18.5%", "18.5"),
        ("£3", "3"),
        ("1,5", ""),
        ("1.095,5", ""),
        ("1e50", ""),
        ("nan", ""),
        ("Infinity", ""),
        ("1e999999999", ""),
        ("−7", "-7"),
        ("seven", ""),
        ("", ""),
    ],
)
def test_a_number_is_proposed_only_as_the_check_accepts_it(
    text: str, number: str
) -> None:
    """A hint proposes a number in its plain form, and nothing for an ambiguous text."""
    assert guess_number(text) == number


def test_a_day_is_proposed_only_where_it_exists() -> None:
    """A hint reads the day before the month, and proposes existing days only."""
    assert guess_day("13/05/2015") == "2015-05-13"
    assert guess_day("05/13/2015") == ""
    assert guess_day("30 February 2015") == ""
    assert (guess_day("June 2014", "earliest"), guess_day("June 2014", "latest")) == (
        "2014-06-01",
        "2014-06-30",
    )
