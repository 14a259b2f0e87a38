"""When a run is due by `[schedule]` of report.toml.  Light: a build that has nothing to do asks, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as Time  # noqa: N812 - a field is called time
from pathlib import Path
from typing import Any

from hgz_report.delivery.clock import CHINA
from hgz_report.forms.bounded_toml import rough

_QUARTERS = (1, 4, 7, 10)
_DAY = timedelta(days=1)
_FAR = 400
"""Days that are looked through: more than a quarter, and than anybody leaves a schedule alone."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """`every`: 天, 周, 月, 季; `day`: of the week (1 is Monday), the month, the quarter's first month; `time` in China."""

    every: str
    day: int
    time: Time

    def dues(self, after: datetime, until: datetime) -> list[datetime]:
        """Every time it is due after one moment and not after another; of longer spans the last 400 days."""
        day = max(after.astimezone(CHINA).date(), until.astimezone(CHINA).date() - _FAR * _DAY)
        found: list[datetime] = []
        while day <= until.astimezone(CHINA).date():
            due = datetime.combine(day, self.time, CHINA)
            if self._on(day) and after < due <= until:
                found.append(due)
            day += _DAY
        return found

    def next(self, after: datetime) -> datetime:
        """When it is due next."""
        return self.dues(after, after + _FAR * _DAY)[0]

    def _on(self, day: date) -> bool:
        match self.every:
            case "周":
                return day.isoweekday() == self.day
            case "月":
                return day.day == self.day
            case "季":
                return day.day == self.day and day.month in _QUARTERS
            case _:
                return True


def raw_config(root: Path) -> dict[str, Any]:
    """report.toml as far as it can be read: who loads it properly says what is wrong."""
    return rough(root / "report.toml")


def output_of(root: Path, config: dict[str, Any]) -> Path:
    """Where editions are published."""
    said = config.get("output")
    return root / str((said.get("folder") if isinstance(said, dict) else "") or "reports")


def schedule_of(config: dict[str, Any]) -> Schedule | None:
    """The schedule; None where there is none, or none that makes sense."""
    said = config.get("schedule")
    if not isinstance(said, dict) or said.get("every") not in ("天", "周", "月", "季"):
        return None
    try:
        return Schedule(said["every"], int(said.get("day", 1)), Time.fromisoformat(str(said.get("time", "06:00"))))
    except (ValueError, TypeError):
        return None
