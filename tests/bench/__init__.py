"""The benchmark: our solver beside its peers on the same days, the same seconds, the same cores, one checker for all.

`python app.py bench routing` or `python -m tests.bench routing`. Needs the extra `bench` of pyproject.toml, and
Linux: memory and processes are read as that system tells them.
"""
