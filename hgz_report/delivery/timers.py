"""Timers as systemd, cron and Windows read them, for one project: paths with blanks, Chinese, quotes and percent signs hold.

Each of them starts the same command, which does the rest (`cli.unattended`).
"""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from msgspec import Struct

from hgz_report.delivery.due import Schedule
from hgz_report.problems import Problem, Unusable

System = Literal["systemd", "cron", "windows"]
NAME = "hgz-report"
LOG = "delivery/unattended.log"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FULL_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_QUARTERS = ("January", "April", "July", "October")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Timer(Struct, frozen=True):
    """`root`: the project's folder; `python`: the program that has the package; `first`: when it is due first;
    `keep_going`: a zone with mistakes is left out, the others are made and sent.
    """

    schedule: Schedule
    root: Path
    python: Path
    first: datetime
    keep_going: bool = False

    @property
    def command(self) -> str:
        """The command and what it is asked, without the log."""
        return "unattended --keep-going" if self.keep_going else "unattended"

    def text(self, system: System) -> str:
        """What to put where, with where that is.  Raises Unusable for paths that none of them can hold."""
        if any(_CONTROL.search(str(path)) for path in (self.root, self.python)):
            hint = "把项目移到名字里没有换行的文件夹"
            raise Unusable([Problem(None, "项目所在的文件夹，名字里有换行或控制字符", hint)])
        match system:
            case "systemd":
                return self._systemd()
            case "cron":
                return self._cron()
            case "windows":
                return self._windows()

    def _systemd(self) -> str:
        root, python = _specifiers(str(self.root)), _systemd_word(str(self.python))
        return f"""# 存成 ~/.config/systemd/user/{NAME}.service
[Unit]
Description=国家高新区简报：做一期，投递，没有做成就告诉编辑
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={root}
Environment=LC_ALL=C.UTF-8 PYTHONUTF8=1
EnvironmentFile=-%h/.config/{NAME}.env
ExecStart={python} -m hgz_report {self.command}
SuccessExitStatus=75
TimeoutStartSec=2h
Nice=10

# 存成 ~/.config/systemd/user/{NAME}.timer
[Unit]
Description=国家高新区简报的定时

[Timer]
OnCalendar={self._calendar()} Asia/Shanghai
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""

    def _calendar(self) -> str:
        at, day = f"{self.schedule.time:%H:%M}:00", self.schedule.day
        match self.schedule.every:
            case "周":
                return f"{_WEEKDAYS[day - 1]} *-*-* {at}"
            case "月":
                return f"*-*-{day:02} {at}"
            case "季":
                return f"*-01,04,07,10-{day:02} {at}"
            case _:
                return f"*-*-* {at}"

    def _cron(self) -> str:
        """Once an hour it is asked whether a run is due: what was slept through is made good, in every time zone."""
        root, python = _cron_word(str(self.root)), _cron_word(str(self.python))
        command = f"cd {root} && LC_ALL=C.UTF-8 {python} -m hgz_report {self.command} --if-due --log {LOG}"
        return f"""# 加进 crontab -e。每小时问一次到没到时候：关机、睡着错过的，下一个小时补上；本机在哪个时区都一样。
7 * * * * {command}
"""

    def _windows(self) -> str:
        return f"""<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>国家高新区简报：做一期，投递，没有做成就告诉编辑</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{self.first.isoformat()}</StartBoundary>
      {self._trigger()}
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <StartWhenAvailable>true</StartWhenAvailable>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(str(self.python))}</Command>
      <Arguments>-X utf8 -m hgz_report {self.command} --log {LOG}</Arguments>
      <WorkingDirectory>{escape(str(self.root))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""

    def _trigger(self) -> str:
        match self.schedule.every:
            case "周":
                day = f"<{_FULL_WEEKDAYS[self.schedule.day - 1]} />"
                return (
                    f"<ScheduleByWeek><DaysOfWeek>{day}</DaysOfWeek><WeeksInterval>1</WeeksInterval></ScheduleByWeek>"
                )
            case "月":
                return self._by_month(_MONTHS)
            case "季":
                return self._by_month(_QUARTERS)
            case _:
                return "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"

    def _by_month(self, months: tuple[str, ...]) -> str:
        day = f"<DaysOfMonth><Day>{self.schedule.day}</Day></DaysOfMonth>"
        return f"<ScheduleByMonth>{day}<Months>{''.join(f'<{month} />' for month in months)}</Months></ScheduleByMonth>"


def _specifiers(text: str) -> str:
    """A setting of systemd that is the rest of its line: only % means something."""
    return text.replace("%", "%%")


def _systemd_word(text: str) -> str:
    """A word of a command line of systemd (systemd.service(5), “Command lines”)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_specifiers(escaped)}"'


def _cron_word(text: str) -> str:
    """A word for the shell, in a line where cron takes % for the end of the command."""
    return shlex.quote(text).replace("%", "\\%")
