#!/bin/bash
# A thousand faults in Chromium (tests/browser/faults.test.mjs). POTOK_FAULTS=… changes the number, POTOK_SEED=… the seed.
# The last line is "N passed, N failed, N skipped": rounds.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
export POTOK_FAULTS=${POTOK_FAULTS:-1000}
mkdir -p build
report=build/report-browser-faults.tap
[ -f build/wasm/build.ninja ] || cmake --preset web >build/configure-web.log 2>&1
ninja -C build/wasm page-faults >/dev/null || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
[ -d tests/browser/node_modules/playwright-core ] || (cd tests/browser && npm ci --silent) || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination=$report \
    tests/browser/faults.test.mjs
status=$?
grep -q '^# pass' $report || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
count() { sed -nE "s/^# $1 ([0-9]+)$/\1/p" $report | tail -n1; }
echo "$(count pass) passed, $(($(count fail) + $(count cancelled))) failed, $(count skipped) skipped"
exit $status
