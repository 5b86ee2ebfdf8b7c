#!/usr/bin/python3
"""Puts the samples of `ceilings` in on every day of two years, at another hour each, and looks at the files: nothing is booked, visited
or due on a day off, no crew is booked twice, nothing automatic has failed. The last line is "N passed, N failed, N skipped": days."""

import datetime
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

tree = pathlib.Path(__file__).resolve().parents[2]
potok = tree / "build/native/potok"
samara = datetime.timezone(datetime.timedelta(hours=4))
calendar = json.loads((tree / "assets/calendars/ru.json").read_text(encoding="utf-8"))
holidays = {h["date"] for h in calendar["holidays"]}
transfers = {t["date"]: t["working"] for t in calendar["transfers"]}


def works(ms):
    day = datetime.datetime.fromtimestamp(ms / 1000, samara).date()
    return transfers.get(day.isoformat(), day.weekday() < 5 and day.strftime("%m-%d") not in holidays)


def faults(file):
    db = sqlite3.connect(file)
    out = []
    for table, begin, end in (("booking", '"from"', '"to"'), ("event", '"from"', '"to"'), ("task", "due", "due")):
        living = "deleted_at IS NULL" + (" AND state = 'open'" if table == "task" else "")
        for title, a, b in db.execute(f"SELECT title, {begin}, {end} FROM r_{table} WHERE {living}"):
            if a is None or not works(a) or not works(b):
                out.append(f"{table} {title}: {a}")
    out += [f"twice: {a}, {b}" for a, b in db.execute(
        'SELECT a.id, b.id FROM r_booking a JOIN r_booking b ON a.resource = b.resource AND a.id < b.id AND a."from" < b."to" AND b."from" < a."to" '
        "WHERE a.deleted_at IS NULL AND b.deleted_at IS NULL")]
    out += [f"failed: {a}" for (a,) in db.execute("SELECT automation FROM e_firing WHERE state = 'failed'")]
    if db.execute("SELECT count(*) FROM r_booking").fetchone()[0] < 30:
        out.append("hardly anything booked")
    return out


def main():
    days = range(0, 730, int(os.environ.get("STEP", "1")))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for n in days:
            at = datetime.datetime(2026, 1, 1, (n * 7) % 24, (n * 13) % 60) + datetime.timedelta(days=n)
            file = f"{folder}/{n}.potok"
            run = subprocess.run([potok, "init", file, "--pack", "ceilings", "--samples", "--at", at.isoformat() + "Z"], capture_output=True, text=True)
            wrong = faults(file) if run.returncode == 0 else [run.stderr]
            if wrong:
                failed += 1
                print(at, *wrong[:5], sep="\n  ")
            else:
                passed += 1
            pathlib.Path(file).unlink(missing_ok=True)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(main())
