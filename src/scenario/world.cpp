#include "scenario/world.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "db/connection.h"

namespace potok::scenario {
namespace {

constexpr int max_timer_runs = 10000;  // timers run in one move of the clock before it is called endless

bool key_is(std::string_view key, std::string_view name) {
    if (key == name) return true;
    return key.size() > name.size() && key.ends_with(name) && key[key.size() - name.size() - 1] == '.';
}

}  // namespace

Error unmet(std::string expected, std::string found) {
    return error("scenario.unmet", {{"expected", std::move(expected)}, {"found", std::move(found)}});
}

Error impossible(std::string why) { return error("scenario.impossible", {{"why", std::move(why)}}); }

bool label_is(const model::Label& label, std::string_view text) {
    if (label.empty()) return false;
    return label.in(Language::en) == text || label.in(Language::pl) == text || label.in(Language::ru) == text;
}

model::Environment World::model_environment() {
    reactor_ = environment_.make_reactor ? environment_.make_reactor() : nullptr;
    return {&random_, environment_.zones, reactor_.get(), environment_.documents};
}

Status World::start(model::WorkspaceInfo info, std::string_view administrator, Instant now) {
    if (workspace_) return impossible("there is a workspace already");
    POTOK_TRY(auto connection, db::Connection::open_memory());
    now_ = now;
    SeededRandom first(7);
    info.id = make_v7(now, first);
    POTOK_TRY(workspace_, model::Workspace::create(std::make_unique<db::Connection>(std::move(connection)), std::move(info),
                                                   administrator, model_environment(), now));
    return {};
}

Status World::advance(Instant to) {
    if (to < now_) return impossible(fmt::format("{} has passed already, it is {}", show_time(to), show_time(now_)));
    for (int runs = 0; reactor_; ++runs) {
        const auto due = reactor_->next_due(*workspace_);
        if (!due || *due > to) break;
        if (runs == max_timer_runs) return impossible("timers set each other without end");
        now_ = std::max(now_, *due);
        POTOK_CHECK(tick());
    }
    now_ = to;
    return {};
}

Status World::sleep(Instant to) {
    if (to < now_) return impossible(fmt::format("{} has passed already, it is {}", show_time(to), show_time(now_)));
    now_ = to;
    return {};
}

Status World::tick() {
    for (bool more = true; more;) {
        POTOK_CHECK(must(workspace_->administrator(), "tick", Json::object()));
        const auto next = reactor_ ? reactor_->next_due(*workspace_) : std::nullopt;
        more = last_.operation != 0 && next && *next <= now_;
    }
    return {};
}

Status World::reopen() {
    POTOK_TRY(auto bytes, workspace_->db().serialize());
    workspace_.reset();
    POTOK_TRY(auto connection, db::Connection::from_bytes(bytes));
    POTOK_TRY(workspace_, model::Workspace::open(std::make_unique<db::Connection>(std::move(connection)),
                                                 model_environment()));
    return {};
}

Status World::act(model::RowId actor, std::string command, Json args) {
    last_actor_ = actor;
    auto outcome = workspace_->apply({std::move(command), std::move(args)}, actor, now_);
    if (outcome) {
        last_ = std::move(*outcome);
    } else {
        last_ = {};
        refusal_ = outcome.error();
    }
    return {};
}

Status World::must(model::RowId actor, std::string command, Json args) {
    POTOK_CHECK(act(actor, std::move(command), std::move(args)));
    if (!refusal_) return {};
    Error why = *refusal_;
    refusal_.reset();
    return why;
}

Result<model::RowId> World::person(std::string_view name) {
    if (name == "administrator") return workspace_->administrator();
    if (name == "robots") return workspace_->robots();
    for (const auto& p : model::people(*workspace_)) {
        if (p.name == name) return p.row;
    }
    return impossible(fmt::format("nobody is called {}", name));
}

Result<const model::RecordType*> World::type(std::string_view name) {
    const model::RecordType* found = nullptr;
    for (const auto& t : workspace_->catalog().types()) {
        if (t->key == name) return t.get();
        if (!key_is(t->key, name) && !label_is(t->label, name)) continue;
        if (found) return impossible(fmt::format("{} may be {} or {}", name, found->key, t->key));
        found = t.get();
    }
    if (!found) return impossible(fmt::format("there is no record type {}", name));
    return found;
}

Result<model::RowId> World::record(const std::vector<Token>& tokens) {
    const model::RecordType* wanted = nullptr;
    const std::string& title = tokens.back().text;
    if (tokens.size() == 2) {
        POTOK_TRY(wanted, type(tokens.front().text));
    } else if (const auto alias = aliases_.find(title); alias != aliases_.end()) {
        return alias->second;
    }
    model::RowId found = 0;
    for (const auto& t : workspace_->catalog().types()) {
        if (wanted ? t.get() != wanted : !t->registered || t->key == "task") continue;
        if (!wanted && !t->subject_field.empty()) continue;  // parts of a record are named with their type
        for (const model::RowId row : model::find_records(*workspace_, t->key, t->title_field, Value(title))) {
            if (found) return impossible(fmt::format("several records are called \"{}\"; say of which type", title));
            found = row;
        }
    }
    if (!found) return impossible(fmt::format("there is no {} \"{}\"", wanted ? wanted->key : "record", title));
    return found;
}

Result<model::RowId> World::resource(std::string_view name) {
    for (const auto& r : model::resources(*workspace_)) {
        if (r.name == name) return r.row;
    }
    return impossible(fmt::format("there is no resource \"{}\"", name));
}

Result<const model::Field*> World::field(const model::RecordType& type, std::string_view name) {
    for (const auto& f : type.fields) {
        if (f.key == name) return &f;
    }
    for (const auto& f : type.fields) {
        if (label_is(f.label, name)) return &f;
    }
    return impossible(fmt::format("{} has no field \"{}\"", type.key, name));
}

const model::Pipeline* World::pipeline_of(model::RowId record) {
    const auto r = model::record(*workspace_, record);
    return r ? workspace_->catalog().pipeline(r->text("pipeline")) : nullptr;
}

Result<const model::Stage*> World::stage(model::RowId record, std::string_view name) {
    const model::Pipeline* pipeline = pipeline_of(record);
    if (!pipeline) return impossible("the record is not on a pipeline");
    for (const auto& s : pipeline->stages) {
        if (s.key == name || label_is(s.label, name)) return &s;
    }
    return impossible(fmt::format("{} has no stage \"{}\"", pipeline->key, name));
}

Result<std::string> World::role(std::string_view name) {
    if (name == "administrator") return std::string(name);  // every workspace has it
    for (const auto& r : workspace_->catalog().roles()) {
        if (key_is(r.key, name) || label_is(r.label, name)) return r.key;
    }
    return impossible(fmt::format("there is no role \"{}\"", name));
}

Result<model::Task> World::task(std::string_view title, std::optional<model::RowId> record, bool open_first) {
    std::optional<model::Task> found;
    for (auto& t : model::tasks(*workspace_, {{}, record, false})) {
        if (t.title != title) continue;
        const bool better = !found || (open_first && found->state != "open" && t.state == "open") ||
                            ((found->state == "open") == (t.state == "open") && t.row > found->row);
        if (better) found = std::move(t);
    }
    if (found) return *found;
    return impossible(fmt::format("there is no task \"{}\"", title));
}

Json World::ref(model::RowId row) const { return to_json(Value(workspace_->id_of(row))); }

}  // namespace potok::scenario
