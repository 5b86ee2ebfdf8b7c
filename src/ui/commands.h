// The commands that pages send, with their arguments in canonical form. One place, so that no page spells an argument.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/queries.h"

namespace potok::ui {

using FieldValues = std::vector<std::pair<std::string, Value>>;

struct MoveExtras {
    std::string comment, lost_reason;
    FieldValues values;  // set first, in the same act
};

class Compose {
public:
    explicit Compose(const model::Workspace& ws) : ws_(ws) {}

    model::Command create(std::string_view type, const FieldValues& values, std::string_view pipeline = {},
                          std::string_view stage = {}) const;
    model::Command set_field(model::RowId record, std::string_view field, const Value& value) const;
    model::Command set_fields(model::RowId record, const FieldValues& values) const;
    // `from` is the stage the person saw: a record moved meanwhile is not moved again.
    model::Command move(model::RowId record, std::string_view from, std::string_view to, const MoveExtras& extras = {}) const;
    model::Command remove(model::RowId record) const;
    model::Command comment(model::RowId record, std::string_view text) const;
    model::Command create_task(std::optional<model::RowId> record, std::string_view title, std::optional<model::RowId> assignee,
                               std::optional<Instant> due) const;
    model::Command set_task_due(model::RowId task, Instant due) const;
    model::Command complete_task(model::RowId task, std::string_view comment = {}) const;
    model::Command decide(model::RowId task, std::string_view verdict, std::string_view comment, const FieldValues& values) const;
    model::Command delegate_task(model::RowId task, model::RowId to) const;
    model::Command reopen_task(model::RowId task) const;
    model::Command add_check_item(model::RowId task, std::string_view text) const;
    model::Command set_check_item(model::RowId item, bool done) const;
    model::Command book(model::RowId resource, Instant from, Instant to, std::optional<model::RowId> record,
                        std::string_view title = {}) const;
    model::Command rebook(model::RowId booking, std::optional<model::RowId> resource, std::optional<Instant> from,
                          std::optional<Instant> to) const;
    model::Command release(model::RowId booking) const;
    model::Command attach(model::RowId record, std::string_view field, std::string_view name, std::string_view media_type,
                          std::int64_t size, std::string_view sha256, std::string_view kind = {}) const;
    model::Command detach(model::RowId attachment) const;
    model::Command undo(const Uuid& operation) const;
    model::Command read_notification(model::RowId notification) const;
    model::Command set_setting(std::string_view key, const Value& value) const;
    model::Command create_person(std::string_view name, const std::vector<std::string>& roles) const;
    model::Command set_roles(model::RowId person, const std::vector<std::string>& roles) const;

private:
    Json ref(model::RowId row) const;
    const model::Workspace& ws_;
};

}  // namespace potok::ui
