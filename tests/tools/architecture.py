#!/usr/bin/env python3
"""Reads every #include of src/ and fails on one that points up the floors; reports long files.

architecture.py [--root FOLDER]

A file includes only its own floor and those below. Two more rules: inside src/platform the parts web, desktop and headless
do not include each other; nothing below platform includes a header of Dear ImGui, of a window system or of Emscripten. And no two
files define a type of one name in one namespace: no compiler tells, and the program runs the wrong one's destructor.
The last line is "N passed, N failed, N skipped", a file being one check.
"""
import argparse
import pathlib
import re
import sys

FLOORS = ["base", "db", "expr", "model", "automation", "packs", "exchange", "sync", "platform", "scenario", "ui", "main"]
BESIDE = {"server": "sync"}  # the thin server stands beside ui, on what sync stands on
PARTS = {"web", "desktop", "headless"}
ONLY_FROM_PLATFORM_UP = re.compile(r"^(imgui|imstb|GLFW/|GLES|GL/|emscripten)")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)
NAMESPACE = re.compile(r"^namespace ([\w:]*) ?\{")
TYPE = re.compile(r"^(?:class|struct|enum class|enum) (\w+)(?: final)?(?: : [^;]*)? \{")
LONG = 300


def height(floor: str) -> int:
    return FLOORS.index(BESIDE.get(floor, floor))


def faults_of(path: pathlib.Path, source: pathlib.Path) -> list[str]:
    where = path.relative_to(source)
    floor = where.parts[0]
    if floor not in FLOORS and floor not in BESIDE:
        return [f"src/{where}: {floor} is no floor"]
    faults = []
    text = path.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        quote, target = match.groups()
        place = f"src/{where}:{text.count(chr(10), 0, match.start(2)) + 1}"
        if quote == "<":
            if height(floor) < height("platform") and ONLY_FROM_PLATFORM_UP.match(target):
                faults.append(f"{place}: <{target}> belongs to platform and above")
            continue
        other = target.split("/")[0]
        if other == "generated":
            continue
        if other not in FLOORS and other not in BESIDE:
            faults.append(f'{place}: "{target}" is not a path from src/ (write "floor/file.h")')
        elif height(other) > height(floor) or (other in BESIDE and floor not in (other, "main")):
            faults.append(f'{place}: {floor} includes "{target}", which stands above it')
        elif floor == other == "platform" and len(where.parts) > 2:
            part, other_part = where.parts[1], target.split("/")[1]
            if other_part in PARTS and part != other_part:
                faults.append(f'{place}: platform/{part} includes "{target}", another platform\'s part')
        if other in FLOORS and not (source / target).exists():
            faults.append(f'{place}: "{target}" does not exist')
    return faults


# Types at the outermost level of named namespaces: "potok::ui::Paper" -> the file. An anonymous one is its file's own affair.
def types_of(text: str) -> list[str]:
    inside, found = [], []
    for line in text.splitlines():
        if opened := NAMESPACE.match(line):
            if not line.rstrip().endswith("}"):
                inside.append(opened.group(1))
        elif line.startswith("}") and "namespace" in line and inside:
            inside.pop()
        elif (defined := TYPE.match(line)) and "" not in inside:
            found.append("::".join([*inside, defined.group(1)]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parents[2])
    root = pathlib.Path(parser.parse_args().root)
    source = root / "src"
    files = sorted(p for p in source.rglob("*") if p.suffix in {".h", ".cpp"})
    failed, defined = 0, {}
    for path in files:
        faults = faults_of(path, source)
        for name in types_of(path.read_text(encoding="utf-8")):
            if (first := defined.setdefault(name, path)) != path:
                faults.append(f"src/{path.relative_to(source)}: {name} is a type of src/{first.relative_to(source)}, too")
        failed += bool(faults)
        for fault in faults:
            print(fault)

    lengths = sorted(((len(p.read_text(encoding="utf-8").splitlines()), p) for p in files), reverse=True)
    if lengths:
        long = [(n, p) for n, p in lengths if n > LONG]
        median = lengths[len(lengths) // 2][0]
        print(f"{len(files)} files, median {median} lines, {len(long)} above {LONG}")
        for lines, path in long:
            print(f"  {lines:5} {path.relative_to(root)}")
    print(f"{len(files) - failed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


main()
