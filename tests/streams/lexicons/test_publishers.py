import tomllib
from importlib.resources import files

import pytest

from streams.lexicons.publishers import UNKNOWN, family_of, family_of_credit, is_official, normal_name, registry


@pytest.mark.parametrize(
    ("domain", "stated", "name", "family"),
    [
        ("www.reuters.com", None, "Reuters", "reuters"),
        ("reuters.com", "somebody-else", "Reuters", "reuters"),
        ("paper.example", "the-group", "Paper", "the-group"),
        ("news.paper.example", None, "Paper", "paper.example"),
        ("news.paper.co.uk", None, None, "paper.co.uk"),
        (None, None, "The Harbour  Paper", "harbour paper"),
        (None, None, None, UNKNOWN),
        ("abcnews.go.com", None, None, "abc-us"),
        ("go.com", None, None, "go.com"),
    ],
)
def test_the_list_decides_then_the_feed_then_the_domain(
    domain: str | None, stated: str | None, name: str | None, family: str
) -> None:
    assert family_of(domain, stated, name) == family


@pytest.mark.parametrize(
    ("domain", "official"),
    [
        ("mod.gov.ua", True),
        ("www.gov.uk", True),
        ("interieur.gouv.fr", True),
        ("centcom.mil", True),
        ("idf.il", True),
        ("police.gov.example", True),
        ("gov.paper.com", False),
        ("government-news.com", False),
        ("reuters.com", False),
        (None, False),
    ],
)
def test_state_authorities_are_known_by_their_domain(domain: str | None, official: bool) -> None:
    assert is_official(domain) is official


def test_a_credit_names_a_family() -> None:
    assert family_of_credit("Agence France-Presse") == family_of_credit("AFP") == "afp"
    assert family_of_credit("a neighbour") is None


def test_no_domain_and_no_credit_belongs_to_two_families() -> None:
    text = files("streams.lexicons").joinpath("publishers.toml").read_text(encoding="utf-8")
    families = tomllib.loads(text)["families"].values()
    assert len(registry().families) == sum(len(entry["domains"]) for entry in families)
    credited = [{normal_name(credit) for credit in entry["credits"]} for entry in families]
    assert len(registry().credits) == sum(len(names) for names in credited)
