// Steps that write fields, move records and make new ones.
#include <algorithm>

#include "automation/action_parts.h"

namespace potok::automation::action {

Status perform_step(const ActionContext& c, const SetStep& s, RowId& made) {
    // All is computed before anything is written; then each record gets what it gets at once.
    std::vector<std::pair<RowId, Values>> records;
    for (const FieldValue& one : s.values) {
        POTOK_TRY(const RowId record, record_of(c, one.of));
        POTOK_TRY(Value v, value_of(c, *c.moment.workspace->type_of(record), one));
        auto it = std::ranges::find(records, record, &std::pair<RowId, Values>::first);
        if (it == records.end()) it = records.insert(records.end(), {record, {}});
        it->second.emplace_back(one.field, std::move(v));
    }
    if (records.empty()) return {};
    made = records.front().first;
    for (const auto& [record, values] : records) POTOK_CHECK(c.op.update(*c.moment.workspace->type_of(record), record, values));
    return {};
}

namespace {

// One of the pipeline's.
Status check_reason(const ActionContext& c, const Value& reason) {
    if (reason.is_null()) return {};
    POTOK_TRY(const Value key, c.op.get(c.moment.record, *c.moment.type, "pipeline"));
    const std::string* name = key.as<std::string>();
    const model::Pipeline* p = name ? c.op.catalog().pipeline(*name) : nullptr;
    const std::string* word = reason.as<std::string>();
    const bool known = p && word && std::any_of(p->lost_reasons.begin(), p->lost_reasons.end(), [&](const model::Option& o) { return o.key == *word; });
    return known ? Status() : error("field.option_unknown", {{"field", "lost_reason"}, {"value", word ? *word : ""}}, "lost_reason");
}

}  // namespace

Status perform_step(const ActionContext& c, const MoveStep& s, RowId& made) {
    POTOK_TRY(Values values, values_of(c, *c.moment.type, s.values));
    Value reason;
    if (!s.reason.empty()) {
        POTOK_TRY(reason, value_of(c, s.reason));
        POTOK_CHECK(check_reason(c, reason));
        values.emplace_back("lost_reason", reason);
    }
    if (!values.empty()) POTOK_CHECK(c.op.update(*c.moment.type, c.moment.record, values));
    POTOK_CHECK(c.op.move(c.moment.record, s.to, false));
    if (!s.comment.empty()) return comment(c, c.moment.record, s.comment, reason.is_null() ? "move" : "lost", made);
    made = c.moment.record;
    return {};
}

namespace {

// The documents themselves are kept once, by their content: what is copied is that the record has them.
Status copy_files(const ActionContext& c, RowId to) {
    const RecordType& attachment = type(c, "attachment");
    int n = 0;
    for (const RowId file : model::find_records(*c.moment.workspace, "attachment", "record", Value(Ref{c.moment.workspace->id_of(c.moment.record)}))) {
        Values values = {{"record", Value(to)}};
        for (const char* field : {"title", "field", "media_type", "size", "sha256", "kind"}) {
            POTOK_TRY(Value v, c.op.get(file, attachment, field));
            values.emplace_back(field, std::move(v));
        }
        POTOK_CHECK(insert(c, "attachment", std::move(values), c.step + "/file/" + std::to_string(++n)));
    }
    return {};
}

}  // namespace

Status perform_step(const ActionContext& c, const CreateStep& s, RowId& made) {
    const RecordType& t = type(c, s.type);
    Values values;
    bool owned = false;
    for (const std::string& field : s.copy) {
        POTOK_TRY(Value v, c.op.get(c.moment.record, *c.moment.type, field));
        owned = owned || field == "owner";
        values.emplace_back(field, std::move(v));
    }
    POTOK_TRY(Values given, values_of(c, t, s.values));
    for (auto& [field, value] : given) {
        owned = owned || field == "owner";
        values.emplace_back(field, std::move(value));
    }
    if (!owned && t.field("owner") && c.moment.type->field("owner")) {
        POTOK_TRY(Value owner, c.op.get(c.moment.record, *c.moment.type, "owner"));
        values.emplace_back("owner", std::move(owner));
    }
    if (t.on_pipeline) {
        const model::Pipeline* p = c.op.catalog().pipeline(s.pipeline);
        if (!p) return error("pipeline.unknown", {{"pipeline", s.pipeline}, {"type", s.type}});
        values.emplace_back("pipeline", Value(p->key));
        values.emplace_back("stage", Value(p->stages.front().key));
        values.emplace_back("stage_since", Value(c.op.now()));
        values.emplace_back("stage_visit", Value(1));
    }
    if (!s.back.empty()) values.emplace_back(s.back, Value(c.moment.record));
    POTOK_TRY(made, insert(c, s.type, std::move(values), c.step));
    if (s.files) POTOK_CHECK(copy_files(c, made));
    if (s.link.empty()) return {};
    return c.op.update(*c.moment.type, c.moment.record, {{s.link, Value(made)}});
}

}  // namespace potok::automation::action

namespace potok::automation {

Status set_decided(const ActionContext& c, const DecideStep& step, const Value& said) {
    if (step.set.empty()) return {};
    model::Values values;
    for (const auto& [field, output] : step.set) {
        Value value = said;
        if (const auto* outputs = output.empty() ? nullptr : said.as<ValueContext>()) {
            const auto found = std::find_if(outputs->begin(), outputs->end(), [&](const auto& o) { return o.first == output; });
            value = found == outputs->end() ? Value() : found->second;
        }
        values.emplace_back(field, std::move(value));
    }
    return c.op.update(*c.moment.type, c.moment.record, values);
}

}  // namespace potok::automation
