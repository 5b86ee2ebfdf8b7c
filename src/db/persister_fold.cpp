// Folding the log into base segments, and reading back what is kept.
#include <algorithm>
#include <cassert>
#include <utility>

#include "db/persister.h"

namespace potok::db {

void Persister::fold(Done done) {
    if (done) {
        if (status_.state == SaveState::failed) return done(*status_.error);
        folded_.emplace_back(status_.committed, std::move(done));
    }
    fold_asked_ = true;
    pump();
}

// A failure is told to all, success to those whose commits the checkpoint holds.
void Persister::settle_folded(const Status& s) {
    std::vector<std::pair<std::uint64_t, Done>> waiting = std::exchange(folded_, {});
    for (auto& [commit, done] : waiting) {
        if (s.ok() && commit > kept_header_.commit) folded_.emplace_back(commit, std::move(done));
        else done(s);
    }
}

bool Persister::fold_due() const {
    return fold_asked_ || (log_bytes_ > options_.fold_from && log_bytes_ > base_bytes_ / 4 && log_bytes_ > fold_again_from_);
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
    f.superseded = superseded_;
    for (const auto& [segment, sequence] : unfolded_) f.segments.push_back(segment);
    std::reverse(f.segments.begin(), f.segments.end());
    f.at_once = fold_asked_;
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
        Trim trim{encode_header(fold_->header), fold_->header.log_start, segments_for(fold_->most_pages), {}};
        trim.superseded.assign(fold_->superseded.begin(), fold_->superseded.end());
        blocks_.trim(std::move(trim), guarded(&Persister::trim_done));
        return;
    }
    const std::uint32_t index = fold_->segments.back();
    fold_->segments.pop_back();
    const auto counts = places_.find(index);
    const SegmentKey key{index, counts == places_.end() ? 0 : 1 - counts->second};
    Bytes bytes = encode_segment(pages_, index, epoch_, head_.sequence);
    blocks_.put_segment(key, std::move(bytes), [this, alive = std::weak_ptr<char>(alive_), key](const Status& s) {
        if (alive.expired()) return;
        busy_ = false;
        if (!s) return fold_failed(s.error());
        unfolded_.erase(key.index);  // nothing else was written meanwhile
        if (const auto before = places_.find(key.index); before != places_.end()) {
            superseded_.insert({key.index, before->second});
            fold_->superseded.insert({key.index, before->second});
        }
        superseded_.erase(key);
        fold_->superseded.erase(key);
        places_[key.index] = key.place;
        pump();
        changed();
    });
}

void Persister::trim_done(const Status& s) {
    busy_ = false;
    trim_unsure_ = !s.ok();
    if (!s) return fold_failed(s.error());
    log_bytes_ -= fold_->log_bytes;
    base_bytes_ = std::uint64_t{pages_.page_count()} * page_size;
    kept_header_ = fold_->header;
    for (const SegmentKey& key : fold_->superseded) superseded_.erase(key);
    const std::uint32_t segments = segments_for(fold_->most_pages);
    std::erase_if(places_, [segments](const auto& entry) { return entry.first >= segments; });
    std::erase_if(superseded_, [segments](const SegmentKey& key) { return key.index >= segments; });
    status_.saved_strict = std::max(status_.saved_strict, status_.saved);
    fold_again_from_ = 0;
    fold_.reset();
    settle_waiting();
    settle_folded({});
    pump();
    changed();
}

// The log is whole, so nothing is lost; folding is tried again when the log has grown by half.
void Persister::fold_failed(const Error& e) {
    fold_.reset();
    if (e.code == "store.fenced") return fail(e);
    fold_again_from_ = log_bytes_ + log_bytes_ / 2;
    // A scrub that needed this fold would ask for it again at once, and for ever where there is no room.
    if (scrub_ && (scrub_->mending || trim_unsure_)) end_scrub(e);
    settle_folded(e);
    pump();
    changed();
}

// ---- scrub ---------------------------------------------------------------------------------------------------

void Persister::scrub(Scrubbed done) {
    if (status_.state == SaveState::failed) return done(*status_.error);
    if (!scrub_) scrub_ = Scrub{};
    scrub_->done.push_back(std::move(done));
    pump();
}

// Nothing is pending, nothing under way, no fold: what is kept is what memory says.
void Persister::scrub_step() {
    assert(!busy_ && pending_.empty() && !fold_);
    Scrub& s = *scrub_;
    if (s.mending) return end_scrub(std::nullopt);  // the fold that mends is through
    if (trim_unsure_) {
        start_fold();
        return fold_step();
    }
    RecordKey key;
    if (s.stage == Scrub::Stage::segments) {
        const auto next = places_.lower_bound(s.next_segment);
        if (next != places_.end()) {
            key.kind = RecordKey::Kind::segment;
            key.segment = {next->first, next->second};
        } else {
            s.stage = Scrub::Stage::log;
            s.at = before_log();
        }
    }
    if (s.stage == Scrub::Stage::log) {
        if (s.at.sequence + 1 < kept_header_.log_start) s.at = before_log();  // trimmed meanwhile
        if (s.at.sequence >= head_.sequence) {
            if (s.report.damaged.empty()) return end_scrub(std::nullopt);
            s.mending = true;
            start_fold();
            return fold_step();
        }
        key.kind = RecordKey::Kind::log;
        key.sequence = s.at.sequence + 1;
    }
    busy_ = true;
    blocks_.read(key, [this, alive = std::weak_ptr<char>(alive_), key](const Result<Bytes>& bytes) {
        if (alive.expired()) return;
        busy_ = false;
        if (scrub_) scrubbed(key, bytes);
        pump();
    });
}

LogHead Persister::before_log() const {
    return {kept_header_.log_start - 1, kept_header_.chain, kept_header_.commit, kept_header_.page_count};
}

void Persister::scrubbed(RecordKey key, const Result<Bytes>& bytes) {
    if (!bytes) return end_scrub(bytes.error());  // the handle, not the record: writing will find out
    Scrub& s = *scrub_;
    ++s.report.records;
    s.report.bytes += bytes->size();
    switch (key.kind) {
    case RecordKey::Kind::header:
        s.stage = Scrub::Stage::segments;
        if (kept_header_.log_start == 1 && bytes->empty()) --s.report.records;  // never trimmed: there is none
        else if (auto header = decode_header(*bytes); !header) s.report.damaged.push_back(header.error());
        break;
    case RecordKey::Kind::segment:
        s.next_segment = key.segment.index + 1;
        if (auto segment = decode_segment(*bytes, key.segment.index); !segment) {
            s.report.damaged.push_back(segment.error());
            if (key.segment.index < segments_for(pages_.page_count())) unfolded_.emplace(key.segment.index, head_.sequence);
        }
        break;
    case RecordKey::Kind::log:
        if (is_opening_mark(*bytes)) {
            ++s.at.sequence;
            --s.report.records;
        } else if (auto record = decode_log_record(*bytes, s.at); record) {
            s.at = {record->sequence, record->chain, record->commit, record->page_count};
        } else {  // the chain cannot be followed beyond it, and the fold takes the place of all of it
            s.report.damaged.push_back(record.error());
            s.at = head_;
        }
        break;
    }
}

void Persister::end_scrub(std::optional<Error> failure) {
    if (!scrub_) return;
    Scrub ended = std::move(*scrub_);
    scrub_.reset();
    for (Scrubbed& done : ended.done) {
        if (failure) done(*failure);
        else done(ended.report);
    }
}

}  // namespace potok::db
