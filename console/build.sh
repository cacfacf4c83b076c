#!/usr/bin/env bash
# Builds the console into target/classes/console, from where the gateway serves it. With "check", tests it as well.
set -eu
cd "$(dirname "$0")"

# Vite's own minimum.
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null; then
    echo "The console is left out: it needs Node 20.19 or newer, and there is $(node --version 2>/dev/null || echo none)."
    exit 0
fi

if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel error
fi

if [ "${1:-}" = check ]; then
    npm run --silent check
    npm run --silent test
    exit 0
fi

if [ ! -f dist/index.html ] || [ -n "$(find src scripts index.html package-lock.json vite.config.ts -newer dist/index.html)" ]; then
    npm run --silent build
fi
rm -rf target/classes/console
mkdir -p target/classes
cp -R dist target/classes/console
