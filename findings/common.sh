# Functions for the findings: a temporary folder, pinned packages, and the comparison of outputs.
# A finding reads this file first; the folder and all that was installed in it go at its end.
# shellcheck shell=sh
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
cd "$folder"

# Install pinned Python packages in a virtual environment.
python_packages() {
    "${PYTHON:-python3}" -m venv venv
    venv/bin/python -m pip install -qq --disable-pip-version-check "$@"
}

# Install pinned packages of Node.
node_packages() {
    printf '{"type": "module", "private": true}\n' > package.json
    npm install --silent --no-audit --no-fund --ignore-scripts "$@"
}

# Run the program on standard input; what it prints is compared by `expect`.
run_python() {
    cat > program.py
    venv/bin/python -W ignore program.py > seen.txt 2> errors.txt || { cat errors.txt >&2; exit 1; }
}

run_node() {
    cat > program.js
    node program.js > seen.txt 2> errors.txt || { cat errors.txt >&2; exit 1; }
}

# Compare what was printed with the lines on standard input.
expect() {
    cat > expected.txt
    cat seen.txt
    if ! diff -u expected.txt seen.txt > difference.txt; then
        cat difference.txt >&2
        echo "The behaviour has changed; see the difference above." >&2
        exit 1
    fi
}
