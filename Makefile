# What a newcomer types. Each target is one script, which also works without make.
PYTHON ?= python3
export PYTHON

.PHONY: help run test bench soak

help:
	@echo "make run     install, prepare and serve on http://localhost:$${PORT:-8000}"
	@echo "make test    every check and test that this machine can run"
	@echo "make bench   benchmarks, as ratios of one run (var/bench.json)"
	@echo "make soak    long attacks, faults and timings, on this machine only"

run:
	@exec scripts/run

test:
	@exec scripts/test

bench:
	@exec scripts/bench

soak:
	@exec scripts/soak
