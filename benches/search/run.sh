#!/usr/bin/env bash
# Weighs the search page of Osier and that of Pagefind over the same generated site of 1,000 pages.
#
#   benches/search/run.sh OSIER FOLDER WORDS…
#
# OSIER is the program; FOLDER receives the site. Needs Node, npm and Chromium.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
osier=$(realpath "$1")
folder=$2
shift 2
python3 "$here/../corpus/gen_corpus.py" --out "$folder" --pages 1000 --flavour osier
site=$folder/osier
mkdir -p "$site/templates" "$site/assets/js"
cp "$here/search.html" "$site/templates/"
cp "$here/../../themes/estran/assets/js/search.js" "$site/assets/js/"
printf -- '---\ntitle: Rechercher\ntemplate: search.html\n---\n' > "$site/content/fr/rechercher.md"
"$osier" build "$site" --now 2026-11-22T12:00:00+01:00 > /dev/null
npm ci --silent --no-audit --no-fund --prefix "$here/../../tests/browser"
node "$here/measure.mjs" osier "$site/public" /rechercher/ "$@"
npm install --silent --no-audit --no-fund --prefix "$folder" pagefind@1.6.0
"$folder/node_modules/.bin/pagefind" --site "$site/public" > /dev/null
node "$here/measure.mjs" pagefind "$site/public" / "$@"
