"""Fonts by role: `resolve` finds a face for every role, `FontSet` knows which face draws which character."""

from hgz_report.fonts.face import Face, NotAFontError, open_face
from hgz_report.fonts.fontset import FontSet, MissingGlyph
from hgz_report.fonts.roles import Role
from hgz_report.fonts.search import FontConfig, resolve

__all__ = ["Face", "FontConfig", "FontSet", "MissingGlyph", "NotAFontError", "Role", "open_face", "resolve"]
