// A workspace in a file, and what it needs to live: for the commands of `potok`.
#pragma once

#include <memory>
#include <string>

#include "model/workspace.h"
#include "platform/common/system.h"

namespace potok::cli {

struct OpenFile {
    platform::SystemRandom random;
    std::unique_ptr<model::Reactor> reactor;
    std::unique_ptr<model::Workspace> workspace;

    OpenFile();
    Result<model::Environment> environment();
    // errors: cli.no_file, db.*, workspace.not_one
    Status open(const std::string& file);
};

}  // namespace potok::cli
