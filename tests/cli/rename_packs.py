#!/usr/bin/python3
"""Renames every pack and all its keys ("ceilings.deal" becomes "renamed_1.deal", its tables with it) and runs its scenarios: whatever
fails shows that some code knows a pack. Names of packs given as arguments are tried alone. The last line is
"N passed, N failed, N skipped": scenarios."""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

tree = pathlib.Path(__file__).resolve().parents[2]
potok = tree / "build/native/potok"


def renamed(text, key, new):
    text = re.sub(rf"(?<![A-Za-z0-9_.-]){key}\.(?=[a-z_\\])", new + ".", text)  # ceilings.deal; or a key put together: \"ceilings.\" + hours
    # settings.ceilings.pause begins after a dot
    text = re.sub(rf"(?<=settings\.){key}\.", new + ".", text)
    text = re.sub(rf"r_{key}\.", f"r_{new}.", text)
    text = re.sub(rf"(pack ){key}(?=\s|$)", rf"\g<1>{new}", text, flags=re.M)
    return text


def check(pack, new, folder):
    key = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["key"]
    copy = folder / new
    shutil.copytree(pack, copy)
    for file in sorted(copy.rglob("*")):
        if file.suffix in (".json", ".scenario"):
            file.write_text(renamed(file.read_text(encoding="utf-8"), key, new), encoding="utf-8")
    manifest = copy / "manifest.json"
    manifest.write_text(re.sub(rf'("key": *)"{key}"', rf'\g<1>"{new}"', manifest.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    left = [f"{f.relative_to(copy)}: {m.group(0)}" for f in sorted(copy.rglob("*")) if f.suffix in (".json", ".scenario")
            for m in re.finditer(rf".{{0,30}}\b{key}\.[a-z_].{{0,20}}", f.read_text(encoding="utf-8"))]
    run = subprocess.run([potok, "check-pack", copy], capture_output=True, text=True, cwd=tree)
    lines = run.stdout.strip().split("\n")
    report = [f"{key} as {new}: {lines[-1] if lines else ''}"]
    report += ["  " + line for line in lines if line.startswith(("FAILED", "failed"))]
    report += ["  still there: " + line for line in left]
    counts = re.match(r"(\d+) passed, (\d+) failed", lines[-1] if lines else "")
    if not counts:
        return [*report, run.stderr], 0, 1
    return report, int(counts[1]), int(counts[2]) + (1 if left else 0)


def main():
    packs = sorted(p.parent for p in (tree / "assets/packs").glob("*/manifest.json"))
    if sys.argv[1:]:
        packs = [p for p in packs if p.name in sys.argv[1:]]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        names = [f"renamed_{n}" for n in range(1, len(packs) + 1)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for lines, p, f in pool.map(lambda pack, new: check(pack, new, pathlib.Path(folder)), packs, names):
                print(*lines, sep="\n")
                passed, failed = passed + p, failed + f
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


sys.exit(main())
