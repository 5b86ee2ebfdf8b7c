// Where the files of a pack come from: a folder, the assets linked into the program, or memory (tests, mutations).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace potok::packs {

class PackSource {
public:
    virtual ~PackSource() = default;
    // What errors call it: "assets/packs/ceilings".
    virtual const std::string& name() const = 0;
    // Paths of all files inside, with "/" between, in bytewise order.
    virtual std::vector<std::string> list() const = 0;
    // errors: pack.file_missing (place = path), pack.file_unreadable
    virtual Result<std::string> read(std::string_view path) const = 0;
};

// The files under one folder. Symbolic links are not followed, nothing outside the folder is read.
std::shared_ptr<PackSource> folder_source(std::string folder);
std::shared_ptr<PackSource> memory_source(std::string name, std::map<std::string, std::string> files);

}  // namespace potok::packs
