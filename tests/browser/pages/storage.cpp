// The page store over IndexedDB without the app: hash-chained rows, driven by tests/browser/storage.test.mjs.
//
// What happens is told to the page as globalThis.onPotok(name, text).
#include <emscripten.h>

#include <memory>
#include <string>

#include "base/sha256.h"
#include "db/connection.h"
#include "db/migrations.h"
#include "page_support.h"
#include "platform/web/indexeddb_workspaces.h"

using namespace potok;
using namespace potok::test;

namespace {

std::string name;
std::unique_ptr<platform::WebOwnership> ownership;
std::unique_ptr<Workspace> workspace;

const db::Migration steps[] = {
    {1, "rows", "CREATE TABLE r(n INTEGER PRIMARY KEY, hash BLOB NOT NULL, filling BLOB); CREATE INDEX r_hash ON r(hash)"}};

void open_workspace() {
    workspace = std::make_unique<Workspace>(name);
    workspace->persister.open([](const Status& s) {
        if (!s) return tell("open", said(s.error()));
        auto opened = db::Connection::open_store(workspace->pages);
        if (!opened) return tell("open", said(opened.error()));
        workspace->connection.emplace(std::move(opened).value());
        if (auto m = db::migrate(*workspace->connection, steps); !m) return tell("open", said(m.error()));
        workspace->persister.set_change_listener([] {
            const db::SaveStatus& status = workspace->persister.status();
            if (status.state == db::SaveState::failed) {
                (void)workspace->connection->set_query_only(true);
                tell("failed", said(*status.error));
            }
        });
        tell("open", "ok");
    });
}

db::Bytes next_hash(db::ByteView before, std::int64_t n) {
    const std::string text = std::string(db::as_text(before)) + "/" + std::to_string(n);
    const Sha256Digest digest = sha256(text);
    return db::Bytes(digest.begin(), digest.end());
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void page_start(const char* workspace_name) {
    name = workspace_name;
    ownership = stand_in_line(name, open_workspace);
    ownership->set_handover_handler([] {
        tell("asked", "");
        workspace->persister.flush(db::Durability::strict, [](const Status& s) {
            tell("flushed", s ? "ok" : said(s.error()));
            ownership->release();
        });
    });
    ownership->acquire();
}

// Any workspace, as it is: neither owned nor brought up to this page's schema.
EMSCRIPTEN_KEEPALIVE void page_open_as_it_is(const char* workspace_name) {
    workspace = std::make_unique<Workspace>(workspace_name);
    workspace->persister.open([](const Status& s) {
        if (!s) return tell("open", said(s.error()));
        auto opened = db::Connection::open_store(workspace->pages);
        if (!opened) return tell("open", said(opened.error()));
        workspace->connection.emplace(std::move(opened).value());
        tell("open", "ok");
    });
}

EMSCRIPTEN_KEEPALIVE int page_exec(const char* sql) { return workspace->connection->exec(sql).ok() ? 1 : 0; }

EMSCRIPTEN_KEEPALIVE void page_deaf() {  // an owner that hangs
    ownership->set_handover_handler(nullptr);
}

EMSCRIPTEN_KEEPALIVE void page_ask() { ownership->ask(); }

// `rows` transactions of one row each, `filling` bytes beside the hash. Returns the last row, -1 if refused.
EMSCRIPTEN_KEEPALIVE int page_write(int rows, int filling) {
    db::Connection& c = *workspace->connection;
    std::int64_t n = 0;
    for (int i = 0; i < rows; ++i) {
        db::Statement last = c.prepare("SELECT n, hash FROM r ORDER BY n DESC LIMIT 1");
        auto row = last.step();
        if (!row) return -1;
        db::Bytes before;
        if (*row) {
            n = last.i64(0);
            before.assign(last.blob(1).begin(), last.blob(1).end());
        }
        last.reset();
        ++n;
        if (!c.run("INSERT INTO r VALUES(?1, ?2, ?3)", n, next_hash(before, n),
                   db::Bytes(static_cast<std::size_t>(filling), static_cast<std::uint8_t>(n))))
            return -1;
    }
    return static_cast<int>(n);
}

// Number of rows, if they are an unbroken chain in a sound file; else -1.
EMSCRIPTEN_KEEPALIVE int page_check() {
    db::Connection& c = *workspace->connection;
    if (!c.integrity_check()) return -1;
    db::Bytes before;
    std::int64_t n = 0;
    bool sound = true;
    const Status walked = c.prepare("SELECT n, hash FROM r ORDER BY n").each([&](db::Statement& row) {
        ++n;
        const db::Bytes wanted = next_hash(before, n);
        sound = sound && row.i64(0) == n && std::equal(wanted.begin(), wanted.end(), row.blob(1).begin(), row.blob(1).end());
        before = wanted;
    });
    return walked && sound ? static_cast<int>(n) : -1;
}

EMSCRIPTEN_KEEPALIVE void page_flush(int strict) {
    workspace->persister.flush(strict != 0 ? db::Durability::strict : db::Durability::relaxed,
                               [](const Status& s) { tell("flushed", s ? "ok" : said(s.error())); });
}

EMSCRIPTEN_KEEPALIVE void page_fold() { workspace->persister.fold(); }
EMSCRIPTEN_KEEPALIVE void page_retry() { workspace->persister.retry(); }
EMSCRIPTEN_KEEPALIVE int page_idle() { return workspace->persister.idle() ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE double page_log_bytes() { return static_cast<double>(workspace->persister.log_bytes()); }
EMSCRIPTEN_KEEPALIVE double page_base_bytes() { return static_cast<double>(workspace->persister.base_bytes()); }
EMSCRIPTEN_KEEPALIVE double page_epoch() { return static_cast<double>(workspace->persister.epoch()); }
// Commits reported saved; the first made the table, row n is commit n + 1.
EMSCRIPTEN_KEEPALIVE double page_saved() { return static_cast<double>(workspace->persister.status().saved); }

EMSCRIPTEN_KEEPALIVE void page_list() {
    platform::list_workspaces([](const Result<std::vector<std::string>>& names) {
        std::string text;
        if (!names) text = said(names.error());
        else
            for (const std::string& n : *names) text += (text.empty() ? "" : ",") + n;
        tell("list", text);
    });
}

EMSCRIPTEN_KEEPALIVE void page_delete(const char* which) {
    platform::delete_workspace(which, [](const Status& s) { tell("deleted", s ? "ok" : said(s.error())); });
}

}  // extern "C"

int main() {
    tell("ready", "");
    return 0;
}
