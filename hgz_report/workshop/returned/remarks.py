"""Comments as changes that are asked for: what each is about, and where that was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hgz_report.readers.word_comments import WordRemark
from hgz_report.workshop.returned.find_changes import BuiltAndFound
from hgz_report.workshop.returned.found_change import FoundChange, stays
from hgz_report.workshop.returned.readable_diff import compared
from hgz_report.workshop.returned.sentences_changed import part_name, shown


def remark_changes(remarks: Sequence[WordRemark], returned: BuiltAndFound) -> Iterator[FoundChange]:
    """One for each comment, answers too, in the order of the file."""
    for one in remarks:
        held = returned.view.remarks.get(one.id) or returned.view.remarks.get(one.answers)
        text = f"（答复）{one.text}" if one.answers else one.text
        text = f"{text}（已解决）" if one.done else text
        parts = [*returned.view.parts(held)] if held else []
        if not parts:
            yield FoundChange("remark", "", text, stays(text), who=one.who)
            continue
        place, start, end = next((part for part in parts if part[1] < part[2]), parts[0])
        paragraph = returned.view.paragraphs[place]
        about = shown(paragraph.text[start:end]) or shown(paragraph.text)[:24]
        built = returned.partner.get(place, -1)
        if built < 0:
            near = returned.near(place)
            yield FoundChange("remark", about, text, stays(text), near, who=one.who, found=place)
            continue
        mine = returned.report.paragraphs[built]
        back = compared(paragraph.text, mine.text, returned.glue)
        first, last = back.first(start), max(back.last(end), back.first(start))
        touched = [*mine.touched(first, last)]
        sizes = {one.origin: min(one.end, last) - max(one.start, first) for one in touched}
        origins = tuple(sorted(sizes, key=lambda origin: sizes[origin], reverse=True))
        yield FoundChange(
            "remark", about, text, stays(text), built, first, last, origins, one.who, part=part_name(mine), found=place
        )
