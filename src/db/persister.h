// Keeps a page store: takes each commit's batch and writes it to a block store, in order.
//
// One operation is under way at a time; commits that arrive meanwhile are coalesced into one batch behind it. When a
// write fails, the handle is reopened and the write repeated, three times in all; then the state is `failed`, and the
// workspace is to be turned read-only (nothing is lost in memory: it can be exported, and retry() tries again). Once
// the log is longer than a quarter of the base, it is folded, segment by segment, whenever nothing else is to be done:
// with Options::pause only between two commits that lie apart, since a commit that comes upon a segment being written waits for it.
// Folding leaves the image it replaces where it is until the log is trimmed, so that there is always a whole checkpoint
// with a log that leads on from it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "base/result.h"
#include "db/block_store.h"
#include "db/page_store.h"
#include "db/replay.h"

namespace potok::db {

enum class SaveState { saved, saving, failed };

struct SaveStatus {
    SaveState state = SaveState::saved;
    std::uint64_t committed = 0;     // last commit in memory
    std::uint64_t saved = 0;         // last commit kept, relaxed or strict
    std::uint64_t saved_strict = 0;  // last commit known to be flushed to the device
    std::optional<Error> error;      // why the state is failed
};

// What a scrub found.
struct ScrubReport {
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    std::vector<Error> damaged;  // store.damaged, one a record; by the time it is told they are made good
};

class Persister {
public:
    using Done = std::function<void(Status)>;

    struct Options {
        int attempts = 3;                          // writes of one batch before giving up
        std::uint64_t fold_from = 1024 * 1024;     // a log shorter than this many bytes is left alone
        std::uint64_t fold_by = 64 * 1024 * 1024;  // a log longer than this, and than the base, is folded without waiting
        Durability durability = Durability::relaxed;  // of every commit; flush() may ask for more
        // Calls back after a moment, never at once. Folding and scrubbing wait for a moment in which nothing is committed.
        // Without it they do not wait.
        std::function<void(std::function<void()>)> pause{};
    };

    // Both must outlive the persister; no callback comes after its destruction,
    // which must not happen within one.
    Persister(BlockStore& blocks, PageStore& pages) : Persister(blocks, pages, Options{}) {}
    Persister(BlockStore& blocks, PageStore& pages, Options options);
    ~Persister();
    Persister(const Persister&) = delete;
    Persister& operator=(const Persister&) = delete;

    // Loads and replays what is kept into the page store, then listens to its commits. Once. What the store held before
    // is replaced: a connection to it is to be told then (Connection::pages_replaced). Where there is no room left it is
    // opened to be read: the state is `failed` with store.quota, until retry() succeeds.
    // errors: store.* and what Replay reports
    void open(Done done);

    const SaveStatus& status() const { return status_; }
    // Called when something was kept, folded or has failed; not for a commit, whose maker knows of it. Never within one.
    void set_change_listener(std::function<void()> listener) { on_change_ = std::move(listener); }

    // Called for every commit, within SQLite's commit: must not call SQLite.
    void set_commit_listener(std::function<void(const CommitBatch&)> listener) { on_commit_ = std::move(listener); }

    // Calls back when everything committed so far is kept. `strict` also flushes what was kept relaxed: after
    // migrations, before anything is acknowledged to others, when idle and when the page is hidden.
    // At once if it is so already. error: that of the failure, if it comes to that
    void flush(Durability durability, Done done);
    // Finds out whether the storage still takes what is written, as after word that it was closed. status() tells how it went.
    void probe();
    // After `failed`: from the first attempt again. Not after store.fenced: that workspace is somebody else's now.
    void retry();
    // Folds as soon as nothing is pending, however short the log. `done`: everything committed so far lies in a whole checkpoint.
    // error: that of the failure; what is kept is whole all the same
    void fold(Done done = {});
    // Reads back every record that is kept, one at a time whenever nothing else is to be done, and checks it. What is
    // damaged is made good from memory by a fold, before anything rests on it. One scrub at a time; a second joins it.
    using Scrubbed = std::function<void(Result<ScrubReport>)>;
    void scrub(Scrubbed done);

    bool idle() const { return !busy_ && pending_.empty() && !in_flight_ && !probe_asked_ && !fold_ && !scrub_ && (!fold_due() || status_.state == SaveState::failed); }
    std::uint64_t epoch() const { return epoch_; }
    std::uint64_t log_bytes() const { return log_bytes_; }
    std::uint64_t base_bytes() const { return base_bytes_; }

private:
    struct Waiting {
        std::uint64_t commit;
        Durability durability;
        Done done;
    };
    struct InFlight {
        CommitBatch batch;
        LogHead head_after;
        std::uint64_t bytes = 0;
        Durability durability = Durability::relaxed;
    };
    struct Fold {
        HeaderRecord header;                 // what the trim will write
        std::uint64_t through = 0;           // log records up to here become superfluous
        std::uint64_t log_bytes = 0;         // their size
        std::uint32_t most_pages = 0;        // largest file since `through`
        std::vector<std::uint32_t> segments;  // still to be folded, from the back
        std::set<SegmentKey> superseded;      // goes with the trim
        bool at_once = false;                 // does not wait for a quiet moment
    };
    struct Scrub {
        enum class Stage { header, segments, log };
        Stage stage = Stage::header;
        std::uint32_t next_segment = 0;
        LogHead at;  // last log record read
        bool mending = false;
        ScrubReport report;
        std::vector<Scrubbed> done;
    };

    void open_to_read(const Error& why, Done done);
    void start_loading();
    Status loaded();
    void take_epoch();
    void committed(CommitBatch batch);
    void pump();
    void write_pending();
    void write_done(const Status& s);
    void reopened(const Result<StoreTail>& tail);
    void in_flight_saved();
    void start_sync();
    void sync_done(const Status& s);
    bool fold_due() const;
    bool quiet();
    void paused(std::uint64_t committed);
    void start_fold();
    void fold_step();
    void fold_failed(const Error& e);
    void trim_done(const Status& s);
    void scrub_step();
    void scrubbed(RecordKey key, const Result<Bytes>& bytes);
    LogHead before_log() const;
    void end_scrub(std::optional<Error> failure);
    void fail(Error e);
    void settle_waiting();
    void settle_folded(const Status& s);
    bool strict_wanted() const;
    void changed();
    // Wraps a member into a callback that does nothing once the persister is gone.
    template <class... A>
    auto guarded(void (Persister::*member)(A...)) {
        return [this, alive = std::weak_ptr<char>(alive_), member](std::decay_t<A>... a) {
            if (!alive.expired()) (this->*member)(std::move(a)...);
        };
    }

    BlockStore& blocks_;
    PageStore& pages_;
    Options options_;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
    std::unique_ptr<PageStore> loading_;
    std::unique_ptr<Replay> replay_;
    std::function<void()> on_change_;
    std::function<void(const CommitBatch&)> on_commit_;
    SaveStatus status_;
    bool opened_ = false;
    bool busy_ = false;
    int attempt_ = 0;  // failed writes of the current batch
    std::uint64_t epoch_ = 0;
    LogHead head_;
    CommitBatch pending_;
    std::optional<InFlight> in_flight_;
    std::optional<Fold> fold_;
    bool fold_asked_ = false;
    bool probe_asked_ = false;
    bool quiet_ = false;    // nothing has been committed since the last pause
    bool pausing_ = false;  // a pause is under way
    std::optional<Scrub> scrub_;
    HeaderRecord kept_header_;                       // where the kept log begins
    bool trim_unsure_ = false;                       // one failed, or was not heard to succeed: what is kept is not known
    std::map<std::uint32_t, std::uint32_t> places_;  // segment -> the place of its image that counts
    std::set<SegmentKey> superseded_;                // images that do not, to go with the next trim
    std::map<std::uint32_t, std::uint64_t> unfolded_;  // segment -> last log record that changed it since its fold
    std::uint64_t log_bytes_ = 0;
    std::uint64_t base_bytes_ = 0;
    std::uint64_t fold_again_from_ = 0;  // after a failed fold: not before the log has grown this far
    std::vector<Waiting> waiting_;
    std::vector<std::pair<std::uint64_t, Done>> folded_;  // to be told when the checkpoint holds that commit
};

}  // namespace potok::db
