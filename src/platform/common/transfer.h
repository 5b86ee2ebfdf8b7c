// Carries a file piece by piece from where it is to where it is to be: into the store of attachments, or from there onto
// the person's disk. At most two pieces are in memory: one being written, the next one being read meanwhile.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/common/file_source.h"

namespace potok::platform {

// Takes the pieces of one file in order, all but the last of piece_size; none of an empty file. One call at a time; the
// callbacks may come within the call or later.
class PieceSink {
public:
    virtual ~PieceSink() = default;
    virtual void append(db::Bytes piece, std::function<void(Status)> done) = 0;
    virtual void finish(std::function<void(Status)> done) = 0;
    // Instead of finish(), or after it has failed: nothing of the file is to be left.
    virtual void drop() = 0;
};

class Transfer final : public std::enable_shared_from_this<Transfer> {
public:
    struct Options {
        std::function<void()> progress = {};  // after each piece
        // Calls back soon, not at once: where reading and writing end within their calls, a large file must not take the
        // whole program for as long as it takes. Without it everything is done within start().
        std::function<void(std::function<void()>)> later = {};
    };
    // `done` is called once, with the first failure there was, or file.cancelled. Lives until then by itself.
    static std::shared_ptr<Transfer> start(std::shared_ptr<FileSource> source, std::shared_ptr<PieceSink> sink,
                                           Options options, std::function<void(Status)> done);

    std::uint64_t moved() const { return moved_; }  // bytes
    std::uint64_t total() const { return total_; }
    bool ended() const { return ended_; }
    void cancel();  // nothing is left of it; too late once the last piece is through

private:
    Transfer() = default;
    void wake();
    bool step();  // whether something has begun
    void end(Status status);

    std::shared_ptr<FileSource> source_;
    std::shared_ptr<PieceSink> sink_;
    Options options_;
    std::function<void(Status)> done_;
    std::uint64_t offset_ = 0, moved_ = 0, total_ = 0;
    std::optional<db::Bytes> piece_;  // read, and not being written yet
    std::optional<Error> failed_;
    bool reading_ = false, writing_ = false, finishing_ = false, ended_ = false;
    bool stepping_ = false, woken_ = false;
};

}  // namespace potok::platform
