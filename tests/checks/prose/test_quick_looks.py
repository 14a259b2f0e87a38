"""A rule that is spared its look at a text would have found nothing there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hgz_report.checks.prose.pieces import Hit, Narrowing, Several, Sifted
from hgz_report.checks.prose.table import RULES

FOLDER = Path(__file__).parent


def wrong_texts() -> list[str]:
    """Everything that is known to be wrong in some way, in any test."""
    kinds = tomllib.loads((FOLDER / "kinds.toml").read_text(encoding="utf-8")).values()
    texts = [text for kind in kinds for text in kind["bad"]]
    for file in sorted((FOLDER / "wrong").glob("*.toml")):
        texts += [case["bad"] for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]
    return texts


WRONG = wrong_texts()


PIECES = st.builds(
    lambda text, at, length: text[at:][:length], st.sampled_from(WRONG), st.integers(0, 40), st.integers(1, 14)
)
MIXED = st.lists(PIECES | st.sampled_from(["年", "、", "\ufffc", "1", "上", "几", "-"]), min_size=1, max_size=12).map(
    "".join
)


@pytest.mark.parametrize("text", WRONG)
def test_what_a_rule_finds_is_never_called_absent(text: str) -> None:
    assert spared_wrongly(text) == []


@settings(max_examples=400)
@given(MIXED)
def test_nor_is_what_it_finds_in_mixtures_of_them(text: str) -> None:
    assert spared_wrongly(text) == []


def spared_wrongly(text: str) -> list[str]:
    """The rules that would have found something else, had they not been spared the look."""
    return [rule.id for rule in RULES if isinstance(rule.look, Narrowing) and _is_spared(rule.look, text)]


def _is_spared(look: Narrowing, text: str) -> bool:
    found = _whole(look, text)
    left = look.narrowed(f"前一段。\n{text}\n后一段。")
    return found != list(left(text) if left else ()) or found != list(look(text))


def _whole(look: Narrowing, text: str) -> list[Hit]:
    """What is found by whoever spares himself nothing."""
    match look:
        case Several(ways):
            return [hit for way in ways for hit in way.look(text)]
        case Sifted(_, behind):
            return list(behind(text))
        case _:
            return list(look(text))
