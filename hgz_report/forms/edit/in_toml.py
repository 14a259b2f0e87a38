"""Changes -> splices of a TOML text.  What comes out is read again by the caller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hgz_report.forms.edit.change import Add, Change, Drop, NotThere, Put
from hgz_report.forms.edit.splices import Splice, line_end, line_start, lines_out, place_of, put_in, taken_out
from hgz_report.forms.edit.toml_places import TomlPlaces, places
from hgz_report.forms.edit.toml_words import toml_key, toml_word
from hgz_report.forms.tree import Plain, Steps


def splices_in_toml(text: str, changes: Sequence[Change]) -> Iterator[Splice]:
    """Where a text that parses has to change.  Raises NotThere for what can't be done this way."""
    found = places(text)
    groups: dict[Steps, list[Change]] = {}
    for change in changes:
        if isinstance(change, Put) and change.steps in found.values:
            first, last = found.values[change.steps]
            yield Splice(first, last, toml_word(change.value, text[first]))
        else:
            groups.setdefault(change.steps if isinstance(change, Add) else change.steps[:-1], []).append(change)
    for steps, asked in groups.items():
        make = _in_brackets if steps in found.held else _in_section
        yield from make(text, found, steps, asked)


def _in_brackets(text: str, found: TomlPlaces, steps: Steps, asked: Sequence[Change]) -> Iterator[Splice]:
    names = [name for name, _ in found.held[steps]]
    there = [one for _, one in found.held[steps]]
    gone: set[int] = set()
    fresh: list[tuple[int, str]] = []
    for change in asked:
        last = change.steps[-1] if change.steps else ""
        if isinstance(change, Add):
            fresh.append((len(there) if change.at is None else change.at, toml_word(change.value)))
        elif isinstance(change, Put):
            words = f"{toml_key(str(last))} = {toml_word(change.value)}"
            fresh.append((place_of(str(last), names, change.order), words))
        else:
            position = names.index(last) if isinstance(last, str) and last in names else last
            if not isinstance(position, int) or position >= len(there):
                raise NotThere(change.steps)
            gone.add(position)
    if gone and fresh:
        raise NotThere(steps)
    yield from taken_out(there, gone)
    empty = found.values[steps].start + 1
    for rank, (at, words) in enumerate(fresh):
        yield put_in(there, at, words, empty, rank)


def _in_section(text: str, found: TomlPlaces, steps: Steps, asked: Sequence[Change]) -> Iterator[Splice]:
    for rank, change in enumerate(asked):
        if isinstance(change, Drop):
            entry = found.entries.get(change.steps)
            if entry is None:
                raise NotThere(change.steps)
            yield lines_out(text, *entry)
        elif isinstance(change, Put):
            yield _new_entry(text, found, change, rank)
        else:
            raise NotThere(change.steps)


def _new_entry(text: str, found: TomlPlaces, put: Put, rank: int) -> Splice:
    section, name = put.steps[:-1], str(put.steps[-1])
    if isinstance(put.value, dict) and put.value:
        return _new_section(text, found, put.steps, put.value, rank)
    words = f"{toml_key(name)} = {toml_word(put.value)}"
    if section and section not in found.headers:
        return _new_section(text, found, section, {name: put.value}, rank)
    keys = [steps for steps in found.entries if steps[:-1] == section]
    at = place_of(name, [str(steps[-1]) for steps in keys], put.order)
    if at:
        after = line_end(text, found.entries[keys[at - 1]].end)
        return Splice(after, after, f"\n{words}", rank)
    if keys:
        before = line_start(text, found.entries[keys[0]].start)
        return Splice(before, before, f"{words}\n", rank)
    if section:
        after = line_end(text, found.headers[section])
        return Splice(after, after, f"\n{words}", rank)
    before = min(found.headers.values(), default=len(text))
    gap = "\n" if before < len(text) else ""
    return Splice(before, before, f"{words}\n{gap}", rank)


def _new_section(text: str, found: TomlPlaces, steps: Steps, value: dict[str, Plain], rank: int) -> Splice:
    """A section of its own at the end of the file."""
    if any(isinstance(step, int) for step in steps) or steps in found.headers:
        raise NotThere(steps)
    head = f"[{'.'.join(toml_key(str(step)) for step in steps)}]"
    lines = [head, *(f"{toml_key(key)} = {toml_word(one)}" for key, one in value.items())]
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return Splice(len(text), len(text), gap + "\n".join(lines) + "\n", rank)
