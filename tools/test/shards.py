"""Runs `potok scenario` over many files in as many processes as there are processors."""
import concurrent.futures
import json
import os
import subprocess


def scenario_rows(command: list[str], files: list[str]) -> tuple[dict[str, dict], int]:
    """The lines of JSON that `COMMAND scenario --json ... FILE...` prints, by file, and the worst status of a process."""
    count = max(1, min(os.cpu_count() or 1, len(files)))
    shards = [files[start::count] for start in range(count)]

    def run(shard: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run([*command, *shard], stdout=subprocess.PIPE, text=True)

    rows, status = {}, 0
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        for ended in pool.map(run, shards):
            status = max(status, abs(ended.returncode))
            for line in ended.stdout.splitlines():
                if line.startswith("{"):
                    row = json.loads(line)
                    rows[row["file"]] = row
    return rows, status
