#!/usr/bin/env python3
"""Checks that the scenarios of a pack notice a change of its rules: mutations.py POTOK [--all].

All mutations of the guide's example pack and six of each pack, drawn by what the pack is; with --all every one. As many packs at a time
as there are processors.
The last line is "N passed, N failed, N skipped": scenarios, and rules whose absence was noticed.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys


def main() -> None:
    potok, everything = sys.argv[1], "--all" in sys.argv[2:]
    packs = sorted(manifest.parent for manifest in pathlib.Path("assets/packs").glob("*/manifest.json"))
    jobs = [pathlib.Path("docs/example-pack"), *packs]

    def check(pack: pathlib.Path) -> str:
        some = [] if everything or pack not in packs else ["--sample", "6"]
        return subprocess.run([potok, "check-pack", pack, "--mutate", *some], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout

    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for pack, output in zip(jobs, pool.map(check, jobs)):
            lines = output.rstrip().split("\n")
            print(f"-- {pack.name}", *(line for line in lines if not line.startswith("passed ")), sep="\n")
            counts = re.match(r"(\d+) passed, (\d+) failed", lines[-1])
            passed += int(counts[1]) if counts else 0
            failed += int(counts[2]) if counts else 1
    print(f"{passed} passed, {failed} failed, 0 skipped")
    sys.exit(0 if passed and not failed else 1)


main()
