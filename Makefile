# make demo: the sample day, from the lenders' files to printed papers.   make test: every check.   make app: the window.
SAMPLE := resources/sample
DEMO_OUT := out/demo
DAY_FILES := $(SAMPLE)/cases.xlsx $(SAMPLE)/cases_lender2.csv --contacts $(SAMPLE)/contacts.xlsx \
	--visits $(SAMPLE)/visits.xlsx --roster $(SAMPLE)/roster.xlsx --lenders $(SAMPLE)/lenders.xlsx \
	--authorisations $(SAMPLE)/authorisations.xlsx

.PHONY: demo test app setup lint lock

# Status 1 means that something needs a person: the sample day is full of traps, so it is what a sound run answers.
demo: setup
	@.venv/bin/python app.py plan $(DAY_FILES) --day 2026-11-24 --today 2026-11-23 --out $(DEMO_OUT); \
	status=$$?; if [ $$status -gt 1 ]; then exit $$status; fi
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then .venv/bin/python app.py --sample; \
	else echo "没有显示器：结果在 $(DEMO_OUT)；有显示器时 make app 打开窗口。"; fi

test:
	@bash .ci/setup dev
	@$(MAKE) --no-print-directory lint
	QT_QPA_PLATFORM=offscreen QTWEBENGINE_DISABLE_SANDBOX=1 .venv/bin/python -m pytest

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

app: setup
	.venv/bin/python app.py

setup:
	@bash .ci/setup

# Renews both locks from pyproject.toml; needs uv. The locks hold hashes and no index address.
lock:
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --extra bench --extra osm -c requirements.lock --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements-dev.lock
