#include "platform/common/file_source.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "platform/common/transfer.h"

namespace potok::platform {

namespace {

class Gathering final : public PieceSink {
public:
    void append(db::Bytes piece, std::function<void(Status)> done) override {
        bytes.append(db::as_text(piece));
        done({});
    }
    void finish(std::function<void(Status)> done) override { done({}); }
    void drop() override {}

    std::string bytes;
};

}  // namespace

void MemorySource::read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) {
    assert(offset <= bytes_.size() && length <= bytes_.size() - offset);
    const db::ByteView part = db::as_bytes(std::string_view(bytes_).substr(static_cast<std::size_t>(offset), length));
    done(db::Bytes(part.begin(), part.end()));
}

File memory_file(std::string name, std::string media_type, std::string bytes) {
    return {std::move(name), std::move(media_type), std::make_shared<MemorySource>(std::move(bytes))};
}

void read_all(std::shared_ptr<FileSource> source, std::function<void(Result<std::string>)> done) {
    auto into = std::make_shared<Gathering>();
    into->bytes.reserve(static_cast<std::size_t>(source->size()));
    Transfer::start(std::move(source), into, {}, [into, done = std::move(done)](Status status) {
        if (!status.ok()) return done(status.error());
        done(std::move(into->bytes));
    });
}

}  // namespace potok::platform
