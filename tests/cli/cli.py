#!/usr/bin/env python3
"""The command line as a person uses it: cli.py POTOK. The last line is "N passed, N failed, N skipped"."""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

POTOK = str(pathlib.Path(sys.argv[1]).resolve())
AT = ["--at", "2026-03-02T05:00:00Z"]
passed = failed = 0


def potok(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([POTOK, *words], capture_output=True, text=True, timeout=120)


def check(what: str, holds: bool, seen: object = "") -> None:
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}: {seen}")


def command(name: str, **args: object) -> str:
    return json.dumps({"name": name, "args": args})


with tempfile.TemporaryDirectory() as folder:
    file = f"{folder}/a.potok"
    run = potok("init", file, "--pack", "ceilings", "--name", "Светлый потолок", "--admin", "Анна", *AT)
    check("init", run.returncode == 0 and "ceilings 1.0.0 installed" in run.stdout, run)
    again = potok("init", file, "--pack", "ceilings")
    check("init does not overwrite", again.returncode == 1 and "cli.file_exists" in again.stderr, again)
    unknown = potok("init", f"{folder}/b.potok", "--pack", "nothing")
    check("init names the packs there are", unknown.returncode == 1 and "ceilings" in unknown.stderr, unknown)
    check("a refused init leaves no file", not pathlib.Path(f"{folder}/b.potok").exists())

    database = sqlite3.connect(file)
    check("the file is a plain SQLite database", database.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    database.close()

    run = potok("apply", file, command("create", type="ceilings.deal", values={"title": "Потолок"}), "--as", "Анна", *AT)
    outcome = json.loads(run.stdout) if run.returncode == 0 else {}
    check("apply", any(c["type"] == "task" for c in outcome.get("changes", [])), run)
    deal = outcome.get("record", "")
    refused = potok("apply", file, command("move", record=deal, to="contract_signed", comment="x"), "--as", "Анна", *AT)
    check("a refusal is an error with its reasons",
          refused.returncode == 1 and "stage.gate_refused" in refused.stderr and "contract" in refused.stderr, refused)
    stranger = potok("apply", file, command("tick"), "--as", "Никто")
    check("apply names the people there are", stranger.returncode == 1 and "Анна" in stranger.stderr, stranger)
    broken = potok("apply", file, "{", "--as", "Анна")
    check("broken JSON is told with its place", broken.returncode == 1 and "COMMAND-JSON:1:" in broken.stderr, broken)

    early = potok("tick", file, "--at", "2026-03-03T04:59:59Z")
    late = potok("tick", file, "--at", "2026-03-03T05:00:00Z")
    check("tick before the time does nothing", early.returncode == 0 and json.loads(early.stdout)["changes"] == [], early)
    check("tick at the time runs what is due", late.returncode == 0 and "control" in late.stdout, late)

    info = potok("info", file)
    check("info", info.returncode == 0 and "Светлый потолок" in info.stdout and "1  Потолки · Заключить договор" in info.stdout, info)
    first, second = potok("export", file), potok("export", file)
    exported = json.loads(first.stdout)
    check("export is canonical", first.stdout == second.stdout and exported["format"] == "potok.workspace")
    check("export holds the records", [r["values"]["title"] for r in exported["records"]["ceilings.deal"]] == ["Потолок"])

    contract = "assets/packs/ceilings/automations/contract.json"
    run = potok("dry-run", file, contract, "--key", "ceilings.sign_contract", "--at", "2026-03-03T05:00:00Z")
    check("dry-run of the present definition: no difference", run.returncode == 0 and "1 records, 0 differ" in run.stdout, run)
    changed = next(d for d in json.loads(pathlib.Path(contract).read_text(encoding="utf-8")) if d["key"] == "ceilings.sign_contract")
    changed["do"] = [{"comment": {"text": "Nothing to sign"}}]
    other = pathlib.Path(folder, "other.json")
    other.write_text(json.dumps(changed), encoding="utf-8")
    run = potok("dry-run", file, str(other), "--at", "2026-03-03T05:00:00Z")
    check("dry-run tells the difference", run.returncode == 0 and "1 records, 1 differ" in run.stdout and "+ comment: Nothing to sign" in run.stdout
          and "- task: " in run.stdout, run)
    changed["trigger"] = {"on": "stage_entered", "stage": "nowhere"}
    other.write_text(json.dumps(changed), encoding="utf-8")
    run = potok("dry-run", file, str(other))
    check("dry-run refuses a faulty definition", run.returncode == 1 and "nowhere" in run.stderr, run)
    check("dry-run asks which of several", potok("dry-run", file, contract).returncode == 2)
    check("dry-run needs the key to be there", potok("dry-run", file, contract, "--key", "ceilings.none").returncode == 2)

    run = potok("simulate", file, "--days", "5", "--at", "2026-03-03T05:00:00Z")
    check("simulate says what history lacks", run.returncode == 1 and "simulation.too_little_history" in run.stderr and "simulation.few_days" in run.stderr, run)
    for n in range(8):
        day = f"2026-03-{2 + n:02}T"
        made = potok("apply", file, command("create", type="ceilings.deal", values={"title": f"Заявка {n}"}), "--as", "Анна", "--at", f"{day}07:00:00Z")
        potok("apply", file, command("move", record=json.loads(made.stdout)["record"], to="lost", lost_reason="price", comment="нет"),
              "--as", "Анна", "--at", f"{day}09:00:00Z")
    before = potok("export", file).stdout
    ahead = ["simulate", file, "--days", "7", "--times", "3", "--at", "2026-03-09T20:00:00Z", "--json"]
    run = potok(*ahead)
    result = json.loads(run.stdout) if run.returncode == 0 else {}
    deals = next((p for p in result.get("pipelines", []) if p["pipeline"] == "ceilings.deals"), {})
    check("simulate", deals.get("arrived", [0])[0] > 0 and deals["lost"] == [n + 1 for n in deals["arrived"]], run)  # the first deal, too
    check("simulate gives the same for the same seed", potok(*ahead).stdout == run.stdout)
    check("simulate leaves the file as it is", potok("export", file).stdout == before)
    twice = potok(*ahead, "--arrivals", "ceilings.deals=200")
    doubled = next(p for p in json.loads(twice.stdout)["pipelines"] if p["pipeline"] == "ceilings.deals") if twice.returncode == 0 else {}
    check("simulate what if twice as many came", doubled.get("arrived") == [2 * n for n in deals["arrived"]], twice)
    told = potok(*ahead[:-1])
    check("simulate in words", told.returncode == 0 and "the median of the repetitions" in told.stdout, told)
    check("simulate: a pipeline that is not there", "pipeline.unknown" in potok(*ahead, "--arrivals", "none=1").stderr)
    check("simulate: a number that is none", potok("simulate", file, "--days", "x").returncode == 2)

    sampled = potok("init", f"{folder}/s.potok", "--pack", "ceilings", "--samples", *AT)
    check("init with samples", sampled.returncode == 0 and "188 sample records" in sampled.stdout, sampled)
    told = potok("info", f"{folder}/s.potok")
    check("its administrator is called so in the pack's language", "person      Администратор" in told.stdout, told)

    case = pathlib.Path(folder, "c.scenario")
    case.write_text("shows X1\nworkspace W in en at 2026-03-02\nexpect 1 client\n", encoding="utf-8")
    run = potok("scenario", str(case), "--json")
    report = json.loads(run.stdout) if run.stdout else {}
    check("a failing scenario fails the command", run.returncode == 1, run)
    check("its report has the agreed members", sorted(report) == ["failed_step", "file", "passed", "shows", "steps", "why"], report)
    check("and says what was found",
          report.get("passed") is False and report.get("steps") == 1 and report.get("shows") == ["X1"]
          and ":3: expect 1 client" in report["failed_step"] and "found: 0" in report["why"], report)

    pack = pathlib.Path(folder, "pack")
    pack.mkdir()
    (pack / "manifest.json").write_text('{"key": "x", "versoin": "1"}', encoding="utf-8")
    run = potok("check-pack", str(pack))
    check("check-pack names file and rule", run.returncode == 1 and "manifest.json" in run.stderr and "versoin" in run.stderr, run)

    check("no command prints the usage", potok().returncode == 2 and "check-pack FOLDER" in potok().stdout)
    check("an unknown command is an error", potok("dance").returncode == 2)
    check("an unknown option is an error", potok("info", file, "--fast").returncode == 2)
    check("a missing file is an error", "cli.no_file" in potok("info", f"{folder}/none").stderr)
    (pathlib.Path(folder) / "text").write_text("not a database at all, and long enough to be looked at" * 20, encoding="utf-8")
    check("another kind of file is an error", potok("info", f"{folder}/text").returncode == 1)

print(f"{passed} passed, {failed} failed, 0 skipped")
sys.exit(1 if failed else 0)
