"""Make a valid project of any number of reports, with the sizes and skews of real ones.

The project is for measurements only; nobody judged its statements. Each report follows one of the
five curated extracts, which are read when the program runs: it has about as many
findings, recommendations, measurements, events and reported judgements. Its statements
are drawn, with replacement, from the statements of that extract. So fields are filled
as often, and themes, services and bodies are named as unevenly, as in real extracts.
Titles, printed dates and figures are copied; every other text is made of the words
below. Ids and digests are new. Grades are drawn from the grades that the extracts award
on the same scale.

Councils come from the registry of the package. The bodies and services of a template's
area are copied for every other area, so that the registry grows with the reports. When
all councils have an inspection, the first council gets another one, with another
framework or in another year. The first five reports have the names of the curated
reports, since the registry refers to these names.

The same arguments give the same bytes. Usage:
python benchmarks/corpus.py FOLDER --reports 500 [--size small|medium|full]
[--seed N]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

PROJECT: Final = Path(__file__).parents[1]
#: The share of a curated extract's statements that a report of each size has. A project of
#: 500 reports has 9.3, 5.8 and 2.2 million quads. The reports of the size `medium` are as
#: large as the curated ones were before their second curation.
SIZES: Final = {"full": 1.0, "medium": 0.62, "small": 0.185}
#: The least and the greatest factor on the number of statements of a report.
SPREAD: Final = (0.75, 1.25)
#: The order in which a council is inspected again: neighbours are of different years.
ORDER: Final = (
    "halton-jar-2008",
    "knowsley-sif-2014",
    "sefton-jar-2007",
    "knowsley-aca-2011",
    "knowsley-jar-2008",
)
#: The lists whose statements are drawn. Judgements stay complete.
DRAWN: Final = ("reported", "findings", "recommendations", "measurements", "events")
#: Keys whose values name bodies, services and councils.
PARTIES: Final = frozenset(
    {"services", "bodies", "addressee", "responsible", "before", "after"}
)
#: Keys whose values name other statements of the report.
LINKS: Final = frozenset({"because", "despite", "more_about", "answers", "replaces"})
#: Keys whose texts are worded here.
WORDED: Final = frozenset({"note", "doubt", "of", "what", "population"})
SUBJECTS: Final = [
    "managers of the service",
    "plans for older pupils",
    "most local teams",
    "visits to families",
    "the new panel",
    "advice from nurses",
    "foster carers",
    "checks of case files",
    "the youth forum",
    "transport to short breaks",
    "training for new staff",
    "records of meetings",
    "the mobile library",
]
VERBS: Final = [
    "meets",
    "agrees",
    "shares",
    "reviews",
    "follows",
    "improves",
    "lacks",
    "offers",
    "tests",
]
OBJECTS: Final = [
    "clear aims",
    "few of the targets",
    "the views of carers",
    "regular reports",
    "good links to schools",
    "too little support",
    "the agreed timetable",
    "a wide choice of places",
    "simple guidance",
    "reliable figures",
    "early help",
]
ENDINGS: Final = [
    "in some wards",
    "across the area",
    "for the second year",
    "with partners",
    "on most days",
    "after a slow start",
    "at short notice",
    "in nearly every case",
]
#: The most days by which publication is put off, even where no framework ends.
LONGEST_DELAY: Final = 400
_PLAIN: Final = re.compile(r"[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*")
_NUMBER: Final = re.compile(r"[0-9]+(?:e[0-9]+)?")
_SIGNS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_RESERVED: Final = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"]
)
Record = dict[str, Any]


@dataclass(frozen=True)
class Template:
    """A curated extract, as plain data, with the rows of its list of units.

    Attributes:
        name: The name of the report.
        data: The extract.
        units: Id, kind, digest and length of each unit.
        delay: The days by which publication can be put off.
    """

    name: str
    data: Record
    units: tuple[tuple[str, str, str, str], ...]
    delay: int

    @property
    def place(self) -> str:
        """The slug of the council."""
        return str(self.data["authorities"][0])

    @property
    def kind(self) -> str:
        """The short name of the framework, such as `jar`."""
        return self.name.split("-")[1]


@dataclass
class Registry:
    """The records of the registry by file, and the records that this program adds."""

    records: dict[str, Record]
    made: dict[str, Record] = field(
        default_factory=lambda: {"bodies": {}, "services": {}}
    )
    titles: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def name(self, area: str) -> str:
        """Return the name of a council's area."""
        return str(self.records["authorities"][area]["name"])

    def councils(self) -> list[str]:
        """Return the authorities of today: those that have the number `dfe`, which reports print."""
        records = self.records["authorities"]
        return sorted(area for area, record in records.items() if "dfe" in record)

    def moved(self, slug: str, place: str, area: str) -> str:
        """Return the slug that replaces a slug in the area of another council.

        If the new slug has no record, the record is made.
        A slug that does not belong only to the area of `place` stays as it is.

        Args:
            slug: A council, a body or a service.
            place: The council to leave.
            area: The council to go to.
        """
        if slug == place:
            return area
        for kind, made in self.made.items():
            record = self.records[kind].get(slug, {})
            is_own = record.get("areas") == [place] and slug.startswith(f"{place}-")
            if is_own and place != area:
                new = area + slug.removeprefix(place)
                if new not in made and new not in self.records[kind]:
                    made[new] = self._copy(record, place, area)
                return new
        return slug

    def _copy(self, record: Record, place: str, area: str) -> Record:
        """Return a record of a body or service for another area."""
        here, there = self.name(place), self.name(area)
        old = record["name"]
        name = old.replace(here, there) if here in old else f"{old} ({there})"
        while name in self.names:
            name += " again"
        self.names.add(name)
        copy: Record = {"name": name}
        copy |= {key: record[key] for key in ("kind", "type") if key in record}
        copy["areas"] = [area]
        if "providers" in record:
            moved = [self.moved(one, place, area) for one in record["providers"]]
            copy["providers"] = list(dict.fromkeys(moved))
        return copy


def generate(
    folder: Path, reports: int, size: str = "full", seed: int = 0, faults: int = 0
) -> None:
    """Write a project into a new folder.

    Args:
        folder: The folder, which must not exist.
        reports: The number of reports, at least five.
        size: `small` or `full`.
        seed: The seed of all random draws.
        faults: The number of findings in the first report that call something adequate
            a strength. Validation reports each of these findings as advice.

    Raises:
        FileExistsError: If the folder exists.
        ValueError: If there are fewer than five reports.
    """
    if reports < len(ORDER):
        raise ValueError(f"a project has at least {len(ORDER)} reports, not {reports}")
    registry = read_registry()
    templates = {name: read_template(name, registry) for name in ORDER}
    grades = awarded_grades(templates.values())
    extracts = folder / "extracts"
    extracts.mkdir(parents=True)
    plan = planned(templates, registry.councils(), seed)
    names: set[str] = set()
    for number, (template, area) in zip(range(reports), plan, strict=False):
        random = Random(f"{seed} {number}")
        name, delay = named(template, area, names, random)
        data = head(template, registry, name, area, delay)
        data |= statements(template, registry, data, SIZES[size], random)
        regrade(data, grades[template.kind], random)
        if number == 0:
            plant(data, faults)
        write_report(extracts, data, template.units)
    write_registry(extracts / "registry", registry)


def read_registry() -> Registry:
    """Return the registry of the package."""
    folder = PROJECT / "extracts" / "registry"
    kinds = ("authorities", "bodies", "services", "frameworks", "inspectorates")
    registry = Registry({kind: _read(folder / f"{kind}.yaml") for kind in kinds})
    for kind in ("bodies", "services"):
        for record in registry.records[kind].values():
            registry.names |= {record["name"], *record.get("other_names", ())}
    return registry


def _read(file: Path) -> Record:
    data = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return dict(data)


def read_template(name: str, registry: Registry) -> Template:
    """Return a curated extract of the project."""
    data = _read(PROJECT / "extracts" / f"{name}.yaml")
    data.pop("links", None)  # the statements of generated reports have other ids
    listed = (PROJECT / "extracts" / f"{name}.units.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in listed.splitlines()[1:]]
    units = tuple((row[0], row[1], row[2], row[3]) for row in rows)
    delay = longest_delay(data, registry)
    return Template(name, data, units, delay)


def longest_delay(data: Record, registry: Registry) -> int:
    """Return the largest number of days by which the publication of a report can be put off.

    The framework and each inspectorate of the report must still exist on the later day.
    """
    ends = [date.max]
    until = registry.records["frameworks"][data["framework"]].get("until")
    if until:
        ends.append(until["latest"])
    for slug in data["inspectorates"]:
        abolished = registry.records["inspectorates"][slug].get("abolished")
        if abolished:
            ends.append(abolished["earliest"] - timedelta(1))
    days: int = (min(ends) - data["published"]["earliest"]).days
    return min(LONGEST_DELAY, days)


def awarded_grades(templates: Iterable[Template]) -> dict[str, list[str]]:
    """Return the grades that the templates award, by kind of framework.

    Each grade is listed as often as it is awarded.
    """
    grades: dict[str, list[str]] = defaultdict(list)
    for template in templates:
        for judgement in template.data["judgements"]:
            grades[template.kind].append(judgement["grade"])
    return grades


def planned(
    templates: Mapping[str, Template], areas: Sequence[str], seed: int
) -> Iterator[tuple[Template, str]]:
    """Yield a template and a council for one report after the other, without an end.

    The curated reports come first. Then every council that has no curated report gets a
    report, before any council gets another one.
    """
    first = [(templates[name], templates[name].place) for name in ORDER]
    yield from first
    given = {(template.name, area) for template, area in first}
    shuffled = list(areas)
    Random(f"{seed} councils").shuffle(shuffled)
    turn = 0
    while True:
        for number, area in enumerate(shuffled):
            name = ORDER[(number + turn) % len(ORDER)]
            is_known = turn == 0 and area in {place for _, place in given}
            if not is_known and (turn >= len(ORDER) or (name, area) not in given):
                yield templates[name], area
        turn += 1


def named(
    template: Template, area: str, names: set[str], random: Random
) -> tuple[str, int]:
    """Return a new name for a report, and the days by which publication is put off.

    A year in which the council has no report is preferred.

    Args:
        template: What the report follows.
        area: The council.
        names: The names so far; the new one is added.
        random: The generator that draws the delay.
    """
    if template.name not in names and area == template.place:
        names.add(template.name)
        return template.name, 0
    published = template.data["published"]["earliest"]
    years = {name[-4:] for name in names if name.startswith(f"{area}-")}
    delays = [random.randint(0, template.delay) for _ in range(8)]
    dated = [(str((published + timedelta(delay)).year), delay) for delay in delays]
    year, delay = next((one for one in dated if one[0] not in years), dated[0])
    name = stem = f"{area}-{template.kind}-{year}"
    number = 1
    while name in names:
        number += 1
        name = f"{stem}-{number}"
    names.add(name)
    return name, delay


def head(
    template: Template, registry: Registry, name: str, area: str, delay: int
) -> Record:
    """Return the keys of an extract that come before its statements."""
    data = template.data
    here, there = registry.name(template.place), registry.name(area)
    title = data["title"].replace(here, there)
    if len(title.split()) > 11:
        registry.titles.add(title)
    record: Record = {
        "report": name,
        "title": title,
        "framework": data["framework"],
        "authorities": [area],
        "inspectorates": data["inspectorates"],
    }
    if "inspection" in data:
        record["inspection"] = later(data["inspection"], delay)
    record["published"] = later(data["published"], delay)
    if "reference" in data:
        record["reference"] = registry.records["authorities"][area]["dfe"]
    year = record["published"]["earliest"].year
    record["rights"] = re.sub(r"copyright-\d+", f"copyright-{year}", data["rights"])
    return record | {key: data[key] for key in ("language", "curation", "read_for")}


def later(time: Record, delay: int) -> Record:
    """Return a day or a span of days put off; a whole month or year stays."""
    first, last = time["earliest"], time["latest"]
    if first.day == 1 and first != last:
        return time
    first, last = first + timedelta(delay), last + timedelta(delay)
    printed = f"{last.day} {month_name[last.month]} {last.year}"
    if first != last:
        year = "" if first.year == last.year else f" {first.year}"
        printed = f"{first.day} {month_name[first.month]}{year} – {printed}"
    return {"printed": printed, "earliest": first, "latest": last}


def statements(
    template: Template, registry: Registry, report: Record, share: float, random: Random
) -> Record:
    """Return the lists of statements of a report, and its units that have no statement.

    Args:
        template: The template from whose statements the new ones are drawn.
        registry: The registry, which gets the bodies and services of the council.
        report: The head of the report.
        share: The share of the template's statements.
        random: The generator that draws the statements.
    """
    factor = share * random.uniform(*SPREAD)
    drawn = {"judgements": template.data["judgements"]}
    for key in DRAWN:
        if some := template.data.get(key):
            drawn[key] = random.choices(some, k=max(1, round(len(some) * factor)))
    ids = new_ids(chain.from_iterable(drawn.values()), random)
    told = zip(chain.from_iterable(drawn.values()), ids, strict=True)
    fresh = {old["id"]: new for old, new in told}
    change = Change(registry, template.place, report, fresh, random)
    names = iter(ids)
    lists: Record = {
        key: [change.statement(record, next(names)) for record in records]
        for key, records in drawn.items()
    }
    nothing = list(template.data["nothing"].items())
    kept = random.sample(nothing, max(1, round(len(nothing) * min(1, factor))))
    return {**lists, "nothing": dict(kept)}


def new_ids(records: Iterable[Record], random: Random) -> list[str]:
    """Return a new id for each statement, made of its first unit and four random characters."""
    ids: dict[str, None] = {}
    for record in records:
        anchor = record["at"]
        unit = (anchor[0] if isinstance(anchor, list) else anchor)["unit"]
        size = len(ids)
        while len(ids) == size:
            signs = "".join(random.choices(_SIGNS, k=4))
            ids[f"{unit.replace('/', '-')}-{signs}"] = None
    return list(ids)


@dataclass(frozen=True)
class Change:
    """The data needed to turn a statement of a template into a statement of another report.

    Attributes:
        registry: The registry, which gets the bodies and services of the council.
        place: The council of the template.
        report: The head of the report.
        fresh: The new id of each statement of the template that was drawn.
        random: The generator that draws the words.
    """

    registry: Registry
    place: str
    report: Record
    fresh: Mapping[str, str]
    random: Random

    def statement(self, record: Record, identity: str) -> Record:
        """Return a copy of a statement with another id, and new words, parties and digests."""
        changed = self._record({**record, "id": identity})
        for key in LINKS & changed.keys():
            others = [self.fresh[one] for one in record[key] if one in self.fresh]
            links = [one for one in dict.fromkeys(others) if one != identity]
            changed[key] = links
        changed.pop("places", None)  # they lie in another area
        return {key: value for key, value in changed.items() if value != []}

    def _record(self, record: Record) -> Record:
        return {key: self._value(key, value) for key, value in record.items()}

    def _value(self, key: str, value: Any) -> Any:
        if key in PARTIES and isinstance(value, list):
            (area,) = self.report["authorities"]
            moved = [self.registry.moved(one, self.place, area) for one in value]
            return list(dict.fromkeys(moved))
        if key in WORDED and isinstance(value, str):
            return sentence(len(value.split()), self.random)
        if key in {"at", "parts", "comparators"}:
            change = self._anchor if key == "at" else self._record
            return (
                list(map(change, value)) if isinstance(value, list) else change(value)
            )
        return value

    def _anchor(self, anchor: Record) -> Record:
        place = (self.report["report"], *map(anchor.get, ("unit", "start", "length")))
        changed = {**anchor, "digest": digest(12, *place)}
        if "figures" in anchor:
            figures = anchor["figures"].split("-")
            changed["figures"] = "-".join(digest(6, *place, one) for one in figures)
        return changed


def digest(length: int, *words: object) -> str:
    """Return the first hexadecimal digits of the SHA-256 of some words."""
    return hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()[:length]


def sentence(length: int, random: Random) -> str:
    """Return an invented sentence of about `length` words."""
    words: list[str] = []
    while len(words) < length:
        words += random.choice(SUBJECTS).split()
        if len(words) < length:
            words += [random.choice(VERBS), *random.choice(OBJECTS).split()]
        if len(words) < length:
            words += random.choice(ENDINGS).split()
    text = " ".join(words[: max(length, 3)])
    return f"{text[0].upper()}{text[1:]}."


def regrade(report: Record, grades: Sequence[str], random: Random) -> None:
    """Give each judgement of a report a grade that is drawn from a list of grades."""
    for judgement in report["judgements"]:
        judgement["grade"] = random.choice(grades)


def plant(report: Record, faults: int) -> None:
    """Make the first findings call something adequate a strength.

    Validation reports each of these findings as advice.

    Raises:
        ValueError: If the report has fewer findings than faults are wanted.
    """
    if faults > len(report["findings"]):
        raise ValueError(f"a report of this size has no room for {faults} faults")
    for finding in report["findings"][:faults]:
        finding |= {"polarity": "strength", "level": "adequate"}


def write_report(folder: Path, report: Record, units: Sequence[Sequence[str]]) -> None:
    """Write an extract, and the list of its units with fresh digests."""
    name = report["report"]
    text = "# Made by benchmarks/corpus.py; for measuring only.\n" + extract_text(
        report
    )
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    rows = [("id", "kind", "digest", "length")]
    for unit, kind, _, length in units:
        rows.append((unit, kind, digest(12, name, unit), length))
    lines = "".join("\t".join(row) + "\n" for row in rows)
    (folder / f"{name}.units.tsv").write_text(lines, encoding="utf-8")


def extract_text(report: Record) -> str:
    """Return an extract as YAML, with one line for each key of a statement."""
    lines: list[str] = []
    for key, value in report.items():
        if key in {"judgements", *DRAWN}:
            lines.append(f"{key}:")
            for record in value:
                keys = [f"    {name}: {yaml_of(one)}" for name, one in record.items()]
                lines += [f"  - {keys[0].lstrip()}", *keys[1:]]
        elif key == "nothing":
            lines.append("nothing:")
            lines += [f"  {unit}: {reason}" for unit, reason in value.items()]
        else:
            lines.append(f"{key}: {yaml_of(value)}")
    return "\n".join(lines) + "\n"


def yaml_of(value: Any) -> str:
    """Return a value in one line of YAML.

    >>> yaml_of({"printed": "2006", "earliest": date(2006, 1, 1), "themes": ["health"]})
    '{printed: "2006", earliest: 2006-01-01, themes: [health]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {yaml_of(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_of, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _RESERVED:
        return value if not _NUMBER.fullmatch(value) else f'"{value}"'
    return json.dumps(value, ensure_ascii=False)


def write_registry(folder: Path, registry: Registry) -> None:
    """Write the registry of the package, together with the records that this program added."""
    source = PROJECT / "extracts" / "registry"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for kind, records in registry.made.items():
        with (folder / f"{kind}.yaml").open("a", encoding="utf-8") as file:
            for slug, record in sorted(records.items()):
                lines = [
                    f"  {key}: {yaml_of(value)}\n" for key, value in record.items()
                ]
                file.write(f"\n{slug}:\n{''.join(lines)}")
    with (folder / "titles.txt").open("a", encoding="utf-8") as file:
        file.write("".join(f"{title}\n" for title in sorted(registry.titles)))


def main() -> None:
    """Make a project as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="the folder to make")
    parser.add_argument("--reports", type=int, default=500, help="how many, from 5")
    parser.add_argument("--size", choices=SIZES, default="full", help="of a report")
    parser.add_argument("--seed", type=int, default=0, help="what the draws depend on")
    parser.add_argument(
        "--faults", type=int, default=0, help="findings of the first report to spoil"
    )
    options = parser.parse_args()
    try:
        generate(**vars(options))
    except FileExistsError:
        sys.exit(f"There is already something at {options.folder}; name a new folder.")
    except ValueError as error:
        sys.exit(f"No project can be made: {error}.")


if __name__ == "__main__":
    main()
