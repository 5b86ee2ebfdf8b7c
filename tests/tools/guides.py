#!/usr/bin/env python3
"""What documents show of files is what the files hold: a block of code after `<!-- PATH -->` is a run of whole lines of that file,
indentation apart from the first line's included. And the table of commands in model/command.h has every command that
model/commands.cpp carries out. The last line is "N passed, N failed, N skipped", a block or a command being one check."""
import pathlib
import re
import sys

BLOCK = re.compile(r"^<!-- ([A-Za-z0-9_./-]+/[A-Za-z0-9_.-]+) -->\n```[a-z]*\n(.*?)^```$", re.M | re.S)


def fault(root: pathlib.Path, name: str, shown: str) -> str:
    file = root / name
    if not file.is_file():
        return "there is no such file"
    lines, block = file.read_text(encoding="utf-8").splitlines(), shown.rstrip("\n").splitlines()
    runs = (lines[i:i + len(block)] for i in range(len(lines) - len(block) + 1))
    return "" if any(run == block for run in runs) else "the file has no such lines"


def commands(root: pathlib.Path) -> tuple[int, list[str]]:
    carried_out = (root / "src/model/commands.cpp").read_text(encoding="utf-8").split("to_array<Entry>", 1)[1].split("});", 1)[0]
    table = (root / "src/model/command.h").read_text(encoding="utf-8")
    names = re.findall(r'\{"([a-z_]+)",', carried_out)
    missing = [name for name in names if not re.search(rf"^//(?:.*\s\s)?\s*{name}\s", table, re.M)]
    return len(names) - len(missing), [f"model/command.h: the table has no {name}" for name in missing] or ([] if names else ["no commands found"])


def self_test() -> list[str]:
    found = BLOCK.findall("<!-- a/b.json -->\n```json\n {\n```\ntext\n```json\n{}\n```\n")
    return [] if found == [("a/b.json", " {\n")] else [f"self-test: {found}"]


def main() -> int:
    root = pathlib.Path(__file__).resolve().parents[2]
    passed, faults = 0, self_test()
    for document in sorted(root.glob("docs/*.md")):
        for name, shown in BLOCK.findall(document.read_text(encoding="utf-8")):
            if why := fault(root, name, shown):
                faults.append(f"{document.name}: {name}: {why}: {shown.splitlines()[0]}")
            else:
                passed += 1
    listed, missing = commands(root)
    passed, faults = passed + listed, faults + missing
    print(*faults, sep="\n" if faults else "")
    print(f"{passed} passed, {len(faults)} failed, 0 skipped")
    return 1 if faults or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
