// A workspace at work over IndexedDB, for tests/browser/faults.test.mjs: a writer that goes on by itself and tells what it has
// committed and what was reported saved, so that this is known when the page is dead.
//
// Act n adds row n to `chain`, whose hash covers that of the row before, and puts its filling into one of 24 slots. So the
// contents are a prefix of the acts or they are not, pages are written over again and again, and the file stays small.
#include <emscripten.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/sha256.h"
#include "db/migrations.h"
#include "page_support.h"
#include "support/dice.h"

using namespace potok;
using namespace potok::test;

namespace {

constexpr std::int64_t slots = 24;

std::string name;
std::unique_ptr<platform::WebOwnership> ownership;
std::unique_ptr<Workspace> workspace;
std::map<std::uint64_t, std::int64_t> rows_at;  // commit -> rows there were after it
std::int64_t rows = 0;
bool working = false;
db::test::Dice dice{};  // what the writer does is told by its seed; when, by the browser

const db::Migration steps[] = {
    {1, "chain",
     "CREATE TABLE chain(n INTEGER PRIMARY KEY, size INTEGER NOT NULL, hash BLOB NOT NULL); CREATE INDEX chain_hash ON chain(hash);"
     "CREATE TABLE filling(slot INTEGER PRIMARY KEY, n INTEGER NOT NULL, bytes BLOB NOT NULL)"}};

db::Connection& connection() { return *workspace->connection; }

std::int64_t rows_by(std::uint64_t commit) {
    const auto after = rows_at.upper_bound(commit);
    return after == rows_at.begin() ? 0 : std::prev(after)->second;
}

// "rows, rows saved, rows saved strictly, commit"
std::string state() {
    const db::SaveStatus& s = workspace->persister.status();
    return std::to_string(rows) + " " + std::to_string(rows_by(s.saved)) + " " + std::to_string(rows_by(s.saved_strict)) + " " +
           std::to_string(s.committed);
}

db::Bytes next_hash(db::ByteView before, std::int64_t n, std::int64_t size) {
    const std::string text = std::string(db::as_text(before)) + "/" + std::to_string(n) + "/" + std::to_string(size);
    const Sha256Digest digest = sha256(text);
    return db::Bytes(digest.begin(), digest.end());
}

// Differs from byte to byte and from act to act.
db::Bytes filling(std::int64_t n, std::int64_t size) {
    db::test::Dice bytes{static_cast<std::uint64_t>(n)};
    db::Bytes out(static_cast<std::size_t>(size));
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < out.size(); ++i, word >>= 8) {
        if (i % 8 == 0) word = bytes.next();
        out[i] = static_cast<std::uint8_t>(word);
    }
    return out;
}

bool equal(db::ByteView a, db::ByteView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

// The number of rows; an error when they are no prefix of the acts.
Result<std::int64_t> examine() {
    POTOK_CHECK(connection().integrity_check());
    db::Bytes before;
    std::map<std::int64_t, std::int64_t> sizes, newest;
    std::int64_t n = 0;
    std::string wrong;
    POTOK_CHECK(connection().prepare("SELECT n, size, hash FROM chain ORDER BY n").each([&](db::Statement& row) {
        ++n;
        const db::Bytes wanted = next_hash(before, n, row.i64(1));
        if (row.i64(0) != n || !equal(wanted, row.blob(2))) wrong = "chain broken at " + std::to_string(n);
        before = wanted;
        sizes[n] = row.i64(1);
        newest[n % slots] = n;
    }));
    POTOK_CHECK(connection().prepare("SELECT slot, n, bytes FROM filling").each([&](db::Statement& row) {
        const std::int64_t slot = row.i64(0), of = row.i64(1);
        if (!newest.contains(slot) || newest[slot] != of || !equal(filling(of, sizes[of]), row.blob(2)))
            wrong = "slot " + std::to_string(slot) + " is not that of the last act";
        newest.erase(slot);
    }));
    if (wrong.empty() && !newest.empty()) wrong = "slot " + std::to_string(newest.begin()->first) + " is empty";
    if (!wrong.empty()) return error("page.unsound", {{"why", wrong}});
    return n;
}

Status act(std::int64_t size) {
    db::Connection& c = connection();
    db::Bytes before;
    {
        db::Statement last = c.prepare("SELECT hash FROM chain WHERE n = ?1");
        last.bind_all(rows);
        POTOK_TRY(const bool found, last.step());
        if (found) before.assign(last.blob(0).begin(), last.blob(0).end());
    }
    const std::int64_t n = rows + 1;
    POTOK_TRY(auto transaction, c.begin());
    POTOK_CHECK(c.run("INSERT INTO chain VALUES(?1, ?2, ?3)", n, size, next_hash(before, n, size)));
    POTOK_CHECK(c.run("INSERT OR REPLACE INTO filling VALUES(?1, ?2, ?3)", n % slots, n, filling(n, size)));
    POTOK_CHECK(transaction.commit());
    rows = n;
    rows_at[workspace->persister.status().committed] = rows;
    return {};
}

void changed() {
    const db::SaveStatus& status = workspace->persister.status();
    if (status.state == db::SaveState::failed) {
        (void)connection().set_query_only(true);
        return tell("failed", said(*status.error));
    }
    if (status.state == db::SaveState::saved) (void)connection().set_query_only(false);
    tell("state", state());
}

Status make_ready() {
    POTOK_TRY(auto opened, db::Connection::open_store(workspace->pages));
    workspace->connection.emplace(std::move(opened));
    POTOK_CHECK(db::migrate(connection(), steps));
    POTOK_TRY(rows, examine());
    rows_at = {{workspace->persister.status().committed, rows}};
    workspace->persister.set_change_listener(changed);
    return {};
}

void open_workspace() {
    workspace = std::make_unique<Workspace>(name);
    workspace->persister.open([](const Status& s) {
        const Status ready = s ? make_ready() : s;
        tell("open", ready ? "ok " + state() : said(ready.error()));
    });
}

std::int64_t some_size() {
    const int kind = dice.below(20);
    if (kind < 12) return dice.below(400);
    if (kind < 17) return 4'000 + dice.below(40'000);
    if (kind < 19) return 60'000 + dice.below(350'000);
    return 500'000 + dice.below(900'000);  // several records of the log
}

void scrub() {
    workspace->persister.scrub([](const Result<db::ScrubReport>& r) {
        if (!r) return tell("scrubbed", said(r.error()));
        std::string text = "ok " + std::to_string(r->records) + " " + std::to_string(r->damaged.size());
        for (const Error& e : r->damaged) text += " " + said(e);
        tell("scrubbed", text);
    });
}

void work(void*) {
    if (!working || workspace->persister.status().state == db::SaveState::failed) return;
    const int what = dice.below(100);
    Status s;
    if (what < 84)
        for (int n = what % 6 == 0 ? 12 : 1; n > 0 && s; --n) s = act(some_size());
    else if (what < 88) s = connection().exec("VACUUM");
    else if (what < 92) workspace->persister.fold();
    else if (what < 97) workspace->persister.flush(what < 95 ? db::Durability::relaxed : db::Durability::strict, [](const Status&) {});
    else scrub();
    if (!s) return tell("broken", said(s.error()));
    tell("state", state());
    emscripten_async_call(work, nullptr, dice.below(12));
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void page_start(const char* workspace_name) {
    name = workspace_name;
    ownership = stand_in_line(name, open_workspace);
    ownership->set_handover_handler([] {
        working = false;
        workspace->persister.flush(db::Durability::strict, [](const Status&) { ownership->release(); });
    });
    ownership->acquire();
}

EMSCRIPTEN_KEEPALIVE void page_ask() { ownership->ask(); }

EMSCRIPTEN_KEEPALIVE void page_work(double seed) {
    dice.state = static_cast<std::uint64_t>(seed);
    working = true;
    work(nullptr);
}
EMSCRIPTEN_KEEPALIVE void page_stop() { working = false; }

// Number of the act, -1 when it was refused.
EMSCRIPTEN_KEEPALIVE int page_act(int size) {
    const Status s = act(size);
    if (s) tell("state", state());
    return s ? static_cast<int>(rows) : -1;
}

EMSCRIPTEN_KEEPALIVE int page_rows() { return static_cast<int>(rows); }

// Tells "checked": the number of rows, or what is wrong with them.
EMSCRIPTEN_KEEPALIVE void page_check() {
    const auto n = examine();
    tell("checked", !n ? said(n.error()) : *n == rows ? std::to_string(*n) : std::to_string(*n) + " of " + std::to_string(rows));
}

EMSCRIPTEN_KEEPALIVE void page_flush(int strict) {
    workspace->persister.flush(strict != 0 ? db::Durability::strict : db::Durability::relaxed,
                               [](const Status& s) { tell("flushed", said(s)); });
}
EMSCRIPTEN_KEEPALIVE void page_fold() { workspace->persister.fold(); }
EMSCRIPTEN_KEEPALIVE void page_scrub() { scrub(); }
EMSCRIPTEN_KEEPALIVE void page_retry() { workspace->persister.retry(); }
EMSCRIPTEN_KEEPALIVE int page_idle() { return workspace->persister.idle() ? 1 : 0; }

}  // extern "C"

int main() {
    tell("ready", "");
    return 0;
}
