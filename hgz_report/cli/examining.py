"""`hgz-report doctor`: what this machine has for the work, and what that changes."""

from __future__ import annotations

import argparse

from hgz_report.cli.output import print_json, problem_record, say_error, show_table

DONE, FOUND = 0, 1


def doctor(options: argparse.Namespace) -> int:
    """Show it; exit code 1 where the project's own choice can't be followed."""
    from hgz_report.workshop.machine import examined

    machine = examined(options.root)
    if options.json:
        things = [
            {"group": one.group, "name": one.name, "found": one.found, "changes": one.changes}
            for one in machine.equipment
        ]
        print_json({"equipment": things, "problems": [problem_record(problem) for problem in machine.problems]})
    else:
        rows = [(one.group, one.name, one.found or "没有", one.changes) for one in machine.equipment]
        show_table(("哪一类", "名称", "这台电脑上", "有什么用"), rows)
        for problem in machine.problems:
            say_error(str(problem))
    return FOUND if any(problem.severity == "error" for problem in machine.problems) else DONE
