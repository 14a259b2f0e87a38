"""How much of the templates is text: `python -m benchmarks.templates`.

Of each template the lines, the share of its characters outside comments that are typed text, and the longest chain of filters.
Text is what stands outside `{{ }}` and `{% %}`, with blanks in braces (`{地区生产总值@2024}`, `{牵头}`); spaces are not counted.
The last lines say how much of all is left where blanks of words, and all blanks, are counted as code.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from hgz_report.narrate.each import Each
from hgz_report.narrate.source_map import Names
from hgz_report.narrate.word_blanks import blanks, word_blank

TEMPLATES = Path(__file__).parents[1] / "templates"
_ENVIRONMENT = Environment(comment_start_string="{##", comment_end_string="##}", extensions=[Each])
_ENVIRONMENT.extend(source_names=Names())


@dataclass(frozen=True, slots=True)
class Measured:
    """A template in numbers: lines, characters of text and of code, filters in the longest chain.

    Of the text, how many characters are blanks of words (`{牵头}`), and of numbers.
    """

    name: str
    lines: int
    text: int
    code: int
    chain: int
    words: int
    numbers: int

    @property
    def share(self) -> float:
        """The part of the characters that is text."""
        return self.text / ((self.text + self.code) or 1)


def measured(path: Path) -> Measured:
    """One template."""
    source = path.read_text(encoding="utf-8")
    text = code = words = numbers = 0
    for _, kind, value in _ENVIRONMENT.lexer.tokeniter(source, None):
        size = len("".join(value.split()))
        if kind == "data":
            text += size
            for blank in blanks(value):
                size = len("".join(blank.written.split())) + 2
                words, numbers = (words + size, numbers) if _is_word(blank.written) else (words, numbers + size)
        elif not kind.startswith("comment"):
            code += size
    name = path.relative_to(TEMPLATES).as_posix()
    return Measured(name, len(source.splitlines()), text, code, _chain(source), words, numbers)


def all_measured() -> list[Measured]:
    """Every template of the project."""
    return [measured(path) for path in sorted(TEMPLATES.rglob("*.md.j2"))]


def blanks_written() -> tuple[int, int]:
    """How many blanks of words, and of numbers, the templates have."""
    sources = (path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.md.j2"))
    told = [_is_word(blank.written) for source in sources for blank in blanks(source)]
    return sum(told), len(told) - sum(told)


def _is_word(written: str) -> bool:
    """Whether a blank names a word: numbers in our templates say their time, or are calculated."""
    return word_blank(written) is not None


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
    words, numbers = sum(row.words for row in rows), sum(row.numbers for row in rows)
    every = text + code
    print(f"{text / every:5.0%}  of {every} characters in {len(rows)} templates")
    print(f"{(text - words) / every:5.0%}  blanks of words counted as code ({blanks_written()[0]} of them)")
    print(f"{(text - words - numbers) / every:5.0%}  those of numbers too ({blanks_written()[1]})")


if __name__ == "__main__":
    main()
