"""Which papers of an edition have a text in common: who changes a line of a template changes all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from pathlib import Path

from hgz_report.document.tree_file import unpacked_origin
from hgz_report.origin import Allowed, Config, Count, DataText, Derived, Fact, Origin, PeriodOf, Template
from hgz_report.problems import parsed_json

_TREE = ".tree.json"


def shared_key(origin: Origin) -> Hashable | None:
    """What two origins have in common that are changed at one place; None for what nobody changes by itself."""
    match origin:
        case DataText(file, _, _, field):
            return ("text", file, field)
        case Template(file, line):
            return ("template", file, line)
        case Fact(identifier, reading) | PeriodOf(identifier, reading):
            return (type(origin).__name__, identifier, reading)
        case Derived(rule, inputs):
            return ("derived", rule, inputs)
        case Config(key):
            return ("config", key)
        case Allowed(_, at):
            return shared_key(at)
        case Count(of):
            return ("count", of)
    return None


def papers_by_origin(folder: Path, without: str) -> dict[Hashable, list[str]]:
    """By what papers may share, the titles of the papers of an edition's folder that have it, one of them left out."""
    found: defaultdict[Hashable, list[str]] = defaultdict(list)
    for path in sorted(folder.glob(f"*{_TREE}")):
        if path.name == f"{without}{_TREE}":
            continue
        try:
            content = parsed_json(path.read_bytes())
            title = content["report"]["title"]
            name = title if isinstance(title, str) else "".join(text for text, _ in title["said"])
            origins = [unpacked_origin(one) for one in content["origins"]]
        except (OSError, ValueError, LookupError, TypeError):
            continue
        for key in dict.fromkeys(map(shared_key, origins)):
            if key is not None:
                found[key].append(name)
    return found


def sharing(papers: dict[Hashable, list[str]], origins: Iterable[Origin]) -> tuple[str, ...]:
    """The other papers that would change too."""
    keys = [key for origin in origins if (key := shared_key(origin)) is not None]
    return tuple(dict.fromkeys(name for key in keys for name in papers.get(key, ())))
