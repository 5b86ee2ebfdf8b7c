#include "faults/story.h"

#include <map>
#include <optional>
#include <stdexcept>

#include "db/checksum.h"
#include "db/connection.h"
#include "db/persister.h"
#include "support/dice.h"
#include "support/fake_block_store.h"

namespace potok::db::test {

namespace {

struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string said(const Error& e) {
    std::string text = e.code;
    for (const auto& [name, value] : e.args) text += " " + name + "=" + value;
    return text;
}
void must(const Status& s, const char* what) {
    if (!s.ok()) throw Broken(std::string(what) + ": " + said(s.error()));
}
void must(bool holds, const std::string& what) {
    if (!holds) throw Broken(what);
}

std::uint64_t digest(const PageStore& pages) {
    std::uint64_t hash = pages.page_count();
    for (PageNo no = 1; no <= pages.page_count(); ++no) hash = xxh64(pages.page(no), hash);
    return hash;
}

// Everything that dies together.
struct Tab {
    FakeBlockStore blocks;
    PageStore pages;
    std::optional<Connection> connection;
    Persister persister;
    std::optional<Status> opened;
    bool watched_fail = false;

    Tab(FakeDisk& disk, Persister::Options options) : blocks(disk), persister(blocks, pages, options) {
        persister.open([this](const Status& s) { opened = s; });
    }
};

// What is known of the commits: their digests, and how far back a state may lie. After a race two tabs have written
// different commits under the same number, so a number may have several states; those the fence refused never return.
struct Known {
    std::map<std::uint64_t, std::map<std::uint64_t, bool>> states;  // commit -> digests
    std::uint64_t floor = 0;                                        // at least this much must come back

    void add(std::uint64_t commit, std::uint64_t hash) { states[commit][hash] = true; }
};

class Story {
public:
    Story(std::uint64_t seed, Tally& tally) : dice_{seed * 0x9e3779b97f4a7c15u + 1}, tally_(tally) {
        options_.attempts = 3;
        options_.fold_from = static_cast<std::uint64_t>(20 + dice_.below(100)) * 1024;
        large_ = chance(10);
        known_.add(0, digest(PageStore{}));
    }

    void tell() {
        ++tally_.stories;
        for (int life = 0; life < 4 && !over_; ++life) live();
    }

private:
    bool chance(int one_in) { return dice_.below(one_in) == 0; }

    void live() {
        ++tally_.lives;
        if (chance(25)) flip();
        else if (chance(4)) flip_newer();
        auto tab = std::make_unique<Tab>(disk_, options_);
        tab->blocks.step();
        if (!begin(*tab)) return;
        std::unique_ptr<Tab> rival;
        const int end = 10 + dice_.below(50);
        for (int i = 0; i < end; ++i) {
            act(*tab);
            if (rival) act(*rival);
            // Another tab takes the workspace while this one still believes to have it.
            if (!rival && chance(80)) {
                ++tally_.races;
                known_.floor = std::max(known_.floor, tab->persister.status().saved);
                rival = std::make_unique<Tab>(disk_, options_);
                rival->blocks.act();  // the epoch is raised; it has not read yet
                for (int n = dice_.below(4); n > 0; --n) act(*tab);
                known_.floor = std::max(known_.floor, tab->persister.status().saved);
                rival->blocks.hear();
                if (!begin(*rival)) return;
                taken_at_ = rival->pages.commit();
            }
        }
        if (rival) must(tab->persister.status().saved <= taken_at_, "a tab that was fenced off reported something saved");
        Tab& owner = rival ? *rival : *tab;
        die(owner);
    }

    // What was found is a state that was committed, and at least what was reported saved.
    bool begin(Tab& tab) {
        must(tab.opened.has_value(), "opening never ended");
        if (!tab.opened->ok()) {
            must(flipped_, "opening failed: " + said(tab.opened->error()));
            must(!other_image_, "a damaged segment was refused although the image before it was there: " + said(tab.opened->error()));
            must(tab.opened->error().code == "store.damaged" || tab.opened->error().code == "store.newer_format",
                 "refused for another reason: " + said(tab.opened->error()));
            ++tally_.refused;
            over_ = true;
            return false;
        }
        if (flipped_) ++tally_.healed;  // the other image of a segment, or a superseded one was hit
        flipped_ = other_image_ = false;
        const std::uint64_t at = tab.pages.commit();
        must(at >= known_.floor, "came back at commit " + std::to_string(at) + ", reported saved was " + std::to_string(known_.floor));
        const auto found = known_.states.find(at);
        must(found != known_.states.end(), "commit " + std::to_string(at) + " was never made");
        must(found->second.contains(digest(tab.pages)), "commit " + std::to_string(at) + " came back with other contents");
        known_.states.erase(known_.states.upper_bound(at), known_.states.end());
        auto connection = Connection::open_store(tab.pages);
        must(connection.ok() ? Status{} : Status{connection.error()}, "opening the database");
        tab.connection.emplace(std::move(*connection));
        if (chance(3)) must(tab.connection->integrity_check(), "integrity");
        if (at == 0) {
            must(tab.connection->exec(random_schema), "schema");  // several commits: only the last state is known
            known_.add(tab.pages.commit(), digest(tab.pages));
            tab.blocks.run();
            tab.persister.flush(Durability::strict, [](const Status&) {});
            tab.blocks.run();
            known_.floor = tab.persister.status().saved_strict;
        }
        return true;
    }

    // In some stories files of several segments, commits of several records, files that shrink.
    std::string statement() {
        if (!large_ || !chance(4)) return random_statement(dice_);
        const std::string id = std::to_string(1000 + dice_.below(4));
        const std::string text = "printf('%.*c', " + std::to_string(dice_.below(1'500'000)) + ", char(65 + " + std::to_string(dice_.below(26)) + "))";
        const std::string insert = "INSERT OR REPLACE INTO t VALUES(" + id + ", 'k', " + text + ")";
        switch (dice_.below(5)) {
        case 0: return "DELETE FROM t WHERE id >= " + id;
        case 1: return "VACUUM";
        case 2: return "BEGIN; " + insert + "; DELETE FROM t WHERE id = " + id + "; INSERT INTO f(body) VALUES('kept'); COMMIT";
        default: return insert;
        }
    }

    void act(Tab& tab) {
        const SaveStatus& status = tab.persister.status();
        switch (dice_.below(9)) {
        case 0:
        case 1:
        case 2:
            if (status.state == SaveState::failed) break;  // read-only by then
            must(tab.connection->exec(statement()), "writing");
            known_.add(tab.pages.commit(), digest(tab.pages));
            ++tally_.commits;
            break;
        case 3:
            if (chance(6)) tab.persister.flush(chance(3) ? Durability::relaxed : Durability::strict, [](const Status&) {});
            if (chance(6)) tab.persister.fold();
            if (chance(12)) scrub(tab);
            if (chance(40)) disk_.capacity = disk_.now.size() + static_cast<std::size_t>(dice_.below(60'000));
            break;
        default:
            if (tab.blocks.waiting() > 0) storage(tab);
        }
        if (tab.persister.status().state == SaveState::failed) failed(tab);
    }

    void storage(Tab& tab) {
        if (tab.blocks.has_acted()) return tab.blocks.hear();
        const int luck = dice_.below(60);
        Outcome outcome = Outcome::works;
        if (luck == 0) outcome = Outcome::aborted, ++tally_.aborts;
        if (luck == 1) outcome = Outcome::quota, ++tally_.false_quotas;
        if (luck == 2) outcome = Outcome::lost, ++tally_.lost_handles;
        if (luck == 3) outcome = Outcome::unheard, ++tally_.unheard;
        tab.blocks.act(outcome);
        must(!disk_.risked, "an image of a segment was overwritten that nothing could make up for");
        if (!chance(3)) tab.blocks.hear();
    }

    void failed(Tab& tab) {
        const Error& why = *tab.persister.status().error;
        if (!std::exchange(tab.watched_fail, true)) {
            ++tally_.failed;
            if (why.code == "store.fenced") ++tally_.fenced;
            if (why.code == "store.quota" && disk_.capacity != ~std::size_t{0}) ++tally_.true_quotas;
        }
        if (why.code == "store.fenced" || !chance(4)) return;
        disk_.capacity = ~std::size_t{0};  // room has been made
        tab.watched_fail = false;
        tab.persister.retry();
        ++tally_.retried;
    }

    // A scrub while the record lies turned over must find it, and the disk must be sound afterwards.
    void scrub(Tab& tab) {
        ++tally_.scrubs;
        tab.persister.scrub([](const Result<ScrubReport>&) {});
        if (!chance(4) || disk_.now.epoch != tab.persister.epoch() || tab.persister.status().state == SaveState::failed) return;
        disk_.capacity = ~std::size_t{0};
        tab.blocks.run();
        if (tab.persister.status().state != SaveState::saved || disk_.now.epoch != tab.persister.epoch()) return;
        // Only what counts is read back; superseded images are not.
        const auto header = disk_.now.header.size() > 0 ? decode_header(*disk_.now.header) : HeaderRecord{};
        if (!header.ok()) return;
        const auto first = disk_.now.log.lower_bound(header->log_start);  // before it lies the mark of the trim
        const auto count = std::distance(first, disk_.now.log.end());
        if (count == 0) return;
        const auto harmed = std::next(first, dice_.below(static_cast<int>(count)));
        const auto sequence = harmed->first;
        const FakeDisk::Value sound = harmed->second;
        turn_over(harmed->second);
        std::optional<ScrubReport> report;
        bool ended = false;
        tab.persister.scrub([&](const Result<ScrubReport>& r) {
            ended = true;
            if (r.ok()) report = *r;
        });
        tab.blocks.run();
        must(ended, "a scrub did not end");
        if (!report) {  // a dead handle: it says so, and the next write finds out
            const auto still = disk_.now.log.find(sequence);
            if (still != disk_.now.log.end()) still->second = sound;
            return;
        }
        // A trim that had not come through before is settled first, and may take the record with it, or leave its mark in that place.
        const auto now = disk_.now.header.size() > 0 ? decode_header(*disk_.now.header) : HeaderRecord{};
        const bool counts = disk_.now.log.contains(sequence) && (!now.ok() || sequence >= now->log_start);
        must(!report->damaged.empty() || !counts, "a scrub passed over a damaged record");
        ++tally_.scrub_mended;
        PageStore read;
        Replay replay(read);
        must(tab.blocks.load(replay).ok(), "still damaged after the scrub");
        must(replay.finish().ok(), "still damaged after the scrub");
        must(digest(read) == digest(tab.pages), "other contents after the scrub");
    }

    void turn_over(FakeDisk::Value& value) {
        Bytes bytes = *value;
        bytes[static_cast<std::size_t>(dice_.below(static_cast<int>(bytes.size())))] ^= static_cast<std::uint8_t>(1 + dice_.below(255));
        value = FakeDisk::Value(std::move(bytes), true);
    }

    void flip() {
        const std::vector<FakeDisk::Value*> values = disk_.now.values();
        if (values.empty()) return;
        turn_over(*values[static_cast<std::size_t>(dice_.below(static_cast<int>(values.size())))]);
        flipped_ = true;
        ++tally_.flipped;
    }

    // Where a fold was not finished, the newer image of one segment is hit: the older one must do.
    void flip_newer() {
        for (auto& [key, value] : disk_.now.segments) {
            const auto other = disk_.now.segments.find({key.index, 1});
            if (key.place == 1 || other == disk_.now.segments.end()) continue;
            const auto first = decode_segment(*value, key.index), second = decode_segment(*other->second, key.index);
            if (!first.ok() || !second.ok()) continue;  // one was hit before, found out, and goes with the next trim
            turn_over(first->folded_through > second->folded_through ? value : other->second);
            flipped_ = other_image_ = true;
            ++tally_.flipped;
            return;
        }
    }

    // On a storage that works again everything is saved in the end.
    void recover(Tab& tab) {
        tab.blocks.run();  // what has happened already may yet fail
        if (tab.persister.status().state == SaveState::failed) tab.persister.retry();
        tab.blocks.run();
        const SaveStatus& status = tab.persister.status();
        must(status.state == SaveState::saved, "not saved although the storage works: " + (status.error ? said(*status.error) : ""));
        must(status.saved == tab.pages.commit(), "saved is behind");
        known_.floor = status.saved;
    }

    void die(Tab& tab) {
        tally_.writes += static_cast<std::uint64_t>(tab.blocks.writes);
        if (disk_.now.header.size() > 0) ++tally_.trims;
        known_.floor = std::max(known_.floor, tab.persister.status().saved);
        disk_.capacity = ~std::size_t{0};
        if (chance(3)) recover(tab);
        if (!chance(3)) return;
        // So did the power: what was not flushed may be gone, large values that were not flushed themselves may be torn.
        ++tally_.power_cuts;
        known_.floor = tab.persister.status().saved_strict;
        disk_.power_cut(static_cast<std::size_t>(dice_.below(static_cast<int>(disk_.unflushed.size()) + 1)), [this] {
            if (!chance(2)) return false;
            ++tally_.torn;
            return true;
        });
    }

    Dice dice_;
    Tally& tally_;
    Persister::Options options_;
    FakeDisk disk_;
    Known known_;
    bool flipped_ = false;      // a byte was turned over since the last life
    bool other_image_ = false;  // of a segment that is there twice
    bool over_ = false;
    bool large_ = false;
    std::uint64_t taken_at_ = 0;  // the commit that the rival of this life found
};

}  // namespace

void Tally::add(const Tally& o) {
    stories += o.stories, lives += o.lives, commits += o.commits, writes += o.writes;
    power_cuts += o.power_cuts, torn += o.torn, races += o.races, fenced += o.fenced, aborts += o.aborts;
    lost_handles += o.lost_handles, unheard += o.unheard, false_quotas += o.false_quotas, true_quotas += o.true_quotas;
    failed += o.failed, retried += o.retried, trims += o.trims;
    flipped += o.flipped, refused += o.refused, healed += o.healed, scrubs += o.scrubs, scrub_mended += o.scrub_mended;
}

std::string Tally::text() const {
    const auto part = [](const char* name, std::uint64_t n) { return std::to_string(n) + " " + name + ", "; };
    return part("stories", stories) + part("lives", lives) + part("commits", commits) + part("writes", writes) +
           part("power cuts", power_cuts) + part("torn values", torn) + part("races", races) + part("tabs fenced off", fenced) +
           part("aborts", aborts) + part("lost handles", lost_handles) + part("ends unheard", unheard) +
           part("false quota errors", false_quotas) + part("true ones", true_quotas) + part("gave up", failed) +
           part("tried again", retried) + part("lives with a trimmed log", trims) + part("bytes turned over", flipped) +
           part("refused", refused) + part("made good", healed) + part("scrubs", scrubs) +
           std::to_string(scrub_mended) + " found and mended by a scrub";
}

std::string tell_story(std::uint64_t seed, Tally& tally) {
    try {
        Story(seed, tally).tell();
        return {};
    } catch (const Broken& broken) {
        return broken.what();
    }
}

}  // namespace potok::db::test
