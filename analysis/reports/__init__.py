"""Notebooks -> reports: parameters, runs, pages, and the words and tables that a notebook shows."""
