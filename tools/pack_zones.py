#!/usr/bin/env python3
"""Packs a folder of compiled TZif files into one file: pack_zones.py FOLDER OUT.

Format: "PTZ1", u32le count, then for each zone, sorted by name (bytewise):
u16le length of the name, the name, u32le size, the TZif bytes.
"""
import pathlib
import struct
import sys


def main() -> None:
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    zones = sorted(
        (path.relative_to(folder).as_posix().encode(), path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    )
    if len(zones) < 300 or any(data[:4] != b"TZif" for _, data in zones):
        sys.exit("pack_zones: these are not the compiled zones of tzdata")
    with out.open("wb") as file:
        file.write(b"PTZ1" + struct.pack("<I", len(zones)))
        for name, data in zones:
            file.write(struct.pack("<H", len(name)) + name + struct.pack("<I", len(data)) + data)


main()
