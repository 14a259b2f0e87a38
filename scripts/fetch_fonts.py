"""取自由的仿宋、楷体、黑体、宋体（Fandol）放进 fonts/；`make fonts` 用它。"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hgz_report.fonts.fetch import FetchError, fetch, present

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
SECONDS = 90


def main() -> int:
    """0 where the fonts are there or were only wished for, 1 where they couldn't be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--optional", action="store_true", help="取不到也算成功")
    wish = parser.parse_args()
    if present(FOLDER):
        print("仿宋、楷体等字体已在 fonts/。")
        return 0
    try:
        fetched = fetch(FOLDER, SECONDS)
    except (FetchError, OSError) as error:
        print(f"没有取到仿宋、楷体等字体（{error}），改用 Noto 宋体、黑体。", file=sys.stderr)
        return 0 if wish.optional else 1
    print(f"已取得 {len(fetched)} 个文件，放在 fonts/：{'、'.join(path.name for path in fetched)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
