// Workspaces: what the app asks of whoever keeps workspaces on this device (a browser's storage, a file). Declared here, done
// where the programs are put together.
//
// Opening, creating and handing over take time: they are asked for here and show in `state()` frames later. The keeper calls
// Host::request_redraw() whenever something it reports has changed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "model/workspace.h"
#include "platform/common/transfer.h"

namespace potok::ui {

struct SaveState {
    enum class Kind { saving, on_device, read_only };
    Kind kind = Kind::on_device;
    std::optional<Instant> saved_at;  // of the last commit that is safe
    std::optional<Error> reason;      // read_only: why
    bool can_retry = false;           // read_only: retry_saving() may help
    std::int64_t size = 0, limit = 0; // bytes of the workspace, and how far it may grow; 0: no matter
};

// What was read back of what is stored.
struct StorageCheck {
    bool running = false;
    Instant at{};
    std::uint64_t bytes = 0;
    int mended = 0;               // damaged, and made good
    std::optional<Error> failed = {};  // it could not be finished
};

// Attachments on this device, each counted once.
struct FileTotals {
    std::size_t count = 0;
    std::uint64_t bytes = 0;
};

class Workspaces {
public:
    virtual ~Workspaces() = default;

    enum class State {
        opening,      // reading what is stored
        none,         // nothing stored yet: first start
        open,
        elsewhere,    // another tab has it, and does not share it
        taking_over,  // asked for; the other tab is saving
        failed,       // see problem()
    };
    virtual State state() const = 0;
    virtual std::optional<Error> problem() const = 0;
    virtual model::Workspace* workspace() = 0;  // only while open
    virtual SaveState saved() const = 0;
    // Everything that a person does goes through here. Where another tab keeps the workspace, it is done here at once and
    // counts when that tab has done it; should it refuse, refused() gives the reason, once.
    virtual Result<model::Outcome> apply(const model::Command& command, model::RowId actor, Instant now) {
        return workspace()->apply(command, actor, now);
    }
    virtual std::optional<Error> refused() { return {}; }
    // Timers run here, not in another tab.
    virtual bool runs_timers() const { return true; }

    // Creates a workspace; state() turns to open. What `fill` puts in (a pack, samples) is kept together with it, as one
    // commit: a new workspace is there whole or not at all. Errors: what Workspace::create and `fill` give.
    using Fill = std::function<Status(model::Workspace&)>;
    virtual Status create(const model::WorkspaceInfo& info, std::string_view administrator, const Fill& fill) = 0;
    // Takes in the workspace of this file, which may come from anywhere and is checked first: where none is open, where what is
    // stored could not be opened (it is left as it is), or in place of the one that is open, which is gone then, attachments apart.
    // Errors: db.*, workspace.*, sync.owner_only; nothing has changed then.
    virtual Status open_file(std::string bytes) = 0;
    // Where what was stored is gone (problem() is store.lost) and there is no copy: state() turns to none.
    virtual void start_anew() {}
    virtual Result<std::string> file() = 0;  // the workspace as a file: a plain SQLite database
    virtual void take_over() = 0;
    // While saved() says read_only: tries again to save what is still only in memory. saved() tells how it went.
    virtual void retry_saving() = 0;
    // Reads back everything that is stored, while nothing else is to be done. The keeper also does so by itself now and then.
    virtual void check_storage() = 0;
    virtual std::optional<StorageCheck> last_check() const = 0;

    // Attachments, by content: they pass in pieces, whatever their size. `put` gives the SHA-256 in hexadecimal, or file.*,
    // store.*, and then keeps nothing; `get` gives what is checked as it is read (platform/common/blob_store.h).
    virtual std::shared_ptr<platform::Transfer> put_file(const platform::File& file, std::function<void()> progress,
                                                         std::function<void(Result<std::string>)> done) = 0;
    virtual void get_file(std::string_view sha256, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) = 0;
    virtual bool time_to_collect_files(Instant now) const = 0;  // now and then
    // Removes, while nothing waits for it, the files that are not among `keep` and were kept before `older_than`.
    virtual void collect_files(const std::set<std::string>& keep, Instant older_than) = 0;
    virtual std::optional<FileTotals> files() = 0;  // nothing until they have been counted
};

}  // namespace potok::ui
