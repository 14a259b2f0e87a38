"""The cache: what was made of the same is not made again; what is damaged or strange is made anew, and nothing stops a run."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from hgz_report.cache import store as store_room
from hgz_report.cache.store import Cache, digest_of
from hgz_report.checks.data.gate import EditionData, examine
from hgz_report.checks.prose.lint import lint_project
from hgz_report.data.load import folder
from hgz_report.data.load.load import load_dataset
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.problems import Problems, Where
from tests.tools.project import change, small_project

MADE_OF = digest_of(b"data", b"templates")
NOTHING = Cache(None)


def never() -> object:
    raise AssertionError("made again")


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    """An empty one."""
    return Cache.of(tmp_path)


def entry(store: Cache) -> Path:
    """The file of its only entry."""
    assert store.folder is not None
    (only,) = (path for path in store.folder.rglob("*") if path.is_file())
    return only


def sealed(path: Path, data: bytes) -> bytes:
    """An entry that is whole, whatever it holds."""
    return sha256(path.name.encode() + data).digest() + data


def test_what_was_made_of_the_same_is_not_made_again(store: Cache) -> None:
    value = (Where("data/zones/chengdu.yaml", 3), Decimal("49"), frozenset({"a"}))
    assert store.remember("things", MADE_OF, lambda: value) == value
    assert store.remember("things", MADE_OF, never) == value
    assert store.recall("things", digest_of(b"data", b"other")) is None
    assert store.recall("other things", MADE_OF) is None


def test_nothing_is_kept_where_there_is_no_folder() -> None:
    nowhere = Cache(None)
    assert nowhere.remember("things", MADE_OF, lambda: 1) == 1
    assert nowhere.recall("things", MADE_OF) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[:10],
        lambda _: b"",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: sha256(b"nothing").digest() + b"nothing",
        lambda data: data[32:],
    ],
    ids=("cut", "cut short", "empty", "one bit", "no pickle", "no hash"),
)
def test_a_damaged_entry_is_made_anew_and_named(store: Cache, spoil: Callable[[bytes], bytes]) -> None:
    store.keep("things", MADE_OF, [1, 2, 3])
    name = f"things/{entry(store).name}"
    entry(store).write_bytes(spoil(entry(store).read_bytes()))
    assert store.remember("things", MADE_OF, lambda: [4]) == [4]
    assert store.spoilt == {name}
    store.spoilt.clear()
    assert store.remember("things", MADE_OF, never) == [4]
    assert not store.spoilt


@pytest.mark.parametrize("made_of", [b"no pickle", pickle.dumps(1)[:-1], b"\x8c\xff", b""])
def test_an_entry_that_is_whole_but_no_value_is_made_anew(store: Cache, made_of: bytes) -> None:
    store.keep("things", MADE_OF, 1)
    entry(store).write_bytes(sealed(entry(store), made_of))
    assert store.remember("things", MADE_OF, lambda: 2) == 2
    assert store.remember("things", MADE_OF, never) == 2


def test_an_entry_in_the_place_of_another_is_not_taken_for_it(store: Cache) -> None:
    store.keep("things", MADE_OF, 1)
    other = entry(store)
    store.keep("things", digest_of(b"other"), 2)
    data = other.read_bytes()
    for path in other.parent.iterdir():
        path.write_bytes(data)
    assert store.recall("things", MADE_OF) == (1,)
    assert store.recall("things", digest_of(b"other")) is None


def test_what_stands_in_the_way_of_an_entry_gives_way(store: Cache) -> None:
    store.keep("things", MADE_OF, 1)
    (path := entry(store)).unlink()
    (path / "deeper").mkdir(parents=True)
    assert store.remember("things", MADE_OF, lambda: 2) == 2
    assert store.remember("things", MADE_OF, never) == 2
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"a file where a folder should be")
    assert store.remember("things", MADE_OF, lambda: 3) == 3
    assert store.remember("things", MADE_OF, never) == 3


def test_what_is_only_lacking_is_not_called_damaged(store: Cache) -> None:
    assert store.recall("things", MADE_OF) is None
    assert not store.spoilt


def test_a_store_of_another_version_is_as_if_it_were_empty(store: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep("things", MADE_OF, 1)
    monkeypatch.setattr(store_room, "program_stamp", lambda: b"another")
    assert store.recall("things", MADE_OF) is None
    assert not store.spoilt


def test_an_entry_that_would_do_something_is_not_read(store: Cache) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, ("harm",)

    store.keep("things", MADE_OF, 1)
    entry(store).write_bytes(sealed(entry(store), pickle.dumps(Harm())))
    assert store.recall("things", MADE_OF) is None
    assert not Path("harm").exists()


def test_a_folder_that_came_from_elsewhere_is_not_read(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    store = Cache.of(here)
    store.keep("things", MADE_OF, 1)
    there.mkdir()
    (there / ".cache").mkdir()
    (there / ".cache/things").mkdir()
    (there / ".cache/things" / entry(store).name).write_bytes(entry(store).read_bytes())
    assert Cache.of(there).recall("things", MADE_OF) is None


def test_a_store_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file where the folder should be", encoding="utf-8")
    store = Cache.of(tmp_path)
    assert store.remember("things", MADE_OF, lambda: 1) == 1
    assert not store.kept


def test_what_was_not_used_for_longest_goes_first(store: Cache) -> None:
    assert store.folder is not None
    for number in range(4):
        store.keep("things", digest_of(bytes([number])), bytes(1000))
    for age, path in enumerate(sorted((store.folder / "things").iterdir())):
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    kept = sorted((store.folder / "things").iterdir())[:2]
    store.used.clear()  # the next run
    store.prune(2500)
    assert sorted((store.folder / "things").iterdir()) == kept


def test_what_this_run_used_is_not_let_go_however_much_it_is(store: Cache) -> None:
    made_of = [digest_of(bytes([number])) for number in range(4)]
    for one in made_of:
        store.keep("things", one, bytes(1000))
    later = Cache(store.folder)
    assert later.recall("things", made_of[0])
    later.prune(10)
    assert [bool(store.recall("things", one)) for one in made_of] == [True, False, False, False]


def test_what_a_run_used_counts_as_used_then(store: Cache) -> None:
    made_of = [digest_of(bytes([number])) for number in range(2)]
    for one in made_of:
        store.keep("things", one, bytes(1000))
    for path in (store.folder or Path()).glob("*/*"):
        os.utime(path, (1_000_000, 1_000_000))
    later = Cache(store.folder)
    later.recall("things", made_of[0])
    later.prune()
    Cache(store.folder).prune(1500)
    assert [bool(store.recall("things", one)) for one in made_of] == [True, False]


def told(project: Path, cache: Cache) -> object:
    """What a plan of some project says: its warnings, texts and findings, or why there is none."""
    try:
        made = plan(project, load_config(project), ["chengdu", "zibo"], cache=cache)
    except Problems as found:
        return found.problems
    return made.warnings, made.documents, made.accounts


def test_after_each_change_everything_is_as_without_a_cache(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    cache = Cache.of(project)
    assert told(project, cache) == (before := told(project, NOTHING))
    for file, old, new in (
        ("data/zones/chengdu.yaml", "value: 613", "value: 六百"),
        ("data/zones/chengdu.yaml", "value: 六百", "value: 614"),
        ("data/zones/chengdu.yaml", "city: 成都市\n", "city: 成都市\n\n"),
        ("templates/zone/report.yaml", "each: zone", "each: zone\n# 说明"),
        ("data/allowed_numbers.yaml", "allowed:\n", "allowed:\n\n"),
    ):
        change(project / file, old, new)
        now = told(project, NOTHING)
        assert told(project, cache) == now, (file, new)
        assert told(project, cache) == now, (file, new)
    section = project / "templates/zone/41_more.md.j2"
    section.write_text("# 另外\n\n本区{{ zone.city }}。\n", encoding="utf-8")
    assert told(project, cache) == (more := told(project, NOTHING)) != before
    section.write_text("# 另外\n\n本区在{{ zone.province }}。\n", encoding="utf-8")
    assert told(project, cache) == told(project, NOTHING) != more


def test_a_text_that_was_clear_is_found_wrong_once_it_is(project: Path) -> None:
    cache = Cache.of(project)
    assert lint_project(project, cache=cache) == lint_project(project)
    change(project / "data/zones/chengdu.yaml", "about: 首批", "about: 近年来,首批")
    found = lint_project(project, cache=cache)
    assert found == lint_project(project)
    assert found


def test_the_loader_does_not_overlook_a_file_in_the_wrong_place(project: Path) -> None:
    cache = Cache.of(project)
    load_dataset(project, cache)
    (project / "data/zones/chengdu.yaml.txt").write_text("name: 成都\n", encoding="utf-8")
    with pytest.raises(Problems):
        load_dataset(project, cache)


def test_what_was_loaded_once_is_not_loaded_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the data hold can be kept and read back: values, fractions, periods, patterns."""
    cache = Cache.of(project)
    facts = load_dataset(project, cache).facts
    monkeypatch.setattr(folder, "read_tree", never)
    assert [*load_dataset(project, cache).facts.values()] == [*facts.values()]


def test_what_the_gate_had_against_a_zone_is_asked_again_once_its_file_or_the_date_has_changed(project: Path) -> None:
    cache = Cache.of(project)
    change(project / "data/zones/chengdu.yaml", "value: 613", "value: -613")
    for day in (date(2026, 11, 1), date(2020, 1, 1)):
        book = EditionData(load_dataset(project, cache), day)
        assert examine(book, cache=cache) == examine(book, cache=cache) == examine(book)
    change(project / "data/zones/chengdu.yaml", "value: -613", "value: 613")
    mended = EditionData(load_dataset(project, cache), date(2020, 1, 1))
    assert examine(mended, cache=cache) == examine(mended) != examine(book)
