"""Makes the views of 四融三化: dimensions, tasks with their measures, shortcomings, and who said what."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL
from hgz_report.data.pathway import Dimension, Measure, Pathway, Shortcoming, Speaker, Task
from hgz_report.narrate.pathway_views import (
    DimensionView,
    MeasureView,
    ShortcomingView,
    SpeakerView,
    TaskView,
    ZoneView,
)
from hgz_report.narrate.view_words import head
from hgz_report.origin import Attributed, Wording, attributed

ROLE_NAMES = {"main": "主线", "grip": "抓手", "support": "支撑", "direction": "方向"}


class PathwayMaker(Struct, frozen=True):
    """View maker of data/pathway.yaml; `bound`: a text with its numbers bound, `zone`: the view of a zone."""

    pathway: Pathway
    bound: Callable[[str, str], Attributed]
    zone: Callable[[str], ZoneView]

    def _said(self, text: str) -> Attributed:
        return self.bound(text, NATIONAL)

    def _each(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(said for text in texts if (said := self._said(text)))

    def dimension(self, dimension: Dimension) -> DimensionView:
        """One of 四融三化."""
        return DimensionView(
            id=attributed(dimension.id, Wording("id")),
            name=dimension.name,
            short=dimension.short,
            kind=dimension.kind,
            role=dimension.role,
            role_name=attributed(ROLE_NAMES[dimension.role], Wording("role")),
            measure=dimension.measure,
            sign_heads=tuple(head(sign) for sign in dimension.signs),
            _told=lambda name: self._said(getattr(dimension, name)),
            _each=lambda name: self._each(getattr(dimension, name)),
        )

    def task(self, task: Task) -> TaskView:
        """One of the six tasks."""
        measures = tuple(self.measure(measure) for measure in task.measures)
        return TaskView(task.id, task.name, task.short, self._said(task.gist), task.anchors, measures)

    def measure(self, measure: Measure) -> MeasureView:
        """One measure under a task, numbered through all tasks."""
        of_all = [one for task in self.pathway.tasks for one in task.measures]
        at = next(n for n, one in enumerate(of_all, 1) if one is measure)
        return MeasureView(
            text=self._said(measure.text),
            condition=measure.condition,
            areas=measure.areas,
            number=attributed(str(at), Wording("ordinal")),
            brief=self._said(measure.brief),
            lead=measure.lead,
            pilots=tuple(self.zone(slug) for slug in measure.pilots),
            result=self._said(measure.result),
            first=self._said(measure.first),
        )

    def shortcoming(self, item: Shortcoming) -> ShortcomingView:
        """One of the four shortcomings with its dimensions and tasks."""
        return ShortcomingView(
            id=item.id,
            name=item.name,
            gist=self._said(item.gist),
            dimensions=tuple(self.dimension(d) for d in self.pathway.dimensions if d.id in item.dimensions),
            tasks=tuple(self.task(t) for t in self.pathway.tasks if t.id in item.tasks),
            have=self._said(item.have),
            watch=self._each(item.watch),
        )

    def speaker(self, speaker: Speaker) -> SpeakerView:
        """Who said what."""
        said = self._said(speaker.said)
        return SpeakerView(speaker.name, speaker.post, said, speaker.quoted, speaker.zone or "")
