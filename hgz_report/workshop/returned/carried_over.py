"""A change of a published text carried over to what the text is now, as long as it was changed in other places only."""

from __future__ import annotations

from hgz_report.workshop.returned.readable_diff import Compared, TextEdit


def carried_over(edit: TextEdit, was: str, now: str, held: Compared) -> TextEdit | None:
    """The same characters in `now`, which is held against `was`; None where they, or what they stand between, are others."""
    if edit.start == edit.end:
        at = _between(edit.start, was, now, held)
        return None if at is None else edit._replace(start=at, end=at)
    own = [one for one in held.same if one.start < edit.end and edit.start < one.end]
    if not own:
        return None
    start = own[0].new_start + max(edit.start - own[0].start, 0)
    end = own[-1].new_end - max(own[-1].end - edit.end, 0)
    same = "".join(was[edit.start : edit.end].split()) == "".join(now[start:end].split())
    return edit._replace(start=start, end=end) if same else None


def _between(at: int, was: str, now: str, held: Compared) -> int | None:
    """The place between the same two words, or at the same end of the text."""
    before = next((one for one in reversed(held.same) if one.end <= at), None)
    after = next((one for one in held.same if one.start >= at), None)
    if was[before.end if before else 0 : after.start if after else len(was)].strip():
        return None  # what stood beside it is not there any more
    start, end = before.new_end if before else 0, after.new_start if after else len(now)
    if now[start:end].strip():
        return None  # something else was put in at the same place
    return start + (at - before.end) if before else max(end - ((after.start if after else len(was)) - at), 0)
