"""A report -> its events: dated steps of the crisis, planned or reported."""
