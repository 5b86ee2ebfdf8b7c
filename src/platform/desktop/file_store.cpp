#include "platform/desktop/file_store.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace potok::platform {

namespace fs = std::filesystem;

namespace {

Error io_error(const fs::path& path, const std::string& message) {
    Error e = error("db.io", {{"message", message}, {"code", "0"}});
    e.place = path.string();
    return e;
}

struct CloseFile {
    void operator()(std::FILE* f) const { std::fclose(f); }
};

}  // namespace

fs::path FileBlobStore::path_of(const BlobId& id) const {
    const std::string name = hex(id);
    return folder_ / name.substr(0, 2) / name.substr(2);
}

Status FileBlobStore::write(const BlobId& id, const db::Bytes& bytes) const {
    const fs::path path = path_of(id);
    std::error_code failed;
    if (fs::exists(path, failed)) return {};
    fs::create_directories(path.parent_path(), failed);
    if (failed) return io_error(path.parent_path(), failed.message());
    // Two processes may attach the same file at once: each writes its own.
    const fs::path temporary = path.string() + "." + std::to_string(::getpid()) + ".part";
    {
        const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(temporary.c_str(), "wb"));
        const bool written = file != nullptr &&
                             std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                             std::fflush(file.get()) == 0 && ::fsync(::fileno(file.get())) == 0;
        if (!written) {
            const std::string why = std::strerror(errno);
            fs::remove(temporary, failed);
            return io_error(temporary, why);
        }
    }
    fs::rename(temporary, path, failed);
    if (failed) return io_error(path, failed.message());
    return {};
}

void FileBlobStore::put(db::Bytes bytes, std::function<void(Result<BlobId>)> done) {
    const BlobId id = blob_id(bytes);
    if (Status s = write(id, bytes); !s) return done(s.error());
    done(id);
}

void FileBlobStore::get(const BlobId& id, std::function<void(Result<db::Bytes>)> done) {
    const fs::path path = path_of(id);
    std::ifstream in(path, std::ios::binary);
    if (!in) return done(error("store.blob_missing", {{"id", hex(id)}}));
    db::Bytes bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (in.bad()) return done(io_error(path, "read failed"));
    done(checked_blob(id, std::move(bytes)));
}

void FileBlobStore::has(const BlobId& id, std::function<void(Result<bool>)> done) {
    std::error_code failed;
    done(fs::exists(path_of(id), failed));
}

void FileBlobStore::remove(const BlobId& id, std::function<void(Status)> done) {
    std::error_code failed;
    fs::remove(path_of(id), failed);
    if (failed) return done(io_error(path_of(id), failed.message()));
    done({});
}

void FileBlobStore::list(std::function<void(Result<std::vector<BlobInfo>>)> done) {
    std::vector<BlobInfo> all;
    std::error_code failed;
    if (!fs::exists(folder_, failed)) return done(std::move(all));
    for (fs::recursive_directory_iterator at(folder_, failed), end; !failed && at != end; at.increment(failed)) {
        if (!at->is_regular_file(failed)) continue;
        const auto id = parse_blob_id(at->path().parent_path().filename().string() + at->path().filename().string());
        if (id) all.push_back({*id, at->file_size(failed)});  // others are half-written or not ours
    }
    if (failed) return done(io_error(folder_, failed.message()));
    std::sort(all.begin(), all.end(), [](const BlobInfo& a, const BlobInfo& b) { return a.id < b.id; });
    done(std::move(all));
}

}  // namespace potok::platform
