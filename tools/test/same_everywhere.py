#!/usr/bin/env python3
"""Runs scenarios natively and under node and compares the hashes of their histories: same_everywhere.py NATIVE WASM FILE...

The hash is that of the canonical change rows (`potok scenario --json --hash`). The last line is
"N passed, N failed, N skipped".
"""
import sys

from shards import scenario_rows


def hashes(command: list[str], files: list[str]) -> dict[str, str]:
    rows, _ = scenario_rows([*command, "scenario", "--json", "--hash"], files)
    return {file: row["hash"] for file, row in rows.items()}


def main() -> None:
    files = sys.argv[3:]
    native, wasm = hashes([sys.argv[1]], files), hashes(["node", sys.argv[2]], files)
    failed = 0
    for file in files:
        if not native.get(file) or native[file] != wasm.get(file):
            failed += 1
            print(f"{file}: native {native.get(file) or 'nothing'}, WebAssembly {wasm.get(file) or 'nothing'}")
    print(f"{len(files) - failed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


main()
