#!/bin/bash
# Runs every fuzzer for a set number of runs from its seeds (tests/fuzz/corpus/NAME), as many at a time as there are processors. A
# crash fails it and leaves the input in build/PRESET/. RUNS=… changes the number: those that try commands on a workspace make a
# fiftieth of it. SECONDS_EACH=3600 runs each for an hour instead; FUZZERS="expr definition document" only these. What each finds of
# new ways stays in build/PRESET/found, for the next time. PRESET=sanitize takes the build of ./test, which tells nothing of coverage:
# the seeds are varied, nothing is learnt.
# A minute for one input is long: an expression may take a million steps, and is evaluated four times.
# The last line is "N passed, N failed, N skipped": fuzzers.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
runs=${RUNS:-200000} preset=${PRESET:-fuzz}
keep=$([ "$preset" = fuzz ]; echo $?) # without coverage no seed would be found worth keeping
passed=0 failed=0
mkdir -p build
fuzzers=()
for source in tests/fuzz/*_fuzz.cpp; do
    subject=$(basename "$source" _fuzz.cpp)
    case " ${FUZZERS:-$subject} " in *" $subject "*) fuzzers+=("${subject}_fuzz") ;; esac
done
if ! cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 || ! cmake --build --preset "$preset" --target "${fuzzers[@]}"; then
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
fi
found=build/$preset/found
one() {
    local name=$1 n=$runs limit
    case $name in command_fuzz | pack_fuzz | definition_fuzz) n=$((runs / 50)) ;; esac
    limit=-runs=$n
    [ -z "${SECONDS_EACH:-}" ] || limit=-max_total_time=$SECONDS_EACH
    mkdir -p "$found/$name"
    echo "-- $name, $limit"
    build/"$preset"/"$name" "$limit" -seed=1 -keep_seed=$keep -max_len=8192 -timeout=60 -rss_limit_mb=2048 -verbosity=0 \
        -artifact_prefix="build/$preset/$name-" "$found/$name" "tests/fuzz/corpus/${name%_fuzz}" 2>&1
    echo $? >"$found/$name.status"
}
for name in "${fuzzers[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
    rm -f "$found/$name.status" "$found/$name.log"
    mkdir -p "$found"
    one "$name" >"$found/$name.log" &
done
wait
for name in "${fuzzers[@]}"; do
    cat "$found/$name.log"
    if [ "$(cat "$found/$name.status")" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
