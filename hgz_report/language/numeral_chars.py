"""Every character that may write a number, as insides of a regular expression's `[…]`, by how surely it does."""

from __future__ import annotations

SURE = "〇二两三四五六七八九十万亿兆俩仨廿卅卌萬億貳參兩贰叁柒捌玖"
"""Han numerals that alone state a number, wherever no listed word holds them."""
UNSURE = "零一百千"
"""Mostly parts of words (统一, 百姓): numerals beside another one, or where the grammar has a place for them."""
HAN_NUMERALS = SURE + UNSURE
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟零万亿"
"""As on cheques: two of them side by side are a number, 陆 (大陆) or 伍 (队伍) alone is none."""
DIGIT = r"\d"
"""Every decimal digit of Unicode, full-width and mathematical ones too."""
SIGNS = (
    "²³¹¼-¾\u09f4-\u09f9\u0b72-\u0b77\u0bf0-\u0bf2\u0c78-\u0c7e\u0d58-\u0d5e\u0d70-\u0d78\u0f2a-\u0f33\u1369-\u137c"
    "\u16ee-\u16f0\u17f0-\u17f9\u19da\u2070\u2074-\u2079\u2080-\u2089\u2150-\u2189\u2460-\u249b\u24ea-\u24ff"
    "\u2776-\u2793\u2cfd\u3021-\u3029\u3038-\u303a\u3192-\u3195\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289"
    "\u32b1-\u32cb\u3358-\u3370\u33e0-\u33fe\ua6e6-\ua6ef\ua830-\ua835\U00010107-\U00012fff\U00016b5b-\U00016e96"
    "\U0001d2c0-\U0001d378\U0001e8c7-\U0001ed3d\U0001f100-\U0001f10c"
)
"""Numbers of one character: ①, Ⅷ, ½, ㈢, ², ㋈ (Unicode's categories No and Nl, and signs for months, days and hours)."""
NUMERAL = f"[{DIGIT}{HAN_NUMERALS}{FORMAL}{SIGNS}半几数成倍番首榜末位强]"
"""What a listed word may be known by: every numeral, and the characters that stand for one in the grammar's places."""
