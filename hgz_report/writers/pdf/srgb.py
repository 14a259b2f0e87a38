"""The colour space of a PDF: sRGB, as PDF/A-2 6.2.3 wants it named."""

from __future__ import annotations

from base64 import b64decode
from functools import cache
from zlib import decompress

_PACKED = (
    "eNqVkTtLw2AUhp+2iqKVDjqIOHSo4tCCKIij1qFLkVIrWHVp0pvQS0hSpLgKLg4FB9HF2+A/0FVwVRAERRDxN3hbpMSTppAOOnjCl/PwJu/h5A"
    "144yW1bHTNQbli6slYNLiSXg3SURnV0OYTiTh/1tcDHrvfR+xZ/K/6szlDBU+v8Iyq6aawbEN809Rs3hUeUouZrPCxcFiXBYVvbF1x+NXmgsMf"
    "Nuup5AJ47ZnBQgcrHawW9bLwhHCoXKqp7X3sL/HnKstL0kfkjGKQJEaUIAo1NihhEpFekcx+9022fItUxaPKXaOOLo4CRfGGRa3J1Jz0vOg5uU"
    "rU3dzdPI389JQz3R+F7hfLeh+Dnj1oNizr+8Symqfge4ariuuvSk6zn6I3XC10BIFtuLh2NWUfLndg+EnL6JmW5JPjzefh7RwG0jB4B31rTlbt"
    "55w9QmpLftEtHBzCuLwfWP8BJ6NmvQ=="
)
"""What Pillow's Little CMS makes (`ImageCms.createProfile("sRGB")`), its date and id zeroed; a test makes it anew.  To make it in
every run takes 10 ms.
"""


@cache
def srgb_profile() -> bytes:
    """An sRGB ICC profile, the same on every run."""
    return decompress(b64decode(_PACKED))
