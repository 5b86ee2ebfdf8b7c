#!/usr/bin/env python3
"""Makes the static site out of what the compiler made and what lies in web/ (rules: cmake/WebDist.cmake).

make_site.py --version V --web FOLDER --program FOLDER --licences FILE --out FOLDER
"""
import argparse
import gzip
import hashlib
import json
import pathlib
import re
import sys

import brotli

SQUEEZED = {".js", ".wasm", ".html", ".css", ".svg", ".webmanifest", ".json", ".txt", ".md", ".ico"}


def hashed(name: str, data: bytes) -> str:
    """'icons/a.svg' becomes 'icons/a.0123abcd4567.svg': the name says the content, so it may be cached for ever."""
    path = pathlib.PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}"))


def fill(template: str, values: dict[str, str], names: dict[str, str], where: str) -> str:
    def value(match: re.Match) -> str:
        word = match.group(1)
        if word.startswith("file:"):
            if word[5:] not in names:
                sys.exit(f"{where}: @{word}@: the site has no such file")
            return names[word[5:]]
        return values[word]

    return re.sub(r"@(file:[\w./-]+|files|build|version)@", value, template)


def write(out: pathlib.Path, name: str, data: bytes) -> int:
    """Writes a file with its compressed forms where they are smaller; returns the bytes that travel."""
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    travels = len(data)
    if path.suffix in SQUEEZED and len(data) > 512:
        kept = path.with_name(path.name + ".br")  # a hashed name means the same content: squeeze it once
        known = re.search(r"\.[0-9a-f]{12}\.\w+$", name) and kept.exists()
        packed = kept.read_bytes() if known else brotli.compress(data, quality=11, lgwin=22)
        if len(packed) < len(data):
            if not known:
                kept.write_bytes(packed)
                path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))
            travels = len(packed)
    return travels


def main() -> None:
    parser = argparse.ArgumentParser()
    for option in ("version", "web", "program", "licences", "out"):
        parser.add_argument("--" + option, required=True)
    arguments = parser.parse_args()
    web, program, out = (pathlib.Path(p) for p in (arguments.web, arguments.program, arguments.out))

    names: dict[str, str] = {}  # plain name -> hashed name
    contents: dict[str, bytes] = {}  # name as served -> bytes

    def add(name: str, data: bytes) -> None:
        names[name] = hashed(name, data)
        contents[names[name]] = data

    templates = {}
    for path in sorted(p for p in web.rglob("*") if p.is_file()):
        name = path.relative_to(web).as_posix()
        if name.startswith("lib/") or path.suffix == ".md" or path.name.startswith("."):
            continue
        if path.suffix == ".in":
            templates[name.removesuffix(".in")] = path.read_text()
        else:
            add(name, path.read_bytes())
    add("potok.wasm", (program / "potok.wasm").read_bytes())
    script = (program / "potok.js").read_text()
    if '"potok.wasm"' not in script and "'potok.wasm'" not in script:
        sys.exit("make_site: potok.js does not name potok.wasm")
    add("potok.js", re.sub(r"(['\"])potok\.wasm\1", f'"{names["potok.wasm"]}"', script).encode())

    # The build's hash covers the templates too, so that a new shell alone is a new build.
    digest = hashlib.sha256()
    for name, text in sorted(templates.items()):
        digest.update(f"{name}\0{text}\0".encode())
    for name in sorted(contents):
        digest.update(name.encode() + b"\0")
    cached = ["./"] + sorted(contents)
    cached += [n for n in sorted(templates) if n not in ("index.html", "sw.js")]
    values = {"files": json.dumps(cached), "build": digest.hexdigest()[:12], "version": arguments.version}
    for name, text in templates.items():
        contents[name] = fill(text, values, names, f"web/{name}.in").encode()

    contents["licences.txt"] = pathlib.Path(arguments.licences).read_bytes()

    rows = [(name, len(data), write(out, name, data)) for name, data in sorted(contents.items())]
    wanted = {n + end for n in contents for end in ("", ".br", ".gz")}
    for path in [p for p in out.rglob("*") if p.is_file()]:  # what an earlier build left
        if path.relative_to(out).as_posix() not in wanted:
            path.unlink()

    width = max(len(name) for name, _, _ in rows)
    print(f"{'file':{width}}  {'raw':>10}  {'brotli':>10}")
    for name, raw, packed in rows + [("in all", sum(r for _, r, _ in rows), sum(p for _, _, p in rows))]:
        print(f"{name:{width}}  {raw:>10,}  {packed:>10,}")


main()
