#include "main/attached_files.h"

#include <charconv>

namespace potok {

namespace {

constexpr const char* collect_after = "collect_files_after";  // device setting: ms
constexpr std::int64_t day = 86'400'000, month = 30 * day;

}  // namespace

std::shared_ptr<platform::Transfer> AttachedFiles::put(const platform::File& file, std::function<void()> progress,
                                                       std::function<void(Result<std::string>)> done) {
    platform::Transfer::Options options{.progress = std::move(progress)};
    if (in_slices_) options.later = [this](std::function<void()> work) { host_.later(std::move(work)); };
    return platform::put_blob(store_, file.content, host_.now(), std::move(options),
                              [this, alive = std::weak_ptr<char>(alive_), done = std::move(done)](Result<platform::BlobId> id) {
                                  if (!alive.expired()) counted_ = false;
                                  done(id.ok() ? Result<std::string>(hex(*id)) : Result<std::string>(id.error()));
                              });
}

void AttachedFiles::get(std::string_view sha256, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) const {
    const auto id = platform::parse_blob_id(sha256);
    if (!id.ok()) return done(id.error());
    platform::open_blob(store_, *id, std::move(done));
}

bool AttachedFiles::time_to_collect(Instant now) const {
    const std::string at = host_.setting(collect_after);
    Instant after;
    std::from_chars(at.data(), at.data() + at.size(), after.ms);
    return !collecting_ && (now >= after || after - now > month);  // the clock may have been wrong
}

void AttachedFiles::replaced_workspace() { host_.set_setting(collect_after, std::to_string(host_.now().ms + month)); }

void AttachedFiles::collect(const std::set<std::string>& keep, Instant older_than) {
    if (collecting_) return;
    std::set<platform::BlobId> ids;
    for (const std::string& name : keep)
        if (const auto id = platform::parse_blob_id(name); id.ok()) ids.insert(*id);
    collecting_ = true;
    host_.set_setting(collect_after, std::to_string(host_.now().ms + day));
    platform::collect_blobs(store_, std::move(ids), older_than, [this, alive = std::weak_ptr<char>(alive_)](Result<platform::Collected> done) {
        if (alive.expired()) return;
        collecting_ = false;
        if (!done.ok()) return host_.log(describe(done.error()));
        if (done->files + done->uploads > 0)
            host_.log("cleared away " + std::to_string(done->files) + " files and " + std::to_string(done->uploads) + " uploads");
        totals_ = ui::FileTotals{done->kept, done->bytes};
        counted_ = true;
        host_.request_redraw();
    });
}

std::optional<ui::FileTotals> AttachedFiles::totals() {
    if (!counted_) {
        counted_ = true;
        store_->list([this, alive = std::weak_ptr<char>(alive_)](Result<std::vector<platform::BlobInfo>> all) {
            if (alive.expired() || !all.ok()) return;
            totals_ = ui::FileTotals{};
            for (const platform::BlobInfo& blob : *all) {
                ++totals_->count;
                totals_->bytes += blob.size;
            }
            host_.request_redraw();
        });
    }
    return totals_;
}

}  // namespace potok
