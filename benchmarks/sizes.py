#!/usr/bin/env python3
# bench: What travels to a browser: each file of the site raw and brotli, and the engine alone (the command line: no views)
# web targets: potok-site potok
"""Reads what the build has made; the build of the site prints the same table. Nothing is rounded: bytes."""
import json
import os
import pathlib

import brotli

MEGABYTE = 1_000_000


def figure(name: str, value: int, goal: int | None = None) -> None:
    holds = None if goal is None else value <= goal
    print(json.dumps({"figure": name, "value": value, "unit": "bytes", "goal": goal, "holds": holds, "peer": None, "ratio": None}))


site = pathlib.Path(os.environ["POTOK_SITE"])
raw = travels = 0
for file in sorted(p for p in site.rglob("*") if p.is_file() and p.suffix not in (".br", ".gz")):
    packed = file.with_name(file.name + ".br")
    size = file.stat().st_size
    small = packed.stat().st_size if packed.exists() else size
    raw += size
    travels += small
    name = file.relative_to(site).as_posix()
    figure(f"{name}, raw", size)
    figure(f"{name}, brotli", small)
figure("the site, raw", raw)
figure("the site, brotli", travels, 5 * MEGABYTE // 2)

engine = (pathlib.Path(os.environ["POTOK_WASM"]) / "potok.wasm").read_bytes()
figure("the engine with the command line, all packs and time zones, raw", len(engine))
figure("the engine with the command line, all packs and time zones, brotli", len(brotli.compress(engine, quality=11, lgwin=22)), MEGABYTE)
