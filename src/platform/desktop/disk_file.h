// Files on this computer as streams.
#pragma once

#include <cstdio>
#include <filesystem>

#include "platform/common/transfer.h"

namespace potok::platform {

Error disk_error(const std::filesystem::path& path, int number);  // of errno: store.quota where the disk is full, else db.io
Result<db::Bytes> read_piece(const std::filesystem::path& path, std::uint64_t offset, std::size_t length);  // may be shorter at the end

// Opened for each piece only. What has changed since it was chosen is refused.
class DiskSource final : public FileSource {
public:
    explicit DiskSource(std::filesystem::path path);
    std::uint64_t size() const override { return state_.size; }
    void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override;

private:
    struct State {
        int failed = 0;  // errno
        std::uint64_t size = 0;
        std::int64_t changed_s = 0, changed_ns = 0;
        bool operator==(const State&) const = default;
    };
    static State state_of(const std::filesystem::path& path);

    std::filesystem::path path_;
    State state_;
};
File disk_file(const std::filesystem::path& path);

// Writes beside the target and takes its place at the end: what was there before stays until then, and if it fails.
class DiskSink final : public PieceSink {
public:
    explicit DiskSink(std::filesystem::path target);
    ~DiskSink() override;
    void append(db::Bytes piece, std::function<void(Status)> done) override;
    void finish(std::function<void(Status)> done) override;
    void drop() override;

private:
    std::filesystem::path target_, part_;
    std::FILE* file_ = nullptr;
    int failed_ = 0;  // errno of opening it
};

}  // namespace potok::platform
