#!/bin/bash
# Runs every fuzzer for a set number of runs from its seeds (tests/fuzz/corpus/NAME). A crash fails it and leaves the input in
# build/fuzz/. RUNS=… changes the number: those that try commands on a workspace make a hundredth of it. SECONDS_EACH=3600 runs each for
# an hour instead; FUZZERS="expr definition document" only these. What each finds of new ways stays in build/fuzz/found, for the next time.
# The last line is "N passed, N failed, N skipped": fuzzers.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
runs=${RUNS:-200000}
passed=0 failed=0
mkdir -p build
fuzzers=()
for source in tests/fuzz/*_fuzz.cpp; do
    subject=$(basename "$source" _fuzz.cpp)
    case " ${FUZZERS:-$subject} " in *" $subject "*) fuzzers+=("${subject}_fuzz") ;; esac
done
cmake --preset fuzz >build/configure-fuzz.log 2>&1 && cmake --build --preset fuzz --target "${fuzzers[@]}" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
for name in "${fuzzers[@]}"; do
    n=$runs
    case $name in command_fuzz | pack_fuzz | definition_fuzz) n=$((runs / 100)) ;; esac
    limit=-runs=$n
    [ -z "${SECONDS_EACH:-}" ] || limit=-max_total_time=$SECONDS_EACH
    mkdir -p "build/fuzz/found/$name"
    echo "-- $name, $limit"
    if build/fuzz/"$name" "$limit" -seed=1 -max_len=8192 -timeout=20 -rss_limit_mb=2048 -verbosity=0 \
        -artifact_prefix="build/fuzz/$name-" "build/fuzz/found/$name" "tests/fuzz/corpus/${name%_fuzz}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
