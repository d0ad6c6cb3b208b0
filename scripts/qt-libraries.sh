#!/bin/sh
# Make sure Qt can load on Debian and Ubuntu: install its system libraries where we may, else say how.
set -eu

libraries="libglib2.0-0 libgl1 libegl1 libx11-6 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libbrotli1"
python="${PYTHON_OF_VENV:-.venv/bin/python}"

works() { "$python" -c "import PySide6.QtWidgets, PySide6.QtPdf, PySide6.QtPdfWidgets" >/dev/null 2>&1; }

works && exit 0
command -v apt-get >/dev/null 2>&1 || { echo "Qt cannot load here. Install these libraries: $libraries" >&2; exit 69; }
if [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    # shellcheck disable=SC2086 - one word a library
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $libraries >/dev/null
    works && exit 0
fi
echo "Qt cannot load yet. Run this once, then try again:" >&2
echo "sudo apt-get install -y --no-install-recommends $libraries" >&2
exit 69
