"""Print explanations: in colour on a terminal, with plain markers like ``three [killed 3]`` in a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from streams.cli.answers import read_article, refusal
from streams.cli.explanation import Explanation, Figure, Passage, explanation_of

#: How the votes for a type of event are named among the features.
VOTE = "event_type."
_COLOURS = {
    "killed": "bold red",
    "attackers_killed": "red",
    "wounded": "bold yellow",
    "missing": "bold yellow",
    "abducted": "bold yellow",
    "captured": "bold yellow",
    "launched": "bold cyan",
    "intercepted": "bold cyan",
    "hit": "bold cyan",
    "place": "bold green",
    "day": "bold magenta",
}


def explain_all(documents: Iterable[bytes | None]) -> int:
    """Print the explanation of each article; return the exit status: 1 when one could not be read."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    failed = False
    for document in documents:
        if document is None:
            continue
        try:
            console.print(rendered(explanation_of(read_article(document))))
        except Exception as error:  # noqa: BLE001 - an unforeseen failure costs this article alone
            reason, message = refusal(error)
            console.print(Text(f"error: {reason}: {message}\n", style="bold red"))
            failed = True
    return int(failed)


def rendered(explanation: Explanation) -> Text:
    """Return an explanation as styled text; without its styles it says the same."""
    text = Text()
    text.append(f"{explanation.uri}\n", style="dim")
    text.append(f"{explanation.verdict}\n\n", style="bold")
    for passage in explanation.passages:
        _add_passage(text, passage)
    if explanation.setting:
        text.append("\nWhat is told besides numbers\n", style="bold")
    for name, value in explanation.setting:
        text.append(f"  {name:8}  {value}\n")
    _add_features(text, explanation)
    if explanation.figures:
        text.append("\nNumbers read\n", style="bold")
    for figure in sorted(explanation.figures, key=lambda each: not each.counted):
        _add_figure(text, figure)
    return text


def _add_features(text: Text, explanation: Explanation) -> None:
    """Add what decided the verdict, then the votes for the type of event."""
    votes = [feature for feature in explanation.features if feature[0].startswith(VOTE)]
    reasons = [feature for feature in explanation.features if not feature[0].startswith(VOTE)]
    for title, features in (("Why this verdict", reasons), ("Why this type of event", votes)):
        if features:
            text.append(f"\n{title}\n", style="bold")
        for name, weight, quote in features:
            text.append(f"  {weight:+7.2f}  {name.removeprefix(VOTE)}")
            text.append(f'  "{quote}"\n' if quote else "\n", style="italic")


def _add_passage(text: Text, passage: Passage) -> None:
    if not passage.read:
        text.append("(not read) ", style="dim italic")
    for piece in passage.pieces:
        colour = _COLOURS.get(piece.kind, "")
        if not piece.label:
            text.append(piece.text, style="" if passage.read else "dim")
            continue
        text.append(piece.text, style=colour if piece.counted else "underline")
        text.append(f" [{piece.label}]", style=colour if piece.counted else "dim")
    text.append("\n")


def _add_figure(text: Text, figure: Figure) -> None:
    words = f' "{figure.words}"' if figure.words else ""
    text.append(
        f"  {figure.label}{words}", style=_COLOURS.get(figure.label.split(" ")[0], "") if figure.counted else "dim"
    )
    text.append(f"  {figure.why}")
    text.append(f"; rule {figure.rule}, scope {figure.scope}, {figure.modality}\n", style="dim")
    text.append(f'      "{figure.quote}"\n', style="italic")
