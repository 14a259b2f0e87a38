"""`python -m tests.outside.mutants` breaks lines of the writers: they are still there to be broken."""

from __future__ import annotations

import ast

import pytest

from tests.tools.mutants.code_spoils import CODE


@pytest.mark.parametrize("name", CODE)
def test_a_mutant_of_the_code_has_its_one_place(name: str) -> None:
    mutant = CODE[name]
    source = mutant.path.read_text(encoding="utf-8")
    assert source.count(mutant.old) == 1, f"{mutant.path}: {mutant.old}"
    changed = ast.parse(source.replace(mutant.old, mutant.new))
    assert ast.dump(changed) != ast.dump(ast.parse(source))
