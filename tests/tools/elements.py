#!/usr/bin/env python3
"""What the engine can do, and the scenarios that show it: tests/scenarios/engine/elements.txt against the `shows engine/…` lines of
all scenarios. The table stands in docs/automation.md between two markers; --write puts it there.

An element that is listed in the table must have a scenario that shows it and one that shows its failure; an element that no scenario
shows at all is listed as "not yet". The last line is "N passed, N failed, N skipped": elements, those not yet there skipped."""
import pathlib
import re
import sys

BEGIN, END = "<!-- elements: python3 tests/tools/elements.py --write -->", "<!-- end of elements -->"


def read_elements(root: pathlib.Path):
    out, group = [], ""
    for line in (root / "tests/scenarios/engine/elements.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            group = line[2:].strip()
        elif line and not line.startswith("#"):
            name, what = (part.strip() for part in line.split("|"))
            out.append((group, name, what))
    return out


def read_shows(root: pathlib.Path):
    shown, failed = {}, {}
    files = sorted(root.glob("tests/scenarios/**/*.scenario")) + sorted(root.glob("assets/packs/*/scenarios/*.scenario"))
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("shows "):
                continue
            for word in line.split()[1:]:
                match = re.fullmatch(r"engine/([a-z-]+)(/failure)?", word)
                if match:
                    (failed if match[2] else shown).setdefault(match[1], []).append(file.stem)
    return shown, failed


def table(elements, shown, failed) -> str:
    lines, group = [], None
    for heading, name, what in elements:
        if heading != group:
            lines += ["", f"**{heading}**", "", "| element | shown by | its failure |", "|---|---|---|"]
            group = heading
        cell = lambda files: ", ".join(files[:3]) if files else "not yet"
        lines.append(f"| {what} | {cell(shown.get(name, []))} | {cell(failed.get(name, []))} |")
    return "\n".join(lines).strip() + "\n"


def main() -> int:
    root = pathlib.Path(__file__).resolve().parents[2]
    elements = read_elements(root)
    shown, failed = read_shows(root)
    page = root / "docs/automation.md"
    text = page.read_text(encoding="utf-8")
    made = BEGIN + "\n\n" + table(elements, shown, failed) + "\n" + END
    there = text[text.index(BEGIN):text.index(END) + len(END)]
    if "--write" in sys.argv:
        page.write_text(text.replace(there, made), encoding="utf-8")
        there = made
    faults, passed, skipped = [], 0, 0
    names = {name for _, name, _ in elements}
    for name in sorted((set(shown) | set(failed)) - names):
        faults.append(f"engine/{name}: shown, but not in tests/scenarios/engine/elements.txt")
    for _, name, _ in elements:
        if name in shown and name in failed:
            passed += 1
        elif name in shown or name in failed:
            faults.append(f"engine/{name}: no scenario shows {'its failure' if name in shown else 'it'}")
        else:
            skipped += 1
    if there != made:
        faults.append("docs/automation.md: its table of elements is not up to date: python3 tests/tools/elements.py --write")
    for fault in faults:
        print(fault)
    print(f"{passed} passed, {len(faults)} failed, {skipped} skipped")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
