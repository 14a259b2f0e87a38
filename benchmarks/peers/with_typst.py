"""A batch of reports by Typst, in one process of its own venv: its compiler and its fonts are made once, its memory kept.

`python with_typst.py FOLDER OUT`: the fields and charts of each report are in FOLDER.  Prints the CPU seconds of the batch, the
first report not counted, and how many reports that were.  The charts are there already, as SVG.
"""

import json
import sys
import time
from pathlib import Path

import typst


def main() -> None:
    """Make every report of the folder."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=settings["folders"])
    compiler = typst.Compiler(folder / "report.typ", root=folder, font_paths=fonts)
    faces = json.dumps([(latin, [known(fonts, name) for name in han]) for latin, han in settings["faces"]])
    first, *names = settings["reports"]
    make(compiler, first, faces, out)
    start = time.process_time()
    for name in names:
        make(compiler, name, faces, out)
    print(time.process_time() - start, len(names))


def known(fonts: typst.Fonts, name: str) -> str:
    """The name by which Typst knows a face: FandolFang is its FandolFang R."""
    return next((one for one in fonts.families() if one == name or one.startswith(f"{name} ")), name)


def make(compiler: typst.Compiler, name: str, faces: str, out: Path) -> None:
    """One report."""
    data = compiler.compile(format="pdf", sys_inputs={"report": f"{name}.json", "faces": faces})
    (out / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main()
