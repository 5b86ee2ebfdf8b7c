#include "main/web_workspaces.h"

#include <emscripten.h>
#include <fmt/format.h>

#include "db/connection.h"
#include "main/new_workspace.h"
#include "main/web_storage.h"
#include "main/workspace_file.h"
#include "platform/common/library.h"
#include "platform/web/indexeddb_blobs.h"
#include "platform/web/indexeddb_workspaces.h"

namespace potok {

namespace {

std::string text_of(const db::Bytes& bytes) {
    return std::string(bytes.begin(), bytes.end());
}

}  // namespace

WebWorkspaces::WebWorkspaces(platform::Host& host)
    : host_(host), ownership_(workspace_name), link_(workspace_name),
      files_(std::make_unique<AttachedFiles>(host, std::make_shared<platform::IndexedDbBlobStore>(workspace_name), false)) {
    ownership_.set_listener([this](platform::OwnershipState state) { ownership_changed(state); });
    ownership_.set_handover_handler([this] { hand_over(); });
}

WebWorkspaces::~WebWorkspaces() = default;

void WebWorkspaces::start() {
    ownership_.acquire();
    check_now_and_then();
}

void WebWorkspaces::ownership_changed(platform::OwnershipState state) {
    switch (state) {
        case platform::OwnershipState::owner: return storage_ && storage_->workspace ? become_owner() : open_storage();
        case platform::OwnershipState::elsewhere: return follow();
        case platform::OwnershipState::asking:
            if (!workspace()) enter(State::taking_over);
            return;
        case platform::OwnershipState::released:
            ownership_.acquire();  // stand in line again: when the other tab is closed, this one goes on
            return;
        case platform::OwnershipState::lost:
            carried_ = unsaved();
            close();
            ownership_.acquire();
            return;
        case platform::OwnershipState::idle:
        case platform::OwnershipState::acquiring: return;
    }
}

void WebWorkspaces::open_storage() {
    enter(State::opening);
    if (store_.empty()) store_ = host_.setting(kept_under);
    if (store_.empty()) store_ = workspace_name;
    retire();
    storage_ = std::make_unique<Storage>(store_);
    storage_->persister.set_change_listener([this] { saving_changed(); });
    storage_->persister.open([this](const Status& status) { storage_opened(status); });
}

void WebWorkspaces::storage_opened(const Status& status) {
    if (!status.ok()) return fail(status.error());
    watch_storage();
    saved_commit_ = storage_->persister.status().saved;
    save_state_ = storage_->persister.status().state;
    if (arriving_) {
        const std::unique_ptr<db::PageStore> pages = std::move(arriving_);
        if (const Status taken = replace_by(*pages); !taken.ok()) return fail(taken.error());
        return host_.set_setting(kept_under, store_);
    }
    if (storage_->pages.page_count() == 0) return was_there() ? fail(error("store.lost")) : enter(State::none);
    const auto earlier = of_earlier_version();
    if (!earlier.ok()) return fail(earlier.error());
    if (!*earlier) return enter_stored();
    // What was there lies in a whole checkpoint before it is changed. Without room for one it is opened all the same: to be read, and
    // to be saved as a file.
    storage_->persister.fold([this](const Status& folded) {
        if (!folded.ok()) host_.log(describe(folded.error()));
        enter_stored();
        if (workspace()) storage_->persister.flush(db::Durability::strict, [](const Status&) {});
    });
}

// The browser may clear what is stored while nothing is written: the person hears of it at once, not with the next change.
void WebWorkspaces::watch_storage() {
    storage_->blocks.watch([this, storage = storage_.get()] {
        if (storage == storage_.get() && !storage->follower) storage->persister.probe();
    });
}

Result<bool> WebWorkspaces::of_earlier_version() {
    POTOK_TRY(auto connection, db::Connection::open_store(storage_->pages));
    return model::Workspace::is_of_earlier_version(connection);
}

void WebWorkspaces::enter_stored() {
    if (const Status opened = open_workspace(); !opened.ok()) return fail(opened.error());
    if (heed_failure()) return;
    do_again(take_drafts());
}

// Something was kept, or cannot be: then nothing more is taken in, so that what is lost with the tab stays small and known.
void WebWorkspaces::saving_changed() {
    const db::SaveStatus& status = storage_->persister.status();
    if (status.saved == saved_commit_ && status.state == save_state_) return;  // the log was folded: nobody sees that
    if (status.saved != saved_commit_) saved_at_ = host_.now();
    saved_commit_ = status.saved;
    save_state_ = status.state;
    std::erase_if(storage_->unsaved, [&](const Storage::Done& done) { return done.commit <= status.saved; });
    if (storage_->owner) storage_->owner->saving_changed();
    const bool failed_before = storage_->workspace && storage_->workspace->read_only().has_value();
    if (!heed_failure() && failed_before && status.state == db::SaveState::saved) do_again(take_drafts());
    host_.request_redraw();
}

// Read-only while saving fails; after a new attempt not before all is safe. Says whether it fails.
bool WebWorkspaces::heed_failure() {
    const db::SaveStatus& status = storage_->persister.status();
    const bool failed = status.state == db::SaveState::failed;
    model::Workspace* ws = storage_->workspace.get();
    if (ws && failed != ws->read_only().has_value() && status.state != db::SaveState::saving)
        if (const Status set = ws->set_read_only(failed ? status.error : std::nullopt); !set.ok()) host_.log(describe(set.error()));
    return failed;
}

// An empty store where a workspace has been: the browser has lost it. That is said; a first start in its place would look
// like an empty company.
bool WebWorkspaces::was_there() const { return host_.setting(stored_key) == store_; }

Result<model::Environment> WebWorkspaces::environment() {
    POTOK_TRY(auto zones, platform::zones());
    return model::Environment{&random_, std::move(zones), storage_->reactor.get(), platform::documents()};
}

Status WebWorkspaces::open_workspace() {
    const auto sharing = storage_->follower ? db::Sharing::followed : db::Sharing::alone;
    POTOK_TRY(auto connection, db::Connection::open_store(storage_->pages, sharing));
    POTOK_TRY(auto env, environment());
    POTOK_TRY(storage_->workspace, model::Workspace::open(std::make_unique<db::Connection>(std::move(connection)), std::move(env)));
    if (!storage_->follower) serve();
    enter(State::open);
    return {};
}

Status WebWorkspaces::create(const model::WorkspaceInfo& info, std::string_view administrator, const Fill& fill) {
    if (!storage_ || state_ != State::none) return error("workspace.not_ready");
    POTOK_TRY(auto env, environment());
    POTOK_TRY(const db::Bytes file, new_workspace(info, administrator, fill, std::move(env), host_.now()));
    db::PageStore pages;
    POTOK_CHECK(pages.load_file(file));
    return replace_by(pages);
}

// A workspace near the limit fills much of the memory a tab may have: it is never held twice.
Status WebWorkspaces::open_file(std::string bytes) {
    if (!storage_ || (state_ != State::none && state_ != State::failed && state_ != State::open)) return error("workspace.not_ready");
    if (storage_->follower) {
        ownership_.ask();
        return error("sync.owner_only");
    }
    POTOK_TRY(auto env, environment());
    POTOK_TRY(auto pages, take_workspace_file({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, std::move(env)));
    if (pages->page_count() > storage_->pages.limit()) return db::limit_error(storage_->pages.limit());
    std::string().swap(bytes);
    files_->replaced_workspace();
    if (state_ == State::none) return replace_by(*pages);
    arriving_ = std::move(pages);
    if (state_ == State::open) {
        // Until the file has taken its place, in one transaction, what is there stays.
        storage_->persister.flush(db::Durability::relaxed, [this](const Status&) { open_storage(); });
        return {};
    }
    // What is there cannot be read: it is left as it is, and a store of another name takes the file.
    store_ = fmt::format("{}-{}", workspace_name, host_.now().ms);
    open_storage();
    return {};
}

void WebWorkspaces::start_anew() {
    if (state_ != State::failed || !problem_ || problem_->code != "store.lost") return;
    host_.set_setting(stored_key, "");
    enter(State::none);
}

// One commit, so one batch for the persister.
Status WebWorkspaces::replace_by(const db::PageStore& pages) {
    storage_->owner.reset();
    storage_->workspace.reset();
    storage_->reactor = platform::make_reactor();
    POTOK_CHECK(storage_->pages.replace_by(pages));
    POTOK_CHECK(open_workspace());
    host_.set_setting(stored_key, store_);
    platform::request_persistence([](bool) {});
    return {};
}

Result<std::string> WebWorkspaces::file() {
    if (!workspace()) return error("workspace.not_ready");
    POTOK_TRY(const db::Bytes bytes, storage_->workspace->db().serialize());
    return text_of(bytes);
}

model::Workspace* WebWorkspaces::workspace() {
    return state_ == State::open && storage_ ? storage_->workspace.get() : nullptr;
}

ui::SaveState WebWorkspaces::saved() const {
    ui::SaveState out;
    if (!storage_) return out;
    out.saved_at = saved_at_;
    out.size = std::int64_t{storage_->pages.page_count()} * db::page_size;
    out.limit = std::int64_t{storage_->pages.limit()} * db::page_size;
    if (storage_->follower) {
        if (!storage_->follower->all_saved()) out.kind = ui::SaveState::Kind::saving;
        return out;
    }
    const db::SaveStatus& status = storage_->persister.status();
    if (status.state == db::SaveState::saving) out.kind = ui::SaveState::Kind::saving;
    if (status.state == db::SaveState::failed) {
        out.kind = ui::SaveState::Kind::read_only;
        out.reason = status.error;
        out.can_retry = status.error && status.error->code != "store.fenced";
    }
    return out;
}

void WebWorkspaces::hidden() {
    if (!storage_ || state_ != State::open) return;
    if (!storage_->follower) storage_->persister.flush(db::Durability::strict, [](const Status&) {});
    keep_drafts();
}

void WebWorkspaces::wake() {
    if (!runs_timers() || !workspace() || workspace()->read_only()) return;
    const Instant now = host_.now();
    const auto due = storage_->reactor->next_due(*storage_->workspace);
    if (!due || *due > now) return;
    const auto ticked = workspace()->apply({"tick", Json::object()}, workspace()->robots(), now);
    if (!ticked.ok()) host_.log(describe(ticked.error()));
}

void WebWorkspaces::when_saved(std::function<void(Status)> done) {
    if (!storage_ || state_ != State::open || storage_->follower) return done({});
    storage_->persister.flush(db::Durability::strict, std::move(done));
}

// Another tab asks: what is pending is saved, then this tab lets go.
void WebWorkspaces::hand_over() {
    if (!storage_ || state_ != State::open) {
        close();
        return ownership_.release();
    }
    storage_->persister.flush(db::Durability::strict, [this](const Status&) {
        carried_ = unsaved();
        close();
        ownership_.release();
    });
}

void WebWorkspaces::close() {
    enter(State::elsewhere);
    retire();
    saved_commit_ = 0;
}

void WebWorkspaces::retire() {
    if (!storage_) return;
    storage_->owner.reset();
    storage_->follower.reset();
    storage_->blocks.close();
    retired_ = std::move(storage_);
}

void WebWorkspaces::take_over() {
    ownership_.ask();
}

void WebWorkspaces::retry_saving() {
    if (storage_) storage_->persister.retry();
}

void WebWorkspaces::check_storage() {
    if (!workspace() || storage_->follower || (check_ && check_->running)) return;
    check_ = ui::StorageCheck{.running = true, .at = host_.now()};
    storage_->persister.scrub([this](const Result<db::ScrubReport>& report) {
        ui::StorageCheck done{.at = host_.now()};
        if (report.ok()) {
            done.bytes = report->bytes;
            done.mended = static_cast<int>(report->damaged.size());
            for (const Error& e : report->damaged) host_.log(describe(e));
        } else {
            done.failed = report.error();
        }
        check_ = done;
        host_.request_redraw();
    });
    host_.request_redraw();
}

// By itself once a tab has been open for a while, and a few times a day after that.
void WebWorkspaces::check_now_and_then() {
    constexpr int first = 2 * 60'000, again = 4 * 3'600'000;  // ms
    emscripten_async_call(
        [](void* self) {
            auto& keeper = *static_cast<WebWorkspaces*>(self);  // lives as long as the page
            keeper.check_storage();
            keeper.check_now_and_then();
        },
        this, check_ ? again : first);
}

void WebWorkspaces::enter(State state) {
    state_ = state;
    if (state != State::failed) problem_.reset();
    host_.request_redraw();
}

void WebWorkspaces::fail(Error error) {
    host_.log(describe(error));
    problem_ = std::move(error);
    enter(State::failed);
}

std::shared_ptr<platform::Transfer> WebWorkspaces::put_file(const platform::File& file, std::function<void()> progress,
                                                            std::function<void(Result<std::string>)> done) {
    return files_->put(file, std::move(progress), std::move(done));
}

void WebWorkspaces::get_file(std::string_view sha256, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) {
    files_->get(sha256, std::move(done));
}

// Where a damaged workspace was left as it is and a copy works in its place, files that only the old one names stay.
bool WebWorkspaces::time_to_collect_files(Instant now) const {
    return storage_ && !storage_->follower && store_ == workspace_name && files_->time_to_collect(now);
}

void WebWorkspaces::collect_files(const std::set<std::string>& keep, Instant older_than) {
    files_->collect(keep, older_than);
}

}  // namespace potok
