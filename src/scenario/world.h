// The world of one scenario: a workspace in memory, a clock that only the scenario moves, the people and things that its
// steps name, and what came of the last act.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/queries.h"
#include "model/workspace.h"
#include "packs/pack.h"
#include "scenario/script.h"

namespace potok::scenario {

// What a scenario needs from outside.
struct Environment {
    std::shared_ptr<const ZoneTable> zones;
    // A fresh engine for a workspace; may be empty in tests of the model alone.
    std::function<std::unique_ptr<model::Reactor>()> make_reactor;
    // Makes documents; null: none are made.
    const model::DocumentMaker* documents = nullptr;
    // The pack of that key. error: pack.unknown
    std::function<Result<packs::Pack>(std::string_view key)> pack;
    // The body of a shared country profile. error: asset.missing
    std::function<Result<Json>(std::string_view key)> country;
    // The body of a shared document template. error: asset.missing
    std::function<Result<Json>(std::string_view key)> document_template;
    // The working calendar of a country: "pl", "ru". error: asset.missing
    std::function<Result<Json>(std::string_view country)> calendar;
    // The newest failed firing that can be run again.
    std::function<std::optional<model::RowId>(model::Workspace&)> failed_firing;
    // Sentences for `expect refusal saying`; may be missing.
    std::map<Language, std::shared_ptr<const Locale>> locales;
};

// An expectation that does not hold: what was expected and what was found instead.
Error unmet(std::string expected, std::string found);
// A step that cannot be carried out: a name that nobody bears, a value that cannot be read.
Error impossible(std::string why);

class World {
public:
    explicit World(const Environment& environment) : environment_(environment) {}

    const Environment& environment() const { return environment_; }
    bool started() const { return workspace_ != nullptr; }
    model::Workspace& workspace() { return *workspace_; }
    Instant now() const { return now_; }

    Status start(model::WorkspaceInfo info, std::string_view administrator, Instant now);
    // Moves the clock, running every timer at its own instant, in order, those due at `to` included.
    Status advance(Instant to);
    // Moves the clock only: a device that is switched off.
    Status sleep(Instant to);
    // Runs what is due, once.
    Status tick();
    // Writes the workspace to bytes and opens it again from them, with a new engine.
    Status reopen();

    // --- acting ---------------------------------------------------------------------------------------------------------
    // A refusal is kept for the next step to expect; ok() unless something of the scenario itself is wrong.
    Status act(model::RowId actor, std::string command, Json args);
    // The same where a refusal is not part of the story (setting the scene).
    Status must(model::RowId actor, std::string command, Json args);
    const std::optional<Error>& refusal() const { return refusal_; }
    void refusal_met() { refusal_.reset(); }
    const model::Outcome& last() const { return last_; }
    model::RowId last_actor() const { return last_actor_; }

    // --- names ----------------------------------------------------------------------------------------------------------
    // errors: scenario.impossible
    Result<model::RowId> person(std::string_view name);
    Result<model::RowId> record(const std::vector<Token>& tokens);  // "Title", alias, or type "Title"
    Result<model::RowId> resource(std::string_view name);
    Result<const model::RecordType*> type(std::string_view name);   // key, last part of a key, or label
    Result<const model::Field*> field(const model::RecordType& type, std::string_view name);  // key or label
    Result<const model::Stage*> stage(model::RowId record, std::string_view name);            // key or label
    Result<std::string> role(std::string_view name);                                          // key or label → key
    std::string last_request;  // of a connector, for the steps that look at it
    void name(std::string alias, model::RowId row) { aliases_[std::move(alias)] = row; }
    const model::Pipeline* pipeline_of(model::RowId record);
    Result<model::Task> task(std::string_view title, std::optional<model::RowId> record, bool open_first = true);
    Json ref(model::RowId row) const;  // canonical reference for arguments

    // --- values, in the notation of scenarios ----------------------------------------------------------------------------
    Result<Instant> moment(std::string_view text) const;  // in the workspace's zone
    Result<Value> value(const model::Field& field, std::string_view text);
    Result<Value> loose_value(std::string_view text) const;  // kind read from its shape
    Result<Value> setting_value(const std::string& key, const std::string& text) const;  // a text as it stands, else by its shape
    Result<Json> values(const model::RecordType& type, const Step& step);  // {"key": canonical}
    std::string show(const Value& value);
    std::string show_time(Instant t) const;

private:
    const Environment& environment_;
    SeededRandom random_{1};
    Instant now_;
    std::unique_ptr<model::Reactor> reactor_;  // outlives the workspace
    std::unique_ptr<model::Workspace> workspace_;
    std::map<std::string, model::RowId, std::less<>> aliases_;
    std::optional<Error> refusal_;
    model::Outcome last_;
    model::RowId last_actor_ = 0;

    model::Environment model_environment();
};

// "23h 59m", "PT24H", "1d" → milliseconds. A day is 24 hours here.
Result<std::int64_t> parse_span(std::string_view text);
// The text without its quotes.
std::string unquoted(std::string_view text);
bool label_is(const model::Label& label, std::string_view text);

}  // namespace potok::scenario
