# Every command of the project. Each target makes what it needs first; nothing is installed outside .venv
# except Qt's system libraries on Debian, and those only where this may be done (see scripts/qt-libraries.sh).

PYTHON ?= python3
BIN := .venv/bin
export QT_QPA_PLATFORM ?= offscreen

.PHONY: install demo run test test-all check screenshots bench build clean

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev,spelling]"
	touch $@

demo: install
	if [ -e demo-output ]; then mv demo-output "demo-output-until-$$(date +%Y%m%d-%H%M%S)"; fi
	$(BIN)/peer-challenge demo --out demo-output

run: install
	env -u QT_QPA_PLATFORM $(BIN)/peer-challenge

test: install
	./scripts/qt-libraries.sh
	$(BIN)/python -m pytest -m "not slow and not frozen"

test-all: install
	./scripts/qt-libraries.sh
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev,build,spelling,verapdf]"
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -x -m "not slow and not frozen" tests/test_house.py tests/domain tests/storage tests/services tests/cli

screenshots: install
	$(BIN)/python tests/screenshots.py screenshots

bench: install
	for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

build: install
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev,build,spelling]"
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build build_installer.spec

clean:
	rm -rf .venv build dist demo-output screenshots
