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
    start_loading();
    blocks_.open(*replay_, [this, alive = std::weak_ptr<char>(alive_), done](const Result<std::uint64_t>& epoch) {
        if (alive.expired()) return;
        if (!epoch && epoch.error().code == "store.quota") return open_to_read(epoch.error(), done);
        if (!epoch) return done(epoch.error());
        epoch_ = *epoch;
        done(loaded());
        pump();
    });
}

// Not even the epoch finds room. What is kept can still be read; it is written to when retry() has raised the epoch.
void Persister::open_to_read(const Error& why, Done done) {
    start_loading();
    blocks_.follow(*replay_, [this, alive = std::weak_ptr<char>(alive_), why, done](const Status& read) {
        if (alive.expired()) return;
        if (!read) return done(read.error());
        if (Status s = loaded(); !s) return done(s);
        if (head_.commit == 0) return done(why);  // nothing is kept
        status_.state = SaveState::failed;
        status_.error = why;
        done({});
    });
}

void Persister::start_loading() {
    loading_ = std::make_unique<PageStore>();
    replay_ = std::make_unique<Replay>(*loading_);
}

Status Persister::loaded() {
    auto state = replay_->finish();
    replay_.reset();
    const std::unique_ptr<PageStore> loaded = std::move(loading_);
    if (!state) return state.error();
    pages_.adopt(*loaded);
    head_ = state->head;
    unfolded_ = std::move(state->unfolded);
    kept_header_ = state->header;
    places_ = std::move(state->places);
    superseded_ = std::move(state->superseded);
    fold_asked_ = state->healed;
    log_bytes_ = state->log_bytes;
    base_bytes_ = state->base_bytes;
    // What was read back is on the device or will be with the next strict write; it counts as kept, not as flushed.
    status_.committed = status_.saved = head_.commit;
    opened_ = true;
    pages_.set_commit_listener([this](CommitBatch batch) { committed(std::move(batch)); });
    return {};
}

// The epoch that was not raised when it was opened. Somebody else may have written since: then this is no longer ours.
void Persister::take_epoch() {
    start_loading();
    blocks_.open(*replay_, [this, alive = std::weak_ptr<char>(alive_)](const Result<std::uint64_t>& epoch) {
        if (alive.expired()) return;
        if (!epoch) return fail(epoch.error());
        const auto state = replay_->finish();
        replay_.reset();
        loading_.reset();
        if (!state) return fail(state.error());
        if (state->head.commit != head_.commit || state->head.chain != head_.chain)
            return fail(error("store.fenced", {{"message", "another tab has taken the workspace"}}));
        epoch_ = *epoch;
        head_.sequence = state->head.sequence;  // behind the opening mark
        busy_ = false;
        pump();
        changed();
    });
}

void Persister::changed() {
    if (on_change_) on_change_();
}

// Within SQLite's commit.
void Persister::committed(CommitBatch batch) {
    status_.committed = batch.commit;
    quiet_ = false;
    if (on_commit_) on_commit_(batch);
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
    if (probe_asked_ || (strict_wanted() && status_.saved_strict < status_.saved)) return start_sync();
    if (fold_asked_ && log_bytes_ == 0 && unfolded_.empty() && superseded_.empty()) {  // nothing to be folded
        fold_asked_ = false;
        settle_folded({});
        return pump();  // whoever was told may have committed
    }
    if (!fold_ && !fold_due() && !scrub_) return;
    if (!quiet()) return;
    if (!fold_ && fold_due()) start_fold();
    if (fold_) return fold_step();
    if (scrub_) scrub_step();
}

// Whether what can wait may go on: nothing has been committed for a moment, or it cannot wait any longer.
bool Persister::quiet() {
    const bool too_long = log_bytes_ > options_.fold_by && log_bytes_ > base_bytes_ && log_bytes_ > fold_again_from_;
    if (!options_.pause || quiet_ || fold_asked_ || too_long || (fold_ && fold_->at_once)) return true;
    if (pausing_) return false;
    pausing_ = true;
    options_.pause([this, alive = std::weak_ptr<char>(alive_), committed = status_.committed] {
        if (!alive.expired()) paused(committed);
    });
    return false;
}

void Persister::paused(std::uint64_t committed) {
    pausing_ = false;
    quiet_ = committed == status_.committed;
    pump();
}

void Persister::write_pending() {
    InFlight flight;
    flight.batch = std::exchange(pending_, {});
    flight.durability = strict_wanted() ? Durability::strict : options_.durability;
    std::vector<LogEntry> records = encode_batch(flight.batch, epoch_, head_);
    flight.head_after = db::head_after(flight.batch, records);
    for (const LogEntry& r : records) flight.bytes += r.bytes.size();
    // A large value may lie in a file of its own, which no later strict write flushes.
    if (std::any_of(records.begin(), records.end(), [](const LogEntry& r) { return r.bytes.size() > large_value; }))
        flight.durability = Durability::strict;
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

void Persister::probe() {
    probe_asked_ = true;
    pump();
}

void Persister::start_sync() {
    busy_ = true;
    probe_asked_ = false;
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
    end_scrub(e);
    status_.state = SaveState::failed;
    status_.error = e;
    std::vector<Waiting> waiting = std::exchange(waiting_, {});
    for (Waiting& w : waiting) w.done(e);
    settle_folded(e);
    changed();
}

void Persister::retry() {
    if (status_.state != SaveState::failed || status_.error->code == "store.fenced") return;
    assert(!busy_);
    status_.error.reset();
    status_.state = pending_.empty() && !in_flight_ ? SaveState::saved : SaveState::saving;
    busy_ = true;
    if (epoch_ == 0) take_epoch();
    else blocks_.reopen(0, guarded(&Persister::reopened));
    changed();
}

}  // namespace potok::db
