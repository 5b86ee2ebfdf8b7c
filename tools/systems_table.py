#!/usr/bin/env python3
"""Makes docs/systems.md: systems_table.py POTOK > docs/systems.md. Runs all scenarios; tests/scenarios/lines.txt says which lines there are."""
import collections
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
HEAD = """# The nine systems: which scenario shows which line

Made by `tools/systems_table.py build/native/potok`. A unit test compares lines and scenarios with the files. *Ours*: what of the line the
sources do not say. *At the edge*: what is shown as the event that comes in, or the message, event or file that goes out, with its replies and
failures; what carries it over a network is not part of it.

"""


def main() -> int:
    wanted = [[cell.strip() for cell in (line + "||").split("|")[:3]]
              for line in (ROOT / "tests/scenarios/lines.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    # Named, for without names those of the packs are taken that the program was built with.
    run = subprocess.run([sys.argv[1], "scenario", "--json", "tests/scenarios", "assets/packs"], cwd=ROOT, capture_output=True, text=True)
    shown: dict[str, list] = collections.defaultdict(list)
    reports = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    for report in reports:
        for line in report["shows"]:
            shown[line].append(report)
    print(HEAD + "| line | scenarios | result | ours | at the edge |\n|---|---|---|---|---|")
    for line, ours, edge in wanted:
        names = ", ".join(sorted({pathlib.Path(r["file"]).stem for r in shown[line]}))
        result = "none" if not names else "passed" if all(r["passed"] for r in shown[line]) else "FAILED"
        print(f"| {line} | {names} | {result} | {ours} | {edge} |")
    scenarios = [r for r in reports if any(line in {w[0] for w in wanted} for line in r["shows"])]
    print(f"\n{len(wanted)} lines, {sum(bool(shown[w[0]]) for w in wanted)} of them shown, by {len(scenarios)} scenarios of {len(reports)}.")
    return 0 if all(shown[w[0]] for w in wanted) else 1


sys.exit(main())
