#!/usr/bin/env python3
"""Collects the notices and licence texts of everything that goes into the program: collect_licences.py TOOLCHAIN OUT.

The list below is that of THIRD_PARTY.md, section "In the program". Emscripten's runtime is there only where a
WebAssembly build has been set up.
"""
import pathlib
import sys

PARTS = [
    ("Dear ImGui", "src/imgui/LICENSE.txt"),
    ("SQLite", "src/sqlite3/LICENSE.md"),
    ("nlohmann/json", "src/json/LICENSE.MIT"),
    ("valijson", "src/valijson/usr/share/doc/libvalijson-dev/copyright"),
    ("{fmt}", "src/fmt/LICENSE.rst"),
    ("mpdecimal", "src/mpdecimal/COPYRIGHT.txt"),
    ("utf8proc", "src/utf8proc/LICENSE.md"),
    ("tzdata", "src/tzdata/LICENSE"),
    ("Inter", "src/inter/usr/share/doc/fonts-inter/copyright"),
    ("zlib", "src/zlib/LICENSE"),
    ("pugixml", "src/pugixml/LICENSE.md"),
    ("Lucide", "src/lucide-static/LICENSE"),
    ("FreeType", "src/freetype/docs/FTL.TXT"),
]
RUNTIME = [
    ("Emscripten, musl, libc++, compiler-rt", "emscripten/forky/usr/share/doc/emscripten/copyright"),
    ("Emscripten, musl, libc++, compiler-rt", "emscripten/trixie/usr/share/doc/emscripten/copyright"),
    ("Emscripten", "emscripten/root/LICENSE"),
]


def main() -> None:
    toolchain, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    parts = list(PARTS)
    parts += [(name, file) for name, file in RUNTIME if (toolchain / file).exists()][:1]
    texts = []
    for name, file in parts:
        text = (toolchain / file).read_text(encoding="utf-8", errors="replace").strip()
        texts.append(f"{name}\n{'=' * len(name)}\n\n{text}\n")
    out.write_text("\n\n".join(texts))


main()
