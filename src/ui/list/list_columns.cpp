#include "ui/list/list_columns.h"

#include <algorithm>

#include "ui/value_text.h"

namespace potok::ui {

namespace {

using model::FieldKind;
using Kind = ListColumn::Kind;

float width_of(const model::Field& field) {
    switch (field.kind) {
    case FieldKind::number: return 100;
    case FieldKind::money: return 130;
    case FieldKind::boolean: return 90;
    case FieldKind::date: return 120;
    case FieldKind::datetime: return 150;
    case FieldKind::duration: return 90;
    case FieldKind::reference: return 170;
    case FieldKind::choice: return 150;
    case FieldKind::long_text: return 240;
    default: return 170;
    }
}

ListColumn of_field(const model::RecordType& type, const model::Field& field) {
    ListColumn c;
    c.key = field.key;
    c.field = &field;
    c.width = field.key == type.title_field ? 240 : width_of(field);
    c.right = field.kind == FieldKind::number || field.kind == FieldKind::money || field.kind == FieldKind::duration;
    c.editable = !field.system;
    if (field.key == "stage" && type.on_pipeline) c.kind = Kind::stage, c.width = 180, c.editable = false;
    return c;
}

ListColumn made_up(Kind kind, const char* key, float width) {
    ListColumn c;
    c.kind = kind;
    c.key = key;
    c.width = width;
    c.sortable = false;
    return c;
}

bool shows(const model::RecordType& type, const model::Field& field) {
    if (field.kind == FieldKind::files || field.kind == FieldKind::json || field.key == "deleted_at") return false;
    if (!type.on_pipeline) return true;
    return field.key != "pipeline" && field.key != "stage_visit" && field.key != "lost_reason";
}

const model::Stage* stage_of(Desk& desk, const model::Record& record) {
    const model::Pipeline* pipeline = desk.ws().catalog().pipeline(record.text("pipeline"));
    return pipeline ? pipeline->stage(record.text("stage")) : nullptr;
}

std::optional<model::Task> next_task(Desk& desk, const model::Record& record) {
    auto open = model::tasks(desk.ws(), {{}, record.row, true});
    return open.empty() ? std::nullopt : std::optional(std::move(open.front()));
}

// 1234.5 with the language's decimal mark.
std::string plain_number(Desk& desk, const Decimal& n) {
    std::string text = n.str();
    if (desk.language() != Language::en) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string two_digits(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

}  // namespace

std::vector<ListColumn> all_columns(const model::RecordType& type) {
    std::vector<ListColumn> out;
    if (const model::Field* title = type.field(type.title_field)) out.push_back(of_field(type, *title));
    if (const model::Field* stage = type.on_pipeline ? type.field("stage") : nullptr) out.push_back(of_field(type, *stage));
    for (const model::Field& field : type.fields)
        if (field.key != type.title_field && field.key != "stage" && shows(type, field)) out.push_back(of_field(type, field));
    if (!type.on_pipeline) return out;
    out.push_back(made_up(Kind::next_step, "+next", 220));
    out.push_back(made_up(Kind::due, "+due", 110));
    out.push_back(made_up(Kind::progress, "+progress", 130));
    return out;
}

std::vector<ListColumn> usual_columns(const model::RecordType& type, const model::Pipeline* pipeline) {
    constexpr std::size_t most = 8;
    const std::vector<ListColumn> all = all_columns(type);
    std::vector<std::string> keys = {type.title_field};
    const auto add = [&](const std::string& key) {
        if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    };
    if (pipeline) {
        for (const std::string& key : pipeline->card_second) add(key);
        for (const std::string& key : pipeline->card_aside) add(key);
        add(type.amount_field);
        for (const char* key : {"owner", "stage", "+next", "+due", "+progress"}) add(key);
    } else {
        for (const model::Field& field : type.fields)
            if (!field.system && field.key != "owner" && keys.size() < most) add(field.key);
    }
    std::vector<ListColumn> out;
    for (const std::string& key : keys) {
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.key == key; });
        if (at != all.end()) out.push_back(*at);
    }
    return out;
}

std::string column_label(Desk& desk, const ListColumn& column) {
    switch (column.kind) {
    case Kind::next_step: return desk.tr("list.next_step");
    case Kind::due: return desk.tr("list.due");
    case Kind::progress: return desk.tr("list.progress");
    default: return column.field->label.in(desk.language());
    }
}

bool can_group(const ListColumn& column) {
    if (column.kind == Kind::stage) return true;
    if (!column.field || column.kind != Kind::field) return false;
    return column.field->kind == FieldKind::choice || column.field->kind == FieldKind::boolean ||
           (column.field->kind == FieldKind::reference && column.field->target != "*");
}

std::string list_value(Desk& desk, const model::RecordType& type, const model::Pipeline* pipeline, const ListColumn& column, const Value& value) {
    if (value.is_null()) return desk.tr("list.without", {{"field", column_label(desk, column)}});
    if (column.kind != Kind::stage) return value_text(desk.ws(), desk.ui().locale(), *column.field, value);
    const std::string* key = value.as<std::string>();
    for (const auto& p : desk.ws().catalog().pipelines()) {
        if (pipeline ? p.get() != pipeline : p->type != type.key) continue;
        if (const model::Stage* stage = key ? p->stage(*key) : nullptr) return stage->label.in(desk.language());
    }
    return key ? *key : std::string();
}

ListCell cell_of(Desk& desk, const model::Record& record, const ListColumn& column) {
    ListCell cell;
    const Locale& locale = desk.ui().locale();
    switch (column.kind) {
    case Kind::stage:
        if (const model::Stage* stage = stage_of(desk, record)) cell.text = stage->label.in(desk.language()), cell.hue = stage->hue;
        break;
    case Kind::next_step:
        if (const auto task = next_task(desk, record)) cell.text = task->title;
        break;
    case Kind::due:
        if (const auto task = next_task(desk, record); task && task->due) {
            cell.text = due_text(locale, desk.zone(), *task->due, desk.now(), true);
            cell.late = *task->due < desk.now();
            cell.soon = !cell.late && *task->due - desk.now() < 86'400'000;
        }
        break;
    case Kind::progress: {
        const model::Completeness done = model::completeness(desk.ws(), record);
        if (done.total == 0) break;
        cell.text = std::to_string(done.done) + "/" + std::to_string(done.total);
        cell.part = static_cast<float>(done.done) / static_cast<float>(done.total);
        break;
    }
    case Kind::field: {
        const Value& value = record.get(column.key);
        cell.text = value_text(desk.ws(), locale, *column.field, value);
        const Ref* ref = column.field->target == "person" ? value.as<Ref>() : nullptr;
        if (ref) cell.person = desk.ws().row_of(ref->id).value_or(0);
        break;
    }
    }
    return cell;
}

void append_plain_head(Desk& desk, const ListColumn& column, std::vector<std::string>& cells) {
    const std::string label = column_label(desk, column);
    cells.push_back(label);
    if (column.field && column.field->kind == FieldKind::money) cells.push_back(desk.tr("list.currency_of", {{"field", label}}));
}

void append_plain(Desk& desk, const model::Record& record, const ListColumn& column, std::vector<std::string>& cells) {
    if (column.kind != Kind::field) return cells.push_back(cell_of(desk, record, column).text);
    const Value& value = record.get(column.key);
    if (column.field->kind == FieldKind::money) {
        const Money* m = value.as<Money>();
        cells.push_back(m ? plain_number(desk, Decimal::scaled(m->minor, minor_digits(m->currency))) : std::string());
        cells.push_back(m ? m->currency : std::string());
        return;
    }
    if (const Decimal* n = value.as<Decimal>()) return cells.push_back(plain_number(desk, *n));
    if (const Date* d = value.as<Date>()) return cells.push_back(format_iso(*d));
    if (const Instant* at = value.as<Instant>()) {
        const LocalDateTime local = desk.zone().to_local(*at);
        const int minutes = local.time.ms / 60'000;
        return cells.push_back(format_iso(local.date) + " " + two_digits(minutes / 60) + ":" + two_digits(minutes % 60));
    }
    cells.push_back(value_text(desk.ws(), desk.ui().locale(), *column.field, value));
}

}  // namespace potok::ui
