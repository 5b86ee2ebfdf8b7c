// Files as streams of pieces: chosen by the person, kept as attachments, or made by the app. None is held in memory as a
// whole, but what is small and made here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "db/bytes.h"

namespace potok::platform {

// What files are read, kept and written in.
constexpr std::size_t piece_size = std::size_t{1} << 20;  // bytes

class FileSource {
public:
    virtual ~FileSource() = default;
    virtual std::uint64_t size() const = 0;  // bytes
    // Exactly `length` bytes from `offset` on, all of them within size(). One read at a time; the callback may come within
    // the call or later. Whoever reads holds the source until then.
    // errors: file.changed (args name): since it was chosen; file.unreadable (args name, message); what a store gives
    virtual void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) = 0;
};

struct File {
    std::string name;
    std::string media_type;
    std::shared_ptr<FileSource> content;

    std::uint64_t size() const { return content ? content->size() : 0; }
};

// Bytes in memory: small things only.
class MemorySource final : public FileSource {
public:
    explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override;

private:
    std::string bytes_;
};
File memory_file(std::string name, std::string media_type, std::string bytes);

// The whole of it at once: for what has to be in memory anyway, such as a workspace.
void read_all(std::shared_ptr<FileSource> source, std::function<void(Result<std::string>)> done);

}  // namespace potok::platform
