"""What `make bench` measures: one module `bench_*.py` for each part, with a function `measure`."""
