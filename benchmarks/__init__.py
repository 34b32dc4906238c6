"""Measurements of each figure that the README names; every module is a command: python -m benchmarks.NAME."""
