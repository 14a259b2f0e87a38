"""Templates that would take for ever or all memory, by what ends them.  Owner is a zone of the sample, which has few facts."""

from __future__ import annotations

_MANY = "{% set l = facts() %}" + "{% set l = l + l %}" * 5 + "\n"
"""Some hundred facts."""
_TEXT = "{% set x = zone.short %}"
_LONG = "{% set x %}" + "甲" * 4_000 + "{% endset %}{% set y %}" + "甲" * 4_000 + "{% endset %}\n"


def _loops(inside: str, times: int = 3, over: str = "l") -> str:
    """So many loops one in another around something."""
    begins = "".join(f"{{% for a{n} in {over} %}}" for n in range(times))
    return _MANY + begins + inside + "{% endfor %}" * times


def _eaches(inside: str, times: int = 3, between: str = "") -> str:
    """The same with what tells of one thing after the other."""
    begins = "".join(f"{{% each l {between} %}}" for _ in range(times))
    return _MANY + begins + inside + "{% end %}" * times


def _again(line: str, times: int = 40) -> str:
    return f"{line}\n" * times


def _tower(storeys: int, calls: int = 2) -> str:
    begin = "{% macro m0() %}甲{% endmacro %}\n"
    macros = (
        f"{{% macro m{n}() %}}" + f"{{{{ m{n - 1}() }}}}" * calls + "{% endmacro %}\n" for n in range(1, storeys + 1)
    )
    return f"{begin}{''.join(macros)}{{{{ m{storeys}() }}}}"


def _asked(function: str) -> str:
    return _loops(f"{{% if {function} %}}{{% endif %}}")


_RECURSIVE = "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}\n{{ m(1) }}"
_HALVING = "{% macro m(n) %}{% if n %}{{ m(n[1:]) }}{{ m(n[1:]) }}{% endif %}{% endmacro %}" + _MANY + "{{ m(l[:28]) }}"

ENDLESS: dict[str, tuple[str, str]] = {
    # lists
    "list + list": ("{% set l = facts() | list %}" + _again("{% set l = l + l %}"), "ITEMS"),
    "tuple + tuple": ("{% set l = facts() %}" + _again("{% set l = l + l %}"), "ITEMS"),
    "lists in lists": ("{% set l = [zone] %}" + _again("{% set l = [l, l] %}"), "LAYERS"),
    "wide lists in lists": (_MANY + _again("{% set l = [" + "l, " * 300 + "] %}", 5), "ITEMS"),
    "dictionaries in dictionaries": (_MANY + _again("{% set l = {'a': l, 'b': l} %}"), "ITEMS"),
    "a list copied": (_loops("{% set x = l | list %}"), "ITEMS"),
    "a list cut": (_loops("{% set x = l[::-1] %}"), "ITEMS"),
    "a list sorted": (_loops("{% set x = l | sort(attribute='name') %}"), "ITEMS"),
    "a list grouped": (_loops("{% set x = l | groupby('name') %}"), "ITEMS"),
    "a list made unique": (_loops("{% if l | unique | list %}{% endif %}"), "ITEMS"),
    "a list chosen from": (_loops("{% for b in l | rejectattr('name') %}{% endfor %}"), "ITEMS"),
    "a list mapped": (_loops("{% set x = l | map(attribute='name') | list %}"), "ITEMS"),
    "a list searched": (_loops("{% if zone in l %}{% endif %}"), "ITEMS"),
    "lists compared": (_loops("{% if l + [zone] == l + [zone] %}{% endif %}"), "ITEMS"),
    "a test that searches": (_loops("{% set x = l | select('in', l) | list %}"), "ITEMS"),
    "counted again and again": (_loops("{% if count(facts(), '项', '甲') %}{% endif %}"), "WORK"),
    "arguments of arguments": (
        "{% macro m(n) %}{% if n | length > 1 %}{{ m(n[1:], varargs, varargs) }}{% elif varargs == [varargs] %}"
        "{% endif %}{% endmacro %}" + _MANY + "{{ m(l[:25], 1) }}",
        "LAYERS",
    ),
    # texts
    "text ~ text": (_TEXT + _again("{% set x = x ~ x %}") + "{{ x }}", "TEXT"),
    "name ~ name": ("{% set x = zone.slug %}" + _again("{% set x = x ~ x %}"), "TEXT"),
    "joined": (_TEXT + _again("{% set x = [x, x] | join %}") + "{{ x }}", "TEXT"),
    "joined by itself": (_TEXT + _again("{% set x = [x, x, x] | join(x) %}") + "{{ x }}", "TEXT"),
    "joined as words": (_TEXT + _again("{% set x = [x, x] | join_words(x) %}") + "{{ x }}", "TEXT"),
    "quoted": (_TEXT + _again("{% set x = (x ~ x) | quoted %}") + "{{ x }}", "TEXT"),
    "captured": ("{% set x %}甲{% endset %}" + _again("{% set x %}{{ x }}{{ x }}{% endset %}"), "TEXT"),
    "captured in a loop": (_LONG + _loops("{% set z %}{{ x }}{{ y }}{% endset %}"), "TEXT"),
    "captured texts compared": (_LONG + _loops("{% if x == y %}{% endif %}"), "TEXT"),
    "captured text searched": (_LONG + _loops("{% if y in x %}{% endif %}"), "TEXT"),
    "a loop captured": (_LONG + "{% set z %}" + _loops("{{ x }}") + "{% endset %}", "TEXT"),
    "a long word for a function": (
        "{% set x = zone.slug %}" + _again("{% set x = x ~ x %}", 12) + "{{ fact(x) }}",
        "WORD",
    ),
    # macros
    "a macro in itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "DEPTH"),
    "a macro twice in itself": (_RECURSIVE, "DEPTH"),
    "a macro twice in itself, with an end": (_HALVING, "STEPS"),
    "a tower of macros": (_tower(29), "TEXT"),
    "a wide tower of macros": (_tower(10, 10), "TEXT"),
    "a tower too high": (_tower(40), "DEPTH"),
    "callers of callers": (
        "{% macro m() %}{% call m() %}{{ caller() }}{{ caller() }}{% endcall %}{% endmacro %}{% call m() %}甲{% endcall %}",
        "DEPTH",
    ),
    "optional in itself": (
        "{% macro m() %}{% optional %}{{ m() }}{{ m() }}{% endoptional %}{% endmacro %}{{ m() }}",
        "DEPTH",
    ),
    "a block in a block": (
        "{% block a %}{{ self.b() }}{{ self.b() }}{% endblock %}{% block b %}{{ self.a() }}{% endblock %}",
        "DEPTH",
    ),
    # loops
    "loops in loops": (_loops("甲", 6), "SECTION"),
    "empty loops": (_loops("", 6), "STEPS"),
    "a loop that lets nothing through": (_loops("{% for b in l if b.name == '乙' %}{% endfor %}"), "STEPS"),
    "a long body": (_loops("{% if zone.name == zone.city %}{% endif %}" * 500), "STEPS"),
    "a recursive loop": ("{% for d in dimensions recursive %}{{ loop(dimensions) }}{% endfor %}", "DEPTH"),
    "a recursive loop with an end": (
        _MANY + "{% for d in l recursive %}{% if loop.depth < 9 %}{{ loop(l) }}{% endif %}{% endfor %}",
        "STEPS",
    ),
    "a recursive loop that doubles": (
        "{% for d in [facts()] recursive %}{% if loop.depth < 28 %}{{ loop([d + d]) }}{% endif %}{% endfor %}",
        "ITEMS",
    ),
    "optional again and again": (_loops("{% optional %}{{ fact('gdp', 1900) }}{% endoptional %}", 4), "WORK"),
    # what tells of one thing after the other, and blanks of words
    "each in each": (_eaches("甲", 6), "SECTION"),
    "empty each": (_eaches("", 6), "STEPS"),
    "each with marks between": (_eaches("", 6, '"；"'), "SECTION"),
    "each in itself": ("{% each 七个方面 %}{% include 'short/10_section.md.j2' %}{% end %}", "STEPS"),
    "each of lists that double": (
        "{% set l = [facts()] %}" + "{% each l %}{% set l = l + l %}" * 10 + "{% end %}" * 10,
        "ITEMS",
    ),
    "words of what is told of": (_eaches("{% if 年底 %}{% endif %}" * 50), "STEPS"),
    "words of the paper": (_eaches("{% if 佐证 %}{% endif %}"), "WORK"),
    "lists of the paper": (_eaches("{% each 各组的数 %}{% end %}"), "WORK"),
    "the briefing's words": (_eaches("{% if 要点 %}{% endif %}" * 60), "STEPS"),
    "what each zone is asked for": (_eaches("{% if 各家请报 %}{% endif %}"), "WORK"),
    "the front chart": (_eaches("{% if 首页的图 %}{% endif %}"), "CHARTS"),
    "blanks of words": (_eaches("{简称}", 4), "SECTION"),
    "blanks that leave out": (_eaches("{（说明）}", 4), "STEPS"),
    "blanks with a way": (_eaches("{它.名称}", 4), "SECTION"),
    "blanks that count": (_eaches("{各组的数.项数}"), "WORK"),
    "a list without end in a blank": (
        "{% set l = [zone.short] %}" + _again("{% set l = l + l %}", 14) + "{% each [l] %}{它}{% end %}",
        "TEXT",
    ),
    # what templates ask for
    "verdicts": (_asked("verdicts()"), "WORK"),
    "matrix": (_asked("matrix()"), "WORK"),
    "entries": (_asked("entries()"), "WORK"),
    "position": (_asked("position()"), "WORK"),
    "facts": (_asked("facts()"), "WORK"),
    "fact": (_loops("{% set x = fact('pilot_platforms') %}", 4), "WORK"),
    "braces": (_loops("{pilot_platforms}", 4), "WORK"),
    "calculated": (_loops("{% if completion(l[0], l[0]) %}{% endif %}", 4), "WORK"),
    "charts": (_loops("{{ chart.matrix(matrix(), title='甲') }}"), "CHARTS"),
    "charts that are not printed": (_loops("{% if chart.matrix(matrix(), title='甲') %}{% endif %}"), "CHARTS"),
    "blocks of YAML": (
        _loops("\n```chart\nkind: column\ntitle: 甲\nfacts: [pilot_platforms]\n```\n", 1),
        "CHARTS",
    ),
    # output and other templates
    "output": (_loops("甲乙丙丁" * 50), "SECTION"),
    "included again and again": (_loops("{% include 'short/_part.md.j2' %}"), "STEPS"),
    "imported again and again": (_loops("{% import 'short/_part.md.j2' as m %}"), "STEPS"),
    "looked for again and again": (_loops("{% include ['a', 'b', 'c'] ignore missing %}"), "STEPS"),
    "included in itself": ("{% include 'short/10_section.md.j2' %}", "STEPS"),
    # what could not be compiled
    "ifs in ifs": ("{% if true %}" * 101 + "甲" + "{% endif %}" * 101, "NESTED"),
    "ifs in ifs without end": ("{% if true %}" * 2_000 + "甲" + "{% endif %}" * 2_000, "EXPRESSION"),
    "loops too deep": ("{% for a in facts() %}" * 21 + "甲" + "{% endfor %}" * 21, "NESTED"),
    "elifs": ("{% if zone.name == '甲' %}" + "{% elif zone.name == '乙' %}甲" * 3_000 + "{% endif %}", "ELIFS"),
    "brackets": ("{{ " + "(" * 200 + "zone" + ")" * 200 + " }}", "EXPRESSION"),
    "brackets of lists": ("{{ " + "[" * 3_000 + "]" * 3_000 + " }}", "EXPRESSION"),
    "not not": ("{{ " + "not " * 1_900 + "zone }}", "EXPRESSION"),
    "a chain of filters": ("{{ facts()" + " | list" * 500 + " }}", "EXPRESSION"),
    "a chain of parts": ("{{ zone" + ".name" * 500 + " }}", "EXPRESSION"),
    "a chain of sums": ("{{ " + "[1] + " * 300 + "[1] }}", "EXPRESSION"),
    "a long list": ("{% set l = [" + "1," * 50_000 + "] %}", "TOKENS"),
    "a large number": ("{% if 10**10**10 > 99999999999 %}甲{% endif %}", "NUMERAL"),
    "a number of many digits": ("{% if " + "9" * 50_000 + " > 1 %}甲{% endif %}", "NUMERAL"),
    "a hexadecimal number": ("{% if 0x" + "f" * 50_000 + " > 1 %}甲{% endif %}", "NUMERAL"),
    "infinity": ("{% if 1e999 > 1 %}甲{% endif %}", "NUMERAL"),
    "a chart of many": ("```chart\nkind: column\ntitle: 甲\nfacts: [" + "gdp@2023, " * 3_000 + "]\n```\n", "FORM"),
}
"""Template, and the bound that ends it."""

REFUSED: dict[str, tuple[str, str]] = {
    "power": ("{{ 10**10**8 }}", "不能做运算"),
    "power in a condition": ("{% if 10**9**9 > 1 %}甲{% endif %}", "不能做运算"),
    "text times a number": ("{{ '甲' * 999999999 }}", "不能做运算"),
    "list times a number": ("{% set l = facts() * 999999999 %}", "不能做运算"),
    "shift": ("{{ 1 << 99999999 }}", "不该有"),
    "width": ("{{ '%099999999d' % 1 }}", "不能做运算"),
    "format": ("{{ '{:>99999999}'.format(zone) }}", "不能当作函数"),
    "filter format": ("{{ '%99999999s' | format('x') }}", "没有“format”这个过滤器"),
    "filter center": ("{{ 'x' | center(99999999) }}", "没有“center”这个过滤器"),
    "filter indent": ("{{ 'x' | indent(99999999) }}", "没有“indent”这个过滤器"),
    "filter batch": ("{{ facts() | batch(99999999, 'x') | list }}", "没有“batch”这个过滤器"),
    "filter slice": ("{{ facts() | slice(99999999) | list }}", "没有“slice”这个过滤器"),
    "filter replace": ("{{ 'x' | replace('', 'y') }}", "没有“replace”这个过滤器"),
    "filter pprint": ("{{ facts() | pprint }}", "没有“pprint”这个过滤器"),
    "filter tojson": ("{{ facts() | tojson }}", "没有“tojson”这个过滤器"),
    "method replace": ("{{ zone.name.replace('', 'x') }}", "不能取“replace”"),
    "range": ("{% for i in range(99999999) %}甲{% endfor %}", "没有定义的名字“range”"),
    "lipsum": ("{{ lipsum(n=9999) }}", "没有定义的名字“lipsum”"),
    "cycler": ("{% set c = cycler(1, 2) %}", "没有定义的名字“cycler”"),
    "namespace": ("{% set n = namespace(l=[1]) %}", "没有定义的名字“namespace”"),
    "filter of a block": ("{% filter upper %}甲{% endfilter %}", "不能再用过滤器"),
    "test upper": ("{% if facts() is upper %}{% endif %}", "没有“is upper”"),
    "do": ("{% do facts() %}", "不认识"),
    "a list for a word": ("{{ recommendations(verdicts()) }}", "给的是清单"),
    "a list for a time": ("{{ fact('pilot_platforms', verdicts()) }}", "给的是清单"),
    "a list for a title": ("{{ chart.column(facts(), title=verdicts()) }}", "给的是清单"),
    "a list that is called": ("{{ verdicts()() }}", "不能当作函数"),
    "a list as a place": ("{{ zones[verdicts()] }}", "给的是清单"),
    "a list joined to a word": ("{{ zone.slug ~ verdicts() }}", "既不是文字"),
}
"""Template, and words of what is said."""

WORST: dict[str, str] = {
    "list + list": ENDLESS["list + list"][0],
    "text ~ text": ENDLESS["text ~ text"][0],
    "joined": ENDLESS["joined"][0],
    "a macro twice in itself": _RECURSIVE,
    "a macro twice in itself, with an end": _HALVING,
    "a tower of macros": _tower(25),
    "verdicts": _asked("verdicts()"),
    "tags without end": "{%if 1%}" * 40 + "甲##}",
}
"""Tried with the bounds as they are."""
