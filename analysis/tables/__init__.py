"""Claims and events -> tables: reviewed, compared, scored, accounted for."""
