#!/usr/bin/env python3
"""Runs scenarios and counts them: scenarios.py POTOK FILE...

`potok scenario --json` prints one line of JSON for each file: {"file","shows","passed","steps","failed_step","why"}.
A file without a line is a failure. The last line is "N passed, N failed, N skipped".
"""
import sys

from shards import scenario_rows


def main() -> None:
    potok, files = sys.argv[1], sys.argv[2:]
    command = ["node", potok] if potok.endswith(".js") else [potok]
    rows, status = scenario_rows([*command, "scenario", "--json"], files)
    passed, steps, shown = 0, 0, set()
    for file in files:
        row = rows.get(file)
        if row and row["passed"]:
            passed += 1
            steps += row["steps"]
            shown.update(row["shows"])
        elif row:
            print(f"{file}: {row['failed_step']}: {row['why']}")
        else:
            print(f"{file}: no result")
    print(f"{len(files)} scenarios, {steps} steps passed, lines shown: {' '.join(sorted(shown)) or 'none'}")
    if status != 0 and passed == len(files):
        print(f"every scenario passed, but potok ended with status {status}")
        print(f"{passed} passed, 1 failed, 0 skipped")
        sys.exit(1)
    print(f"{passed} passed, {len(files) - passed} failed, 0 skipped")
    sys.exit(0 if passed == len(files) else 1)


main()
