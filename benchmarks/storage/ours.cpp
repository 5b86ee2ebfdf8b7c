// Our own store in ./bench storage: the workloads of workload.mjs in C++, as the app would run them, from the same values. What
// happens later is told to the page as globalThis.onBench(what, text); see ours.mjs.
#include <emscripten.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "db/connection.h"
#include "db/log_format.h"
#include "db/persister.h"
#include "platform/web/indexeddb_store.h"

EM_JS_DEPS(potok_bench, "$UTF8ToString");

using namespace potok;

namespace {

EM_JS(void, tell_js, (const char* what, const char* text), { globalThis.onBench(UTF8ToString(what), UTF8ToString(text)); });

void tell(const char* what, const std::string& text) { tell_js(what, text.c_str()); }

std::string said(const Error& e) {
    std::string text = e.code;
    for (const auto& [key, value] : e.args) text += " " + key + "=" + value;
    return text;
}

// Any failure ends the measurement: a figure of a store that fails is none.
bool must(const Status& s) {
    if (!s) tell("failed", said(s.error()));
    return s.ok();
}
template <class T>
T must(Result<T> r) {
    if (!r) tell("failed", said(r.error()));
    return std::move(r).value();
}

// ---- values, as in workload.mjs

std::uint32_t mix(std::uint32_t n) {
    n = (n ^ (n >> 16)) * 0x45d9f3bu;
    n = (n ^ (n >> 16)) * 0x45d9f3bu;
    return n ^ (n >> 16);
}

void add_word(std::string& text, std::uint32_t k) {
    static constexpr const char* syllables[] = {"ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"};
    text += syllables[(k >> 8) & 15];
    text += syllables[(k >> 4) & 15];
    text += syllables[k & 15];
}

std::string words(std::uint32_t seed, std::uint32_t count) {
    std::string text;
    text.reserve(count * 7);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i > 0) text += ' ';
        add_word(text, mix(seed * 16 + i));
    }
    return text;
}

std::string query(std::uint32_t i) {
    std::string text;
    for (const std::uint32_t n : {0u, 1u}) {
        std::string word;
        add_word(word, mix(2 * i + 700'000'000u + n));
        text += (n == 0 ? "" : " ") + word.substr(0, 4) + "*";
    }
    return text;
}

db::ByteView filler(std::uint32_t i) {
    static std::array<std::uint32_t, 975> words_of_it;
    std::uint32_t x = mix(i) | 1;
    for (std::uint32_t& w : words_of_it) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        w = x;
    }
    return {reinterpret_cast<const std::uint8_t*>(words_of_it.data()), sizeof words_of_it};
}

// ---- the store

struct Store {
    Store(const std::string& name, db::Persister::Options options) : blocks(name), persister(blocks, pages, options) {}

    platform::IndexedDbStore blocks;
    db::PageStore pages;
    std::optional<db::Connection> connection;
    db::Persister persister;
};

std::unique_ptr<Store> store;
std::optional<db::Connection> memory;
db::Connection* connection = nullptr;

void insert_deal(db::Statement& s, std::uint32_t i) {
    const std::string title = "Deal of customer " + std::to_string(i);
    s.bind_all(i, mix(i) >> 1, title, 1 + i % 7, mix(i + 500'000'000u) % 1'000'000, i % 20, 1'700'000'000u + i, words(i, 6));
    must(s.run());
}

constexpr std::string_view insert_sql =
    "INSERT INTO deal(id, number, title, stage, amount, owner, changed, note) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

double read_all(std::string_view sql, int n, std::uint32_t seed, std::uint32_t deals, bool by_second) {
    db::Statement s = connection->prepare(sql);
    double sum = 0;
    std::size_t letters = 0;
    for (int i = 0; i < n; ++i) {
        const std::uint32_t id = 1 + mix(seed + static_cast<std::uint32_t>(i)) % deals;
        s.bind(1, by_second ? mix(id) >> 1 : id);
        must(s.each([&](db::Statement& row) {
            sum += static_cast<double>(row.i64(0));
            letters += row.text(1).size();
        }));
    }
    if (letters == 0) tell("failed", "titles are empty");
    return sum;
}

}  // namespace

extern "C" {

// kept: 0 memory only, 1 IndexedDB, 2 IndexedDB whose log is not folded by itself; strict: every commit is written strict.
EMSCRIPTEN_KEEPALIVE void bench_open(const char* name, int kept, int strict) {
    if (kept == 0) {
        memory.emplace(must(db::Connection::open_memory()));
        connection = &*memory;
        return tell("open", "");
    }
    db::Persister::Options options = platform::saving_options();
    if (strict != 0) options.durability = db::Durability::strict;
    if (kept == 2) options.fold_from = std::uint64_t{1} << 40;
    store = std::make_unique<Store>(name, options);
    store->persister.open([](const Status& s) {
        if (!must(s)) return;
        store->connection.emplace(must(db::Connection::open_store(store->pages)));
        connection = &*store->connection;
        tell("open", "");
    });
}

EMSCRIPTEN_KEEPALIVE void bench_run(const char* sql) { must(connection->exec(sql)); }

// Tells "kept" when all that was committed is.
EMSCRIPTEN_KEEPALIVE void bench_keep(int strict) {
    if (!store) return tell("kept", "");
    store->persister.flush(strict != 0 ? db::Durability::strict : db::Durability::relaxed, [](const Status& s) {
        if (must(s)) tell("kept", "");
    });
}

EMSCRIPTEN_KEEPALIVE void bench_fold() { store->persister.fold(); }
EMSCRIPTEN_KEEPALIVE int bench_idle() { return !store || store->persister.idle() ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE double bench_log_bytes() { return static_cast<double>(store->persister.log_bytes()); }
EMSCRIPTEN_KEEPALIVE double bench_file_bytes() { return static_cast<double>(store->pages.page_count()) * db::page_size; }
EMSCRIPTEN_KEEPALIVE double bench_commit() { return static_cast<double>(store->pages.commit()); }

// Pages of the commits since it was called last.
EMSCRIPTEN_KEEPALIVE double bench_pages_written() {
    static double pages = 0;
    static bool listening = false;
    if (!listening) {
        listening = true;
        store->persister.set_commit_listener([](const db::CommitBatch& batch) { pages += static_cast<double>(batch.pages.size()); });
    }
    const double seen = pages;
    pages = 0;
    return seen;
}

EMSCRIPTEN_KEEPALIVE void bench_insert(std::uint32_t i) {
    db::Statement s = connection->prepare(insert_sql);
    insert_deal(s, i);
}

EMSCRIPTEN_KEEPALIVE void bench_bulk(std::uint32_t from, std::uint32_t n) {
    db::Transaction tx = must(connection->begin());
    {
        db::Statement s = connection->prepare(insert_sql);
        for (std::uint32_t i = 0; i < n; ++i) insert_deal(s, from + i);
    }
    must(tx.commit());
}

EMSCRIPTEN_KEEPALIVE void bench_move(std::uint32_t i, std::uint32_t deals) {
    db::Connection& c = *connection;
    const std::uint32_t now = 1'800'000'000u + i;
    const std::uint32_t id = 1 + mix(i + 900'000'000u) % deals;
    db::Transaction tx = must(c.begin());
    std::int64_t stage = 0;
    std::int64_t amount = 0;
    {
        db::Statement look = c.prepare("SELECT stage, amount FROM deal WHERE id = ?1");
        look.bind(1, id);
        must(look.each([&](db::Statement& row) {
            stage = row.i64(0);
            amount = row.i64(1);
        }));
    }
    const std::int64_t to = 1 + stage % 7;
    must(c.run("UPDATE deal SET stage = ?2, changed = ?3 WHERE id = ?1", id, to, now));
    for (int k = 0; k < 3; ++k)
        must(c.run("INSERT INTO history(deal, field, old, new, at, actor) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", id, k, std::to_string(stage),
                   std::to_string(to), now, 1 + k));
    must(c.run("UPDATE task SET state = 2 WHERE deal = ?1 AND state = 1 AND due < ?2", id, now));
    for (std::uint32_t k = 0; k < 3; ++k)
        must(c.run("INSERT INTO task(deal, title, due, state) VALUES(?1, ?2, ?3, 1)", id, words(i + k, 4), now + 86'400 * (k + 1)));
    constexpr std::string_view total = "UPDATE stage_total SET deals = deals + ?2, amount = amount + ?3 WHERE stage = ?1";
    must(c.run(total, stage, -1, -amount));
    must(c.run(total, to, 1, amount));
    must(c.run("INSERT INTO search(rowid, body) VALUES(?1, ?2)", 1'000'000 + i, words(i + 300'000, 10)));
    must(tx.commit());
}

EMSCRIPTEN_KEEPALIVE void bench_texts(std::uint32_t n) {
    db::Transaction tx = must(connection->begin());
    {
        db::Statement s = connection->prepare("INSERT INTO search(rowid, body) VALUES(?1, ?2)");
        for (std::uint32_t i = 1; i <= n; ++i) {
            s.bind_all(i, words(i, 10));
            must(s.run());
        }
    }
    must(tx.commit());
}

EMSCRIPTEN_KEEPALIVE void bench_filler(std::uint32_t from, std::uint32_t n) {
    db::Transaction tx = must(connection->begin());
    {
        db::Statement s = connection->prepare("INSERT INTO filler(id, body) VALUES(?1, ?2)");
        for (std::uint32_t i = from; i < from + n; ++i) {
            s.bind_all(i, filler(i));
            must(s.run());
        }
    }
    must(tx.commit());
}

EMSCRIPTEN_KEEPALIVE double bench_by_key(int n, std::uint32_t seed, std::uint32_t deals) {
    return read_all("SELECT amount, title FROM deal WHERE id = ?1", n, seed, deals, false);
}
EMSCRIPTEN_KEEPALIVE double bench_by_second(int n, std::uint32_t seed, std::uint32_t deals) {
    return read_all("SELECT amount, title FROM deal WHERE number = ?1", n, seed, deals, true);
}

EMSCRIPTEN_KEEPALIVE int bench_text(std::uint32_t i) {
    db::Statement s = connection->prepare("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT 50");
    s.bind(1, query(i));
    int rows = 0;
    must(s.each([&](db::Statement&) { ++rows; }));
    return rows;
}

EMSCRIPTEN_KEEPALIVE double bench_board() {
    double deals = 0;
    must(connection->prepare("SELECT count(*), stage, sum(amount) FROM deal GROUP BY stage").each([&](db::Statement& row) {
        deals += static_cast<double>(row.i64(0));
    }));
    return deals;
}

EMSCRIPTEN_KEEPALIVE double bench_row(std::uint32_t i) {
    return static_cast<double>(must(connection->get_i64("SELECT amount, title FROM deal WHERE id = ?1", i)).value_or(-1));
}

}  // extern "C"

int main() {
    tell("ready", "");
    return 0;
}
