"""The arguments of the commands about what happens to a published edition: delivered, made by a timer, answered."""

from __future__ import annotations

from pathlib import Path

from hgz_report.cli.edition_arguments import AddCommand

_EPILOG = """怎么用：
  hgz-report deliver                       谁会收到哪几份（计划，不发）
  hgz-report deliver --send --new-ledger   第一次发
  hgz-report deliver --send                发；发过的跳过，没有发出的再试
  hgz-report deliver --resume 名称 sent    问过了，收到了
  hgz-report deliver --resume 名称 again   问过了，没有收到，下次再发

退出码：0 都发到了（或计划里没有问题），1 有没有发出的，75 另一次投递正在进行。
"""


def sending_commands(add: AddCommand) -> None:
    """Add them."""
    what = "把发布的一期送给 data/recipients.yaml 里的各处；不写 --send 就只列出计划"
    send = add("deliver", what)
    send.epilog = _EPILOG
    send.add_argument("edition", nargs="?", metavar="期", help="哪一期；默认取 report.toml")
    send.add_argument("--send", action="store_true", help="真的发；发过的不会再发")
    send.add_argument("--changed", action="store_true", help="这一期发过、现在内容不一样的，再发一次新的")
    what = "问过收件的以后说明：收到了写 sent，没有收到、要再发写 again"
    send.add_argument("--resume", nargs=2, metavar=("名称", "sent|again"), help=what)
    send.add_argument("--new-ledger", action="store_true", help="第一次投递：开一本台账")
    what = "告诉编辑（[delivery] editor）上一次没有做成、没有送到的；给定时任务用"
    send.add_argument("--failure", action="store_true", help=what)

    timed = add("unattended", "定时任务用的一条：做一期，投递，没有做成就告诉编辑")
    timed.add_argument("--if-due", action="store_true", help="到了时候才做（[schedule]）；给每小时运行一次的 cron 用")
    timed.add_argument("--log", type=Path, metavar="文件", help="说的话添在这个文件末尾，相对于项目文件夹")
    gaps = "一个高新区的数据或模板有错，只缺它的几份，别的照做、照送（退出码 1，编辑收到信）"
    timed.add_argument("--keep-going", action="store_true", help=gaps)
    timers = add("schedule", "印出定时任务，照 report.toml 的 [schedule]（docs/schedule.md）")
    which = timers.add_mutually_exclusive_group(required=True)
    for system, where in (("systemd", "Linux"), ("cron", "没有 systemd 的"), ("windows", "Windows 的任务计划程序")):
        which.add_argument(f"--{system}", dest="system", action="store_const", const=system, help=where)
    timers.add_argument("--keep-going", action="store_true", help=f"定时任务里写上 --keep-going：{gaps}")

    add("inbox", "列出 inbox/ 里收回来的报送表、改过的稿子；程序不动它们")
