// The arguments of a command, read with checks: commands come from scenarios, other devices and files.
#pragma once

#include "model/operation.h"

namespace potok::model {

// Collects the first problem; a handler reads what it needs and asks `status()` once. Errors: command.argument_missing,
// command.argument_type, record.missing (place = argument's name).
class Args {
public:
    explicit Args(Operation& op) : op_(op), json_(op.command().args) {}

    bool has(std::string_view name) const { return json_.is_object() && json_.contains(name); }
    // A record by its public id, as text or {"ref": …}. `type` empty = any. 0 when optional and absent.
    RowId record(std::string_view name, std::string_view type = {}, bool optional = false);
    std::string text(std::string_view name, bool optional = false);
    bool boolean(std::string_view name);
    Value value(std::string_view name, bool optional = false);  // canonical
    std::optional<Instant> instant(std::string_view name, bool optional = false);
    Values values(std::string_view name);  // {} when absent
    std::vector<std::string> texts(std::string_view name);
    std::optional<Uuid> id(std::string_view name);
    const Json& json(std::string_view name) const;

    Status status() const { return problem_.code.empty() ? Status() : Status(problem_); }

private:
    void fail(std::string code, std::string_view name, std::map<std::string, std::string> args = {});
    Operation& op_;
    const Json& json_;
    Error problem_;
};

}  // namespace potok::model
