"""Let two programs check right and wrong quotations against two conversions of a report.

The script draws sentences of a report by seed, changes them in known ways, and asks
`inspectgraph verify --excerpts` and linkml-reference-validator which of them the report
has. The report is read in two conversions by pdftotext, plain and with `-layout`. No
sentence is stored in the repository: the same seed draws the same ones.

    python3 -m venv validator
    validator/bin/pip install linkml-reference-validator==0.4.0
    python benchmarks/quotations.py REPORT.pdf OTHER.pdf validator/bin/python

OTHER is a report from which absent sentences are drawn.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

SEED: Final = 20261130
#: How many excerpts are drawn of each kind, if the report has as many.
EACH: Final = 8
#: How often each program runs; the first run may compile its modules.
RUNS: Final = 3
#: The command of the environment in which the script runs.
_COMMAND: Final = str(Path(sys.executable).with_name("inspectgraph"))
_NUMBER_AFTER = re.compile(r"(?<=[.])\s+\d+\.\Z")
_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")
#: What runs in the environment of the other program: it reads excerpts, prints answers.
_OTHER: Final = """
import json, logging, sys
logging.disable(logging.CRITICAL)
from linkml_reference_validator.models import ReferenceValidationConfig
from linkml_reference_validator.validation.supporting_text_validator import (
    SupportingTextValidator,
)
rows = json.load(open(sys.argv[1], encoding="utf-8"))
config = ReferenceValidationConfig(cache_dir=sys.argv[2])
validator = SupportingTextValidator(config)
answers = [validator.validate(r["excerpt"], "file:" + sys.argv[3]).is_valid for r in rows]
print(json.dumps(answers))
"""


@dataclass(frozen=True)
class Excerpt:
    """An excerpt, how it was changed, and whether the report has the words of the excerpt."""

    kind: str
    text: str
    is_right: bool


Change = Callable[[str, random.Random], str]


def main() -> None:
    """Print the right answers of each kind, and the processor time of each program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("python", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.report, given.other, given.python.absolute())


def measure(folder: Path, report: Path, other: Path, python: Path) -> None:
    """Draw the excerpts, ask both programs, and print the two tables."""
    plain, absent = (
        text_of(report, folder / "plain.txt"),
        text_of(other, folder / "o.txt"),
    )
    papers = folder / "papers"
    papers.mkdir()
    excerpts = list(drawn(sentences(plain), sentences(absent), squeezed(plain)))
    excerpts += [
        Excerpt("over the end of a page", one, is_right=True)
        for one in over_pages(plain)
    ]
    print(f"{len(excerpts)} excerpts of {report.name}, seed {SEED}\n")
    for name, options in (("pdftotext", []), ("pdftotext -layout", ["-layout"])):
        text_of(report, papers / "report.txt", *options)
        rows = [{"source": "report", "excerpt": one.text} for one in excerpts]
        file = folder / "excerpts.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        ours, own_time = timed([_COMMAND, *_arguments(file, papers)])
        states = [one["state"] for one in json.loads(ours)["quotations"]]
        found = [state in {"exact", "same-words"} for state in states]
        theirs, other_time = timed(
            [
                str(python),
                "-c",
                _OTHER,
                str(file),
                str(folder / "cache"),
                str(papers / "report.txt"),
            ]
        )
        answers = json.loads(theirs)
        table(name, excerpts, found, answers)
        print(f"\nprocessor time: {own_time:.2f} s and {other_time:.2f} s,", end="")
        print(f" {other_time / own_time:.1f} times as much\n")
        for one, state, right in zip(excerpts, states, found, strict=True):
            if right != one.is_right:
                print(f"inspectgraph is wrong: {one.kind}: {state}", file=sys.stderr)


def _arguments(file: Path, papers: Path) -> list[str]:
    return [
        "verify",
        "--excerpts",
        str(file),
        "--reports",
        str(papers),
        "--format",
        "json",
    ]


def timed(command: Sequence[str]) -> tuple[str, float]:
    """Return what a command prints, and its processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not done.stdout:
        raise SystemExit(done.stderr)
    return (
        done.stdout,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


def text_of(report: Path, file: Path, *options: str) -> str:
    """Convert a report to text with pdftotext; return the text."""
    subprocess.run(["pdftotext", *options, str(report), str(file)], check=True)
    return file.read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def sentences(text: str) -> list[str]:
    """Return the sentences of 8 to 30 words of a conversion, on one line each."""
    found = []
    for block in re.split(r"\n\s*\n|\f", text):
        for sentence in _SENTENCE.split(" ".join(block.split())):
            if 8 <= len(sentence.split()) <= 30 and re.fullmatch(
                r"[A-Z].*[a-z]\.", sentence
            ):
                found.append(sentence)
    return list(dict.fromkeys(found))


def over_pages(text: str) -> list[str]:
    """Return the sentences that begin on one page and end on the next.

    Page headers and footers are left out: page numbers, and lines that several pages repeat.
    """
    pages = [
        [
            " ".join(block.split())
            for block in re.split(r"\n\s*\n", page)
            if block.strip()
        ]
        for page in text.split("\f")
    ]
    count = Counter(re.sub(r"\d", "", block) for page in pages for block in set(page))
    kept = [[b for b in page if count[re.sub(r"\d", "", b)] < 3] for page in pages]
    found = []
    for page, following in pairwise(kept):
        if (
            page
            and following
            and following[0][0].islower()
            and page[-1][-1] not in ".:;"
        ):
            beginning = _SENTENCE.split(page[-1])[-1]
            ending = _NUMBER_AFTER.sub("", _SENTENCE.split(following[0])[0])
            found.append(f"{beginning} {ending}")
    return [
        text for text in found if 8 <= len(text.split()) <= 60 and text.endswith(".")
    ]


# The changes: each returns "" if the sentence does not allow it


def line_broken(text: str, rng: random.Random) -> str:
    """Put a line break in place of a space, as in text that is copied from a page."""
    words = text.split()
    place = rng.randrange(2, len(words) - 2)
    return " ".join(words[:place]) + "\n" + " ".join(words[place:])


def hyphenated(text: str, _: random.Random) -> str:
    """Divide a long word at the end of a line."""
    return re.sub(r"\b([a-z]{4})([a-z]{5,})\b", "\\1-\n\\2", text, count=1)


def typeset(text: str, _: random.Random) -> str:
    """Write ligatures, and exchange straight and curly quotation marks."""
    signs = {"fi": "ﬁ", "fl": "ﬂ", "’": "'", "‘": "'", "–": "-"}
    for old, new in signs.items():
        text = text.replace(old, new)
    return text


def left_out(text: str, rng: random.Random) -> str:
    """Replace some words in the middle, but no negation, by an ellipsis."""
    words = text.split()
    if len(words) < 14:
        return ""
    place = rng.randrange(5, len(words) - 7)
    gone = words[place : place + 3]
    if re.search(r"\b(not|no|never|none|without|few|little|fail|lack)", " ".join(gone)):
        return ""
    mark = rng.choice(["…", "...", "[...]"])
    return " ".join([*words[:place], mark, *words[place + 3 :]])


def bracketed(text: str, _: random.Random) -> str:
    """Put the first letter into brackets, and change its case."""
    return f"[{text[0].lower()}]{text[1:]}"


def inserted(text: str, rng: random.Random) -> str:
    """Insert words of the writer in brackets."""
    words = text.split()
    place = rng.randrange(4, len(words) - 3)
    return " ".join([*words[:place], "[in this area]", *words[place:]])


def other_digit(text: str, rng: random.Random) -> str:
    """Change one digit."""
    digits = list(re.finditer(r"(?<![\w.])\d{1,4}(?![\w.])", text))
    if not digits:
        return ""
    one = rng.choice(digits)
    place = rng.randrange(one.start(), one.end())
    return (
        text[:place]
        + str((int(text[place]) + rng.randrange(1, 9)) % 10)
        + text[place + 1 :]
    )


def without_point(text: str, _: random.Random) -> str:
    """Drop a decimal point, or add one."""
    if re.search(r"\d\.\d", text):
        return re.sub(r"(\d)\.(\d)", r"\1\2", text, count=1)
    return re.sub(r"(?<!\d)(\d)(\d)(?!\d)", r"\1.\2", text, count=1)


def without_not(text: str, _: random.Random) -> str:
    """Drop a negation."""
    return re.sub(r" (not|no|never) ", " ", text, count=1)


def hidden_not(text: str, _: random.Random) -> str:
    """Replace a negation by an ellipsis."""
    return re.sub(r" (not|no|never) ", " ... ", text, count=1)


def with_not(text: str, _: random.Random) -> str:
    """Add a negation."""
    return re.sub(r" (is|are|was|were|has|have) (?!not)", r" \1 not ", text, count=1)


def opposite(text: str, _: random.Random) -> str:
    """Add or remove a prefix that negates a word."""
    known = "effective|adequate|sufficient|consistent|appropriate|complete|accurate"
    changed = re.sub(rf"\bin({known})\b", r"\1", text, count=1)
    if changed != text:
        return changed
    return re.sub(rf"\b({known})\b", r"in\1", text, count=1)


def swapped(text: str, rng: random.Random) -> str:
    """Exchange two words."""
    words = text.split()
    one, other = sorted(rng.sample(range(1, len(words) - 1), 2))
    if words[one].casefold() == words[other].casefold():
        return ""
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def without_word(text: str, rng: random.Random) -> str:
    """Drop a word of at least five letters."""
    words = text.split()
    long = [place for place, word in enumerate(words[2:-2], 2) if len(word) > 4]
    return " ".join(words[: (at := rng.choice(long))] + words[at + 1 :]) if long else ""


#: Changes of signs alone.
SAME_LETTERS: Final = {"decimal point dropped or added"}
RIGHT: Final[dict[str, Change]] = {
    "as printed": lambda text, _: text,
    "broken at a line end": line_broken,
    "hyphen at a line end": hyphenated,
    "ligatures, other quotation marks": typeset,
    "ellipsis": left_out,
    "first letter in brackets": bracketed,
    "words inserted in brackets": inserted,
}
WRONG: Final[dict[str, Change]] = {
    "one digit changed": other_digit,
    "decimal point dropped or added": without_point,
    "negation dropped": without_not,
    "negation behind an ellipsis": hidden_not,
    "negation added": with_not,
    "negating prefix": opposite,
    "two words swapped": swapped,
    "word dropped": without_word,
}


def drawn(own: list[str], others: list[str], printed: str) -> Iterator[Excerpt]:
    """Yield the excerpts of all kinds, except wrong excerpts that the report happens to have."""
    rng = random.Random(SEED)
    for is_right, changes in ((True, RIGHT), (False, WRONG)):
        for kind, change in changes.items():
            yield from _of_kind(kind, change, own, rng, printed, is_right=is_right)
    for _ in range(EACH):
        one, other = rng.sample(own, 2)
        first, second = one.split(), other.split()
        text = " ".join(first[: len(first) // 2] + second[len(second) // 2 :])
        if squeezed(text) not in printed:
            yield Excerpt("joined from two places", text, is_right=False)
    absent = [text for text in others if squeezed(text) not in printed]
    for text in rng.sample(absent, EACH):
        yield Excerpt("absent", text, is_right=False)


def _of_kind(  # noqa: PLR0913 - a kind has this many sides
    kind: str,
    change: Change,
    own: list[str],
    rng: random.Random,
    printed: str,
    *,
    is_right: bool,
) -> Iterator[Excerpt]:
    """Yield excerpts of one kind, from sentences in an order drawn by seed."""
    count = 0
    for text in rng.sample(own, len(own)):
        changed = change(text, rng)
        if not changed or (changed == text and kind != "as printed"):
            continue
        is_printed = squeezed(changed) in printed
        if not is_right and kind not in SAME_LETTERS and is_printed:
            continue
        yield Excerpt(kind, changed, is_right)
        count += 1
        if count == EACH:
            return


def table(
    name: str, excerpts: list[Excerpt], ours: list[bool], theirs: list[bool]
) -> None:
    """Print the right answers of both programs for each kind, in Markdown."""
    print(f"| {name} | excerpts | inspectgraph | linkml-reference-validator |")
    print("|---|--:|--:|--:|")
    for kind in dict.fromkeys(one.kind for one in excerpts):
        places = [n for n, one in enumerate(excerpts) if one.kind == kind]
        _line(kind, excerpts, places, ours, theirs)
    _line("all", excerpts, range(len(excerpts)), ours, theirs)


def _line(
    kind: str,
    excerpts: list[Excerpt],
    places: Sequence[int],
    ours: list[bool],
    theirs: list[bool],
) -> None:
    """Print one line of the table."""
    counts = [
        sum(answers[n] == excerpts[n].is_right for n in places)
        for answers in (ours, theirs)
    ]
    print(f"| {kind} | {len(places)} | {counts[0]} | {counts[1]} |")


if __name__ == "__main__":
    main()
