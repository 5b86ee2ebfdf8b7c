#include "platform/web/web_files.h"

#include <utility>

#include "platform/web/indexeddb_calls.h"

// web/lib/files.js
extern "C" {
void potok_file_read(int call, int number, double offset, double length);
void potok_file_release(int number);
int potok_file_begin();
void potok_file_append(int number, const std::uint8_t* ptr, std::uint32_t size);
void potok_file_save(int number, const char* name, const char* media_type);
void potok_file_drop(int number);
}

namespace potok::platform {

WebFileSource::~WebFileSource() { potok_file_release(number_); }

void WebFileSource::read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) {
    const int call = begin_js_call([name = name_, done = std::move(done)](const JsReply& reply) {
        if (reply.status) return done(db::Bytes(reply.bytes.begin(), reply.bytes.end()));
        Error e = reply.status.error();
        e.args["name"] = name;
        done(std::move(e));
    });
    potok_file_read(call, number_, static_cast<double>(offset), static_cast<double>(length));
}

WebFileSink::WebFileSink(std::string name, std::string media_type)
    : name_(std::move(name)), media_type_(std::move(media_type)), number_(potok_file_begin()) {}

WebFileSink::~WebFileSink() { potok_file_drop(number_); }

void WebFileSink::append(db::Bytes piece, std::function<void(Status)> done) {
    potok_file_append(number_, piece.data(), static_cast<std::uint32_t>(piece.size()));
    done({});
}

void WebFileSink::finish(std::function<void(Status)> done) {
    potok_file_save(number_, name_.c_str(), media_type_.c_str());
    done({});
}

void WebFileSink::drop() { potok_file_drop(number_); }

}  // namespace potok::platform
