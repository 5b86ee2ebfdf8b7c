#include "ui/designer/overview_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/definition_origin.h"
#include "ui/app/state_bar.h"
#include "ui/designer/draft_robots.h"
#include "ui/kit/chip.h"
#include "ui/kit/list.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/list/lists_page.h"

namespace potok::ui {

namespace {

std::string name_of(const Json& body, const std::string& key, Language language) {
    if (!body.contains("label")) return key;
    const auto label = model::Label::parse(body["label"], "/label");
    return label.ok() ? label->in(language) : key;
}

}  // namespace

void DesignerOverview::read(Desk& desk) {
    const model::Catalog& catalog = desk.ws().catalog();
    const auto changed = model::changed_here(desk.ws());
    if (!changed.ok()) {
        problem_ = changed.error();
        return;
    }
    const auto pack_name = [&](const std::string& pack) {
        const model::Definition* d = pack.empty() ? nullptr : catalog.definition("pack", pack);
        return pack.empty() ? desk.tr("designer.own") : d ? name_of(d->body, pack, desk.language()) : pack;
    };
    const auto entry = [&](const char* kind, const std::string& key, const std::string& pack, const std::string& label, std::string_view glyph, Route route) {
        return Entry{key, label, pack_name(pack), {}, glyph, changed->contains({kind, key}), std::move(route)};
    };
    for (const auto& p : catalog.pipelines()) {
        Entry e = entry("pipeline", p->key, p->pack, p->label.in(desk.language()), icon::waves_horizontal, Route::designer("pipeline", p->key));
        const auto robots = static_cast<std::int64_t>(robots_of(catalog, Draft(), p->key).size());
        e.detail = desk.plural("designer.stages", static_cast<std::int64_t>(p->stages.size())) + ", " + desk.plural("designer.robots", robots);
        pipelines_.push_back(std::move(e));
    }
    for (const auto& t : catalog.types()) {
        if (!t->registered || t->pack.empty()) continue;
        const bool list = is_universal_list(*t);
        Entry e = entry("type", t->key, t->pack, t->plural.in(desk.language()), list ? icon::table_2 : icon::layers, Route::list(t->key));
        const auto fields = std::ranges::count_if(t->fields, [](const auto& f) { return f.custom; });
        e.detail = desk.plural("designer.fields", fields);
        (list ? lists_ : types_).push_back(std::move(e));
    }
    for (const model::Definition* d : catalog.definitions_of("automation")) {
        if (!d->body.contains("nodes")) continue;
        // It stands among the robots of its pipeline.
        const model::Pipeline* pipeline = catalog.pipeline(d->body.value("pipeline", ""));
        if (!pipeline) continue;
        Entry e = entry("automation", d->key, d->pack, name_of(d->body, d->key, desk.language()), icon::workflow, Route::designer("pipeline", pipeline->key));
        e.detail = pipeline->label.in(desk.language());
        processes_.push_back(std::move(e));
    }
}

void DesignerOverview::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    Rect rest = area;
    if (!ui.phone()) {
        Rect row = Rect(rest.cut_top(56)).inset(20, 0);
        heading(ui, "title", row, 1, desk.tr("nav.designer"), {.style = TextStyle::title});
        state_bar(desk, rest);
    }
    ScrollArea scroll(ui, "designer", rest);
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 0);
    r.w = std::min(r.w, 860.f);
    const float top = r.y;
    r.h = 1e6f;
    if (problem_) label_paragraph(ui, "problem", r.cut_top(60), ui.locale().sentence(*problem_), {.color = ui.theme().danger});
    if (pipelines_.empty() && types_.empty() && processes_.empty() && lists_.empty())
        label_paragraph(ui, "none", r.cut_top(60), desk.tr("designer.nothing"), {.color = ui.theme().text2});
    r.cut_top(section(desk, r, "designer.pipelines", pipelines_));
    r.cut_top(section(desk, r, "designer.processes", processes_));
    r.cut_top(section(desk, r, "designer.types", types_));
    r.cut_top(section(desk, r, "nav.lists", lists_));
    scroll.set_content_height(r.y - top + 16);
}

float DesignerOverview::section(Desk& desk, Rect r, const char* title_key, const std::vector<Entry>& entries) {
    if (entries.empty()) return 0;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y, height = ui.phone() ? 60.f : 44.f;
    const std::string title = desk.tr(title_key), changed = desk.tr("designer.changed_here");
    heading(ui, title_key, r.cut_top(36), 2, title, {.weight = Weight::strong});
    Group group(ui, std::string(title_key) + "/list", {.role = Role::list, .name = title, .rect = {r.x, r.y, r.w, height * static_cast<float>(entries.size())}});
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& e = entries[i];
        const Rect row = r.cut_top(height);
        std::string described = e.pack;
        if (!e.detail.empty()) described += ", " + e.detail;
        if (e.changed) described += ", " + changed;
        const Press press = list_row(ui, ui.id(e.key), row, {.name = e.label, .description = described, .position = static_cast<int>(i + 1), .set_size = static_cast<int>(entries.size())});
        if (press.clicked) desk.go(e.route);
        Rect in = row.inset(8, 0);
        draw_icon(ui, in.cut_left(16, 12), e.icon, 16, t.text3);
        draw_icon(ui, in.cut_right(16, 8), icon::chevron_right, 16, t.text3);
        const TextSpec quiet{.style = TextStyle::small, .color = t.text3};
        if (ui.phone()) {
            Rect lines = in.middle(40);
            draw_text(ui, lines.cut_top(22), e.label);
            draw_text(ui, lines, e.pack + (e.changed ? ", " + changed : std::string()), quiet);
            continue;
        }
        Rect pack = in.cut_right(220, 12);
        draw_text(ui, pack, e.pack, quiet);
        if (e.changed) {
            const float w = badge_width(ui, changed);
            badge(ui, {in.right() - w, in.center().y - badge_height / 2}, changed, Tone::warning);
            in.cut_right(w, 12);
        }
        Rect detail = in.cut_right(std::min(text_width(ui, e.detail, quiet) + 1, in.w / 2), 12);
        draw_text(ui, detail, e.detail, quiet);
        draw_text(ui, in, e.label);
    }
    return r.y - top + 16;
}

}  // namespace potok::ui
