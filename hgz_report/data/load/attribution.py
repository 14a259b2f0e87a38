"""Every printed text of a model learns the file and the lines it stands in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from hgz_report.data.printed import printed
from hgz_report.forms.draft import Draft
from hgz_report.forms.tree import Steps, path_text
from hgz_report.origin import Attributed, DataText, attributed


def attribute(draft: Draft[BaseModel]) -> None:
    """Put attributed texts in place of the printed ones of a draft's model.

    They are equal to what they replace, so a frozen model stays the model it was.
    """
    for steps, text, _ in printed(draft.model):
        first, last = draft.lines(*steps)
        _put(draft.model, steps, attributed(text, DataText(draft.tree.file, first, last, path_text(steps))))


def _put(inside: Any, steps: Steps, text: Attributed) -> Any:
    """The thing with the text at the end of the way; models and dicts are changed in place, tuples made anew."""
    step, *rest = steps
    child = _child(inside, step)
    put = _put(child, tuple(rest), text) if rest else text
    if put is child:
        return inside
    if isinstance(inside, BaseModel):
        inside.__dict__[str(step)] = put
        return inside
    if isinstance(inside, dict):
        inside[step] = put
        return inside
    return (*inside[:step], put, *inside[int(step) + 1 :])


def _child(inside: Any, step: str | int) -> Any:
    if isinstance(inside, BaseModel):
        return getattr(inside, str(step))
    return inside[step]
