#include "ui/list/lists_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/kit/chip.h"
#include "ui/kit/list.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr const char* core_lists[] = {"client", "contact", "resource"};

}  // namespace

bool is_universal_list(const model::RecordType& type) { return type.registered && !type.pack.empty() && !type.on_pipeline; }

void ListsPage::read(Desk& desk) {
    of_packs_.clear(), of_core_.clear();
    const auto entry = [&](const model::RecordType& type) {
        return Entry{&type, model::all_records(desk.ws(), type.key).size(), model::may(desk.ws(), desk.actor(), model::Verb::update, type, 0)};
    };
    for (const auto& type : desk.ws().catalog().types())
        if (is_universal_list(*type)) of_packs_.push_back(entry(*type));
    for (const char* key : core_lists)
        if (const auto* type = desk.ws().catalog().type(key)) of_core_.push_back(entry(*type));
}

void ListsPage::take(Desk& desk, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes) {
        const auto listed = [&](const Entry& e) { return e.type == change.type; };
        if (change.kind != model::Change::Kind::updated || (change.type && change.delta("deleted_at")))
            if (std::any_of(of_packs_.begin(), of_packs_.end(), listed) || std::any_of(of_core_.begin(), of_core_.end(), listed)) return read(desk);
    }
}

void ListsPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    Rect rest = area;
    if (!ui.phone()) {
        Rect row = Rect(rest.cut_top(56)).inset(20, 0);
        heading(ui, "title", row, 1, desk.tr("nav.lists"), {.style = TextStyle::title});
        state_bar(desk, rest);
    }
    ScrollArea scroll(ui, "lists", rest);
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 0);
    r.w = std::min(r.w, 720.f);
    const float top = r.y;
    r.h = 1e6f;
    if (!of_packs_.empty()) r.cut_top(section(desk, r, "list.of_packs", of_packs_), 16);
    r.cut_top(section(desk, r, "list.of_core", of_core_));
    scroll.set_content_height(r.y - top + 16);
}

float ListsPage::section(Desk& desk, Rect r, const char* key, const std::vector<Entry>& entries) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y, height = ui.phone() ? 60.f : 44.f;
    const std::string title = desk.tr(key);
    heading(ui, key, r.cut_top(36), 2, title, {.weight = Weight::strong});
    Group group(ui, std::string(key) + "/list", {.role = Role::list, .name = title, .rect = r});
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& e = entries[i];
        const Rect row = r.cut_top(height);
        const std::string name = e.type->plural.in(desk.language()), count = desk.plural("board.records", static_cast<std::int64_t>(e.count)),
                          locked = e.may_edit ? std::string() : desk.tr("list.read_only");
        const Press press = list_row(ui, ui.id(e.type->key), row, {.name = name, .description = locked.empty() ? count : count + ", " + locked, .position = static_cast<int>(i + 1), .set_size = static_cast<int>(entries.size())});
        if (press.clicked) desk.go(Route::list(e.type->key));
        Rect in = row.inset(8, 0);
        draw_icon(ui, in.cut_left(16, 12), icon::table_2, 16, t.text3);
        draw_icon(ui, in.cut_right(16, 8), icon::chevron_right, 16, t.text3);
        const TextSpec quiet{.color = t.text3, .align = Align::right};
        draw_text(ui, in.cut_right(text_width(ui, count, quiet) + 1, 8), count, quiet);
        if (!locked.empty()) draw_icon(ui, in.cut_right(16, 8), icon::lock, 14, t.text3);
        draw_text(ui, in, name);
    }
    return r.y - top;
}

}  // namespace potok::ui
