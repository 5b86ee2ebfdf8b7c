#!/usr/bin/env python3
"""Plants one mistake after another in the page store's keeping, and expects the seeded stories of tests/faults to notice each.

Words choose among them. Last line: "N passed, N failed, N skipped": mistakes noticed, and not.
"""
import pathlib
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/native"
SEEDS = "3000"

# file, what stands there, what the mistake puts in its place, what the mistake is
MISTAKES = [
    ("persister.cpp", "pending_ = pending_.empty() ? std::move(batch) : merge(std::move(pending_), std::move(batch));",
     "pending_ = std::move(batch);", "of two commits waiting only the later is written"),
    ("persister.cpp", ": merge(std::move(in_flight_->batch), std::move(pending_));",
     ": merge(std::move(pending_), std::move(in_flight_->batch));", "what an abort gives back is laid over what came later"),
    ("persister.cpp", "in_flight_ = std::move(flight);", "status_.saved = flight.batch.commit; in_flight_ = std::move(flight);",
     "saved is said when the write begins, not when it has ended"),
    ("persister.cpp", "if (in_flight_->durability == Durability::strict) status_.saved_strict", "status_.saved_strict",
     "relaxed writes count as flushed"),
    ("persister.cpp", "r.bytes.size() > large_value", "r.bytes.size() > 100 * large_value", "large values are not flushed"),
    ("persister.cpp", "if (tail->epoch != epoch_)", "if (tail->epoch < epoch_)", "an owner of before takes the new owner's records for its own"),
    ("persister.cpp", "if (in_flight_ && tail->last_sequence >= in_flight_->head_after.sequence)", "if (in_flight_ && tail->last_sequence == 0)",
     "a write whose end was not heard is written once more"),
    ("persister.cpp", "if (in_flight_ && tail->last_sequence >= in_flight_->head_after.sequence)", "if (in_flight_)",
     "a write that did not happen counts as made"),
    ("persister.cpp", "unfolded_[segment_of(no)] = in_flight_->head_after.sequence;", "if (no > 3) unfolded_[segment_of(no)] = in_flight_->head_after.sequence;",
     "a fold passes over some of what changed"),
    ("persister_fold.cpp", "f.header.log_start = head_.sequence + 1;", "f.header.log_start = head_.sequence + 2;", "the trim takes one record too many"),
    ("persister_fold.cpp", "f.header.chain = head_.chain;", "", "the chain is not kept across a trim"),
    ("persister_fold.cpp", "1 - counts->second", "counts->second", "a fold overwrites the image it replaces"),
    ("persister_fold.cpp", "fold_->superseded.erase(key);", "fold_->superseded.insert(key);", "the trim removes the newer image"),
    ("persister_fold.cpp", "for (const auto& [segment, sequence] : unfolded_) f.segments.push_back(segment);", "", "the log is trimmed without a fold"),
    ("persister_fold.cpp", "segments_for(fold_->most_pages), {}}", "1, {}}", "the trim cuts segments off"),
    ("persister_fold.cpp", "encode_segment(pages_, index, epoch_, head_.sequence)", "encode_segment(pages_, index, epoch_, head_.sequence + 1)",
     "a segment claims to hold a record that it does not"),
    ("persister_fold.cpp", "s.mending = true;", "s.report.damaged.clear(); return end_scrub(std::nullopt);", "a scrub does not mend what it finds"),
    ("replay.cpp", "if (sequence < state_.header.log_start) return {};", "", "what came too late is read as part of the log"),
    ("replay.cpp", "state_.head.sequence = sequence;\n        return {};", "return {};", "the place that an opening has taken is not passed"),
    ("replay.cpp", "if (!patch.fresh && !present(patch.no)) continue;", "", "a patch is laid over a page that is not there"),
    ("page_store.cpp", "if (!before.empty()) before = older.image_before(a);", "", "a merged patch begins in the middle"),
    ("replay.cpp", "store_.resize(pages);", "", "a file that shrank keeps its old end"),
    ("log_format.cpp", "if (chain_of(before.chain, bytes) != r.chain) return damaged(name, \"hash\");", "", "log records are not checked"),
    ("log_format.cpp", "if (get<std::uint64_t>(bytes, 40) != segment_checksum(bytes)) return damaged(name, \"checksum\");", "", "segments are not checked"),
    ("page_store.cpp", "before = older.image_before(a);\n                ++a;", "before = older.image_before(a);", "merged batches hold a page twice"),
    ("page_store.cpp", "if (mark)\n        for", "if (false)\n        for", "pages that were never written are not kept"),
]


def commands():
    text = subprocess.run(["ninja", "-C", str(BUILD), "-t", "commands", "store_faults"], capture_output=True, text=True, check=True).stdout
    compile_of = {}
    for line in text.splitlines():
        for name in {m[0] for m in MISTAKES}:
            if line.endswith(f"/src/db/{name}"):
                compile_of[name] = line
    return compile_of, text.splitlines()[-1]


def main():
    subprocess.run(["ninja", "-C", str(BUILD), "store_faults"], check=True, stdout=subprocess.DEVNULL)
    compile_of, link = commands()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, before, after, what in MISTAKES:
            if not any(word in what for word in sys.argv[1:] or [""]):
                continue
            source = (ROOT / "src/db" / name).read_text()
            if source.count(before) != 1:
                print(f"FAILED  {what}: {name} has changed, look for: {before}")
                failed += 1
                continue
            mistaken = pathlib.Path(folder) / name
            mistaken.write_text(source.replace(before, after))
            words = shlex.split(compile_of[name])
            obj, program = f"{folder}/mistake.o", f"{folder}/store_faults"
            words[words.index("-o") + 1] = obj
            words[words.index("-c") + 1] = str(mistaken)
            subprocess.run([w for w in words if w != "-Werror"], cwd=BUILD, check=True, capture_output=True)
            # In front of the libraries, the mistaken object takes the place of theirs.
            linked = shlex.split(link.removeprefix(": && ").removesuffix(" && :"))
            linked[linked.index("-o") + 1] = program
            linked.insert(linked.index("-o") + 2, obj)
            subprocess.run(linked, cwd=BUILD, check=True, capture_output=True)
            try:
                run = subprocess.run([program, "1", SEEDS], capture_output=True, text=True, timeout=300)
                noticed = run.returncode != 0
                first = (run.stderr.splitlines() or ["it crashed"])[0]
            except subprocess.TimeoutExpired:
                noticed, first = True, "it never ended"
            passed += noticed
            failed += not noticed
            print(f"{'noticed' if noticed else 'FAILED '}  {what}" + (f" ({first})" if noticed else ""), flush=True)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(main())
