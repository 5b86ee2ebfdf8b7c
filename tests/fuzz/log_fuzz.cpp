// libFuzzer: any bytes as what a page store left behind. The first byte says which kind of record; checksums are put right, so
// that the fields behind them are reached. Reading must refuse or accept without a crash, and never claim more than it was given.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "db/checksum.h"
#include "db/log_format.h"

namespace {

using namespace potok;
using namespace potok::db;

void log_record(Bytes bytes) {
    LogHead before;
    if (bytes.size() >= 72) {
        // Whatever sequence the record claims is the one awaited, with its own hash.
        std::uint64_t sequence = 0;
        std::memcpy(&sequence, bytes.data() + 16, sizeof sequence);
        before.sequence = sequence - 1;
        const std::uint64_t head = xxh64(ByteView(bytes).first(56), xxh64(before.chain));
        const std::uint64_t all = xxh64(ByteView(bytes).subspan(72), head);
        std::memcpy(bytes.data() + 56, &all, sizeof all);
        std::memcpy(bytes.data() + 64, &head, sizeof head);
    }
    const auto record = decode_log_record(bytes, before);
    if (!record) return;
    if (record->part >= record->parts) std::abort();
    for (std::size_t i = 0; i < record->patches.size(); ++i) {
        if (record->patches[i].no == 0 || (i > 0 && record->patches[i].no <= record->patches[i - 1].no)) std::abort();
        std::array<std::uint8_t, page_size> page{};
        apply_patch(record->patches[i], page.data());
    }
}

void segment(Bytes bytes) {
    std::uint32_t index = 0;
    if (bytes.size() >= 48) {
        std::memcpy(&index, bytes.data() + 24, sizeof index);
        const std::uint64_t sum = xxh64(ByteView(bytes).subspan(48), xxh64(ByteView(bytes).first(40), 0));
        std::memcpy(bytes.data() + 40, &sum, sizeof sum);
    }
    const auto record = decode_segment(bytes, index);
    if (!record) return;
    if (record->pages == 0 || record->pages > pages_per_segment || record->images.size() != record->pages * page_size) std::abort();
}

void header(Bytes bytes) {
    if (bytes.size() >= 64) {
        const std::uint64_t sum = xxh64(ByteView(bytes).first(56), 0);
        std::memcpy(bytes.data() + 56, &sum, sizeof sum);
    }
    const auto record = decode_header(bytes);
    if (!record) return;
    const auto again = decode_header(encode_header(*record));
    if (!again || again->log_start != record->log_start || again->chain != record->chain || again->page_count != record->page_count) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    Bytes bytes(data + 1, data + size);
    switch (data[0] % 3) {
        case 0: log_record(std::move(bytes)); break;
        case 1: segment(std::move(bytes)); break;
        default: header(std::move(bytes)); break;
    }
    return 0;
}
