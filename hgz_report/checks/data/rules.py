"""The table of the gate's rules."""

from __future__ import annotations

from hgz_report.checks.data import amounts, printing, readings, times
from hgz_report.checks.data.edition_data import DataRule

RULES: tuple[DataRule, ...] = (
    DataRule("unlike-units", "单位不同的指标不放在一起", "亿元和家、人民币和美元相加、相比没有意义", "error",
             amounts.unlike_units),
    DataRule("unlike-comparison", "同类才相比", "口径、时期、单位不同的两个数算出的增速、差、占比是错的", "error",
             printing.unlike_comparison, on_reports=True),
    DataRule("share-over-whole", "占比不超过 100%", "部分不会比总体大", "error", amounts.share_over_whole),
    DataRule("part-over-whole", "部分不大于总体", "指标里写明 part_of 的，同一时期不会比总体大；多半是单位错了", "error",
             amounts.part_over_whole),
    DataRule("zone-over-country", "一个高新区不大于全部", "同一指标、同一时期，一个高新区不会比全国高新区合计大", "error",
             amounts.zone_over_country),
    DataRule("parts-do-not-add", "各部分相加等于合计", "指标里写明 parts 的，各部分之和与合计之差不应超过四舍五入", "error",
             amounts.parts_do_not_add),
    DataRule("share-contradicts", "占比和两个数相符", "占比、部分、总体三个数都有时，应互相对得上", "error",
             amounts.share_contradicts),
    DataRule("growth-contradicts", "增速和两年的数相符", "名义增速应与两年的数一致；其他增速差 5 个百分点以上，多半有错", "error",
             amounts.growth_contradicts),
    DataRule("out-of-series", "同一数列没有差十倍的", "亿元写成万亿元、多写少写一位，就会和前后年差十倍以上", "error",
             amounts.out_of_series),
    DataRule("shared-rank", "同一次排名没有并列", "两个高新区同年同名次，多半有一个年份或名次错了", "warning",
             amounts.shared_rank),
    DataRule("actual-after-edition", "实绩不在将来", "本期日期还没到的时期，不会有实绩", "error", times.actual_after_edition),
    DataRule("source-after-edition", "出处不在将来", "本期日期之后发布的材料，本期不可能引用", "error",
             times.source_after_edition),
    DataRule("source-before-period", "出处不早于所说的事", "材料发布在前，不会有后来才开始的时期的实绩", "error",
             times.source_before_period),
    DataRule("target-overtaken", "目标不早于实绩", "已有更晚的实绩，再印早先的目标会让人误解", "warning",
             times.target_overtaken),
    DataRule("target-due", "到期的目标要有结果", "目标年已过，读者要问完成了没有", "warning", times.target_due),
    DataRule("stale", "数据不过旧", f"印出的最新数离本期 {times.STALE_YEARS} 年以上，可能已有新数", "warning", times.stale,
             on_reports=True),
    DataRule("unprinted", "收了的数要印", f"近 {printing.RECENT_YEARS} 年的可靠数据没有一份报告印出，多半是忘了写进模板",
             "warning", printing.unprinted, on_reports=True),
    DataRule("unused-source", "出处要有人引用", "没有引用的出处，多半是事实里写错了编号", "warning", readings.unused_source),
    DataRule("conflict-unresolved", "说法不一要说明取舍", "两个出处不一致，读者要知道为什么印这一个", "warning",
             readings.conflict_unresolved),
    DataRule("conflict-idle", "不一致的才写进 conflicts", "说法完全一样的是互证，不是矛盾", "warning", readings.conflict_idle),
    DataRule("conflict-stronger", "印可信度高的说法", "印出来的应是更可靠的那一个", "warning", readings.conflict_stronger),
    DataRule("over-trusted", "可信度不高于出处", "出处不可靠，数就不能算可靠", "warning", readings.over_trusted),
    DataRule("repeated-source", "一个出处只写一次", "同一出处写两次，看上去像两家互证", "warning", readings.repeated_source),
    DataRule("same-name", "印出的名称不相同", "名称、时期都一样的两个数，读者分不清", "warning", readings.same_name),
)  # fmt: skip
BY_ID = {rule.id: rule for rule in RULES}
