#include "platform/common/transfer.h"

#include <algorithm>
#include <utility>

namespace potok::platform {

std::shared_ptr<Transfer> Transfer::start(std::shared_ptr<FileSource> source, std::shared_ptr<PieceSink> sink,
                                          Options options, std::function<void(Status)> done) {
    const std::shared_ptr<Transfer> transfer(new Transfer);
    transfer->total_ = source->size();
    transfer->source_ = std::move(source);
    transfer->sink_ = std::move(sink);
    transfer->options_ = std::move(options);
    transfer->done_ = std::move(done);
    transfer->wake();
    return transfer;
}

void Transfer::cancel() {
    if (ended_ || finishing_ || failed_) return;
    failed_ = error("file.cancelled");
    wake();
}

// Callbacks that come within their calls only leave a mark: however long the file, the stack stays flat.
void Transfer::wake() {
    woken_ = true;
    if (stepping_) return;
    const auto self = shared_from_this();
    stepping_ = true;
    while (std::exchange(woken_, false))
        while (step()) {}
    stepping_ = false;
}

bool Transfer::step() {
    if (ended_ || finishing_) return false;
    if (failed_) {
        if (!reading_ && !writing_) end(*failed_);
        return false;
    }
    const auto self = shared_from_this();
    if (!reading_ && !piece_ && offset_ < total_) {
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, total_ - offset_));
        reading_ = true;
        source_->read(offset_, length, [self, length](Result<db::Bytes> piece) {
            self->reading_ = false;
            if (!piece.ok()) {
                if (!self->failed_) self->failed_ = piece.error();
            } else {
                self->offset_ += length;
                self->piece_ = std::move(piece).value();
            }
            self->wake();
        });
        return true;
    }
    if (piece_ && !writing_) {
        db::Bytes piece = std::move(*piece_);
        piece_.reset();
        const std::size_t length = piece.size();
        writing_ = true;
        sink_->append(std::move(piece), [self, length](Status written) {
            const auto go_on = [self, length, written] {
                self->writing_ = false;
                if (written.ok()) self->moved_ += length;
                else if (!self->failed_) self->failed_ = written.error();
                if (self->options_.progress) self->options_.progress();
                self->wake();
            };
            if (self->options_.later) self->options_.later(go_on);
            else go_on();
        });
        return true;
    }
    if (!reading_ && !writing_ && !piece_) {
        finishing_ = true;
        sink_->finish([self](Status status) { self->end(std::move(status)); });
    }
    return false;
}

void Transfer::end(Status status) {
    ended_ = true;
    if (!status.ok()) sink_->drop();
    const auto done = std::exchange(done_, nullptr);
    source_.reset();
    sink_.reset();
    piece_.reset();
    if (done) done(std::move(status));
}

}  // namespace potok::platform
