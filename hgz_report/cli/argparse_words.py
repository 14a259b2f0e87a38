"""Everything argparse may say, in Chinese, put where argparse looks for translations."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "subcommands": "命令",
    "%(heading)s:": "%(heading)s：",
    " (default: %(default)s)": "（不写就是 %(default)s）",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本",
    "%(prog)s: error: %(message)s\n": "%(prog)s：错误：%(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s：留意：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "unrecognized arguments: %s": "认不出的参数：%s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 没有写全，可能是：%(matches)s",
    "unexpected option string: %s": "认不出的选项：%s",
    "the following arguments are required: %s": "缺少：%s",
    "one of the arguments %s is required": "这几个参数里要写一个：%s",
    "not allowed with argument %s": "不能同 %s 一起用",
    "ignored explicit argument %r": "后面不带值，却写了 %r",
    "expected one argument": "后面要跟一个值",
    "expected at most one argument": "后面最多跟一个值",
    "expected at least one argument": "后面至少跟一个值",
    "expected %s argument": "后面要跟 %s 个值",
    "expected %s arguments": "后面要跟 %s 个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能是 %(value)r（可选：%(choices)s）",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "不能是 %(value)r，是不是 %(closest)r？（可选：%(choices)s）"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r 不是 %(type)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有命令 %(parser_name)r（可选：%(choices)s）",
    'argument "-" with mode %r': "打开方式为 %r 时不能写“-”",
    "can't open '%(filename)s': %(error)s": "打不开“%(filename)s”：%(error)s",
    "option '%(option)s' is deprecated": "选项 %(option)s 将要停用",
    "argument '%(argument_name)s' is deprecated": "参数 %(argument_name)s 将要停用",
    "command '%(parser_name)s' is deprecated": "命令 %(parser_name)s 将要停用",
    # What follows is said to whoever writes the parser.
    ".__call__() not defined": "没有定义 .__call__()",
    "%r is not callable": "%r 不能调用",
    "'required' is an invalid argument for positionals": "位置参数不能用 required",
    "mutually exclusive arguments must be optional": "互斥的参数不能是必需的",
    "cannot merge actions - two groups are named %r": "有两个组都叫 %r，合不起来",
    "cannot have multiple subparser arguments": "只能有一组命令",
    "conflicting subparser: %s": "有两个命令叫 %s",
    "conflicting subparser alias: %s": "有两个命令的别名是 %s",
    "conflicting option string: %s": "选项写重了：%s",
    "conflicting option strings: %s": "选项写重了：%s",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r": (
        "选项 %(option)r 要以 %(prefix_chars)r 里的字符开头"
    ),
    "dest= is required for options like %r": "%r 这样的选项要写 dest=",
    "invalid conflict_resolution value: %r": "conflict_resolution 不能是 %r",
}
"""Of Python 3.11 to 3.14; what a later one adds stays English and a test names it."""


def speak_chinese() -> None:
    """From now on argparse says everything from `WORDS`.

    It asks `gettext` through two names of its own module, which look in the folders of the system's language; we have no
    such folder, and the command speaks Chinese whatever the system speaks.
    """
    vars(argparse).update(_=_said, ngettext=_counted)


def _said(message: str) -> str:
    return WORDS.get(message, message)


def _counted(one: str, many: str, count: object) -> str:
    return _said(one if count == 1 else many)
