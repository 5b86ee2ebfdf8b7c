// Files of the person in a browser, by way of web/lib/files.js.
#pragma once

#include <string>

#include "platform/common/transfer.h"

namespace potok::platform {

// A File of the page, known there by its number; let go with the last who holds this.
class WebFileSource final : public FileSource {
public:
    WebFileSource(int number, std::string name, std::uint64_t size) : number_(number), name_(std::move(name)), size_(size) {}
    ~WebFileSource() override;
    WebFileSource(const WebFileSource&) = delete;
    WebFileSource& operator=(const WebFileSource&) = delete;
    std::uint64_t size() const override { return size_; }
    void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override;

private:
    int number_;
    std::string name_;
    std::uint64_t size_;
};

// What the browser then offers to save, or downloads: only when it is whole.
class WebFileSink final : public PieceSink {
public:
    WebFileSink(std::string name, std::string media_type);
    ~WebFileSink() override;
    WebFileSink(const WebFileSink&) = delete;
    WebFileSink& operator=(const WebFileSink&) = delete;
    void append(db::Bytes piece, std::function<void(Status)> done) override;
    void finish(std::function<void(Status)> done) override;
    void drop() override;

private:
    std::string name_, media_type_;
    int number_;
};

}  // namespace potok::platform
