#include <nlohmann/json.hpp>

#include "sync/shared_workspace.h"

namespace potok::sync {

namespace {

constexpr std::int64_t most_ahead = 60'000;  // ms

std::string word(const Json& head, const char* key) {
    return head.contains(key) && head[key].is_string() ? head[key].get<std::string>() : std::string();
}

Json error_json(const Error& e) {
    Json details = Json::array();
    for (const Error& d : e.details) details.push_back(error_json(d));
    return {{"code", e.code}, {"args", e.args}, {"place", e.place}, {"details", std::move(details)}};
}

}  // namespace

SharedOwner::SharedOwner(TabLink& link, db::Persister& persister, model::Workspace& workspace, std::string version,
                         std::function<Instant()> now)
    : link_(link), persister_(persister), workspace_(workspace), version_(std::move(version)), now_(std::move(now)) {
    link_.set_listener([this](const Message& message) { hear(message); });
    send({{"type", "open"}, {"commit", persister_.status().committed}});
    persister_.set_commit_listener([this](const db::CommitBatch& batch) {
        if (!followed_) return;
        send({{"type", "batch"}, {"commit", batch.commit}, {"page_count", batch.page_count}, {"pages", batch.pages}}, batch.bytes);
    });
}

SharedOwner::~SharedOwner() {
    persister_.set_commit_listener(nullptr);
    link_.set_listener(nullptr);
}

void SharedOwner::send(const Json& head, db::Bytes body) { link_.send({head.dump(), std::move(body)}); }

void SharedOwner::saving_changed() {
    const std::uint64_t saved = persister_.status().saved;
    if (!followed_ || saved == told_saved_) return;
    told_saved_ = saved;
    send({{"type", "saved"}, {"commit", saved}});
}

void SharedOwner::hear(const Message& message) {
    const Json head = Json::parse(message.head, nullptr, false);
    if (!head.is_object()) return;
    const std::string type = word(head, "type"), tab = word(head, "tab");
    if (tab.empty() || tab.size() > 64) return;
    if (type == "hello") {
        // Another version may know other tables: it waits until it can have the workspace alone.
        if (word(head, "version") != version_) return;
        followed_ = true;
        persister_.flush(db::Durability::relaxed, [this, alive = std::weak_ptr<char>(alive_), tab](const Status& s) {
            if (alive.expired() || !s.ok()) return;
            send({{"type", "welcome"}, {"version", version_}, {"tab", tab}, {"commit", persister_.status().saved}});
        });
    } else if (type == "do") {
        carry_out_for(tab, head.contains("sent") ? head["sent"] : Json());
    }
}

void SharedOwner::carry_out_for(const std::string& tab, const Json& json) {
    auto sent = sent_command_from_json(json);
    if (!sent.ok()) return;  // nobody to answer
    if (sent->now.ms > now_().ms + most_ahead) sent->now = now_();
    const auto outcome = carry_out(workspace_, *sent);
    Json done{{"type", "done"}, {"tab", tab}, {"id", sent->command.id.str()}};
    if (!outcome.ok()) done["error"] = error_json(outcome.error());
    send(done);
}

}  // namespace potok::sync
