"""The word classes of roles are loaded whole and in lower case."""

from __future__ import annotations

from streams.lexicons.roles import role_words


def test_every_class_has_words_in_lower_case() -> None:
    for words in role_words():
        assert words
        assert all(word == word.lower() for word in words)
