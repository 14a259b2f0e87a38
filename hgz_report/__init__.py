"""Briefing reports on China's national high-tech zones: data and templates in, DOCX and PDF out."""

__version__ = "0.1.0"
