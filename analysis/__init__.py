"""What news reports say about a crisis: number by number, date by date, with the words that said it."""

from analysis.sources.corpus import load_corpus
from analysis.tables.tables import extract_claims, extract_events

__all__ = ["extract_claims", "extract_events", "load_corpus"]
