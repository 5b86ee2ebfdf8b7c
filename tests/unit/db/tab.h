// A tab to test the persister with: everything that dies together.
#pragma once

#include <optional>

#include "base/sha256.h"
#include "db/persister.h"
#include "support.h"
#include "support/fake_block_store.h"

namespace potok::db::test {

struct Tab {
    FakeBlockStore blocks;
    PageStore pages;
    std::optional<Connection> connection;
    Persister persister;
    std::optional<Status> opened;

    explicit Tab(FakeDisk& disk, Persister::Options options = {}) : blocks(disk), persister(blocks, pages, options) {
        persister.open([this](Status s) {
            opened = s;
            if (s.ok()) connection.emplace(must(Connection::open_store(pages)));
        });
        blocks.step();
        REQUIRE(opened.has_value());
    }
    Connection& c() { return *connection; }
};

inline std::string digest(const PageStore& pages) {
    const Bytes image = pages.image();
    return hex(sha256(as_text(image)));
}

inline std::int64_t rows(Connection& c) { return must(c.get_i64("SELECT count(*) FROM t")).value_or(-1); }

}  // namespace potok::db::test
