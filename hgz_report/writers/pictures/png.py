"""A frame as a PNG: the same drawing, painted by PDFium from a PDF of one page."""

from __future__ import annotations

import io

from hgz_report.draw.frame import Frame
from hgz_report.writers.pdf.single_page import single_page

DPI = 250
"""Sharp in print at the size it has on the page; Word itself keeps pictures at 220 dots an inch or less."""
COLORS = 64
"""Shades kept in the picture: the palette has nine colours, the rest are their soft edges."""
_WHITE = 250
"""The palette has no colour as light as this but white."""


def png(frame: Frame) -> bytes:
    """The picture on white; no date and no software name goes into the file."""
    # A report without such a picture never pays for it.
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(single_page(frame))
    drawn = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    document.close()
    flat = drawn.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The octree means a shade of the many that are nearly white, and the picture would have a ground.
    shades = flat.getpalette() or []
    flat.putpalette([255 if shade >= _WHITE else shade for shade in shades])
    out = io.BytesIO()
    flat.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()
