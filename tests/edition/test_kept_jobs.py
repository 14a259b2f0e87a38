"""Jobs that were done before: taken again when nothing that they read has changed, and never otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.data.reads import DataPart
from hgz_report.edition import do_jobs
from hgz_report.edition.config import load_config
from hgz_report.edition.do_jobs import Done, Locally, do_all, made
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.prepare import Prepared, Wanted, prepare
from hgz_report.edition.same_text import KeptText
from hgz_report.edition.shelf import FileShelf
from tests.tools.project import change, section, small_project

SLUG = "chengdu"
ZONE = "data/zones/chengdu.yaml"
FACT: DataPart = ("fact", "chengdu.pilot_platforms@2024")


@dataclass
class Desk:
    """A small project and a store, where one report is done again and again."""

    root: Path
    store: Cache
    shelf: FileShelf

    def prepared(self) -> Prepared:
        """What is to be done, as the files are now."""
        return prepare(self.root, load_config(self.root), Wanted((SLUG,), "files"), self.store)

    def kept(self, prepared: Prepared) -> KeptJobs:
        """What was done before."""
        return KeptJobs(self.store, self.shelf, prepared.materials)

    def do(self) -> Done:
        """Do the report as the files are now."""
        prepared = self.prepared()
        return do_all(prepared.jobs, self.kept(prepared), Locally())

    def why(self) -> tuple[DataPart, ...] | None:
        """Why it was made; None where it was taken as it was."""
        return self.do().reasons[SLUG]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its store, in which the report was done once."""
    root = small_project(tmp_path_factory.mktemp("project"))
    assert Desk(root, Cache.of(root), FileShelf(root / "shelf")).why() == ()
    return root


@pytest.fixture
def desk(first: Path, tmp_path: Path) -> Desk:
    """A copy of its own to write in; the store is everybody's, so that a change that others made too was done before."""
    for name in ("data", "templates"):
        shutil.copytree(first / name, tmp_path / name)
    shutil.copy(first / "report.toml", tmp_path)
    return Desk(tmp_path, Cache.of(first), FileShelf(first / "shelf"))


def test_a_job_is_taken_as_it_was_when_nothing_has_changed(desk: Desk) -> None:
    again = desk.do()
    assert again.reasons[SLUG] is None
    made = again.papers[SLUG].made
    assert made is not None
    assert all(desk.shelf.has(content) for content in made.contents.values())


def test_what_is_taken_is_what_would_be_made(desk: Desk) -> None:
    kept = desk.do().papers[SLUG]
    desk.store = Cache(None)
    made = desk.do()
    assert made.reasons[SLUG] == ()
    assert made.papers[SLUG] == kept


@pytest.mark.parametrize(
    ("disturb", "part"),
    [
        (lambda root: change(root / ZONE, "value: 49\n", "value: 48\n"), FACT),
        (lambda root: change(root / "report.toml", "copies = 0", "copies = 20"), ("report.toml",)),
        (lambda root: section(root, "zone", "# 另外\n\n本区在{{ zone.city }}。\n"), ("report", SLUG)),
        (
            lambda root: change(next((root / "templates/zone").glob("10_*")), "\n", "\n\n本区在{{ zone.city }}。\n\n"),
            ("template", "zone/10_"),
        ),
        (lambda root: change(root / ZONE, "claim: 中试接起了", "claim: 中试连起了"), ("zone", SLUG, "briefing")),
    ],
    ids=("a fact", "configuration", "a new section", "a template", "a field of the zone"),
)
def test_a_job_is_done_again_when_something_that_it_read_has_changed(
    desk: Desk, disturb: Callable[[Path], object], part: DataPart
) -> None:
    before = desk.do().papers[SLUG]
    disturb(desk.root)
    done = desk.do()
    changed = done.reasons[SLUG]
    assert changed
    assert any(one[0] == part[0] and "".join(one[1:]).startswith("".join(part[1:])) for one in changed), changed
    assert done.papers[SLUG] != before


@pytest.mark.parametrize(
    "disturb",
    [
        lambda root: change(root / "data/zones/zigong.yaml", "value: 16.55", "value: 16.56"),
        lambda root: (root / "templates/zone/zibo").mkdir(),
        lambda root: (root / "notes.txt").write_text("mine", encoding="utf-8"),
    ],
    ids=("another zone's fact", "a folder for another zone", "a file nobody reads"),
)
def test_a_change_that_it_did_not_read_leaves_it_as_it_was(desk: Desk, disturb: Callable[[Path], object]) -> None:
    disturb(desk.root)
    assert desk.why() is None


def test_a_paper_that_says_what_it_said_is_not_drawn_again(desk: Desk) -> None:
    section(desk.root, "zone", "# 另外\n\n{% if fact('key_chains') %}另有重点产业链。{% end %}\n")
    desk.do()
    before = drawings(desk)
    change(desk.root / ZONE, "    value: 14\n", "    value: 15\n")
    done = desk.do()
    assert ("fact", "chengdu.key_chains@2024") in (done.reasons[SLUG] or ())
    assert before
    assert drawings(desk) == before
    desk.store = Cache(None)
    assert desk.do().papers == done.papers


def test_what_the_data_say_of_its_numbers_is_new_though_nothing_is_drawn_again(desk: Desk) -> None:
    first = desk.do().papers[SLUG].made
    before = drawings(desk)
    change(desk.root / ZONE, "note: 各类中试平台；", "note: 各种中试平台；")
    done = desk.do()
    made = done.papers[SLUG].made
    assert first
    assert made
    assert made.files == first.files
    assert made.rows != first.rows
    assert drawings(desk) == before
    desk.store = Cache(None)
    assert desk.do().papers == done.papers


def drawings(desk: Desk) -> set[str]:
    """The entries of the store that say what was drawn."""
    return {path.name for path in (desk.store.folder or desk.root).glob("drawn/*")}


def test_there_and_back_again_costs_nothing(desk: Desk) -> None:
    before = desk.do().papers[SLUG]
    assert desk.why() is None
    change(desk.root / ZONE, "value: 49\n", "value: 47\n")
    assert desk.why() == (FACT,)
    change(desk.root / ZONE, "value: 47\n", "value: 49\n")
    back = desk.do()
    assert back.reasons[SLUG] is None
    assert back.papers[SLUG] == before


def test_of_several_results_the_one_that_was_used_last_stays_longest(desk: Desk) -> None:
    """An editor tries out one number after another and goes back to the first each time."""
    assert desk.why() is None
    for tried in range(100, 107):
        change(desk.root / ZONE, "value: 49\n", f"value: {tried}\n")
        assert desk.why() == (FACT,)
        change(desk.root / ZONE, f"value: {tried}\n", "value: 49\n")
        assert desk.why() is None


def test_results_of_another_depth_or_of_other_formats_are_not_taken_for_it(desk: Desk) -> None:
    prepared = desk.prepared()
    kept, (job,) = desk.kept(prepared), prepared.jobs
    assert kept.recall(job).paper
    assert kept.recall(replace(job, depth="pages")).paper is None
    assert kept.recall(replace(job, formats=("pdf",))).paper is None
    assert kept.recall(replace(job, issue=99)).changed == (("report", SLUG),)


def entries(desk: Desk, kind: str) -> list[Path]:
    assert desk.store.folder is not None
    return list((desk.store.folder / kind).iterdir())


@pytest.mark.parametrize("kind", ["job", "job-reads"])
@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"", lambda data: data[:60] + b"!" + data[61:]])
def test_a_damaged_entry_is_as_if_it_had_never_been_done(
    desk: Desk, kind: str, spoil: Callable[[bytes], bytes]
) -> None:
    before = desk.do().papers[SLUG]
    for path in entries(desk, kind):
        path.write_bytes(spoil(path.read_bytes()))
    done = desk.do()
    assert (done.reasons[SLUG], done.papers[SLUG]) == ((), before)
    assert desk.why() is None


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"changed")])
@pytest.mark.parametrize("suffix", [".docx", ".tree.json"])
def test_a_result_whose_file_is_gone_or_changed_is_made_again(
    desk: Desk, spoil: Callable[[Path], object], suffix: str
) -> None:
    made = desk.do().papers[SLUG].made
    assert made is not None
    path = desk.shelf.place(made.contents[f"{SLUG}{suffix}"])
    before = path.read_bytes()
    spoil(path)
    assert desk.why() == ()
    assert path.read_bytes() == before
    assert desk.why() is None


def test_a_report_with_a_number_that_nothing_stands_behind_is_not_kept(desk: Desk) -> None:
    section(desk.root, "zone", "# 另外\n\n共有 4711 家企业。\n")
    for _ in range(2):
        done = desk.do()
        assert done.reasons[SLUG]
        assert done.papers[SLUG].words.unaccounted
        assert done.papers[SLUG].made is None


def test_a_report_that_could_not_be_composed_is_not_kept(desk: Desk) -> None:
    section(desk.root, "zone", "# 另外\n\n{{ fact('chengdu.nothing@2024') }}。\n")
    for _ in range(2):
        done = desk.do()
        assert not done.papers
        assert done.failed[SLUG]


def test_without_a_store_nothing_is_kept(desk: Desk) -> None:
    desk.store = Cache(None)
    assert desk.why() == desk.why() == ()


def test_who_saves_a_template_while_the_report_is_made_gets_it_made_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept is what stood in the template when it was read, not what stands there afterwards."""
    template = next((desk.root / "templates/zone").glob("10_*"))
    change(desk.root / ZONE, "value: 49\n", "value: 46\n")

    def made_and_edited(job: Job, materials: Materials, shelf: FileShelf) -> KeptText:
        paper = made(job, materials, shelf)
        change(template, "\n", "\n\n本区在{{ zone.city }}。\n\n")
        return paper

    with monkeypatch.context() as patched:
        patched.setattr(do_jobs, "made", made_and_edited)
        assert desk.why()
    assert desk.why() == (("template", f"zone/{template.name}"),)
