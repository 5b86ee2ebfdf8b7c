#include "platform/desktop/disk_file.h"

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace potok::platform {

namespace fs = std::filesystem;

Error disk_error(const fs::path& path, int number) {
    const std::string message = std::error_code(number, std::generic_category()).message();
    Error e = number == ENOSPC || number == EDQUOT ? error("store.quota", {{"message", message}})
                                                   : error("db.io", {{"message", message}, {"code", std::to_string(number)}});
    e.place = path.string();
    return e;
}

Result<db::Bytes> read_piece(const fs::path& path, std::uint64_t offset, std::size_t length) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return disk_error(path, errno);
    db::Bytes bytes(length);
    std::size_t filled = 0;
    int failed = 0;
    while (filled < length) {
        const ssize_t n = ::pread(handle, bytes.data() + filled, length - filled, static_cast<off_t>(offset + filled));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) failed = errno;
        if (n <= 0) break;
        filled += static_cast<std::size_t>(n);
    }
    ::close(handle);
    if (failed != 0) return disk_error(path, failed);
    bytes.resize(filled);
    return bytes;
}

DiskSource::State DiskSource::state_of(const fs::path& path) {
    struct stat s {};
    if (::stat(path.c_str(), &s) != 0) return {errno, 0, 0, 0};
    if (!S_ISREG(s.st_mode)) return {EISDIR, 0, 0, 0};
    return {0, static_cast<std::uint64_t>(s.st_size), std::int64_t{s.st_mtim.tv_sec}, std::int64_t{s.st_mtim.tv_nsec}};
}

DiskSource::DiskSource(fs::path path) : path_(std::move(path)), state_(state_of(path_)) {
    if (state_.failed != 0) state_.size = 1;  // so that it is read, and refused with the reason
}

void DiskSource::read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) {
    const std::string name = path_.filename().string();
    const auto unreadable = [&](const std::string& why) { return error("file.unreadable", {{"name", name}, {"message", why}}); };
    if (state_.failed != 0) return done(unreadable(std::error_code(state_.failed, std::generic_category()).message()));
    auto piece = read_piece(path_, offset, length);
    if (state_of(path_) != state_) return done(error("file.changed", {{"name", name}}));  // looked at after reading
    if (!piece.ok()) {
        const auto& args = piece.error().args;
        return done(unreadable(args.contains("message") ? args.at("message") : ""));
    }
    if (piece->size() != length) return done(error("file.changed", {{"name", name}}));
    done(std::move(piece));
}

File disk_file(const fs::path& path) { return {path.filename().string(), "", std::make_shared<DiskSource>(path)}; }

DiskSink::DiskSink(fs::path target) : target_(std::move(target)), part_(target_.string() + "." + std::to_string(::getpid()) + ".part") {
    file_ = std::fopen(part_.c_str(), "wb");
    if (!file_) failed_ = errno;
    else std::setvbuf(file_, nullptr, _IONBF, 0);
}

DiskSink::~DiskSink() { drop(); }

void DiskSink::append(db::Bytes piece, std::function<void(Status)> done) {
    if (!file_) return done(disk_error(part_, failed_));
    if (std::fwrite(piece.data(), 1, piece.size(), file_) != piece.size()) return done(disk_error(part_, errno));
    done({});
}

void DiskSink::finish(std::function<void(Status)> done) {
    if (!file_) return done(disk_error(part_, failed_));
    if (::fsync(::fileno(file_)) != 0) return done(disk_error(part_, errno));
    std::fclose(std::exchange(file_, nullptr));
    std::error_code failed;
    fs::rename(part_, target_, failed);
    if (!failed) return done({});
    const Error e = disk_error(target_, failed.value());
    std::error_code left;
    fs::remove(part_, left);
    done(e);
}

void DiskSink::drop() {
    if (!file_) return;
    std::fclose(std::exchange(file_, nullptr));
    std::error_code left;
    fs::remove(part_, left);
}

}  // namespace potok::platform
