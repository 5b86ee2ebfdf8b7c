#include "ui/designer/publish_dialog.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/designer/robot_words.h"
#include "ui/kit/button.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

const char* effect_key(automation::Effect::Kind kind) {
    using K = automation::Effect::Kind;
    switch (kind) {
    case K::task: return "designer.effect.task";
    case K::withdrawn_task: return "designer.effect.withdrawn_task";
    case K::message: return "designer.effect.message";
    case K::notification: return "designer.effect.notification";
    case K::comment: return "designer.effect.comment";
    case K::move: return "designer.effect.move";
    case K::fields: return "designer.effect.fields";
    case K::record: return "designer.effect.record";
    case K::timer: return "designer.effect.timer";
    }
    return "designer.effect.task";
}

std::string sentences(Desk& desk, const Error& e) {
    std::string out = desk.ui().locale().sentence(e);
    for (const Error& detail : e.details) out += " " + desk.ui().locale().sentence(detail);
    return out;
}

const Json* definition_body(Desk& desk, const Draft& draft, const std::string& kind, const std::string& key) {
    return draft.body(desk.ws().catalog(), kind, key);
}

std::string definition_name(Desk& desk, const Draft& draft, const std::string& key) {
    for (const char* kind : {"automation", "pipeline", "type", "decision"})
        if (const Json* body = definition_body(desk, draft, kind, key)) return label_words(*body, key, desk.language());
    if (const auto* d = desk.ws().catalog().definition("automation", key)) return label_words(d->body, key, desk.language());
    return key;
}

}  // namespace

std::string place_words(Desk& desk, const Draft& draft, const std::string& place) {
    const std::size_t slash = place.find('/'), hash = place.find('#');
    if (slash == std::string::npos || hash == std::string::npos || slash > hash) return place;
    const std::string kind = place.substr(0, slash), key = place.substr(slash + 1, hash - slash - 1);
    const Json* at = definition_body(desk, draft, kind, key);
    if (!at) {
        const auto* d = desk.ws().catalog().definition(kind, key);
        return d ? label_words(d->body, key, desk.language()) : place;
    }
    std::string out = label_words(*at, key, desk.language()), rest;
    for (std::size_t from = hash + 1; from < place.size();) {
        const std::size_t end = std::min(place.find('/', from + 1), place.size());
        const std::string part = place.substr(from + 1, end - from - 1);
        from = end;
        if (at && at->is_array()) {
            const bool number = !part.empty() && part.size() < 6 && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
            const std::size_t i = number ? std::stoul(part) : at->size();
            at = i < at->size() ? &(*at)[i] : nullptr;
            if (at && at->is_object() && at->contains("label")) out += " › " + label_words(*at, part, desk.language()), rest.clear();
            else rest += "/" + part;
        } else {
            at = at && at->is_object() && at->contains(part) ? &(*at)[part] : nullptr;
            rest += "/" + part;
        }
    }
    return rest.empty() || rest == "/stages" ? out : out + " " + rest;
}

void PublishDialog::begin(Desk& desk, const Draft& draft) {
    auto trial = try_out(desk.ws(), draft, desk.actor(), desk.now());
    if (!trial.ok()) return desk.tell_refusal(trial.error());
    trial_ = std::move(*trial);
    open_ = true;
    refused_ = trial_.refusal.has_value();
    looked_back_ = false;
    describe(desk, draft);
}

void PublishDialog::describe(Desk& desk, const Draft& draft) {
    lines_.clear();
    if (trial_.refusal) {
        const Error& e = *trial_.refusal;
        std::string detail = place_words(desk, draft, e.place);
        if (const std::string remedy = desk.ui().locale().remedy(e); !remedy.empty()) detail += (detail.empty() ? "" : ". ") + remedy;
        lines_.push_back({Line::Kind::fault, sentences(desk, e), std::move(detail)});
    }
    for (const auto& f : trial_.findings)
        lines_.push_back({f.weight == automation::Finding::Weight::fault ? Line::Kind::fault : Line::Kind::doubt, sentences(desk, f.what), definition_name(desk, draft, f.definition)});
    if (lines_.empty()) lines_.push_back({Line::Kind::text, desk.tr("designer.no_findings"), {}});
    lines_.push_back({Line::Kind::heading, desk.tr("designer.changes"), {}});
    for (const auto& [name, body] : draft.changes()) {
        const bool fresh = !desk.ws().catalog().definition(name.first, name.second);
        lines_.push_back({Line::Kind::text, definition_name(desk, draft, name.second), desk.tr(!body ? "designer.removed" : fresh ? "designer.added" : "designer.changed")});
    }
    if (!trial_.running.empty()) lines_.push_back({Line::Kind::heading, desk.tr("designer.running"), {}});
    for (const auto& run : trial_.running)
        lines_.push_back({Line::Kind::text, definition_name(desk, draft, run.key), desk.plural("pack_update.runs", run.preview.running + run.preview.failed)});
}

void PublishDialog::look_back(Desk& desk, const Draft& draft) {
    looked_back_ = true;
    lines_.push_back({Line::Kind::heading, desk.tr("designer.on_history"), {}});
    bool any = false;
    for (const auto& [name, body] : draft.changes()) {
        if (name.first != "automation" || !body) continue;
        any = true;
        const std::string title = definition_name(desk, draft, name.second);
        const auto run = try_on_history(desk.ws(), name.second, *body, desk.now());
        if (!run.ok()) {
            lines_.push_back({Line::Kind::doubt, title, sentences(desk, run.error())});
            continue;
        }
        std::string detail = desk.plural("designer.differ", static_cast<std::int64_t>(run->cases.size()));
        for (const auto& [kind, sum] : run->sums)
            if (sum.then != sum.now)
                detail += "; " + desk.tr(effect_key(kind), {{"then", std::to_string(sum.then)}, {"now", std::to_string(sum.now)}});
        lines_.push_back({Line::Kind::text, title, std::move(detail)});
        for (const Error& e : run->problems) lines_.push_back({Line::Kind::doubt, sentences(desk, e), title});
    }
    if (!any) lines_.push_back({Line::Kind::text, desk.tr("designer.no_robots_changed"), {}});
}

bool PublishDialog::frame(Desk& desk, const Draft& draft) {
    if (!open_) return false;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float width = 632;
    const TextSpec quiet{.style = TextStyle::small, .color = t.text2};
    const auto height_of = [&](const Line& line, float w) {
        if (line.kind == Line::Kind::heading) return 36.f;
        return paragraph_height(ui, line.title, w - 24) + (line.detail.empty() ? 0.f : paragraph_height(ui, line.detail, w - 24, quiet)) + 8;
    };
    float height = 8;
    for (const Line& line : lines_) height += height_of(line, ui.phone() ? ui.screen().w - 48 : width);
    const std::string title = desk.tr("designer.publish_title"), close = desk.tr("dialog.close"), publish = desk.tr("designer.publish"),
                      back = desk.tr("designer.try_history"), cancel = desk.tr("dialog.cancel"), done = desk.tr("designer.published");
    bool published = false;
    const bool stays = dialog(ui, {.key = "publish_dialog", .title = title, .width = 680, .body_height = height, .close_name = close},
        {.header = {},
         .body = [&](Rect r) {
             for (std::size_t i = 0; i < lines_.size(); ++i) {
                 const Line& line = lines_[i];
                 IdScope scope(ui, static_cast<std::int64_t>(i));
                 Rect row = r.cut_top(height_of(line, r.w));
                 if (line.kind == Line::Kind::heading) {
                     row.cut_top(10);
                     heading(ui, "heading", row.cut_top(20), 2, line.title, {.weight = Weight::strong});
                     continue;
                 }
                 const bool fault = line.kind == Line::Kind::fault, doubt = line.kind == Line::Kind::doubt;
                 Rect mark = row.cut_left(16, 8);
                 mark.h = 20;
                 if (fault || doubt) draw_icon(ui, mark, fault ? icon::circle_x : icon::triangle_alert, 16, fault ? t.danger : t.warning);
                 label_paragraph(ui, "title", row.cut_top(paragraph_height(ui, line.title, row.w)), line.title, {.color = fault ? t.danger : t.text});
                 if (!line.detail.empty()) label_paragraph(ui, "detail", row, line.detail, quiet);
             }
         },
         .footer = [&](Rect r) {
             if (button_right(ui, r, {.key = "do", .label = publish, .kind = ButtonKind::primary, .disabled = refused_, .tip = refused_ ? std::string_view(lines_.front().title) : std::string_view()})) {
                 if (desk.act({"publish", {{"definitions", draft.definitions()}}}, {.done = done})) published = true;
             }
             if (button_right(ui, r, {.key = "cancel", .label = cancel, .kind = ButtonKind::ghost})) open_ = false;
             if (button_left(ui, r, {.key = "history", .label = back, .icon = icon::history, .disabled = refused_ || looked_back_})) look_back(desk, draft);
         }});
    if (!stays || published) open_ = false;
    return published;
}

}  // namespace potok::ui
