// The workspace of a browser in several tabs: following another one, becoming the owner, and what must not get lost between.
#include <emscripten.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "main/web_storage.h"
#include "main/web_workspaces.h"

namespace potok {

namespace {

constexpr const char* drafts_key = "drafts";  // device setting: commands that could not be saved
constexpr std::size_t most_drafts = 500;
constexpr int patience = 1500;                // ms that an owner has to answer a new tab, before the page says who has it

// Protocol and build: tabs of different ones do not share.
std::string sharing_version() { return "1/" + platform::WebTabLink::build(); }

}  // namespace

void WebWorkspaces::follow() {
    if (storage_ && storage_->follower) return;
    enter(State::opening);
    if (store_.empty()) store_ = host_.setting(kept_under);
    if (store_.empty()) store_ = workspace_name;
    retire();
    storage_ = std::make_unique<Storage>(store_);
    storage_->follower.emplace(sync::Follower::Parts{link_, storage_->blocks, storage_->pages, random_, sharing_version(),
                                                     make_v7(host_.now(), random_).str()});
    storage_->follower->adopt(std::exchange(carried_, {}));
    storage_->follower->set_listener([this] { follower_changed(); });
    storage_->follower->hello();
    emscripten_async_call(
        [](void* self) {
            auto& keeper = *static_cast<WebWorkspaces*>(self);  // lives as long as the page
            if (keeper.state_ == State::opening && keeper.storage_ && keeper.storage_->follower) keeper.enter(State::elsewhere);
        },
        this, patience);
}

void WebWorkspaces::follower_changed() {
    Storage& s = *storage_;
    if (auto refusal = s.follower->take_refusal()) refused_ = std::move(refusal);
    if (s.follower->all_saved()) saved_at_ = host_.now();
    if (s.follower->state() == sync::Follower::State::lost) {
        if (s.follower->problem() && s.follower->problem()->code == "workspace.another") return begin_anew();
        host_.log(describe(s.follower->problem().value_or(error("store.lost"))));
        return enter(State::elsewhere);
    }
    if (s.follower->state() == sync::Follower::State::ready && !s.workspace) {
        if (const Status opened = open_workspace(); !opened.ok()) {
            host_.log(describe(opened.error()));
            return enter(State::elsewhere);
        }
        s.follower->attach(*s.workspace);
    }
    host_.request_redraw();
}

// The owner has opened another workspace in place of this one. Not at once: it is the follower that tells.
void WebWorkspaces::begin_anew() {
    emscripten_async_call(
        [](void* self) {
            auto& keeper = *static_cast<WebWorkspaces*>(self);  // lives as long as the page
            if (!keeper.storage_ || !keeper.storage_->follower) return;
            keeper.retire();
            keeper.follow();
        },
        this, 0);
}

// The owner is gone, or has let go: what is stored takes the place of what was followed, what was pending is done.
void WebWorkspaces::become_owner() {
    Storage& s = *storage_;
    s.follower->set_listener(nullptr);
    s.persister.set_change_listener([this] { saving_changed(); });
    s.persister.open([this](const Status& status) {
        if (!status.ok()) return fail(status.error());
        saved_commit_ = storage_->persister.status().saved;
        save_state_ = storage_->persister.status().state;
        const auto pending = storage_->follower->become_owner();
        const bool another = storage_->follower->problem() && storage_->follower->problem()->code == "workspace.another";
        storage_->follower.reset();
        if (another) return open_storage();
        watch_storage();
        serve();
        if (heed_failure()) {
            note_drafts(pending);
        } else {
            do_again(take_drafts());
            do_again(pending);
        }
        host_.request_redraw();
    });
}

void WebWorkspaces::serve() {
    storage_->owner.emplace(link_, storage_->persister, *storage_->workspace, sharing_version(), [this] { return host_.now(); });
}

bool WebWorkspaces::runs_timers() const { return storage_ && !storage_->follower; }

Result<model::Outcome> WebWorkspaces::apply(const model::Command& command, model::RowId actor, Instant now) {
    if (!workspace()) return error("workspace.not_ready");
    if (storage_->follower) {
        auto outcome = storage_->follower->apply(command, actor, now);
        if (!outcome.ok() && outcome.error().code == "sync.owner_only") ownership_.ask();
        return outcome;
    }
    sync::SentCommand sent{command, workspace()->id_of(actor), now};
    sent.command.id = make_v7(now, random_);
    auto outcome = workspace()->apply(sent.command, actor, now);
    if (outcome.ok() && outcome->operation != 0)
        storage_->unsaved.push_back({storage_->persister.status().committed, std::move(sent)});
    return outcome;
}

// What is refused by now is told; what was done already changes nothing.
void WebWorkspaces::do_again(const std::vector<sync::SentCommand>& commands) {
    for (const sync::SentCommand& sent : commands) {
        const auto outcome = sync::carry_out(*storage_->workspace, sent);
        if (!outcome.ok()) refused_ = outcome.error();
        else if (outcome->operation != 0) storage_->unsaved.push_back({storage_->persister.status().committed, sent});
    }
}

std::vector<sync::SentCommand> WebWorkspaces::unsaved() const {
    if (!storage_) return {};
    if (storage_->follower) return storage_->follower->pending();
    std::vector<sync::SentCommand> list;
    for (const Storage::Done& done : storage_->unsaved)
        if (done.commit > storage_->persister.status().saved) list.push_back(done.sent);
    return list;
}

// The tab may not come back: what is in memory only is noted where writing takes effect at once. Whoever opens the workspace
// next does it again; what was saved after all is then a repeat.
void WebWorkspaces::keep_drafts() {
    note_drafts(unsaved());
}

void WebWorkspaces::note_drafts(const std::vector<sync::SentCommand>& list) {
    if (list.empty() || !workspace()) return;
    const std::string workspace_id = workspace()->info().id.str();
    Json drafts = Json::parse(host_.setting(drafts_key), nullptr, false);
    if (!drafts.is_object() || drafts.value("workspace", "") != workspace_id || !drafts.contains("commands") || !drafts["commands"].is_array())
        drafts = {{"workspace", workspace_id}, {"commands", Json::array()}};
    for (const sync::SentCommand& sent : list)
        if (drafts["commands"].size() < most_drafts) drafts["commands"].push_back(sync::to_json(sent));
    host_.set_setting(drafts_key, drafts.dump());
}

std::vector<sync::SentCommand> WebWorkspaces::take_drafts() {
    const std::string text = host_.setting(drafts_key);
    if (text.empty()) return {};
    host_.set_setting(drafts_key, "");
    const Json drafts = Json::parse(text, nullptr, false);
    if (!drafts.is_object() || !drafts.contains("commands") || drafts.value("workspace", "") != workspace()->info().id.str()) return {};
    return sync::sent_commands_from_text(drafts["commands"].dump());
}

}  // namespace potok
