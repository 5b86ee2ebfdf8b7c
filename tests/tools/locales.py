#!/usr/bin/env python3
"""The locale files: the same keys in all languages, the plural forms each language needs, the same arguments in each
sentence; every key the C++ asks for is there.

Files: assets/locales/{en,pl,ru}.json and, for every pack, assets/packs/NAME/locales/{en,pl,ru}.json. A value is a text, or an
object of CLDR plural forms, or an object that holds more keys (joined by dots). Keys in C++ are found in tr("..."), .text("...")
and .plural("..."); an error("code", ...) needs the key "error.code". The last line is "N passed, N failed, N skipped", a key or a use being one check.
"""
import json
import pathlib
import re
import sys

LANGUAGES = ["en", "pl", "ru"]
FORMS = {"en": {"one", "other"}, "pl": {"one", "few", "many", "other"}, "ru": {"one", "few", "many", "other"}}
ALL_FORMS = {"zero", "one", "two", "few", "many", "other"}
ARGUMENT = re.compile(r"\{(\w+)[^{}]*\}")
USE = re.compile(r'(?:\b(?:tr|trn)|\.(?:text|plural))\(\s*"([a-z0-9_]+(?:\.[a-z0-9_]+)+)"')
ERROR = re.compile(r'\berror\(\s*"([a-z0-9_]+\.[a-z0-9_.]+)"')


def flatten(node: dict, prefix: str = "") -> dict:
    flat = {}
    for key, value in node.items():
        name = prefix + key
        if isinstance(value, dict) and not set(value) <= ALL_FORMS:
            flat.update(flatten(value, name + "."))
        else:
            flat[name] = value
    return flat


def arguments(value) -> set[str]:
    texts = value.values() if isinstance(value, dict) else [value]
    return {name for text in texts for name in ARGUMENT.findall(text)}


def check_folder(folder: pathlib.Path, root: pathlib.Path) -> tuple[dict, int, list[str]]:
    faults, tables = [], {}
    for language in LANGUAGES:
        file = folder / f"{language}.json"
        if not file.exists():
            faults.append(f"{file.relative_to(root)}: missing")
            continue
        tables[language] = flatten(json.loads(file.read_text(encoding="utf-8")))
    keys = sorted(set().union(*tables.values())) if tables else []
    for key in keys:
        where = f"{folder.relative_to(root)}: {key}"
        lacking = [language for language in tables if key not in tables[language]]
        if lacking:
            faults.append(f"{where}: missing in {', '.join(lacking)}")
            continue
        for language, table in tables.items():
            value = table[key]
            texts = value.values() if isinstance(value, dict) else [value]
            if not all(isinstance(text, str) and text.strip() for text in texts):
                faults.append(f"{where}: empty or no text in {language}")
            elif isinstance(value, dict) and set(value) != FORMS[language]:
                faults.append(f"{where}: {language} needs the forms {', '.join(sorted(FORMS[language]))}")
        used = {language: arguments(table[key]) for language, table in tables.items()}
        if len({frozenset(names) for names in used.values()}) > 1:
            faults.append(f"{where}: arguments differ: " + "; ".join(f"{k}: {sorted(v)}" for k, v in used.items()))
    return tables.get("en", {}), len(keys), faults


def main() -> None:
    root = pathlib.Path(__file__).resolve().parents[2]
    folders = [root / "assets/locales"] + sorted((root / "assets/packs").glob("*/locales"))
    checks, faults, known = 0, [], {}
    for folder in folders:
        if not any((folder / f"{language}.json").exists() for language in LANGUAGES):
            continue
        table, count, found = check_folder(folder, root)
        if folder == folders[0]:
            known = table
        checks += count
        faults += found
    if known:
        for path in sorted(p for p in (root / "src").rglob("*") if p.suffix in {".h", ".cpp"}):
            text = path.read_text(encoding="utf-8")
            uses = [(m.start(), m.group(1)) for m in USE.finditer(text)]
            uses += [(m.start(), "error." + m.group(1)) for m in ERROR.finditer(text)]
            for start, key in uses:
                checks += 1
                if key not in known:
                    line = text.count("\n", 0, start) + 1
                    faults.append(f"{path.relative_to(root)}:{line}: no such key: {key}")
    for fault in faults:
        print(fault)
    failed = min(len(faults), checks) if checks else len(faults)
    print(f"{checks - failed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


main()
