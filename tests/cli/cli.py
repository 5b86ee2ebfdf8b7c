#!/usr/bin/env python3
"""The command line as a person uses it: cli.py POTOK. The last line is "N passed, N failed, N skipped"."""
import json
import pathlib
import shutil
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
    check("init with samples", sampled.returncode == 0 and "189 sample records" in sampled.stdout, sampled)
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

# The guide's example, built up as docs/packs.md leads through it: each step is a pack that installs.
with tempfile.TemporaryDirectory() as folder:
    source, pack = pathlib.Path("docs/example-pack"), pathlib.Path(folder) / "bicycles"
    whole = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
    pack.mkdir()
    files: dict = {}
    for step in ["calendars", "types", "roles", "settings", "pipelines", "documents", "automations", "samples"]:
        files[step] = whole["files"][step]
        for name in [files[step]] if isinstance(files[step], str) else files[step]:
            (pack / name).parent.mkdir(exist_ok=True)
            shutil.copy(source / name, pack / name)
        (pack / "manifest.json").write_text(json.dumps(whole | {"files": files}), encoding="utf-8")
        run = potok("check-pack", str(pack))
        check(f"the guide's pack with its {step}", run.returncode == 0 and run.stdout.endswith("1 passed, 0 failed, 0 skipped\n"), run)
    shutil.copytree(source / "scenarios", pack / "scenarios")
    run = potok("check-pack", str(pack))
    check("the guide's pack with its scenarios", run.returncode == 0 and run.stdout.endswith("4 passed, 0 failed, 0 skipped\n"), run)
    run = potok("init", f"{folder}/workshop.potok", "--pack", str(pack), "--samples", *AT)
    check("init from a folder", run.returncode == 0 and "bicycles 1.0.0 installed" in run.stdout, run)
    run = potok("update", f"{folder}/workshop.potok", "--pack", str(pack), "--preview")
    check("updating to what is there does nothing", run.returncode == 0 and "nothing to do" in run.stdout, run)

# A newer version over a file that works.
with tempfile.TemporaryDirectory() as folder:
    file, old, new = f"{folder}/shop.potok", "tests/packs/shop-1.0", "tests/packs/shop-1.1"
    potok("init", file, "--pack", old, "--admin", "Anna", *AT)
    created = potok("apply", file, command("create", type="shop.order", pipeline="shop.orders", values={"title": "Lamp"}), "--as", "Anna", *AT)
    lamp = json.loads(created.stdout)["record"]
    potok("apply", file, json.dumps({"name": "create_person", "args": {"name": "Pola", "roles": ["shop.packer"]}}), "--as", "Anna", *AT)
    potok("apply", file, command("move", record=lamp, to="packing"), "--as", "Anna", *AT)
    line = json.loads(pathlib.Path(f"{old}/pipelines.json").read_text(encoding="utf-8"))[0]
    line.pop("key")
    line["stages"][2]["label"] = "Being packed"
    potok("apply", file, command("define", kind="pipeline", key="shop.orders", body=line), "--as", "Anna", *AT)
    before = pathlib.Path(file).read_bytes()
    place = "pipeline/shop.orders#/stages/packing/label"
    run = potok("update", file, "--pack", new, "--preview", *AT)
    lines = run.stdout.splitlines()
    check("the preview lists what would be", run.returncode == 0 and lines[0] == "shop: 1.0.0 → 1.1.0"
          and "added     setting/shop.ribbon" in lines and "removed   automation/shop.thank" in lines
          and any(l.startswith(f"conflict  {place}: was \"Packing\", here \"Being packed\"") and "stays" in l for l in lines)
          and "running   shop.pack: 1 runs go on as they began, and can be taken over" in lines, run)
    run = potok("update", file, "--pack", new, "--preview", "--take", "theirs", place, *AT)
    check("a conflict is decided", run.returncode == 0 and "the new version is taken" in run.stdout, run)
    run = potok("update", file, "--pack", new, "--take", "theirs", "pipeline/none", *AT)
    check("a place that is none is an error", run.returncode == 1 and "pack.no_such_place" in run.stderr, run)
    for words in [["--take", "ours"], ["shop"]]:
        check(f"update {words} is no usage", potok("update", file, "--pack", new, *words).returncode == 2)
    check("another pack is refused", "pack.not_installed" in potok("update", file, "--pack", "ceilings", *AT).stderr)
    broken = pathlib.Path(folder) / "broken"
    shutil.copytree(new, broken)
    robots = (broken / "automations.json").read_text(encoding="utf-8")
    (broken / "automations.json").write_text(robots.replace('"courier"', '"nowhere"'), encoding="utf-8")
    run = potok("update", file, "--pack", str(broken), *AT)
    check("a broken new version is refused with its place", run.returncode == 1 and "broken/automations.json#/0" in run.stderr, run)
    check("nothing so far has changed the file", pathlib.Path(file).read_bytes() == before)
    run = potok("update", file, "--pack", new, "--migrate", *AT)
    check("update", run.returncode == 0 and "are taken over" in run.stdout, run)
    check("the file has the new version", "shop 1.1.0" in potok("info", file).stdout)
    check("an older version is refused", "pack.older_version" in potok("update", file, "--pack", old, *AT).stderr)

print(f"{passed} passed, {failed} failed, 0 skipped")
sys.exit(1 if failed else 0)
