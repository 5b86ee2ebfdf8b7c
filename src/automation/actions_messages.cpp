// Steps that tell people something: comments, notifications, messages to clients.
#include <nlohmann/json.hpp>

#include "automation/action_parts.h"
#include "model/connector.h"

namespace potok::automation::action {

Status comment(const ActionContext& c, RowId record, const Text& text, const char* kind, RowId& made) {
    POTOK_TRY(made, insert(c, "comment",
                           {{"record", Value(record)},
                            {"text", Value(written(c, text))},
                            {"kind", Value(kind)},
                            {"automation", Value(c.automation.key)}},
                           c.step));
    return {};
}

Status perform_step(const ActionContext& c, const CommentStep& s, RowId& made) {
    POTOK_TRY(const RowId record, record_of(c, s.record));
    return comment(c, record, s.text, "robot", made);
}

Status perform_step(const ActionContext& c, const NotifyStep& s, RowId& made) {
    const std::vector<Value> people = people_of(c, s.to, s.role);
    if (people.empty()) return error("automation.nobody", {{"to", s.role.empty() ? s.to.source() : s.role}});
    int n = 0;
    for (const Value& p : people) {
        POTOK_TRY(made, insert(c, "notification",
                               {{"record", Value(c.moment.record)}, {"person", p}, {"text", Value(written(c, s.text))}},
                               c.step + "/" + std::to_string(++n)));
    }
    return {};
}

namespace {

// The language of the record's client: its own field, or that of the client it names; else the workspace's.
Language language_of_client(const ActionContext& c) {
    const auto language = [&](RowId row, const RecordType& t) -> std::optional<Language> {
        if (!t.field("language")) return {};
        const auto value = c.op.get(row, t, "language");
        const std::string* code = value.ok() ? value->as<std::string>() : nullptr;
        if (!code) return {};
        const auto found = language_from(*code);
        return found.ok() ? std::optional(*found) : std::nullopt;
    };
    if (const auto own = language(c.moment.record, *c.moment.type)) return *own;
    for (const std::string_view field : {"client", "contact"}) {
        const model::Field* f = c.moment.type->field(field);
        if (!f || f->kind != model::FieldKind::reference) continue;
        const auto value = c.op.get(c.moment.record, *c.moment.type, field);
        const Ref* ref = value.ok() ? value->as<Ref>() : nullptr;
        const auto row = ref ? c.moment.workspace->row_of(ref->id) : std::nullopt;
        const RecordType* t = row ? c.moment.workspace->type_of(*row) : nullptr;
        if (!t) continue;
        if (const auto theirs = language(*row, *t)) return *theirs;
    }
    return c.moment.workspace->info().language;
}

}  // namespace

Status perform_step(const ActionContext& c, const MessageStep& s, RowId& made) {
    const Evaluated to = s.to.evaluate(c.moment);
    const std::string* address = to.value.as<std::string>();
    if (!address || address->empty()) return error("message.no_address", {{"channel", s.channel}, {"expression", s.to.source()}});
    Values values = {{"record", Value(c.moment.record)},
                     {"channel", Value(s.channel)},
                     {"to", Value(*address)},
                     {"text", Value(s.text.render(c.moment, c.locales.of(language_of_client(c))))},
                     {"state", Value("queued")},
                     {"key", Value(c.step)},
                     {"automation", Value(c.automation.key)}};
    if (!s.connector.empty()) values.emplace_back("connector", Value(s.connector));
    POTOK_TRY(made, insert(c, "message", std::move(values), c.step));
    return {};
}

Status perform_step(const ActionContext& c, const WebhookStep& s, RowId& made) {
    ValueContext data;
    for (const auto& [name, formula] : s.data) {
        POTOK_TRY(Value value, value_of(c, formula));
        data.emplace_back(name, std::move(value));
    }
    POTOK_TRY(const model::Connector connector, model::connector_for(c.op.catalog(), s.connector, "webhook"));
    POTOK_TRY(made, insert(c, "message",
                           {{"record", Value(c.moment.record)},
                            {"channel", Value("webhook")},
                            {"to", Value(s.connector)},
                            {"text", Value(s.text.empty() ? connector.label.in(c.moment.workspace->info().language) : written(c, s.text))},
                            {"state", Value("queued")},
                            {"connector", Value(s.connector)},
                            {"data", Value(to_json(Value(std::move(data))).dump())},
                            {"key", Value(c.step)},
                            {"automation", Value(c.automation.key)}},
                           c.step));
    return {};
}

}  // namespace potok::automation::action
