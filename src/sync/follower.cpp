#include <algorithm>
#include <array>
#include <cassert>

#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "sync/shared_workspace.h"

namespace potok::sync {

namespace {

constexpr int deepest = 4;  // details within details of an error

// They change tables or definitions, which a prediction could not take back under an open connection.
bool reshapes(const model::Command& command) {
    static constexpr std::array names{"define", "undefine", "publish", "install_pack", "update_pack", "set_setting"};
    return std::find(names.begin(), names.end(), command.name) != names.end();
}

std::optional<Error> error_from_json(const Json& json, int depth = 0) {
    if (!json.is_object() || !json.contains("code") || !json["code"].is_string() || depth > deepest) return {};
    Error e;
    e.code = json["code"].get<std::string>();
    if (json.contains("place") && json["place"].is_string()) e.place = json["place"].get<std::string>();
    if (json.contains("args") && json["args"].is_object())
        for (const auto& [key, value] : json["args"].items())
            if (value.is_string()) e.args[key] = value.get<std::string>();
    if (json.contains("details") && json["details"].is_array())
        for (const Json& d : json["details"])
            if (auto detail = error_from_json(d, depth + 1)) e.details.push_back(std::move(*detail));
    return e;
}

std::optional<std::uint64_t> number(const Json& head, const char* key) {
    if (!head.contains(key) || !head[key].is_number_unsigned()) return {};
    return head[key].get<std::uint64_t>();
}

std::optional<db::CommitBatch> batch_of(const Json& head, const db::Bytes& body) {
    const auto commit = number(head, "commit"), count = number(head, "page_count");
    if (!commit || !count || *count > db::max_pages || !head.contains("pages") || !head["pages"].is_array()) return {};
    db::CommitBatch batch;
    batch.commit = *commit;
    batch.page_count = static_cast<std::uint32_t>(*count);
    for (const Json& page : head["pages"]) {
        if (!page.is_number_unsigned() || page.get<std::uint64_t>() > *count) return {};
        const auto no = page.get<db::PageNo>();
        if (no == 0 || (!batch.pages.empty() && no <= batch.pages.back())) return {};
        batch.pages.push_back(no);
    }
    if (body.size() != batch.pages.size() * db::page_size) return {};
    batch.bytes = body;
    return batch;
}

}  // namespace

Follower::Follower(Parts parts) : parts_(std::move(parts)) {
    parts_.link.set_listener([this](const Message& message) { hear(message); });
}

Follower::~Follower() {
    parts_.link.set_listener(nullptr);
    if (workspace_) workspace_->unlisten(heard_);
}

void Follower::changed() {
    if (listener_) listener_();
}

void Follower::enter(State state) {
    state_ = state;
    changed();
}

void Follower::hello() {
    parts_.link.send({Json{{"type", "hello"}, {"version", parts_.version}, {"tab", parts_.tab}}.dump(), {}});
}

void Follower::hear(const Message& message) {
    const Json head = Json::parse(message.head, nullptr, false);
    if (!head.is_object() || !head.contains("type") || !head["type"].is_string()) return;
    const std::string type = head["type"].get<std::string>();
    const bool for_us = head.contains("tab") && head["tab"].is_string() && head["tab"].get<std::string>() == parts_.tab;
    if (type == "open") {
        // A new owner that goes on from where this tab stands needs no answer. Else its state is loaded, once it is stored.
        if (state_ == State::lost || (state_ == State::ready && number(head, "commit") == base_commit_)) return;
        if (state_ == State::loading) {
            ask_again_ = true;  // what is being read may be from before
            return;
        }
        state_ = State::asking;
        hello();
    } else if (type == "batch") {
        if (auto batch = batch_of(head, message.body)) take(std::move(*batch));
    } else if (type == "welcome" && for_us && state_ == State::asking) {
        saved_ = number(head, "commit").value_or(0);
        load();
    } else if (type == "saved") {
        saved_ = std::max(saved_, number(head, "commit").value_or(0));
        changed();
    } else if (type == "done" && for_us) {
        answered(head);
    }
}

void Follower::load() {
    enter(State::loading);
    loading_ = std::make_unique<db::PageStore>();
    replay_ = std::make_unique<db::Replay>(*loading_);
    parts_.blocks.follow(*replay_, [this, alive = std::weak_ptr<char>(alive_)](const Status& status) {
        if (!alive.expired()) loaded(status);
    });
}

void Follower::loaded(const Status& status) {
    Status read = status;
    if (read.ok()) {
        if (auto state = replay_->finish(); !state) read = state.error();
    }
    replay_.reset();
    const std::unique_ptr<db::PageStore> found = std::move(loading_);
    if (!read.ok()) {
        problem_ = read.error();
        return enter(State::lost);
    }
    renew([&] { parts_.pages.adopt(*found); });
    if (state_ == State::lost) return;
    state_ = State::ready;
    for (db::CommitBatch& batch : std::exchange(early_, {})) take(std::move(batch));
    if (std::exchange(ask_again_, false)) {
        state_ = State::asking;
        hello();
    }
    changed();
}

void Follower::attach(model::Workspace& workspace) {
    workspace_ = &workspace;
    know();
    heard_ = workspace.listen([this](const model::Outcome& outcome) {
        if (base_) predicted_.insert(predicted_.end(), outcome.changes.begin(), outcome.changes.end());
    });
    for (const SentCommand& sent : pending_)
        parts_.link.send({Json{{"type", "do"}, {"tab", parts_.tab}, {"sent", to_json(sent)}}.dump(), {}});
    do_again();
}

void Follower::know() {
    const auto mark = workspace_->mark();
    known_ = mark.ok() ? *mark : model::Workspace::Mark{};
}

// A commit of the owner. One that is missing in between means: load anew.
void Follower::take(db::CommitBatch batch) {
    if (state_ == State::loading) return early_.push_back(std::move(batch));
    if (state_ != State::ready || batch.commit <= base_commit_) return;
    if (batch.commit != base_commit_ + 1) return load();
    renew([&] {
        if (base_) parts_.pages.adopt(*base_);
        parts_.pages.apply(batch);
    });
}

// The owner's new state takes the place of what is shown, then comes what is still pending.
void Follower::renew(const std::function<void()>& put_pages) {
    put_pages();
    base_.reset();
    base_commit_ = parts_.pages.commit();
    if (!workspace_) return;
    workspace_->db().pages_replaced();
    const Status told = workspace_->replaced(known_, std::exchange(predicted_, {}));
    if (!told.ok()) {
        problem_ = told.error();
        return enter(State::lost);
    }
    know();
    do_again();
    changed();
}

// What the owner has carried out by now is there under its id, and changes nothing; the rest is a prediction again. One
// that is refused here waits for the owner's word.
void Follower::do_again() {
    if (pending_.empty()) return;
    base_ = parts_.pages.clone();
    std::erase_if(pending_, [&](const SentCommand& sent) {
        const auto outcome = carry_out(*workspace_, sent);
        return outcome.ok() && outcome->operation == 0;
    });
    if (parts_.pages.commit() == base_commit_) base_.reset();
}

Result<model::Outcome> Follower::apply(const model::Command& command, model::RowId actor, Instant now) {
    assert(workspace_);
    if (reshapes(command)) return error("sync.owner_only");
    SentCommand sent{command, workspace_->id_of(actor), now};
    if (sent.command.id.is_nil()) sent.command.id = make_v7(now, parts_.random);
    if (!base_) base_ = parts_.pages.clone();
    auto outcome = workspace_->apply(sent.command, actor, now);
    if (!outcome.ok() || outcome->operation == 0) return outcome;
    parts_.link.send({Json{{"type", "do"}, {"tab", parts_.tab}, {"sent", to_json(sent)}}.dump(), {}});
    pending_.push_back(std::move(sent));
    return outcome;
}

void Follower::answered(const Json& head) {
    const auto id = head.contains("id") && head["id"].is_string() ? Uuid::parse(head["id"].get<std::string>()) : Result<Uuid>(error("id.malformed"));
    if (!id.ok()) return;
    const auto sent = std::find_if(pending_.begin(), pending_.end(), [&](const SentCommand& s) { return s.command.id == *id; });
    if (sent == pending_.end()) return;
    pending_.erase(sent);
    if (head.contains("error")) refusal_ = error_from_json(head["error"]);
    // Refused, or nothing came of it: the prediction goes.
    if (state_ == State::ready && workspace_ && base_) {
        const std::unique_ptr<db::PageStore> base = std::move(base_);
        renew([&] { parts_.pages.adopt(*base); });
    }
    changed();
}

std::optional<Error> Follower::take_refusal() { return std::exchange(refusal_, {}); }

std::vector<SentCommand> Follower::become_owner() {
    parts_.link.set_listener(nullptr);
    base_.reset();
    if (workspace_) {
        workspace_->unlisten(heard_);
        workspace_->db().pages_replaced();
        const Status told = workspace_->replaced(known_, std::exchange(predicted_, {}));
        if (!told.ok()) problem_ = told.error();
    }
    workspace_ = nullptr;
    return std::exchange(pending_, {});
}

}  // namespace potok::sync
