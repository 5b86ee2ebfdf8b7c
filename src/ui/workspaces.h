// Workspaces: what the app asks of whoever keeps workspaces on this device (a browser's storage, a file). Declared here, done
// where the programs are put together.
//
// Opening, creating and handing over take time: they are asked for here and show in `state()` frames later. The keeper calls
// Host::request_redraw() whenever something it reports has changed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/workspace.h"

namespace potok::ui {

struct SaveState {
    enum class Kind { saving, on_device, read_only };
    Kind kind = Kind::on_device;
    std::optional<Instant> saved_at;  // of the last commit that is safe
    std::optional<Error> reason;      // read_only: why
};

class Workspaces {
public:
    virtual ~Workspaces() = default;

    enum class State {
        opening,      // reading what is stored
        none,         // nothing stored yet: first start
        open,
        elsewhere,    // another tab has it
        taking_over,  // asked for; the other tab is saving
        failed,       // see problem()
    };
    virtual State state() const = 0;
    virtual std::optional<Error> problem() const = 0;
    virtual model::Workspace* workspace() = 0;  // only while open
    virtual SaveState saved() const = 0;

    // Creates a workspace; state() turns to open. Errors: what Workspace::create gives.
    virtual Status create(const model::WorkspaceInfo& info, std::string_view administrator) = 0;
    // Replaces the workspace by the one in this file. Errors: workspace.not_one, db.*; the old one stays then.
    virtual Status open_file(std::string_view bytes) = 0;
    virtual Result<std::string> file() = 0;  // the workspace as a file: a plain SQLite database
    virtual void take_over() = 0;

    // Attachments, by content. `put` gives the SHA-256 in hexadecimal.
    virtual void put_file(std::string bytes, std::function<void(Result<std::string>)> done) = 0;
    virtual void get_file(std::string_view sha256, std::function<void(Result<std::string>)> done) = 0;
};

}  // namespace potok::ui
