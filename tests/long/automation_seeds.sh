#!/bin/bash
# The property tests of automation over many more random worlds. POTOK_SEEDS=… changes the number.
# The last line is "N passed, N failed, N skipped": tests.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
ninja -C build/native potok_tests >/dev/null || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
export POTOK_SEEDS=${POTOK_SEEDS:-2000}
report=build/report-seeds.xml
rm -f "$report"
build/native/potok_tests "[property]" --reporter console --reporter "xml::out=$report"
status=$?
count() { sed -n 's/.*<OverallResultsCases .*'"$1"'="\([0-9]*\)".*/\1/p' "$report" | tail -n1; }
passed=$(count successes) failed=$(count failures) skipped=$(count skips)
# A crash leaves no counts, and is a failure itself.
[ -n "$passed" ] || { passed=0 failed=1 skipped=0; }
echo "$passed passed, $failed failed, $skipped skipped"
[ $status -eq 0 ] && [ "$passed" -gt 0 ]
