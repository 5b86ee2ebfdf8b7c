// What every program does with its store of attachments: puts files in, gives them out, clears away what nobody names.
#pragma once

#include <memory>

#include "platform/common/app_host.h"
#include "platform/common/blob_store.h"
#include "ui/workspaces.h"

namespace potok {

class AttachedFiles {
public:
    // `in_slices`: the store answers within the call, so that a large file must let frames pass between its pieces.
    AttachedFiles(platform::Host& host, std::shared_ptr<platform::BlobStore> store, bool in_slices)
        : host_(host), store_(std::move(store)), in_slices_(in_slices) {}

    std::shared_ptr<platform::Transfer> put(const platform::File& file, std::function<void()> progress,
                                            std::function<void(Result<std::string>)> done);
    void get(std::string_view sha256, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) const;
    // Once a day is often enough; and not for a month after a file took the place of the workspace: whoever goes back to the
    // other one once more finds its files again.
    bool time_to_collect(Instant now) const;
    void collect(const std::set<std::string>& keep, Instant older_than);
    void replaced_workspace();
    std::optional<ui::FileTotals> totals();

private:
    platform::Host& host_;
    std::shared_ptr<platform::BlobStore> store_;
    bool in_slices_;
    std::optional<ui::FileTotals> totals_;
    bool counted_ = false;     // totals_ are those of the store, or it has been asked
    bool collecting_ = false;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace potok
