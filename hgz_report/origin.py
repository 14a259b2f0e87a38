"""Where a printed piece of text comes from: one small union, and text that carries it.

Types, never strings that somebody parses: `spelled` writes an origin for files and people, `origin.codec` is nobody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from hgz_report.problems import Where

Part = Literal["", "number", "unit", "unmarked"]
RecordedPart = Literal["quantity", "period", "words"]


class Fact(Struct, frozen=True):
    """A fact's quantity.  `reading`: the source whose other reading is printed; `part`: the whole, number or unit alone,
    or the whole without what marks it (目标, 预计, 仅供参考), because the editor says so.
    """

    id: str
    reading: str = ""
    part: Part = ""


class Derived(Struct, frozen=True):
    """A value computed by a rule of `analysis.derive` from facts, by their ids."""

    rule: str
    inputs: tuple[str, ...]
    part: Part = ""


class PeriodOf(Struct, frozen=True):
    """The time that a fact, or another source's reading of it, is about."""

    fact: str
    reading: str = ""


class Count(Struct, frozen=True):
    """How many things of a list there are; `of` says whose and which (national.高新区)."""

    of: str


class Cited(Struct, frozen=True):
    """The number of a source in a list of sources."""

    source: str


class DataText(Struct, frozen=True):
    """Text of a data file: lines `first` to `last` (1-based), `field` as the way there (`practices[2].text`).

    `at`: how many characters of the field's text stand before it.
    """

    file: str
    first: int
    last: int
    field: str
    at: int = 0

    def __reduce__(self) -> tuple[object, ...]:
        return DataText, (
            self.file,
            self.first,
            self.last,
            self.field,
            self.at,
        )  # a third of the time of the general way


class Template(Struct, frozen=True):
    """Text that an editor typed in a template; `column` 0 where it stands inside an expression.

    Of a macro's text the macro's own line, and in `call` the line that asked for it.
    """

    file: str
    line: int
    column: int = 0
    call: Where | None = None


class Wording(Struct, frozen=True):
    """Words that the program writes by a rule (listing, change, page, formula …) about what it is given."""

    rule: str
    inputs: tuple[Origin, ...] = ()


class Config(Struct, frozen=True):
    """Text of report.toml, by its key (`masthead.series`)."""

    key: str


class Allowed(Struct, frozen=True):
    """A number in typed text that an entry of data/allowed_numbers.yaml lets pass; `at`: who typed it."""

    entry: str
    at: Template | DataText


class Recorded(Struct, frozen=True):
    """What an earlier edition printed, out of its record: a quantity by its id, its time, or words by the way to them."""

    edition: str
    what: str
    part: RecordedPart = "quantity"


Origin = Fact | Derived | PeriodOf | Count | Cited | DataText | Template | Wording | Config | Allowed | Recorded


class Piece(NamedTuple):
    """A stretch of text of one origin."""

    text: str
    origin: Origin


class Attributed(str):
    """Text that knows where each stretch of it comes from.  It compares, sorts and hashes as the text it is.

    Methods of `str` give plain text again, which nobody may print: use `cut`, `mapped` and `joined`.
    """

    __slots__ = ("pieces",)
    pieces: tuple[Piece, ...]

    def __new__(cls, pieces: Iterable[Piece]) -> Attributed:
        """Put pieces together; empty ones are dropped and neighbours of one origin joined."""
        kept: list[Piece] = []
        for piece in pieces:
            if piece.text and kept and goes_on(*kept[-1], piece.origin):
                kept[-1] = Piece(kept[-1].text + piece.text, kept[-1].origin)
            elif piece.text:
                kept.append(piece)
        made = super().__new__(cls, "".join(piece.text for piece in kept))
        made.pieces = tuple(kept)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (attributed, tuple(self.pieces[0])) if len(self.pieces) == 1 else (Attributed, (self.pieces,))

    def cut(self, start: int = 0, end: int | None = None) -> Attributed:
        """The characters from `start` to `end`, each with its origin; negative ends count from the back."""
        first, last, _ = slice(start, end).indices(len(self))
        out: list[Piece] = []
        at = 0
        for text, origin in self.pieces:
            skipped = max(first - at, 0)
            out.append(Piece(text[skipped : max(last - at, 0)], shifted(origin, skipped)))
            at += len(text)
        return Attributed(out)

    def mapped(self, change: Callable[[str], str]) -> Attributed:
        """Every stretch changed by a function that leaves it what it says (quotation marks turned)."""
        return Attributed(Piece(change(text), origin) for text, origin in self.pieces)


def shifted(origin: Origin, characters: int) -> Origin:
    """The origin of what stands so many characters further on in the same words."""
    if not characters:
        return origin
    # Not `replace`, which takes thrice as long: this is asked ten thousand times.
    if isinstance(origin, Template) and origin.column:
        return Template(origin.file, origin.line, origin.column + characters, origin.call)
    if isinstance(origin, DataText):
        return DataText(origin.file, origin.first, origin.last, origin.field, origin.at + characters)
    return origin


def goes_on(text: str, origin: Origin, after: Origin) -> bool:
    """Whether what comes after a text stands right behind it where it was written.

    Nobody knows of words inside an expression: two of one line may be far apart.
    """
    if type(after) is not type(origin) or (isinstance(after, Template) and not after.column):
        return False
    return after == shifted(origin, len(text))


def attributed(text: str, origin: Origin) -> Attributed:
    """Text of one origin."""
    made = str.__new__(Attributed, text)
    made.pieces = (Piece(text, origin),) if text else ()
    return made


def joined(parts: Iterable[str]) -> Attributed:
    """Attributed texts one after the other.  Raises TypeError for text without origin."""
    said = [part for part in parts if part]
    if len(said) == 1 and isinstance(said[0], Attributed):
        return said[0]
    return Attributed(piece for part in said for piece in pieces_of(part))


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The stretches of a text.  Raises TypeError where nobody knows where it comes from: a fault of ours."""
    if isinstance(text, Attributed):
        return text.pieces
    if not text:
        return ()
    raise TypeError(f"text without origin: {str(text)!r}")


def worded(text: str, rule: str, *about: str) -> Attributed:
    """Words that the program writes by a rule about what it was given."""
    inputs = dict.fromkeys(piece.origin for one in about for piece in pieces_of(one))
    return attributed(text, Wording(rule, tuple(inputs)))


def between(parts: Iterable[str], separator: str = "、", rule: str = "listing") -> Attributed:
    """Parts with a separator that the program puts between them: 甲、乙."""
    mark = attributed(separator, Wording(rule))
    return joined(part for n, one in enumerate(parts) for part in ((mark, one) if n else (one,)))


def spelled(origin: Origin) -> str:
    """An origin as trace files, Word tags and people have it."""
    match origin:
        case Fact(identifier, reading):
            return f"{identifier}!{reading}" if reading else identifier
        case Derived(rule, inputs):
            return f"{rule}({','.join(inputs)})"
        case PeriodOf(fact, reading):
            return f"{fact}!{reading}#period" if reading else f"{fact}#period"
    kind, said = _SPELLED[type(origin)]
    return f"{kind}:{said(origin)}"


def _lines(origin: DataText) -> str:
    last = f"-{origin.last}" if origin.last != origin.first else ""
    return f"{origin.file}:{origin.first}{last}#{origin.field}"


def _typed(origin: Template) -> str:
    return f"{origin.file}:{origin.line}:{origin.column}" + (f"<{origin.call}" if origin.call else "")


def _by_rule(origin: Wording) -> str:
    return origin.rule + (f"({';'.join(map(spelled, origin.inputs))})" if origin.inputs else "")


_SPELLED: Mapping[type[Any], tuple[str, Callable[[Any], str]]] = {
    Count: ("count", lambda origin: origin.of),
    Cited: ("source", lambda origin: origin.source),
    DataText: ("text", _lines),
    Template: ("template", _typed),
    Wording: ("label", _by_rule),
    Config: ("config", lambda origin: origin.key),
    Allowed: ("allowed", lambda origin: origin.entry),
    Recorded: (
        "before",
        lambda origin: f"{origin.edition}/{origin.what}" + ("#period" if origin.part == "period" else ""),
    ),
}


def template_line(origin: Origin) -> Where | None:
    """The line of a template or data file where the words of an origin stand; None for what is not typed."""
    match origin:
        case DataText(file, first):
            return Where(file, first)
        case Template(file, line, column, _):
            return Where(file, line, column)
        case Allowed(_, at):
            return template_line(at)
        case _:
            return None


def walk(origin: Origin) -> Iterator[Origin]:
    """An origin and everything that went into it."""
    yield origin
    if isinstance(origin, Wording):
        for one in origin.inputs:
            yield from walk(one)
    elif isinstance(origin, Allowed):
        yield from walk(origin.at)
