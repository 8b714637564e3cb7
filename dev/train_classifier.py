"""Fit ``streams/classification/weights.toml`` to labelled texts; only weights leave this script, never a text.

    python dev/train_classifier.py --data DIR [--cases FILE_OR_DIR ...] [--write] [--folds 5]

``--data`` holds JSON Lines with ``title``, ``text``, ``published``, ``group`` and ``gold.relevant``; ``--cases`` JSON
Lines with ``article`` and ``gold`` (``verdict`` and ``reason``, or ``incident`` and ``reason``). Without them the texts
of our own in ``dev/classifier_texts.jsonl`` remain. Multinomial logistic regression by AdaGrad in a fixed order, drawn
towards ``dev/classifier_prior.toml`` (MAP), cross-validated by group.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schemas.article import RawArticle
from streams.classification.features import observe, read_all
from streams.classification.groups import groups
from streams.classification.model import EVENT, Model, decide, scores
from streams.lexicons.terms import term_index
from streams.text.scan import scan_text
from streams.text.sentences import split_sentences
from streams.text.types import CleanArticle, ReadArticle, Segment

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "streams" / "classification" / "weights.toml"
#: Texts of our own, one to three sentences, where labelled news has too few.
OWN = ROOT / "dev" / "classifier_texts.jsonl"
#: How hard a weight is drawn to its prior, the step, and the rounds over all rows.
PULL, STEP, ROUNDS = 0.002, 0.15, 25
#: How much a row of a set weighs: small sets of hard cases weigh more than large sets of easy ones.
SET_WEIGHT = {
    "cases": 4.0, "own": 1.5, "storylines": 3.0, "satp": 0.5, "neg_planes": 0.5, "muc34": 0.3, "gva_clusters": 0.3,
    "isaf": 0.5, "ucdp_headlines": 1.5, "neg_bbc": 2.0, "case2021": 1.5,
}  # fmt: skip
#: Labels of sets without reasons of our own.
REASON_OF = {
    "air_accident": "accident", "fire_accident": "accident", "MAN_MADE_DISASTER": "accident",
    "NATURAL_DISASTER": "accident", "DIPLO": "commentary", "AGREEMENT": "commentary", "HQ_ESTABLISHED": "commentary",
    "PEACE_PROTEST": "not_conflict", "business_workplace": "not_conflict", "non_politics": "not_conflict",
}  # fmt: skip


class Row(NamedTuple):
    """A labelled text as features. ``any_reason``: no event, the reason is not known."""

    source: str
    group: str
    label: str
    any_reason: bool
    values: dict[str, float]
    weight: float


def read_plain(article: RawArticle) -> ReadArticle:
    """Return an article read with the lexicons alone; a paragraph is what an empty line ends."""
    segments = [Segment("headline", "headline", article.headline, 0)] if article.headline else []
    start = 0
    for number, paragraph in enumerate((article.body or "").split("\n\n")):
        if paragraph.strip():
            segments.append(Segment("body", "paragraph", " ".join(paragraph.split()), start, paragraph=number))
        start += len(paragraph) + 2
    clean = CleanArticle(article, tuple(segments), article.body or "", "en")
    sentences = split_sentences(segments)
    index = term_index()
    return ReadArticle(clean, sentences, tuple(index.find(sentence) for sentence in sentences))


def rows_of_sets(folder: Path) -> Iterator[Row]:
    """Yield the labelled rows of every set in a folder that the scan lets through."""
    for path in sorted(folder.glob("*.dev.jsonl")):
        name = path.name.removesuffix(".dev.jsonl")
        if name.startswith(("html", "ecbplus", "rams", "wikievents")):
            continue
        for line in path.read_text("utf-8").split("\n"):
            if not line:
                continue
            record = json.loads(line)
            gold = record["gold"]
            label = EVENT if gold["relevant"] else REASON_OF.get(gold["event_type"])
            if name == "gva_clusters":
                label = "crime"
            elif gold["relevant"] is None or label is None:
                continue
            date = record.get("published")
            fields = {"uri": record["id"], "headline": record["title"], "body": record["text"]}
            if date:
                fields["published_at"] = date if "T" in date else f"{date}T12:00:00Z"
            yield from _row(fields, name, record["group"], label)


def rows_of_cases(paths: Iterable[Path]) -> Iterator[Row]:
    """Yield the labelled rows of case files; in a storyline a line with an incident is an event."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            for line in file.read_text("utf-8").split("\n"):
                record = json.loads(line) if line else {}
                if "article" not in record:
                    continue
                gold = record["gold"]
                story = "verdict" not in gold
                event = bool(gold.get("incident")) if story else gold["verdict"] == EVENT
                name = "own" if file == OWN else "storylines" if story else "cases"
                group = file.stem if story else record["id"]
                yield from _row(record["article"], name, group, EVENT if event else gold["reason"])


def _row(fields: dict[str, Any], name: str, group: str, label: str) -> Iterator[Row]:
    article = RawArticle.model_validate(fields)
    if not scan_text(f"{article.headline or ''}\n{article.body or ''}").relevant:
        return
    read = read_plain(article)
    values = {feature: seen.value for feature, seen in observe(read, read_all(read, groups())).items()}
    yield Row(name, group, label, False, values, SET_WEIGHT.get(name, 1.0))


def prior() -> tuple[Model, dict[str, float]]:
    """Return the prior as a model over bare feature names, and the factor of each zone."""
    table = tomllib.loads((ROOT / "dev" / "classifier_prior.toml").read_text("utf-8"))
    classes = tuple(table["bias"])
    names = {name for listed in table["weights"].values() for name in listed}
    weights = {name: tuple(table["weights"].get(c, {}).get(name, 0.0) for c in classes) for name in sorted(names)}
    return Model(classes, tuple(table["bias"].values()), weights), table["zones"]


def fit(rows: Sequence[Row]) -> Model:
    """Return the weights that the rows and the prior agree on."""
    start, zones = prior()
    classes = start.classes
    seen = sorted(
        {feature for row in rows for feature in row.values} | {f"{z}.{n}" for z in zones for n in start.weights}
    )
    origin = {}
    for feature in seen:
        zone, _, name = feature.partition(".")
        origin[feature] = [zones[zone] * value for value in start.weights.get(name, (0.0,) * len(classes))]
    weights = {feature: list(values) for feature, values in origin.items()}
    slopes = {feature: [1.0] * len(classes) for feature in seen}
    bias, bias_slopes = list(start.bias), [1.0] * len(classes)
    order = list(range(len(rows)))
    shuffle = random.Random(7)
    for _ in range(ROUNDS):
        shuffle.shuffle(order)
        for number in order:
            row = rows[number]
            sums = scores(row.values, Model(classes, tuple(bias), weights))  # type: ignore[arg-type]  # lists serve
            highest = max(sums)
            odds = [math.exp(value - highest) for value in sums]
            total = sum(odds)
            errors = [row.weight * (o / total - (c == row.label)) for o, c in zip(odds, classes, strict=True)]
            for place, error in enumerate(errors):
                bias_slopes[place] += error * error
                pull = PULL * (bias[place] - start.bias[place])
                bias[place] -= STEP * (error + pull) / math.sqrt(bias_slopes[place])
            for feature, value in row.values.items():
                held, slope, home = weights[feature], slopes[feature], origin[feature]
                for place, error in enumerate(errors):
                    gradient = error * value
                    slope[place] += gradient * gradient
                    pull = PULL * 10 * (held[place] - home[place])
                    held[place] -= STEP * (gradient + pull) / math.sqrt(slope[place])
    return Model(classes, tuple(bias), {feature: tuple(values) for feature, values in weights.items()})


def report(rows: Sequence[Row], answers: Sequence[str]) -> None:
    """Print per set how many rows of each kind are called an event, and how many reasons are right."""
    for source in sorted({row.source for row in rows}):
        mine = [(row, answer) for row, answer in zip(rows, answers, strict=True) if row.source == source]
        events = [answer == EVENT for row, answer in mine if row.label == EVENT]
        others = [(row.label, answer) for row, answer in mine if row.label != EVENT]
        recall = f"recall {sum(events) / len(events):.3f} of {len(events)}" if events else ""
        wrong = sum(answer == EVENT for _, answer in others)
        right = sum(label == answer for label, answer in others)
        rest = f"false {wrong} of {len(others)} read, reason right {right}" if others else ""
        print(f"{source:24} {recall:24} {rest}")


def cross_validate(rows: Sequence[Row], folds: int) -> list[str]:
    """Return the answer to each row by a model that saw no row of its group."""
    names = sorted({row.group for row in rows})
    random.Random(3).shuffle(names)
    fold_of = {group: number % folds for number, group in enumerate(names)}
    answers = [""] * len(rows)
    for fold in range(folds):
        fitted = fit([row for row in rows if fold_of[row.group] != fold])
        for number, row in enumerate(rows):
            if fold_of[row.group] == fold:
                answers[number] = decide(row.values, fitted).best
    return answers


def written(fitted: Model) -> str:
    """Return the model as the text of ``weights.toml``."""
    lines = [
        "# Generated by dev/train_classifier.py from dev/classifier_prior.toml and labelled texts. Weights below 0.05",
        '# are left out. A positive weight under "event" speaks for an event, one under a reason for that reason.',
        "[bias]",
    ]
    lines += [f"{name} = {value:.3f}" for name, value in zip(fitted.classes, fitted.bias, strict=True)]
    for feature in sorted(fitted.weights):
        listed = [
            f"{name} = {value:.2f}"
            for name, value in zip(fitted.classes, fitted.weights[feature], strict=True)
            if abs(value) >= 0.05
        ]
        if listed:
            lines += ["", f'[weights."{feature}"]', *listed]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Train, report, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--prior", action="store_true", help="score with the prior alone")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rows = [*rows_of_sets(asked.data), *rows_of_cases([OWN, *asked.cases])]
    print(f"{len(rows)} rows")
    if asked.folds:
        report(rows, cross_validate(rows, asked.folds))
    if asked.write:
        fitted = fit(rows)
        print("on its own rows:")
        report(rows, [decide(row.values, fitted).best for row in rows])
        WEIGHTS.write_text(written(fitted), "utf-8")


if __name__ == "__main__":
    main()
