// From kept records back to pages: base segments first, then the log over them.
//
// A segment tells through which log record it was folded; older images of its pages are passed over. Where both places of a
// segment are taken, the fold that made the newer one was not finished: the log still leads on from either, the newer one is
// taken, and if that is damaged the older. The log's chain is checked record by record, and in the end every page of the file
// must have come from somewhere: an image, or a log that has it from its beginning.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/result.h"
#include "db/block_store.h"
#include "db/log_format.h"
#include "db/page_store.h"

namespace potok::db {

struct ReplayedState {
    LogHead head;
    HeaderRecord header;                             // as kept, or that of a store never trimmed
    std::uint64_t log_bytes = 0;
    std::uint64_t base_bytes = 0;
    std::map<std::uint32_t, std::uint64_t> unfolded;  // segment -> last log record that changed it since its fold
    std::map<std::uint32_t, std::uint32_t> places;    // segment -> the place that counts
    std::set<SegmentKey> superseded;                  // images that do not
    bool healed = false;                              // something damaged was made up for: fold soon
};

class Replay final : public LoadSink {
public:
    // The store must be empty and not open yet.
    explicit Replay(PageStore& store) : store_(store) {}

    Status header(ByteView bytes) override;
    Status segment(SegmentKey key, ByteView bytes) override;
    Status log(std::uint64_t sequence, ByteView bytes) override;
    // After the last record. error: store.damaged
    Result<ReplayedState> finish();

private:
    void start_log();
    void place(PageNo no, ByteView image);
    bool present(PageNo no) const { return no <= present_.size() && present_[no - 1]; }

    PageStore& store_;
    ReplayedState state_;
    bool has_header_ = false;
    bool in_log_ = false;
    std::map<std::uint32_t, std::uint64_t> folded_through_;
    std::map<SegmentKey, Error> damaged_;
    std::optional<SegmentKey> last_;
    std::vector<bool> present_;
    std::uint64_t epoch_ = 0;
    std::optional<LogRecord> unfinished_;  // a part that others must follow; without pages
};

}  // namespace potok::db
