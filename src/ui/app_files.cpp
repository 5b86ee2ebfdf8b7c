// The app's files: attached one after the other, saved to the person's disk, cleared away when nothing names them any more.
#include <algorithm>

#include "model/made_documents.h"
#include "ui/app.h"
#include "ui/kit/toast.h"

namespace potok::ui {

namespace {

constexpr double seen_after = 0.4;  // seconds: what is done sooner needs no notice of how far it is
constexpr std::int64_t minute = 60'000, day = 24 * 60 * minute;
constexpr const char* attaching_key = "attaching";
constexpr const char* saving_key = "saving_file";

}  // namespace

void PotokApp::ask_attach(model::RowId record, std::string_view field, std::string_view kind) {
    host_->open_files("", true, [this, record, key = std::string(field), what = std::string(kind)](std::vector<platform::File> files) {
        attach_files(record, key, what, std::move(files));
    });
}

void PotokApp::on_files_dropped(std::vector<platform::File> files) {
    if (!workspace_ || files.empty()) return;
    const auto row = route_.page == Page::record || route_.page == Page::client ? workspace_->row_of(route_.record) : std::nullopt;
    if (row) attach_files(*row, "", "", std::move(files));
    else tell(ui_->tr("files.open_record_first"), "");
}

void PotokApp::attach_files(model::RowId record, std::string_view field, std::string_view kind, std::vector<platform::File> files) {
    for (platform::File& file : files) incoming_.push_back({record, std::string(field), std::string(kind), std::move(file)});
    attach_next();
}

// The file goes to the store of files first; only then the record names it.
void PotokApp::attach_next() {
    if (attaching_.running) return;
    if (incoming_.empty()) {
        attached_of_these_ = 0;
        ui_->toasts().remove(attaching_key);
        host_->request_redraw();
        return;
    }
    Incoming next = std::move(incoming_.front());
    incoming_.pop_front();
    ++attached_of_these_;
    attaching_ = {.name = next.file.name, .since = host_->seconds(), .running = true};
    const auto moved = [this] { host_->redraw_after(0.25); };
    const platform::File file = next.file;
    auto transfer = parts_.keeper->put_file(file, moved, [this, next = std::move(next)](Result<std::string> hash) { attached(next, std::move(hash)); });
    if (attaching_.running) attaching_.transfer = std::move(transfer);
    host_->redraw_after(seen_after);
}

void PotokApp::attached(const Incoming& what, Result<std::string> hash) {
    attaching_ = {};
    if (hash.ok() && workspace_) {
        now_ = host_->now();
        act(compose().attach(what.record, what.field, what.file.name, what.file.media_type, static_cast<std::int64_t>(what.file.size()), *hash, what.kind),
            {.done = ui_->tr("files.attached", {{"name", what.file.name}})});
    } else if (!hash.ok()) {
        tell_file_refusal(hash.error(), what.file.name);
    }
    host_->later([this] { attach_next(); });
    host_->request_redraw();
}

// What is attached already stays so.
void PotokApp::cancel_attaching() {
    incoming_.clear();
    if (const auto transfer = attaching_.transfer) transfer->cancel();
}

void PotokApp::save_copy() {
    auto file = parts_.keeper->file();
    if (!file.ok()) return tell_refusal(file.error());
    save_file(platform::memory_file(workspace_->info().name + ".potok", "application/vnd.sqlite3", std::move(*file)));
}

void PotokApp::open_attachment(const model::Attachment& file) {
    // One that was made just now may still be on its way to where attachments are kept.
    if (auto made = model::made_file(*workspace_, file.sha256)) return save_file(platform::memory_file(file.name, file.media_type, std::move(*made)));
    parts_.keeper->get_file(file.sha256, [this, file](Result<std::shared_ptr<platform::FileSource>> content) {
        if (!content.ok()) tell_refusal(content.error());
        else save_file({file.name, file.media_type, std::move(*content)});
        host_->request_redraw();
    });
}

// Several at once are possible; the notice is about the one asked for last.
void PotokApp::save_file(const platform::File& file) {
    saving_ = {.name = file.name, .since = host_->seconds(), .running = true};
    const double mine = saving_.since;
    auto transfer = host_->save_file(file, {.progress = [this] { host_->redraw_after(0.25); }}, [this, mine, name = file.name](Status saved) {
        if (saving_.since == mine) {
            saving_ = {};
            ui_->toasts().remove(saving_key);
        }
        if (!saved.ok()) tell_file_refusal(saved.error(), name);
        host_->request_redraw();
    });
    if (saving_.running) saving_.transfer = std::move(transfer);
    host_->redraw_after(seen_after);
}

void PotokApp::tell_file_refusal(const Error& error, std::string_view name) {
    if (error.code == "file.cancelled") return;
    if (error.code == "store.quota") return tell_refusal(potok::error("file.no_room", {{"name", std::string(name)}}));
    tell_refusal(error);
}

void PotokApp::show_moving(const Moving& moving, std::string_view key, std::string title, std::string_view count, std::function<void()> cancel) {
    if (!moving.running || !moving.transfer || moving.transfer->ended() || host_->seconds() - moving.since < seen_after) return;
    const std::uint64_t total = std::max<std::uint64_t>(1, moving.transfer->total());
    const std::uint64_t percent = moving.transfer->moved() * 100 / total;
    Toast toast;
    toast.key = key;
    toast.kind = ToastKind::progress;
    toast.title = std::move(title);
    toast.detail = ui_->tr("files.percent", {{"percent", std::to_string(percent)}});
    if (!count.empty()) toast.detail += " · " + std::string(count);
    toast.action = ui_->tr("files.cancel");
    toast.on_action = std::move(cancel);
    toast.seconds = 0;
    toast.progress = static_cast<float>(percent) / 100;
    ui_->toasts().show(std::move(toast));
}

void PotokApp::show_transfers() {
    std::string count;
    if (const std::size_t all = static_cast<std::size_t>(attached_of_these_) + incoming_.size(); all > 1)
        count = ui_->tr("files.of", {{"n", std::to_string(attached_of_these_)}, {"total", std::to_string(all)}});
    show_moving(attaching_, attaching_key, ui_->tr("files.attaching", {{"name", attaching_.name}}), count, [this] { cancel_attaching(); });
    show_moving(saving_, saving_key, ui_->tr("files.saving", {{"name", saving_.name}}), "", [this] {
        if (const auto transfer = saving_.transfer) transfer->cancel();
    });
}

// Documents that were made from templates lie in the workspace itself until the store of attachments has them. What it would not take
// is tried again when the app is opened anew.
void PotokApp::keep_made_files() {
    if (keeping_made_ || !parts_.keeper->runs_timers() || workspace_->read_only()) return;
    const auto waiting = model::made_files(*workspace_);
    auto bytes = waiting.empty() ? std::nullopt : model::made_file(*workspace_, waiting.front());
    if (!bytes) return;
    keeping_made_ = true;
    parts_.keeper->put_file(platform::memory_file(waiting.front(), "", std::move(*bytes)), [] {}, [this](Result<std::string> name) {
        model::Workspace* ws = parts_.keeper->workspace();
        if (!name.ok() || !ws) return host_->log(name.ok() ? "the workspace was closed" : describe(name.error()));
        if (const Status done = model::forget_made_file(*ws, *name); !done.ok()) return host_->log(describe(done.error()));
        keeping_made_ = false;
        host_->request_redraw();
    });
}

// Files that nothing names any more, and nothing that can be undone would: by the keeper of the workspace, now and then, in a
// frame that is drawn anyway. A file is put before the record names it, so what has come lately is let be.
void PotokApp::collect_now_and_then() {
    constexpr std::int64_t first = 5 * minute, undo_reaches = 30 * day;
    if (!opened_at_ || now_ - *opened_at_ < first || attaching_.running) return;
    if (!parts_.keeper->runs_timers() || workspace_->read_only() || parts_.keeper->saved().kind != SaveState::Kind::on_device) return;
    if (!parts_.keeper->time_to_collect_files(now_)) return;
    const auto keep = model::files_in_use(*workspace_, now_ + -undo_reaches);
    if (!keep.ok()) {
        opened_at_ = now_;  // not again in every frame
        return host_->log(describe(keep.error()));
    }
    parts_.keeper->collect_files(*keep, now_ + -day);
}

}  // namespace potok::ui
