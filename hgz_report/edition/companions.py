"""What an edition publishes beside its papers, and the hashes of all its files."""

from __future__ import annotations

from collections.abc import Mapping

from hgz_report.edition.bound_volume import BOOKLET, bound_volume
from hgz_report.edition.index_page import index_page, paper_places
from hgz_report.edition.kinds_told import tell_kinds
from hgz_report.edition.made_ready import Ready
from hgz_report.edition.own_files import MANIFEST, sealed
from hgz_report.edition.pinned_faces import FACES
from hgz_report.edition.record import FACTS, INDEX, edition_trace, facts_csv, manifest
from hgz_report.edition.shelf import FileContent, FileShelf
from hgz_report.edition.state_file import STATE, state_json
from hgz_report.provenance.trace_file import TRACE


def companions(ready: Ready, shelf: FileShelf, more: Mapping[str, object]) -> dict[str, bytes]:
    """manifest.json, with what `more` there is to say in it, facts.csv, trace.json, state.json, index.html and the
    booklet, which a trial has none of.
    """
    prepared, made = ready.prepared, ready.made
    config, fonts = prepared.config, prepared.fonts
    order = [report.slug for report in prepared.reports]
    date = config.date.isoformat()
    said = [str(warning) for warning in ready.warnings]
    content = manifest(config.edition_id, date, made, ready.inputs, fonts.served(), said, order)
    content[FACES] = ready.faces
    content |= more
    tell_kinds(content, prepared.reports)
    booklet = None if "trial" in more else bound_volume(made, shelf, config, fonts, prepared.cache)
    if booklet:
        content["booklet"] = booklet.entry
    made_beside = {
        TRACE: edition_trace(
            config.edition_id, date, made, prepared.dataset, order, booklet.trace if booklet else None
        ),
        FACTS: facts_csv(made, order),
        STATE: state_json(config, prepared.materials.dataset, ready.done.words, prepared.cache),
        INDEX: index_page(content, config.masthead.series, paper_places(prepared.reports, prepared.dataset)),
    }
    if booklet:
        made_beside[BOOKLET] = booklet.data
    held = {name: FileContent.of(data) for name, data in made_beside.items()}
    content["companions"] = {name: {"sha256": one.sha256, "bytes": one.size} for name, one in held.items()}
    return {MANIFEST: sealed(content), **made_beside}


def hashes_of(ready: Ready, beside: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every file by name."""
    hashes = {name: FileContent.of(data).sha256 for name, data in beside.items()}
    return hashes | {name: content.sha256 for one in ready.made for name, content in one.contents.items()}
