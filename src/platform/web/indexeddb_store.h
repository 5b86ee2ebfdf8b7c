// The pages of one workspace in IndexedDB, database "potok:<workspace>".
#pragma once

#include <set>
#include <string>

#include "db/block_store.h"
#include "db/persister.h"

namespace potok::platform {

// How a persister writes to it: what can wait does so until nothing has been committed for a quarter of a second.
db::Persister::Options saving_options();

class IndexedDbStore final : public db::BlockStore {
public:
    explicit IndexedDbStore(const std::string& workspace);
    ~IndexedDbStore() override;
    IndexedDbStore(const IndexedDbStore&) = delete;
    IndexedDbStore& operator=(const IndexedDbStore&) = delete;

    void open(db::LoadSink& sink, std::function<void(Result<std::uint64_t>)> done) override;
    void follow(db::LoadSink& sink, Done done) override;
    void append(std::vector<db::LogEntry> records, db::Durability durability, Done done) override;
    void put_segment(db::SegmentKey key, db::Bytes bytes, Done done) override;
    void trim(db::Trim what, Done done) override;
    void read(db::RecordKey key, std::function<void(Result<db::Bytes>)> done) override;
    void sync(Done done) override;
    void reopen(int attempt, std::function<void(Result<db::StoreTail>)> done) override;
    void close() override;

    // Calls back when the browser has closed the storage by itself: it was cleared, or deleted under the app. Again after each reopening.
    void watch(std::function<void()> closed);

private:
    // The number of a call whose end this store waits for; after its death nobody does.
    int begin(Done done);

    int handle_;
    std::set<int> calls_;
    std::function<void()> closed_;
};

}  // namespace potok::platform
