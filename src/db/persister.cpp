#include "db/persister.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace potok::db {

Persister::Persister(BlockStore& blocks, PageStore& pages, Options options)
    : blocks_(blocks), pages_(pages), options_(options) {}

Persister::~Persister() {
    if (opened_) pages_.set_commit_listener(nullptr);
}

void Persister::open(Done done) {
    assert(!opened_ && replay_ == nullptr && "open once");
    replay_ = std::make_unique<Replay>(pages_);
    blocks_.open(*replay_, [this, alive = std::weak_ptr<char>(alive_), done](const Result<std::uint64_t>& epoch) {
        if (alive.expired()) return;
        if (!epoch) return done(epoch.error());
        auto state = replay_->finish();
        replay_.reset();
        if (!state) return done(state.error());
        epoch_ = *epoch;
        head_ = state->head;
        unfolded_ = std::move(state->unfolded);
        log_bytes_ = state->log_bytes;
        base_bytes_ = state->base_bytes;
        // What was read back is on the device or will be with the next strict write; it counts as kept, not as flushed.
        status_.committed = status_.saved = head_.commit;
        opened_ = true;
        pages_.set_commit_listener([this](CommitBatch batch) { committed(std::move(batch)); });
        done({});
        pump();
    });
}

void Persister::changed() {
    if (on_change_) on_change_();
}

// Within SQLite's commit.
void Persister::committed(CommitBatch batch) {
    status_.committed = batch.commit;
    if (fold_) fold_->most_pages = std::max(fold_->most_pages, batch.page_count);
    pending_ = pending_.empty() ? std::move(batch) : merge(std::move(pending_), std::move(batch));
    if (status_.state == SaveState::saved) status_.state = SaveState::saving;
    pump();
}

bool Persister::strict_wanted() const {
    return std::any_of(waiting_.begin(), waiting_.end(), [](const Waiting& w) { return w.durability == Durability::strict; });
}

void Persister::pump() {
    if (busy_ || !opened_ || status_.state == SaveState::failed) return;
    if (!pending_.empty()) return write_pending();
    if (strict_wanted() && status_.saved_strict < status_.saved) return start_sync();
    const bool long_log = log_bytes_ > options_.fold_from && log_bytes_ > base_bytes_ / 4 && log_bytes_ > fold_again_from_;
    if (!fold_ && (long_log || (fold_asked_ && log_bytes_ > 0))) start_fold();
    if (fold_) fold_step();
}

void Persister::write_pending() {
    InFlight flight;
    flight.batch = std::exchange(pending_, {});
    flight.durability = strict_wanted() ? Durability::strict : Durability::relaxed;
    std::vector<LogEntry> records = encode_batch(flight.batch, epoch_, head_);
    flight.head_after = db::head_after(flight.batch, records);
    for (const LogEntry& r : records) flight.bytes += r.bytes.size();
    const Durability durability = flight.durability;
    in_flight_ = std::move(flight);
    busy_ = true;
    blocks_.append(std::move(records), durability, guarded(&Persister::write_done));
}

void Persister::write_done(const Status& s) {
    if (s) {
        busy_ = false;
        in_flight_saved();
        pump();
        changed();
        return;
    }
    if (s.error().code == "store.fenced" || ++attempt_ >= options_.attempts) return fail(s.error());
    blocks_.reopen(attempt_, guarded(&Persister::reopened));
}

// What was in flight stays so until a new handle has told whether it went through: its end may only not have been
// heard of, and writing it again under the same sequence would be refused.
void Persister::reopened(const Result<StoreTail>& tail) {
    if (!tail) {
        if (tail.error().code == "store.fenced" || ++attempt_ >= options_.attempts) return fail(tail.error());
        blocks_.reopen(attempt_, guarded(&Persister::reopened));
        return;
    }
    if (tail->epoch != epoch_)
        return fail(error("store.fenced", {{"message", "another tab has taken the workspace"}}));
    busy_ = false;
    if (in_flight_ && tail->last_sequence >= in_flight_->head_after.sequence) {
        in_flight_->durability = Durability::relaxed;
        in_flight_saved();
    } else if (in_flight_) {
        pending_ = pending_.empty() ? std::move(in_flight_->batch)
                                    : merge(std::move(in_flight_->batch), std::move(pending_));
        in_flight_.reset();
    }
    pump();
    changed();
}

void Persister::in_flight_saved() {
    attempt_ = 0;
    const std::uint32_t segments = segments_for(in_flight_->batch.page_count);
    for (const PageNo no : in_flight_->batch.pages) unfolded_[segment_of(no)] = in_flight_->head_after.sequence;
    std::erase_if(unfolded_, [segments](const auto& entry) { return entry.first >= segments; });
    head_ = in_flight_->head_after;
    log_bytes_ += in_flight_->bytes;
    status_.saved = head_.commit;
    if (in_flight_->durability == Durability::strict) status_.saved_strict = head_.commit;
    in_flight_.reset();
    if (pending_.empty()) status_.state = SaveState::saved;
    settle_waiting();
}

void Persister::flush(Durability durability, Done done) {
    if (status_.state == SaveState::failed) return done(*status_.error);
    waiting_.push_back({status_.committed, durability, std::move(done)});
    settle_waiting();
    pump();
}

void Persister::settle_waiting() {
    std::vector<Waiting> due;
    std::vector<Waiting> left;
    for (Waiting& w : waiting_) {
        const std::uint64_t kept = w.durability == Durability::strict ? status_.saved_strict : status_.saved;
        (w.commit <= kept ? due : left).push_back(std::move(w));
    }
    waiting_ = std::move(left);
    for (Waiting& w : due) w.done({});
}

void Persister::start_sync() {
    busy_ = true;
    blocks_.sync(guarded(&Persister::sync_done));
}

void Persister::sync_done(const Status& s) {
    if (!s) {
        if (s.error().code == "store.fenced" || ++attempt_ >= options_.attempts) return fail(s.error());
        blocks_.reopen(attempt_, guarded(&Persister::reopened));
        return;
    }
    busy_ = false;
    attempt_ = 0;
    status_.saved_strict = status_.saved;  // nothing was written while this was under way
    settle_waiting();
    pump();
    changed();
}

void Persister::fail(Error e) {
    busy_ = false;
    attempt_ = 0;
    fold_.reset();
    status_.state = SaveState::failed;
    status_.error = e;
    std::vector<Waiting> waiting = std::exchange(waiting_, {});
    for (Waiting& w : waiting) w.done(e);
    changed();
}

void Persister::retry() {
    if (status_.state != SaveState::failed || status_.error->code == "store.fenced") return;
    assert(!busy_);
    status_.error.reset();
    status_.state = pending_.empty() && !in_flight_ ? SaveState::saved : SaveState::saving;
    busy_ = true;
    blocks_.reopen(0, guarded(&Persister::reopened));
    changed();
}

// ---- folding -------------------------------------------------------------------------------------------------

void Persister::fold() {
    fold_asked_ = true;
    pump();
}

// Nothing is pending and nothing under way: memory is exactly what the log holds.
void Persister::start_fold() {
    assert(!busy_ && !in_flight_ && pending_.empty());
    Fold f;
    f.header.epoch = epoch_;
    f.header.log_start = head_.sequence + 1;
    f.header.commit = head_.commit;
    f.header.page_count = head_.page_count;
    f.header.chain = head_.chain;
    f.through = head_.sequence;
    f.log_bytes = log_bytes_;
    f.most_pages = head_.page_count;
    for (const auto& [segment, sequence] : unfolded_) f.segments.push_back(segment);
    std::reverse(f.segments.begin(), f.segments.end());
    fold_ = std::move(f);
    fold_asked_ = false;
}

void Persister::fold_step() {
    assert(!busy_ && pending_.empty());
    // Cut off since: the trim removes what is left of it.
    while (!fold_->segments.empty() && fold_->segments.back() >= segments_for(pages_.page_count()))
        fold_->segments.pop_back();
    busy_ = true;
    if (fold_->segments.empty()) {
        blocks_.trim({encode_header(fold_->header), fold_->header.log_start, segments_for(fold_->most_pages)},
                     guarded(&Persister::trim_done));
        return;
    }
    const std::uint32_t index = fold_->segments.back();
    fold_->segments.pop_back();
    const std::uint64_t through = head_.sequence;
    Bytes bytes = encode_segment(pages_, index, epoch_, through);
    blocks_.put_segment(index, std::move(bytes), [this, alive = std::weak_ptr<char>(alive_), index](const Status& s) {
        if (alive.expired()) return;
        busy_ = false;
        if (!s) return fold_failed(s.error());
        unfolded_.erase(index);  // nothing else was written meanwhile
        pump();
        changed();
    });
}

void Persister::trim_done(const Status& s) {
    busy_ = false;
    if (!s) return fold_failed(s.error());
    log_bytes_ -= fold_->log_bytes;
    base_bytes_ = std::uint64_t{pages_.page_count()} * page_size;
    status_.saved_strict = std::max(status_.saved_strict, status_.saved);
    fold_again_from_ = 0;
    fold_.reset();
    settle_waiting();
    pump();
    changed();
}

// The log is whole, so nothing is lost; folding is tried again when the log has grown by half.
void Persister::fold_failed(const Error& e) {
    fold_.reset();
    if (e.code == "store.fenced") return fail(e);
    fold_again_from_ = log_bytes_ + log_bytes_ / 2;
    pump();
    changed();
}

}  // namespace potok::db
