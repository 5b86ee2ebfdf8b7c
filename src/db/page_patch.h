// What a commit changed within one page, as the log keeps it: the ranges of bytes that differ from the page before. A row put
// into a table or an index moves some cell pointers and writes the cell; the rest of its 4096 bytes stays.
//
//   0  u32 page number              8  ranges, each u16 offset, u16 length
//   4  u16 1: the page is new,         then the bytes of the ranges, one after another
//      it was zeros before
//   6  u16 ranges
//
// Reading takes hostile bytes.
#pragma once

#include <cstdint>
#include <optional>

#include "db/bytes.h"
#include "db/page_store.h"

namespace potok::db {

struct PagePatch {
    PageNo no = 0;
    bool fresh = false;
    std::uint32_t ranges = 0;
    ByteView index;  // offset and length of each range
    ByteView bytes;  // of all of them
};

// `before` empty: the page is fresh. Nothing is appended when an old page has not changed.
void append_patch(Bytes& out, PageNo no, ByteView before, ByteView after);
// Takes one patch off the front of `rest`; nothing when that is not one.
std::optional<PagePatch> take_patch(ByteView& rest);
// `page`: page_size bytes as they were before; whatever they are when the patch is fresh.
void apply_patch(const PagePatch& patch, std::uint8_t* page);

}  // namespace potok::db
