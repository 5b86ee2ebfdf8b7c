#include "db/replay.h"

#include <algorithm>
#include <array>
#include <string>

namespace potok::db {

namespace {

Error damaged(std::string record, std::string why) {
    return error("store.damaged", {{"record", std::move(record)}, {"why", std::move(why)}});
}

}  // namespace

Status Replay::header(ByteView bytes) {
    if (has_header_ || in_log_ || last_) return damaged("header", "out of order");
    POTOK_TRY(state_.header, decode_header(bytes));
    has_header_ = true;
    return {};
}

void Replay::place(PageNo no, ByteView image) {
    if (no > store_.page_count()) store_.resize(no);
    store_.load_page(no, image);
    if (no > present_.size()) present_.resize(no, false);
    present_[no - 1] = true;
}

Status Replay::segment(SegmentKey key, ByteView bytes) {
    const std::string name = "segment " + std::to_string(key.index);
    if (in_log_ || (last_ && key <= *last_)) return damaged(name, "out of order");
    if (key.place > 1) return damaged(name, "place");
    last_ = key;
    const auto decoded = decode_segment(bytes, key.index);
    if (!decoded) {
        if (decoded.error().code != "store.damaged") return decoded.error();
        damaged_.emplace(key, decoded.error());
        state_.superseded.insert(key);
        return {};
    }
    const SegmentRecord& r = *decoded;
    const auto other = folded_through_.find(key.index);
    if (other != folded_through_.end() && other->second >= r.folded_through) {
        state_.superseded.insert(key);
        return {};
    }
    if (other != folded_through_.end()) {
        state_.superseded.insert({key.index, 0});
        const auto first = std::min<std::size_t>(r.first_page() - 1, present_.size());
        const auto last = std::min<std::size_t>(first + pages_per_segment, present_.size());
        std::fill(present_.begin() + static_cast<std::ptrdiff_t>(first), present_.begin() + static_cast<std::ptrdiff_t>(last), false);
    }
    folded_through_[key.index] = r.folded_through;
    state_.places[key.index] = key.place;
    for (std::uint32_t i = 0; i < r.pages; ++i)
        place(r.first_page() + i, r.images.subspan(std::size_t{i} * page_size, page_size));
    state_.base_bytes += bytes.size();
    return {};
}

void Replay::start_log() {
    if (in_log_) return;
    in_log_ = true;
    state_.head.sequence = state_.header.log_start - 1;
    state_.head.chain = state_.header.chain;
    state_.head.commit = state_.header.commit;
    state_.head.page_count = state_.header.page_count;
}

Status Replay::log(std::uint64_t sequence, ByteView bytes) {
    start_log();
    if (sequence < state_.header.log_start) return {};  // trimmed; what stands there is the mark, or came too late (block_store.h)
    const std::string name = "log " + std::to_string(sequence);
    if (sequence != state_.head.sequence + 1) return damaged(name, "out of sequence");
    if (is_opening_mark(bytes)) {
        if (unfinished_) return damaged(name, "parts");
        state_.head.sequence = sequence;
        return {};
    }
    POTOK_TRY(LogRecord r, decode_log_record(bytes, state_.head));
    if (r.epoch < epoch_) return damaged(name, "epoch");
    const bool follows = unfinished_ ? r.part == unfinished_->part + 1 && r.parts == unfinished_->parts &&
                                           r.commit == unfinished_->commit && r.page_count == unfinished_->page_count
                                     : r.part == 0;
    if (!follows) return damaged(name, "parts");
    epoch_ = r.epoch;
    // The file is not cut here, even if it shrank: a segment folded later may already hold what grew back.
    for (const PagePatch& patch : r.patches) {
        const std::uint32_t segment = segment_of(patch.no);
        const auto folded = folded_through_.find(segment);
        if (folded != folded_through_.end() && sequence <= folded->second) continue;
        if (!patch.fresh && !present(patch.no)) continue;  // cut off later, or it will be found missing
        std::array<std::uint8_t, page_size> page{};
        if (!patch.fresh) std::copy_n(store_.page(patch.no).begin(), page.size(), page.begin());
        apply_patch(patch, page.data());
        place(patch.no, page);
        state_.unfolded[segment] = sequence;
    }
    state_.head = {sequence, r.chain, r.commit, r.page_count};
    state_.log_bytes += bytes.size();
    if (r.part + 1 == r.parts) {
        unfinished_.reset();
    } else {
        r.patches.clear();
        unfinished_ = std::move(r);
    }
    return {};
}

Result<ReplayedState> Replay::finish() {
    start_log();
    const std::string last = "log " + std::to_string(state_.head.sequence);
    if (unfinished_) return damaged(last, "parts");
    for (const auto& [segment, folded] : folded_through_)
        if (folded > state_.head.sequence) return damaged("segment " + std::to_string(segment), "ahead of the log");
    const std::uint32_t pages = state_.head.page_count;
    const auto known = std::find(present_.begin(), present_.end(), false) - present_.begin();
    if (static_cast<std::uint64_t>(known) < pages) {
        // Gone with a damaged image that nothing makes up for?
        for (const auto& [key, why] : damaged_)
            if (key.index == segment_of(static_cast<PageNo>(known) + 1)) return why;
        return damaged("page " + std::to_string(known + 1), "missing");
    }
    state_.healed = !damaged_.empty();
    store_.resize(pages);
    store_.set_commit(state_.head.commit);
    std::erase_if(state_.unfolded, [pages](const auto& entry) { return entry.first >= segments_for(pages); });
    // Whole again with the next fold.
    for (const auto& [key, why] : damaged_)
        if (key.index < segments_for(pages)) state_.unfolded.emplace(key.index, state_.head.sequence);
    return state_;
}

}  // namespace potok::db
