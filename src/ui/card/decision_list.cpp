#include "ui/card/decision_list.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "generated/icons.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/rich_text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

Tone tone_of(std::string_view verdict) {
    return verdict == "approve" ? Tone::success : verdict == "reject" ? Tone::danger : Tone::warning;
}

std::string_view icon_of(std::string_view verdict) {
    return verdict == "approve" ? icon::check : verdict == "reject" ? icon::x : icon::undo_2;
}

std::string changed_text(Desk& desk, const Decision::ChangedField& c) {
    if (c.before.empty()) return desk.tr("history.field_set", {{"field", c.label}, {"after", strong(c.after)}});
    if (c.after.empty()) return desk.tr("history.field_cleared", {{"field", c.label}, {"before", struck(c.before)}});
    return desk.tr("history.field_changed", {{"field", c.label}, {"before", struck(c.before)}, {"after", strong(c.after)}});
}

float decision_row(Desk& desk, Rect r, const Decision& d) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, d.row);
    const float top = r.y;
    const std::string verdict = verdict_label(desk, d.verdict), time = moment_text(ui.locale(), desk.zone(), d.at, desk.now());
    r.cut_top(12);
    draw_avatar(ui, {r.x, r.y, 26, 26}, d.person_name, d.person);
    Rect in{r.x + 38, r.y, r.w - 38, 1e6f};
    Rect first = in.cut_top(26);
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right}, bold{.weight = Weight::strong};
    draw_text(ui, first.cut_right(text_width(ui, time, quiet) + 1, 8), time, quiet);
    const float badge_w = badge_width(ui, verdict, icon_of(d.verdict));
    const float name_w = std::min(text_width(ui, d.person_name, bold) + 2, first.w - badge_w - 10);
    draw_text(ui, first.cut_left(name_w, 10), d.person_name, bold);
    const Rect at = first.middle(badge_height);
    badge(ui, {at.x, at.y}, verdict, tone_of(d.verdict), icon_of(d.verdict));
    std::string what = d.title;
    if (!d.instead_of.empty()) what += " · " + desk.tr("decisions.instead", {{"name", d.instead_of}});
    in.cut_top(draw_paragraph(ui, in, what, {.style = TextStyle::small, .color = t.text3}), 2);
    if (!d.comment.empty()) in.cut_top(draw_paragraph(ui, in, d.comment), 2);
    std::string spoken = d.person_name + ", " + verdict + ". " + what + (d.comment.empty() ? "" : ". " + d.comment);
    for (const Decision::ChangedField& c : d.changes) {
        const std::string text = changed_text(desk, c);
        spoken += ". " + without_marks(text);
        in.cut_top(3);
        const float inner = rich_paragraph(ui, {in.x + 8, in.y + 2, in.w - 16, 1000}, text, {.style = TextStyle::small}, false);
        float width = std::min(in.w, 16 + text_width(ui, without_marks(text), {.style = TextStyle::small, .weight = Weight::strong}));
        const Rect box{in.x, in.y, width, inner + 4};
        fill(ui, box, t.sunken, 4);
        rich_paragraph(ui, {box.x + 8, box.y + 2, box.w - 12, 1000}, text, {.style = TextStyle::small});
        in.cut_top(inner + 4);
    }
    in.cut_top(10);
    const float height = in.y - top;
    hline(ui, r.x, top + height - 1, r.w, t.line);
    ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = spoken, .description = time, .rect = {r.x, top, r.w, height}});
    return height;
}

}  // namespace

std::string verdict_label(Desk& desk, std::string_view verdict) {
    if (verdict == "approve" || verdict == "reject" || verdict == "return") return desk.tr("decisions." + std::string(verdict));
    return std::string(verdict);
}

std::vector<Decision> decisions_of(Desk& desk, model::RowId record) {
    const model::Workspace& ws = desk.ws();
    std::vector<Decision> out;
    const auto owner = model::record(ws, record);
    for (const model::RowId row : model::find_records(ws, "decision", "record", Value(Ref{ws.id_of(record)}))) {
        const auto r = model::record(ws, row);
        if (!r) continue;
        const auto person = [&](std::string_view field) {
            const Ref* ref = r->get(field).as<Ref>();
            return ref ? ws.row_of(ref->id).value_or(0) : 0;
        };
        Decision d;
        d.row = row;
        d.title = r->title();
        d.step = r->text("step");
        d.automation = r->text("automation");
        d.verdict = r->text("verdict");
        d.comment = r->text("comment");
        if (const Decimal* run = r->get("run").as<Decimal>()) d.run = run->to_int64().value_or(0);
        d.person = person("person");
        if (d.person) d.person_name = model::title_of(ws, d.person);
        if (const model::RowId other = person("instead_of")) d.instead_of = model::title_of(ws, other);
        if (const Instant* at = r->get("created_at").as<Instant>()) d.at = *at;
        const Json changes = Json::parse(r->text("changes"), nullptr, false);
        if (changes.is_object()) {
            for (const auto& [key, pair] : changes.items()) {
                const model::Field* field = owner ? owner->type->field(key) : nullptr;
                if (!pair.is_array() || pair.size() != 2) continue;
                const auto shown = [&](const Json& json) {
                    const auto value = value_from_json(json);
                    if (!value.ok()) return std::string();
                    return field ? value_text(ws, desk.ui().locale(), *field, *value) : desk.ui().locale().value(*value, desk.zone());
                };
                d.changes.push_back({field ? field->label.in(desk.language()) : key, shown(pair[0]), shown(pair[1])});
            }
        }
        out.push_back(std::move(d));
    }
    std::reverse(out.begin(), out.end());
    return out;
}

float decision_list(Desk& desk, Rect r, const std::vector<Decision>& decisions, const std::vector<NamedRun>& runs) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.h = 1e6f;
    Group list(ui, "decisions", {.role = Role::list, .name = desk.tr("card.decisions"), .rect = r});
    model::RowId shown = -1;
    for (const Decision& d : decisions) {
        if (!runs.empty() && d.run != shown) {
            shown = d.run;
            const auto at = std::find_if(runs.begin(), runs.end(), [&](const NamedRun& n) { return n.run == d.run; });
            if (at != runs.end()) {
                IdScope scope(ui, d.run);
                r.cut_top(8);
                label(ui, "run", r.cut_top(20), at->name, {.style = TextStyle::caption, .color = ui.theme().text3});
            }
        }
        r.cut_top(decision_row(desk, r, d));
    }
    return r.y - top;
}

}  // namespace potok::ui
