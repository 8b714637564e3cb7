"""Score the features of an article for "event" and for every reason against it: a linear model from a data file.

``weights.toml`` holds one table per feature, for example ``[weights."lead.exercise"]`` with ``exercise = 2.4`` and
``event = -0.9``, and per class a list of words ("coffin 0.81", a line each, because so many are read faster so);
``dev/train_classifier.py`` writes it. The highest sum decides, and "event" needs a chance of at
least ``event_from``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from streams.classification.words import PREFIX
from streams.ruleset import load_table

EVENT = "event"


class Model(NamedTuple):
    """Classes, their biases, per feature one weight per class, and the chance from which "event" wins.

    ``listed`` has the weights of a feature that are not 0, each with the place of its class: most are 0. A model that
    is being fitted has none.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    event_from: float
    listed: dict[str, tuple[tuple[int, float], ...]] | None = None


class Decision(NamedTuple):
    """The best class and the runner-up that matters: the best reason for an event, "event" for a reason."""

    best: str
    rival: str
    confidence: float


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the model of ``weights.toml``."""
    return model_of(load_table("classification/weights.toml"))


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Return the plain words that ``model()`` weighs."""
    return frozenset(name.removeprefix(PREFIX) for name in model().weights if name.startswith(PREFIX))


def model_of(table: Mapping[str, Mapping[str, object]]) -> Model:
    """Return the model that a parsed weights file describes; a weight that is not listed is 0."""
    bias: dict[str, float] = {name: float(str(value)) for name, value in table["bias"].items()}
    classes = tuple(bias)
    weights: dict[str, tuple[float, ...]] = {}
    for feature, listed in table["weights"].items():
        assert isinstance(listed, Mapping)
        weights[feature] = tuple(float(str(listed.get(name, 0.0))) for name in classes)
    weights.update(_words(classes, {name: str(text) for name, text in table.get("words", {}).items()}))
    listed = {
        feature: tuple((place, weight) for place, weight in enumerate(row) if weight)
        for feature, row in weights.items()
    }
    return Model(classes, tuple(bias.values()), weights, float(str(table["decision"]["event_from"])), listed)


def _words(classes: tuple[str, ...], lists: Mapping[str, str]) -> dict[str, tuple[float, ...]]:
    """Return the weights of the plain words from the list of each class."""
    rows: dict[str, list[float]] = {}
    for place, name in enumerate(classes):
        for line in lists.get(name, "").splitlines():
            word, _, weight = line.partition(" ")
            rows.setdefault(PREFIX + word, [0.0] * len(classes))[place] = float(weight)
    return {feature: tuple(row) for feature, row in rows.items()}


def scores(values: Mapping[str, float], known: Model) -> list[float]:
    """Return the sum of each class."""
    sums = list(known.bias)
    for feature, value in values.items():
        if known.listed is not None:
            row: Iterable[tuple[int, float]] = known.listed.get(feature, ())
        else:
            row = enumerate(known.weights.get(feature, ()))
        for place, weight in row:
            sums[place] += value * weight
    return sums


def decide(values: Mapping[str, float], known: Model) -> Decision:
    """Return the class with the highest sum, and how sure the model is of "event" or of "no event"."""
    sums = scores(values, known)
    highest = max(sums)
    odds = [math.exp(value - highest) for value in sums]
    event = known.classes.index(EVENT)
    chance = odds[event] / sum(odds)
    reasons = [place for place in range(len(sums)) if place != event]
    reason = max(reasons, key=lambda place: (sums[place], -place))
    if chance >= known.event_from:
        return Decision(EVENT, known.classes[reason], chance)
    return Decision(known.classes[reason], EVENT, 1.0 - chance)
