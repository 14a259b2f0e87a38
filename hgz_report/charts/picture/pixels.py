"""Pixels of a PNG or JPEG as a page prints them: upright, on white, in sRGB, no finer than print, nothing else in the file.

What a camera or a program wrote beside the pixels (place, time, name) never goes into a report.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import Any

from hgz_report.charts.labels import Unreadable

FINEST, COARSEST = 220, 90
"""Dots an inch: Word keeps no more when it saves a file; less is blurred in print."""
_MOST_PIXELS, _LONGEST = 24_000_000, 12_000
_SUSPECT, _PACKED = 4_000_000, 400
"""A file of more pixels than these that unpacks to so many times its size is no picture anybody took."""
_QUALITY = 90
_FORMATS = ("PNG", "JPEG")
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
_AGAIN = "用看图、修图的程序打开，另存为普通的 PNG 或 JPEG（RGB）"


@lru_cache(maxsize=2)
def read_pixels(data: bytes) -> Any:
    """The picture as a PIL image in RGB, with `format` the kind of file it came from.  Raises Unreadable."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
        _refuse(opened, len(data))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        made = _on_white(_in_srgb(upright))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable(
            "太大，不打开", f"缩小到长宽都在{_LONGEST}点以内、共{_MOST_PIXELS // 10_000}万点以内"
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Unreadable("文件打不开，不是完好的 PNG 或 JPEG", _AGAIN) from error
    made.format = opened.format
    return made


def _refuse(opened: Any, size: int) -> None:
    columns, rows = opened.size
    if columns * rows > _MOST_PIXELS or max(columns, rows) > _LONGEST:
        raise Unreadable(
            f"太大：{columns}×{rows}点", f"缩小到长宽都在{_LONGEST}点以内、共{_MOST_PIXELS // 10_000}万点以内"
        )
    if columns * rows > _SUSPECT and columns * rows * 3 > _PACKED * size:
        raise Unreadable("文件很小，展开却极大", _AGAIN)
    if getattr(opened, "n_frames", 1) > 1:
        raise Unreadable("是会动的图", "只留一幅，另存为 PNG")
    if opened.mode not in _MODES:
        raise Unreadable(f"颜色是{opened.mode}，不是屏幕用的 RGB", _AGAIN)


def _in_srgb(image: Any) -> Any:
    """Colours of another profile as those of sRGB, which the whole file has."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=image.mode)
    except (ImageCms.PyCMSError, OSError):
        return image


def _on_white(image: Any) -> Any:
    from PIL import Image

    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("RGB")


@lru_cache(maxsize=8)
def fitted(data: bytes, width: float) -> tuple[bytes, int, int]:
    """The file as it stands in a report `width` pt wide, with its columns and rows.  Raises Unreadable."""
    from PIL import Image

    image = read_pixels(data)
    most, least = round(width * FINEST / 72), round(width * COARSEST / 72)
    if image.width < least:
        share = max(int(100 * image.width / least), 1)
        hint = f"换一幅横向至少{least}点的，或者印小一些：width 改成现在的{share}%以内"
        raise Unreadable(f"横向只有{image.width}点，印出来模糊", hint)
    if image.width > most:
        image = image.resize((most, max(round(image.height * most / image.width), 1)), Image.Resampling.LANCZOS)
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    if read_pixels(data).format == "JPEG":
        bare.save(out, "JPEG", quality=_QUALITY, subsampling=0, dpi=(FINEST, FINEST))
    else:
        bare.save(out, "PNG", optimize=True, dpi=(FINEST, FINEST))
    return out.getvalue(), bare.width, bare.height
