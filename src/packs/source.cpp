#include "packs/source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace potok::packs {
namespace {

namespace fs = std::filesystem;

bool is_inside(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos) return false;
    for (const fs::path& part : fs::path(path)) {
        if (part == ".." || part == ".") return false;
    }
    return true;
}

class FolderSource final : public PackSource {
public:
    explicit FolderSource(std::string folder) : folder_(std::move(folder)) {
        while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
    }

    const std::string& name() const override { return folder_; }

    std::vector<std::string> list() const override {
        std::vector<std::string> paths;
        std::error_code fault;
        for (fs::recursive_directory_iterator it(folder_, fault), end; !fault && it != end; it.increment(fault)) {
            if (it->symlink_status(fault).type() != fs::file_type::regular) continue;
            paths.push_back(fs::relative(it->path(), folder_, fault).generic_string());
        }
        std::ranges::sort(paths);
        return paths;
    }

    Result<std::string> read(std::string_view path) const override {
        if (!is_inside(path)) return error("pack.file_outside", {{"file", std::string(path)}}, folder_);
        const fs::path full = fs::path(folder_) / path;
        std::error_code fault;
        if (fs::symlink_status(full, fault).type() != fs::file_type::regular)
            return error("pack.file_missing", {{"file", std::string(path)}}, full.generic_string());
        std::ifstream in(full, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        if (!in.good() && !in.eof()) return error("pack.file_unreadable", {{"file", std::string(path)}}, full.generic_string());
        return std::move(text).str();
    }

private:
    std::string folder_;
};

class MemorySource final : public PackSource {
public:
    MemorySource(std::string name, std::map<std::string, std::string> files)
        : name_(std::move(name)), files_(files.begin(), files.end()) {}

    const std::string& name() const override { return name_; }

    std::vector<std::string> list() const override {
        std::vector<std::string> paths;
        for (const auto& [path, text] : files_) paths.push_back(path);
        return paths;
    }

    Result<std::string> read(std::string_view path) const override {
        const auto it = files_.find(path);
        if (it == files_.end())
            return error("pack.file_missing", {{"file", std::string(path)}}, name_ + "/" + std::string(path));
        return it->second;
    }

private:
    std::string name_;
    std::map<std::string, std::string, std::less<>> files_;
};

}  // namespace

std::shared_ptr<PackSource> folder_source(std::string folder) { return std::make_shared<FolderSource>(std::move(folder)); }

std::shared_ptr<PackSource> memory_source(std::string name, std::map<std::string, std::string> files) {
    return std::make_shared<MemorySource>(std::move(name), std::move(files));
}

}  // namespace potok::packs
