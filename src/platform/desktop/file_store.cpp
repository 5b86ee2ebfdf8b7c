#include "platform/desktop/file_store.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/desktop/disk_file.h"

namespace potok::platform {

namespace fs = std::filesystem;

namespace {

Error upload_gone() { return error("store.aborted", {{"message", "the upload is gone"}}); }

// Nothing where the file is not there.
Result<std::optional<BlobInfo>> info_of(const BlobId& id, const fs::path& path) {
    struct stat s {};
    if (::stat(path.c_str(), &s) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::optional<BlobInfo>();
        return disk_error(path, errno);
    }
    const Instant kept{std::int64_t{s.st_mtim.tv_sec} * 1000 + s.st_mtim.tv_nsec / 1'000'000};
    return std::optional(BlobInfo{id, static_cast<std::uint64_t>(s.st_size), kept});
}

// A renamed file is there for good once its folder is flushed as well.
void flush_folder(const fs::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}

}  // namespace

fs::path FileBlobStore::path_of(const BlobId& id) const {
    const std::string name = hex(id);
    return folder_ / name.substr(0, 2) / name.substr(2);
}

void FileBlobStore::begin(Instant now, std::function<void(Result<UploadId>)> done) {
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (failed) return done(disk_error(folder_, failed.value()));
    Upload upload;
    upload.path = folder_ / (std::to_string(now.ms) + "-" + std::to_string(::getpid()) + "-" + std::to_string(++last_) + ".part");
    upload.file.reset(std::fopen(upload.path.c_str(), "wbx"));
    if (!upload.file) return done(disk_error(upload.path, errno));
    std::setvbuf(upload.file.get(), nullptr, _IONBF, 0);  // pieces are large enough
    uploads_[last_] = std::move(upload);
    done(last_);
}

void FileBlobStore::append(UploadId upload, std::uint32_t, db::Bytes piece, std::function<void(Status)> done) {
    const auto it = uploads_.find(upload);
    if (it == uploads_.end()) return done(upload_gone());
    if (std::fwrite(piece.data(), 1, piece.size(), it->second.file.get()) != piece.size())
        return done(disk_error(it->second.path, errno));
    done({});
}

Status FileBlobStore::name(Upload& upload, const BlobId& id, Instant now) const {
    const fs::path path = path_of(id);
    const timespec at{static_cast<time_t>(now.ms / 1000), static_cast<long>(now.ms % 1000) * 1'000'000};
    const timespec times[] = {at, at};
    if (::futimens(::fileno(upload.file.get()), times) != 0 || ::fsync(::fileno(upload.file.get())) != 0)
        return disk_error(upload.path, errno);
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) return disk_error(path.parent_path(), failed.value());
    fs::rename(upload.path, path, failed);
    if (failed) return disk_error(path, failed.value());
    upload.file.reset();
    flush_folder(path.parent_path());
    flush_folder(folder_);
    return {};
}

void FileBlobStore::finish(UploadId upload, const BlobId& id, std::uint64_t, Instant now, std::function<void(Status)> done) {
    const auto it = uploads_.find(upload);
    if (it == uploads_.end()) return done(upload_gone());
    const Status named = name(it->second, id, now);
    if (named.ok()) uploads_.erase(it);
    done(named);
}

void FileBlobStore::drop(UploadId upload, std::function<void(Status)> done) {
    const auto it = uploads_.find(upload);
    if (it == uploads_.end()) return done({});
    const fs::path path = it->second.path;
    uploads_.erase(it);
    std::error_code failed;
    fs::remove(path, failed);
    done(failed ? Status(disk_error(path, failed.value())) : Status());
}

void FileBlobStore::find(const BlobId& id, std::function<void(Result<std::optional<BlobInfo>>)> done) {
    done(info_of(id, path_of(id)));
}

void FileBlobStore::read(const BlobId& id, std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) {
    done(read_piece(path_of(id), offset, length));
}

void FileBlobStore::list(std::function<void(Result<std::vector<BlobInfo>>)> done) {
    std::vector<BlobInfo> all;
    std::error_code failed;
    if (!fs::exists(folder_, failed)) return done(std::move(all));
    for (fs::recursive_directory_iterator at(folder_, failed), end; !failed && at != end; at.increment(failed)) {
        const fs::path& path = at->path();
        const auto id = parse_blob_id(path.parent_path().filename().string() + path.filename().string());
        if (!id) continue;  // being written, or not ours
        const auto info = info_of(*id, path);
        if (!info.ok()) return done(info.error());
        if (*info) all.push_back(**info);
    }
    if (failed) return done(disk_error(folder_, failed.value()));
    std::sort(all.begin(), all.end(), [](const BlobInfo& a, const BlobInfo& b) { return a.id < b.id; });
    done(std::move(all));
}

void FileBlobStore::remove(const BlobId& id, Instant kept_before, std::function<void(Result<bool>)> done) {
    const fs::path path = path_of(id);
    const auto info = info_of(id, path);
    if (!info.ok()) return done(info.error());
    if (!*info || (*info)->kept_at >= kept_before) return done(false);
    std::error_code failed;
    fs::remove(path, failed);
    if (failed) return done(disk_error(path, failed.value()));
    done(true);
}

void FileBlobStore::drop_uploads(Instant begun_before, std::function<void(Result<std::size_t>)> done) {
    std::size_t dropped = 0;
    std::error_code failed;
    if (!fs::exists(folder_, failed)) return done(dropped);
    for (fs::directory_iterator at(folder_, failed), end; !failed && at != end; at.increment(failed)) {
        const std::string name = at->path().filename().string();
        std::int64_t begun = 0;
        const auto number = std::from_chars(name.data(), name.data() + name.size(), begun);
        if (!name.ends_with(".part") || number.ec != std::errc() || *number.ptr != '-' || Instant{begun} >= begun_before) continue;
        std::erase_if(uploads_, [&](const auto& entry) { return entry.second.path == at->path(); });
        std::error_code kept;
        if (fs::remove(at->path(), kept)) ++dropped;
    }
    if (failed) return done(disk_error(folder_, failed.value()));
    done(dropped);
}

}  // namespace potok::platform
