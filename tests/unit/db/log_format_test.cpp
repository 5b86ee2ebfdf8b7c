#include <algorithm>

#include "db/checksum.h"
#include "db/log_format.h"
#include "db/replay.h"
#include "support.h"

using namespace potok;
using namespace potok::db;
using namespace potok::db::test;

namespace {

CommitBatch batch_of(std::uint64_t commit, std::uint32_t page_count, std::vector<PageNo> pages, Dice& dice) {
    CommitBatch b;
    b.commit = commit;
    b.page_count = page_count;
    b.pages = std::move(pages);
    b.bytes.resize(b.pages.size() * page_size);
    for (auto& byte : b.bytes) byte = static_cast<std::uint8_t>(dice.next());
    return b;
}

std::vector<PageNo> pages_to(PageNo last) {
    std::vector<PageNo> out(last);
    for (PageNo i = 0; i < last; ++i) out[i] = i + 1;
    return out;
}

}  // namespace

TEST_CASE("XXH64 gives the published values", "[db][log]") {
    auto of = [](std::string_view s) { return xxh64(as_bytes(s)); };
    CHECK(of("") == 0xef46db3751d8e999u);
    CHECK(of("a") == 0xd24ec4f1a98c6e5bu);
    CHECK(of("abc") == 0x44bc2cf5ad770999u);
    CHECK(of("Nobody inspects the spammish repetition") == 0xfbcea83c8a378bf1u);
}

TEST_CASE("a batch survives the way through records, small and large", "[db][log]") {
    Dice dice{7};
    LogHead head;
    for (const PageNo n : {PageNo{1}, PageNo{14}, PageNo{15}, PageNo{100}, PageNo{121}, PageNo{600}}) {
        CAPTURE(n);
        const CommitBatch b = batch_of(head.commit + 1, n + 3, pages_to(n), dice);
        const auto records = encode_batch(b, 5, head);
        if (n <= 14) CHECK(records.size() == 1);
        for (const LogEntry& r : records)
            CHECK(r.bytes.size() < (n <= 100 ? large_value + 1 : std::size_t{1024} * 1024 + 8192));
        CommitBatch back;
        LogHead at = head;
        for (std::size_t i = 0; i < records.size(); ++i) {
            const LogRecord r = must(decode_log_record(records[i].bytes, at));
            CHECK(r.epoch == 5);
            CHECK(r.part == i);
            CHECK(r.parts == records.size());
            for (const PagePatch& patch : r.patches) {
                back.pages.push_back(patch.no);
                back.bytes.resize(back.bytes.size() + page_size);
                apply_patch(patch, back.bytes.data() + back.bytes.size() - page_size);
            }
            at = {r.sequence, r.chain, r.commit, r.page_count};
        }
        CHECK(back.pages == b.pages);
        CHECK(back.bytes == b.bytes);
        head = head_after(b, records);
        CHECK(head.sequence == at.sequence);
        CHECK(head.chain == at.chain);
        CHECK(head.page_count == n + 3);
    }
}

TEST_CASE("of a page only what has changed is kept", "[db][log]") {
    Dice dice{13};
    const CommitBatch whole = batch_of(1, 3, {1, 2, 3}, dice);
    CommitBatch b = whole;
    b.before = b.bytes;
    b.before_at = {0, page_size, 2 * page_size};
    b.bytes[100] ^= 7;                    // one byte
    for (std::size_t i = 0; i < 300; ++i) b.bytes[page_size + 4096 - 300 + i] ^= 1;  // the end of the second; nothing of the third
    const auto records = encode_batch(b, 1, LogHead{});
    REQUIRE(records.size() == 1);
    CHECK(records[0].bytes.size() == 72 + (8 + 4 + 1) + (8 + 4 + 300));
    const LogRecord r = must(decode_log_record(records[0].bytes, LogHead{}));
    REQUIRE(r.patches.size() == 2);
    Bytes pages = whole.bytes;
    apply_patch(r.patches[0], pages.data());
    apply_patch(r.patches[1], pages.data() + page_size);
    CHECK(pages == b.bytes);

    // A patch without the page that it changes is damage.
    PageStore store;
    Replay replay(store);
    must(replay.log(1, records[0].bytes));
    CHECK_FALSE(replay.finish().ok());

    // Any two pages: the one and the patch give the other.
    for (int round = 0; round < 500; ++round) {
        Bytes before(page_size), after;
        for (auto& byte : before) byte = static_cast<std::uint8_t>(dice.next());
        after = before;
        for (int n = dice.below(40); n > 0; --n) {
            const int from = dice.below(page_size), length = std::min(dice.below(200) + 1, static_cast<int>(page_size) - from);
            for (int i = 0; i < length; ++i) after[static_cast<std::size_t>(from + i)] = static_cast<std::uint8_t>(dice.below(3));
        }
        Bytes patch;
        append_patch(patch, 77, before, after);
        if (before == after) {
            CHECK(patch.empty());
            continue;
        }
        ByteView rest(patch);
        const auto taken = take_patch(rest);
        REQUIRE(taken.has_value());
        CHECK(rest.empty());
        CHECK(taken->no == 77);
        apply_patch(*taken, before.data());
        CHECK(before == after);
    }
}

TEST_CASE("the header comes back", "[db][log]") {
    HeaderRecord h;
    h.epoch = 9;
    h.log_start = 1234567890123;
    h.commit = 77;
    h.page_count = 4242;
    h.chain.fill(0xab);
    const HeaderRecord back = must(decode_header(encode_header(h)));
    CHECK(back.epoch == h.epoch);
    CHECK(back.log_start == h.log_start);
    CHECK(back.commit == h.commit);
    CHECK(back.page_count == h.page_count);
    CHECK(back.chain == h.chain);
}

TEST_CASE("every flipped bit, every cut and every foreign byte is noticed", "[db][log]") {
    Dice dice{3};
    LogHead head;
    head.sequence = 41;
    head.chain.fill(3);
    const CommitBatch b = batch_of(9, 3, {1, 3}, dice);
    const Bytes log = encode_batch(b, 2, head).front().bytes;
    PageStore store;
    store.resize(3);
    const Bytes segment = encode_segment(store, 0, 2, 40);
    const Bytes header = encode_header({2, 42, 8, 3, head.chain});
    REQUIRE(decode_log_record(log, head).ok());
    REQUIRE(decode_segment(segment, 0).ok());
    REQUIRE(decode_header(header).ok());

    auto each_damage = [&](const Bytes& good, auto&& refused) {
        for (std::size_t i = 0; i < good.size(); ++i) {
            if (i > 300 && i % 61 != 0) continue;  // every byte of what is structured, some of the images
            Bytes bad = good;
            bad[i] ^= static_cast<std::uint8_t>(1u << dice.below(8));
            CAPTURE(i);
            CHECK(refused(bad));
        }
        for (std::size_t n = 0; n < good.size(); n += n < 100 ? 1 : 701)
            CHECK(refused(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n))));
        Bytes longer = good;
        longer.push_back(0);
        CHECK(refused(longer));
    };
    each_damage(log, [&](const Bytes& x) { return !decode_log_record(x, head).ok(); });
    each_damage(segment, [&](const Bytes& x) { return !decode_segment(x, 0).ok(); });
    each_damage(header, [&](const Bytes& x) { return !decode_header(x).ok(); });

    // Well-formed, but not what belongs here.
    LogHead other = head;
    other.chain[0] ^= 1;
    CHECK_FALSE(decode_log_record(log, other).ok());
    other = head;
    other.sequence = 40;
    CHECK_FALSE(decode_log_record(log, other).ok());
    CHECK_FALSE(decode_segment(segment, 1).ok());

    Bytes newer = log;
    newer[4] = 3;
    const auto refused = decode_log_record(newer, head);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "store.newer_format");

    for (int round = 0; round < 2000; ++round) {
        Bytes noise(static_cast<std::size_t>(dice.below(200)));
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(dice.next());
        if (noise.size() > 8 && round % 2 == 0) std::copy_n(log.begin(), 8, noise.begin());
        CHECK_FALSE(decode_log_record(noise, head).ok());
    }
}

TEST_CASE("replay refuses gaps, missing parts, missing pages and a base ahead of its log", "[db][log]") {
    Dice dice{11};
    LogHead head;
    const CommitBatch first = batch_of(1, 30, pages_to(30), dice);  // three parts
    const auto one = encode_batch(first, 1, head);
    REQUIRE(one.size() == 3);
    head = head_after(first, one);
    const CommitBatch second = batch_of(2, 31, {2, 31}, dice);
    const auto two = encode_batch(second, 1, head);

    auto replayed = [](std::vector<const LogEntry*> entries) -> Result<ReplayedState> {
        PageStore store;
        Replay replay(store);
        for (const LogEntry* e : entries) POTOK_CHECK(replay.log(e->sequence, e->bytes));
        return replay.finish();
    };
    const ReplayedState all = must(replayed({&one[0], &one[1], &one[2], &two[0]}));
    CHECK(all.head.commit == 2);
    CHECK(all.head.page_count == 31);
    CHECK_FALSE(replayed({&one[0], &one[1]}).ok());
    CHECK_FALSE(replayed({&one[0], &one[2]}).ok());
    CHECK_FALSE(replayed({&one[0], &one[1], &two[0]}).ok());
    CHECK_FALSE(replayed({&two[0]}).ok());

    const CommitBatch holes = batch_of(1, 5, {1, 2, 4, 5}, dice);
    const auto missing = encode_batch(holes, 1, LogHead{});
    const auto refused = replayed({&missing[0]});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().args.at("record") == "page 3");

    PageStore store;
    store.resize(5);
    PageStore target;
    Replay replay(target);
    must(replay.segment({0, 0}, encode_segment(store, 0, 1, 6)));
    CHECK_FALSE(replay.finish().ok());
}

TEST_CASE("a segment folded later keeps pages that shrank away and grew back in the log before it", "[db][log]") {
    Dice dice{5};
    std::vector<LogEntry> log;
    LogHead head;
    PageStore truth;
    auto commit = [&](std::uint32_t count, std::vector<PageNo> pages) {
        const CommitBatch b = batch_of(head.commit + 1, count, std::move(pages), dice);
        truth.apply(b);
        auto records = encode_batch(b, 1, head);
        head = head_after(b, records);
        for (auto& r : records) log.push_back(std::move(r));
    };
    commit(5, pages_to(5));
    commit(2, {1});
    commit(5, {3, 4, 5});
    const Bytes segment = encode_segment(truth, 0, 1, head.sequence);
    {
        PageStore back;
        Replay replay(back);
        must(replay.segment({0, 0}, segment));
        for (const LogEntry& e : log) must(replay.log(e.sequence, e.bytes));
        CHECK(must(replay.finish()).unfolded.empty());
        CHECK(back.image() == truth.image());
    }
    commit(6, {4, 6});

    PageStore back;
    Replay replay(back);
    must(replay.segment({0, 0}, segment));
    for (const LogEntry& e : log) must(replay.log(e.sequence, e.bytes));
    CHECK(must(replay.finish()).unfolded == std::map<std::uint32_t, std::uint64_t>{{0, 4}});
    CHECK(back.image() == truth.image());
}
