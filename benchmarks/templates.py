"""How much of the templates is text: `python -m benchmarks.templates`.

Of each template the lines, the share of its characters outside comments that are typed text, and the longest chain of filters.
Text is what stands outside `{{ }}` and `{% %}`, numbers in braces (`{地区生产总值@2024}`) with it; blanks are not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from hgz_report.data.placeholder import mentions

TEMPLATES = Path(__file__).parents[1] / "templates"
_ENVIRONMENT = Environment(comment_start_string="{##", comment_end_string="##}")


@dataclass(frozen=True, slots=True)
class Measured:
    """A template in numbers: lines, characters of text and of code, filters in the longest chain."""

    name: str
    lines: int
    text: int
    code: int
    chain: int

    @property
    def share(self) -> float:
        """The part of the characters that is text."""
        return self.text / ((self.text + self.code) or 1)


def measured(path: Path) -> Measured:
    """One template."""
    source = path.read_text(encoding="utf-8")
    text = code = 0
    for _, kind, value in _ENVIRONMENT.lexer.tokeniter(source, None):
        size = len("".join(value.split()))
        if kind == "data":
            text += size
        elif not kind.startswith("comment"):
            code += size
    name = path.relative_to(TEMPLATES).as_posix()
    return Measured(name, len(source.splitlines()), text, code, _chain(source))


def all_measured() -> list[Measured]:
    """Every template of the project."""
    return [measured(path) for path in sorted(TEMPLATES.rglob("*.md.j2"))]


def numbers_in_braces() -> int:
    """How many numbers the templates name in running text."""
    return sum(len(mentions(path.read_text(encoding="utf-8"))) for path in TEMPLATES.rglob("*.md.j2"))


def _chain(source: str) -> int:
    """How many filters stand one after the other."""
    longest = 0
    for node in _ENVIRONMENT.parse(source).find_all(nodes.Filter):
        length, inner = 1, node.node
        while isinstance(inner, nodes.Filter):
            length, inner = length + 1, inner.node
        longest = max(longest, length)
    return longest


def main() -> None:
    """Print a table, the longest first, and the sum."""
    rows = all_measured()
    for row in sorted(rows, key=lambda one: one.share):
        print(f"{row.share:5.0%}  {row.lines:3} lines  {row.chain} filters  {row.name}")
    text, code = sum(row.text for row in rows), sum(row.code for row in rows)
    print(f"{text / (text + code):5.0%}  of {text + code} characters in {len(rows)} templates")
    print(f"{numbers_in_braces():5}  numbers in braces")


if __name__ == "__main__":
    main()
