"""Which paragraphs of a report became which of a file: by bookmarks where there are any, else by what they say.

A paragraph may have become several, and several one; what has no partner was dropped or is new.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from hgz_report.workshop.returned.readable_diff import alike, held_in, tokens

PairLink = tuple[int, int]
_STRONG = 0.5
"""Of the shorter of two texts that a bookmark joins, how much is in the other at least if the bookmark is to be believed."""
_FUZZY, _FUZZY_FAR = 0.45, 0.6
"""How alike two texts are that are taken for one without a bookmark: between the same neighbours, and anywhere."""
_MOST_PAIRS = 2500
_WORDED = 6
"""Characters of a text that is known again wherever it stands."""
_CONTAINED = 0.85
_MATTERS = 0.15
"""Of a paragraph's tokens, how many another has to have at least to be made of it."""


class Comparable(NamedTuple):
    """A paragraph to be paired; only those of one `area` are."""

    text: str
    area: str = ""
    cell: tuple[int, int, int] | None = None
    """Of a cell its table, row and column."""

    @property
    def bare(self) -> str:
        """What is compared of it."""
        return "".join(self.text.split())


class PairGroup(NamedTuple):
    """Paragraphs that became others: mostly one and one."""

    built: tuple[int, ...]
    found: tuple[int, ...]


class _Pairing(Struct):
    built: Sequence[Comparable]
    found: Sequence[Comparable]
    bare: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    links: set[PairLink] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.bare = [one.bare for one in self.built]
        self.now = [one.bare for one in self.found]

    def free_built(self) -> list[int]:
        """Those without a partner yet."""
        taken = {b for b, _ in self.links}
        return [b for b in range(len(self.built)) if b not in taken and self.bare[b]]

    def free_found(self) -> list[int]:
        """Those of the file without a partner yet."""
        taken = {f for _, f in self.links}
        return [f for f in range(len(self.found)) if f not in taken and self.now[f]]

    def fits(self, b: int, f: int) -> bool:
        """Whether both are text of one kind."""
        return self.built[b].area == self.found[f].area


def paired(
    built: Sequence[Comparable],
    found: Sequence[Comparable],
    links: Iterable[PairLink],
    guesses: Iterable[PairLink] = (),
) -> list[PairGroup]:
    """The groups, in the order of the report, then what is new in that of the file.

    `links`: what bookmarks say; `guesses`: what is taken where nothing else speaks.
    """
    work = _Pairing(built, found)
    weak: list[PairLink] = []
    for b, f in dict.fromkeys(links):
        one, two = sorted((work.bare[b], work.now[f]), key=len)
        believed = one and held_in(one, two) >= _STRONG and work.fits(b, f)
        (work.links.add if believed else weak.append)((b, f))
    _copies(work)
    _between(work)
    _anywhere(work)
    for b, f in (*weak, *guesses):
        if b in work.free_built() and f in work.free_found() and work.fits(b, f):
            work.links.add((b, f))
    _in_their_rows(work)
    _contained(work)
    return _groups(work)


def _copies(work: _Pairing) -> None:
    """Where a copy of a paragraph took its bookmark along, the one that stands where it stood is it."""
    chain = dict(in_order(work.links))
    free = set(work.free_found())
    for b, f in sorted(work.links):
        if b not in chain and work.bare[b] == work.now[f]:
            low = max((chain[x] for x in chain if x < b), default=-1)
            high = min((chain[x] for x in chain if x > b), default=len(work.now))
            if other := next((x for x in range(low + 1, high) if x in free and work.now[x] == work.bare[b]), None):
                work.links -= {(b, f)}
                work.links.add((b, other))
                free.discard(other)


def in_order(links: Iterable[PairLink]) -> list[PairLink]:
    """The longest series of pairs that are in the same order on both sides."""
    ends: list[int] = []
    tails: list[PairLink] = []
    before: dict[PairLink, PairLink | None] = {}
    for link in sorted(links, key=lambda one: (one[0], -one[1])):
        at = bisect_left(ends, link[1])
        before[link] = tails[at - 1] if at else None
        ends[at : at + 1] = [link[1]]
        tails[at : at + 1] = [link]
    out: list[PairLink] = []
    last = tails[-1] if tails else None
    while last is not None:
        out.append(last)
        last = before[last]
    return out[::-1]


def _gaps(work: _Pairing) -> Iterator[tuple[list[int], list[int]]]:
    """What has no partner between two neighbouring pairs."""
    edges = [(-1, -1), *in_order(work.links), (len(work.built), len(work.found))]
    mine, theirs = work.free_built(), work.free_found()
    for (b0, f0), (b1, f1) in pairwise(edges):
        before, after = [b for b in mine if b0 < b < b1], [f for f in theirs if f0 < f < f1]
        if before and after:
            yield before, after


def _between(work: _Pairing) -> None:
    """Pair what stands between the same neighbours: first what is the same, then what is most alike."""
    for before, after in list(_gaps(work)):
        old, new = ([work.bare[b] for b in before], [work.now[f] for f in after])
        for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            work.links |= {(before[i + n], after[j + n]) for n in range(size) if work.fits(before[i + n], after[j + n])}
    for before, after in list(_gaps(work)):
        _most_alike(work, before, after, _FUZZY)


def _most_alike(work: _Pairing, before: Sequence[int], after: Sequence[int], least: float) -> None:
    if len(before) * len(after) > _MOST_PAIRS:
        return
    scored = [
        (alike(work.bare[b], work.now[f]), -abs(i - j), b, f)
        for i, b in enumerate(before)
        for j, f in enumerate(after)
        if work.fits(b, f)
    ]
    taken: set[int] = set()
    gone: set[int] = set()
    for likeness, _, b, f in sorted(scored, reverse=True):
        if likeness >= least and b not in taken and f not in gone:
            taken.add(b)
            gone.add(f)
            work.links.add((b, f))


def _anywhere(work: _Pairing) -> None:
    """Pair what was moved without its bookmark."""
    places = defaultdict(list)
    for f in work.free_found():
        places[work.now[f]].append(f)
    for b in work.free_built():
        same = places[work.bare[b]]
        if len(work.bare[b]) >= _WORDED and same and work.fits(b, same[0]):
            work.links.add((b, same.pop(0)))
    before = [b for b in work.free_built() if len(work.bare[b]) >= _WORDED]
    after = [f for f in work.free_found() if len(work.now[f]) >= _WORDED]
    _most_alike(work, before, after, _FUZZY_FAR)


def _in_their_rows(work: _Pairing) -> None:
    """Pair cells by their row and column where other cells of both are paired: what is short is alike everywhere."""
    rows: defaultdict[tuple[int, int], Counter[tuple[int, int]]] = defaultdict(Counter)
    columns: defaultdict[tuple[int, int], Counter[tuple[int, int]]] = defaultdict(Counter)
    for b, f in work.links:
        if (one := work.built[b].cell) and (two := work.found[f].cell):
            rows[one[:2]][two[:2]] += 1
            columns[one[0], one[2]][two[0], two[2]] += 1
    free = {cell: f for f in work.free_found() if (cell := work.found[f].cell)}
    for b in work.free_built():
        one = work.built[b].cell
        if one and rows[one[:2]]:
            (table, row), (_, column) = (
                found.most_common(1)[0][0] if found else one[1:] for found in (rows[one[:2]], columns[one[0], one[2]])
            )
            if (table, row, column) in free:
                work.links.add((b, free.pop((table, row, column))))


def _contained(work: _Pairing) -> None:
    """Join what went into a neighbour's paragraph, and what came out of one, where the bookmark did not say so."""
    partner = dict(sorted(work.links))
    back = {f: b for b, f in sorted(work.links, reverse=True)}
    for b in work.free_built():
        near = {partner[x] for x in (b - 1, b + 1) if x in partner}
        holder = _holder(work.bare[b], near, work.now) if len(work.bare[b]) >= _WORDED else None
        if holder is not None and work.fits(b, holder):
            work.links.add((b, holder))
    for f in work.free_found():
        near = {back[x] for x in (f - 1, f + 1) if x in back}
        holder = _holder(work.now[f], near, work.bare) if len(work.now[f]) >= _WORDED else None
        if holder is not None and work.fits(holder, f):
            work.links.add((holder, f))


def _holder(text: str, near: Iterable[int], texts: Sequence[str]) -> int | None:
    """The neighbour that has a text in it, as one or nearly."""
    for place in sorted(near):
        if text in texts[place]:
            return place
        if len(texts[place]) > len(text) and held_in(text, texts[place]) >= _CONTAINED:
            blocks = SequenceMatcher(None, text, texts[place], autojunk=False).get_matching_blocks()
            if sum(one.size for one in blocks if one.size > 2) >= _CONTAINED * len(text):
                return place
    return None


def _groups(work: _Pairing) -> list[PairGroup]:
    """Pairs that hang together as one group, those that only seem to taken apart."""
    built_to: defaultdict[int, set[int]] = defaultdict(set)
    found_to: defaultdict[int, set[int]] = defaultdict(set)
    for b, f in work.links:
        built_to[b].add(f)
        found_to[f].add(b)
    groups: list[PairGroup] = []
    done: set[int] = set()
    for b in sorted(built_to):
        if b in done:
            continue
        mine, theirs, todo = {b}, set[int](), [b]
        while todo:
            for f in built_to[todo.pop()] - theirs:
                theirs.add(f)
                todo += found_to[f] - mine
                mine |= found_to[f]
        done |= mine
        groups += _apart(work, sorted(mine), sorted(theirs))
    mine, theirs = {b for group in groups for b in group.built}, {f for group in groups for f in group.found}
    groups += (PairGroup((b,), ()) for b, text in enumerate(work.bare) if b not in mine and text)
    return [*sorted(groups), *(PairGroup((), (f,)) for f, text in enumerate(work.now) if f not in theirs and text)]


def _apart(work: _Pairing, mine: list[int], theirs: list[int]) -> list[PairGroup]:
    """A group by how much of each paragraph is in which: a bookmark that reaches into a neighbour says little."""
    if len(mine) == len(theirs) == 1:
        return [PairGroup((mine[0],), (theirs[0],))]
    shared = _shared(work, mine, theirs)
    links = set(shared)
    sizes = [{b: len(tokens(work.built[b].text)) for b in mine}, {f: len(tokens(work.found[f].text)) for f in theirs}]
    for (b, f), count in shared.items():
        best = max(count / max(sizes[0][b], 1), count / max(sizes[1][f], 1))
        if best < _MATTERS or (count < 2 and best < 1):
            links.discard((b, f))
    part = _Pairing(work.built, work.found, links=links)
    groups: list[PairGroup] = []
    left = set(mine)
    while left:
        b = min(left)
        group_b, group_f = {b}, {f for x, f in part.links if x == b}
        while True:
            more = {x for x, f in part.links if f in group_f} - group_b
            if not more:
                break
            group_b |= more
            group_f |= {f for x, f in part.links if x in more}
        left -= group_b
        if group_f:
            groups.append(PairGroup(tuple(sorted(group_b)), tuple(sorted(group_f))))
    return groups


def _shared(work: _Pairing, mine: Sequence[int], theirs: Sequence[int]) -> Counter[PairLink]:
    """How many tokens of each paragraph are in which, all of them read as one text."""
    old = [(b, one.key) for b in mine for one in tokens(work.built[b].text)]
    new = [(f, one.key) for f in theirs for one in tokens(work.found[f].text)]
    matcher = SequenceMatcher(None, [key for _, key in old], [key for _, key in new], autojunk=False)
    shared: Counter[PairLink] = Counter()
    for i, j, size in matcher.get_matching_blocks():
        for n in range(size):
            shared[old[i + n][0], new[j + n][0]] += 1
    return shared
