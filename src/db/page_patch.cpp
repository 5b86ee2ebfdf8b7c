#include "db/page_patch.h"

#include <bit>
#include <cassert>
#include <cstring>
#include <vector>

namespace potok::db {

namespace {

constexpr std::size_t head_size = 8;
constexpr std::size_t range_size = 4;
constexpr std::size_t bridged = 8;  // equal bytes between two ranges that are cheaper kept than a range more

struct Range {
    std::size_t from, to;
};

std::uint64_t word(const std::uint8_t* at) {
    std::uint64_t w;
    std::memcpy(&w, at, sizeof w);
    return w;
}

// Where the pages differ, found eight bytes at a time.
void differences(const std::uint8_t* before, const std::uint8_t* after, std::vector<Range>& out) {
    out.clear();
    std::size_t i = 0;
    while (i < page_size) {
        const std::uint64_t differing = (before == nullptr ? 0 : word(before + i)) ^ word(after + i);
        if (differing == 0) {
            i += 8;
            continue;
        }
        // Little-endian: the lowest byte is the first.
        const std::size_t from = i + static_cast<std::size_t>(std::countr_zero(differing)) / 8;
        const std::size_t to = i + 8 - static_cast<std::size_t>(std::countl_zero(differing)) / 8;
        if (!out.empty() && from - out.back().to <= bridged) out.back().to = to;
        else out.push_back({from, to});
        i += 8;
    }
}

void put16(Bytes& out, std::size_t value) {
    out.push_back(static_cast<std::uint8_t>(value & 0xff));
    out.push_back(static_cast<std::uint8_t>(value >> 8));
}

std::uint32_t get16(ByteView in, std::size_t at) { return in[at] | (std::uint32_t{in[at + 1]} << 8); }

}  // namespace

void append_patch(Bytes& out, PageNo no, ByteView before, ByteView after) {
    assert(after.size() == page_size && (before.empty() || before.size() == page_size));
    thread_local std::vector<Range> ranges;
    differences(before.empty() ? nullptr : before.data(), after.data(), ranges);
    if (ranges.empty() && !before.empty()) return;
    put16(out, no & 0xffff);
    put16(out, no >> 16);
    put16(out, before.empty() ? 1 : 0);
    put16(out, ranges.size());
    for (const Range& r : ranges) {
        put16(out, r.from);
        put16(out, r.to - r.from);
    }
    for (const Range& r : ranges)
        out.insert(out.end(), after.begin() + static_cast<std::ptrdiff_t>(r.from), after.begin() + static_cast<std::ptrdiff_t>(r.to));
}

std::optional<PagePatch> take_patch(ByteView& rest) {
    if (rest.size() < head_size) return {};
    PagePatch patch;
    patch.no = get16(rest, 0) | (get16(rest, 2) << 16);
    const std::uint32_t flags = get16(rest, 4);
    patch.ranges = get16(rest, 6);
    if (patch.no == 0 || flags > 1 || rest.size() - head_size < patch.ranges * range_size) return {};
    patch.fresh = flags == 1;
    patch.index = rest.subspan(head_size, patch.ranges * range_size);
    std::size_t size = 0, end = 0;
    for (std::uint32_t i = 0; i < patch.ranges; ++i) {
        const std::size_t from = get16(patch.index, i * range_size), length = get16(patch.index, i * range_size + 2);
        if (length == 0 || from < end || from + length > page_size) return {};
        end = from + length;
        size += length;
    }
    const std::size_t before = head_size + patch.index.size();
    if (rest.size() - before < size) return {};
    patch.bytes = rest.subspan(before, size);
    rest = rest.subspan(before + size);
    return patch;
}

void apply_patch(const PagePatch& patch, std::uint8_t* page) {
    if (patch.fresh) std::memset(page, 0, page_size);
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < patch.ranges; ++i) {
        const std::size_t from = get16(patch.index, i * range_size), length = get16(patch.index, i * range_size + 2);
        std::memcpy(page + from, patch.bytes.data() + at, length);
        at += length;
    }
}

}  // namespace potok::db
