// Steps that write fields, move records and make new ones.
#include <algorithm>

#include "automation/action_parts.h"

namespace potok::automation::action {

Status perform_step(const ActionContext& c, const SetStep& s, RowId& made) {
    Values values;
    for (const auto& [field, formula] : s.values) {
        POTOK_TRY(Value v, value_of(c, formula));
        values.emplace_back(field, std::move(v));
    }
    made = c.moment.record;
    return c.op.update(*c.moment.type, c.moment.record, values);
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
    POTOK_CHECK(c.op.move(c.moment.record, s.to, false));
    if (!s.reason.empty()) {
        POTOK_TRY(Value reason, value_of(c, s.reason));
        POTOK_CHECK(check_reason(c, reason));
        POTOK_CHECK(c.op.update(*c.moment.type, c.moment.record, {{"lost_reason", std::move(reason)}}));
    }
    if (!s.comment.empty()) return comment(c, s.comment, "move", made);
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
    for (const auto& [field, formula] : s.values) {
        POTOK_TRY(Value v, value_of(c, formula));
        owned = owned || field == "owner";
        values.emplace_back(field, std::move(v));
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
