#!/bin/bash
# Takes each gate, robot, step, approval, timer, route and rule of every pack away in turn; some scenario of the pack must fail each time.
# The last line is "N passed, N failed, N skipped": scenarios, and rules whose absence was noticed.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
passed=0 failed=0
for pack in assets/packs/*/ docs/example-pack/; do
    [ -f "$pack/manifest.json" ] || continue
    output=$(build/native/potok check-pack "${pack%/}" --mutate)
    echo "$output" | grep -v '^passed '
    read -r p f < <(echo "$output" | sed -n '$s/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p')
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-1}))
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
