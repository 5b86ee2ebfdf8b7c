# The parts of ./test. Sourced by it. A part adds to passed, failed and skipped; one whose inputs are not in the tree says
# "nothing to run" and counts nothing. A part that cannot do its work counts one failure, and so do those that needed it.

passed=0 failed=0 skipped=0
times=()
broken="" # set when a build failed: what needs it does not run

part() { # NAME COMMAND...
    local name=$1 before_p=$passed before_f=$failed before_s=$skipped start=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    if ! "$@"; then failed=$((failed + 1)); fi
    local counts="$((passed - before_p)) passed, $((failed - before_f)) failed, $((skipped - before_s)) skipped"
    printf '== %s: %s, %d s\n' "$name" "$counts" $((SECONDS - start))
    times+=("$(printf '%-32s %5d s   %s' "$name" $((SECONDS - start)) "$counts")")
}

finish() {
    printf '\n'
    printf '%s\n' "${times[@]}"
    printf '%d s in all\n' "$SECONDS"
    printf '%d passed, %d failed, %d skipped\n' $passed $failed $skipped
    [ $failed = 0 ] || exit 1
    [ $passed -gt 0 ] || exit 1 # nothing ran at all: that is no success
    exit 0
}

set_up() { ./emsdk-setup.sh "$1" || broken=set-up; [ -z "$broken" ]; }

build() { # PRESET [TARGET...]: targets that do not exist (yet) are left out
    local preset=$1 tree=build/$1 targets=() target
    shift
    [ "$preset" = web ] && tree=build/wasm
    [ -z "$broken" ] || { echo "not built: $broken failed"; return 1; }
    if [ ! -f "$tree/build.ninja" ]; then
        mkdir -p build
        cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 || { cat "build/configure-$preset.log"; broken="configuring $preset"; return 1; }
    fi
    for target in "$@"; do
        if ninja -C "$tree" -t query "$target" >/dev/null 2>&1; then targets+=("$target"); fi
    done
    if [ $# -gt 0 ] && [ ${#targets[@]} = 0 ]; then echo "nothing to build"; return 0; fi
    cmake --build --preset "$preset" ${targets:+--target "${targets[@]}"} || { broken="building $preset"; return 1; }
}

needs() { # FILE: true when the part can run; otherwise says why. A failed build before it has been counted.
    [ -z "$broken" ] || { echo "not run: $broken failed"; return 1; }
    [ -e "$1" ] || { echo "nothing to run ($1)"; return 1; }
}

# Runs a Catch2 program in shards, as many at a time as there are processors, each with a folder of its own for temporary files, and
# counts its test cases out of the XML reports; a crash is a failure of its own.
catch2() { # NAME SHARDS COMMAND...
    local name=$1 shards=$2 i line bad fine=0 status temporary
    shift 2
    temporary=$(mktemp -d)
    for ((i = 0; i < shards; i++)); do
        while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
        mkdir "$temporary/$i"
        rm -f "build/report-$name-$i.xml"
        {
            TMPDIR=$temporary/$i "$@" ${filter[@]+"${filter[@]}"} --allow-running-no-tests --shard-count "$shards" --shard-index "$i" \
                --colour-mode none --reporter console --reporter "xml::out=build/report-$name-$i.xml" >"$temporary/$i.log" 2>&1
            echo $? >"$temporary/$i.status"
        } &
    done
    wait
    for ((i = 0; i < shards; i++)); do
        status=$(cat "$temporary/$i.status")
        cat "$temporary/$i.log"
        line=$(grep -o '<OverallResultsCases [^>]*>' "build/report-$name-$i.xml" 2>/dev/null | tail -n1)
        if [ -z "$line" ]; then
            echo "the test program ended early (status $status)"
            fine=1
            continue
        fi
        bad=$(attribute failures "$line")
        passed=$((passed + $(attribute successes "$line") + $(attribute expectedFailures "$line")))
        failed=$((failed + bad))
        skipped=$((skipped + $(attribute skips "$line")))
        # A sanitizer or a leak may spoil the ending although every case passed.
        if [ $status != 0 ] && [ "$bad" = 0 ]; then
            echo "all cases passed, but the program ended with status $status"
            fine=1
        fi
    done
    rm -rf "$temporary"
    return $fine
}
attribute() { sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<"$2"; }

# Runs a program whose last line of output is "N passed, N failed, N skipped" and adds it up.
counted() {
    local output last status
    output=$("$@" 2>&1)
    status=$?
    printf '%s\n' "$output"
    last=$(tail -n1 <<<"$output")
    if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        skipped=$((skipped + BASH_REMATCH[3]))
        [ $status = 0 ] || [ "${BASH_REMATCH[2]}" != 0 ]
    else
        echo "$* did not end with its counts (status $status)"
        return 1
    fi
}

units_native() { needs build/native/potok_tests || return 0; catch2 native "$(nproc)" build/native/potok_tests; }
units_sanitized() {
    needs build/sanitize/potok_tests || return 0
    ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-19) UBSAN_OPTIONS=print_stacktrace=1 catch2 sanitize 12 build/sanitize/potok_tests
}
units_wasm() { needs build/wasm/potok_tests.js || return 0; catch2 wasm 2 node build/wasm/potok_tests.js; }

# Ten thousand seeded stories of the page store on a failing storage.
store_stories() { needs build/native/store_faults || return 0; counted build/native/store_faults 1 10000; }

# Every fuzzer on variations of its seeds; tests/long/fuzz.sh alone lets coverage lead it, and runs longer.
fuzz_briefly() { needs build/sanitize/expr_fuzz || return 0; PRESET=sanitize RUNS=${FUZZ_RUNS:-1000} counted tests/long/fuzz.sh; }

scenario_files() { find tests/scenarios assets/packs -name '*.scenario' 2>/dev/null | sort; }

scenarios() {
    local files
    mapfile -t files < <(scenario_files)
    [ ${#files[@]} -gt 0 ] || { echo "nothing to run (*.scenario)"; return 0; }
    needs build/native/potok || return 0
    counted python3 tools/test/scenarios.py build/native/potok "${files[@]}"
}

# The example pack of the guide with all its mutations, of every pack a sample; tests/long/pack_mutations.sh runs all.
pack_mutations() {
    needs build/native/potok || return 0
    counted python3 tools/test/mutations.py build/native/potok
}

command_line() {
    needs build/native/potok || return 0
    counted /usr/bin/python3 tests/cli/cli.py build/native/potok
}

# The same scenarios, native and under WebAssembly, must leave the same canonical change rows.
same_everywhere() {
    local files
    mapfile -t files < <(scenario_files)
    [ ${#files[@]} -gt 0 ] || { echo "nothing to run (*.scenario)"; return 0; }
    needs build/wasm/potok.js || return 0
    counted python3 tools/test/same_everywhere.py build/native/potok build/wasm/potok.js "${files[@]}"
}

# Two thousand seeded expressions by Potok and by feelin, an engine of its own; the functions that docs/feel.md lists.
expressions() {
    needs build/native/potok || return 0
    if [ ! -d tests/feel/node_modules/feelin ] || [ tests/feel/package-lock.json -nt tests/feel/node_modules/.package-lock.json ]; then
        (cd tests/feel && npm ci --no-audit --no-fund --silent) || return 1
    fi
    local fine=0
    counted node tests/feel/compare.mjs build/native/potok 2000 || fine=1
    counted node tests/feel/functions.mjs build/native/potok docs/feel.md || fine=1
    return $fine
}

tree_checks() {
    local check fine=0
    for check in tests/tools/*.py; do
        echo "-- $(basename "$check" .py)"
        counted /usr/bin/python3 "$check" || fine=1
    done
    return $fine
}

browser_tests() {
    compgen -G 'tests/browser/*.test.mjs' >/dev/null || { echo "nothing to run (tests/browser)"; return 0; }
    needs build/web/index.html || return 0
    if [ ! -d tests/browser/node_modules/playwright-core ] ||
        [ tests/browser/package-lock.json -nt tests/browser/node_modules/.package-lock.json ]; then
        (cd tests/browser && npm ci --no-audit --no-fund --silent) || return 1
    fi
    # One file at a time: two browsers drawing in software on two cores would time each other out.
    local report=build/report-browser.tap count
    node --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout \
        --test-reporter=tap --test-reporter-destination="$report" tests/browser/*.test.mjs
    local status=$?
    for count in pass fail cancelled skipped todo; do
        grep -qE "^# $count [0-9]+$" "$report" || { echo "no report of the browser tests"; return 1; }
    done
    local bad=$(($(tap fail) + $(tap cancelled)))
    passed=$((passed + $(tap pass)))
    failed=$((failed + bad))
    skipped=$((skipped + $(tap skipped) + $(tap todo)))
    [ $status = 0 ] || [ $bad != 0 ]
}
tap() { sed -nE "s/^# $1 ([0-9]+)$/\1/p" build/report-browser.tap | tail -n1; }

# No code knows a pack: with all its keys renamed its scenarios pass all the same.
renamed_packs() { needs build/native/potok || return 0; counted tests/cli/rename_packs.py; }

# Every script of tests/long ends with its own counts.
long_tests() {
    compgen -G 'tests/long/*' >/dev/null || { echo "nothing to run (tests/long)"; return 0; }
    local script fine=0
    for script in tests/long/*; do
        [ -x "$script" ] && [ -f "$script" ] || continue
        echo "-- $(basename "$script")"
        counted "$script" || fine=1
    done
    return $fine
}
