// The parts of the client's page: data and contact persons, the hint at a second one, open deals, documents by kind.
#include <algorithm>

#include "generated/icons.h"
#include "ui/card/card_tab.h"
#include "ui/client/client_page.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/field.h"
#include "ui/kit/list.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"

namespace potok::ui {

float ClientPage::data(Desk& desk, Rect r) {
    const float top = r.y;
    r.h = 1e6f;
    r.cut_top(twins(desk, r));
    r.cut_top(fields_.draw(desk, r));
    r.cut_top(contacts(desk, r));
    return r.y - top;
}

// There seems to be a second one: said where one works with it, with the reason.
float ClientPage::twins(Desk& desk, Rect r) {
    if (twins_.empty()) return 0;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    for (const model::DuplicatePair& pair : twins_) {
        const model::RowId other = pair.first == client_ ? pair.second : pair.first;
        IdScope scope(ui, other);
        const std::string name = model::title_of(desk.ws(), other), text = desk.tr("client.twin", {{"name", name}}), why = reasons_text(desk, pair), compare = desk.tr("duplicates.compare");
        const TextSpec small{.style = TextStyle::small, .color = t.text2};
        const float inner = r.w - 24 - 24, height = 20 + paragraph_height(ui, text, inner) + paragraph_height(ui, why, inner, small) + 6 + button_height(ui, true);
        const Rect box = r.cut_top(height, 8);
        Group group(ui, "twin", {.role = Role::note, .name = text, .description = why, .rect = box});
        fill(ui, box, t.warning_soft, 8);
        outline(ui, box, t.warning_line, 8);
        Rect in = box.inset(12, 10);
        const Rect mark = in.cut_left(16, 8);
        draw_icon(ui, {mark.x, mark.y + 2, 16, 16}, icon::merge, 15, t.warning);
        in.cut_top(draw_paragraph(ui, in, text));
        in.cut_top(draw_paragraph(ui, in, why, small), 6);
        if (button_left(ui, in, {.key = "compare", .label = compare, .small = true, .tip = name})) merge_.begin(desk, client_, other);
    }
    return r.y - top;
}

float ClientPage::contacts(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    bool open = true;
    r.cut_top(fields_.head(desk, r, "contacts", desk.tr("card.contacts"), std::to_string(contacts_.size()), false, open));
    if (!open) return r.y - top;
    for (const model::Record& contact : contacts_) {
        Rect row = r.cut_top(ui.phone() ? 52.f : 40.f);
        IdScope scope(ui, contact.row);
        draw_avatar(ui, row.cut_left(28, 8).middle(28), contact.title(), contact.row);
        const std::string phone = contact.text("phone");
        const float action = ui.phone() ? 44.f : 28.f;
        if (!phone.empty() && icon_button(ui, row.cut_right(action).middle(action), "call", icon::phone, desk.tr("card.call", {{"name", contact.title()}}), 16, t.accent_text))
            ui.host().open_link("tel:" + phone);
        if (link(ui, row.cut_top(row.h / 2), "open", contact.title(), false)) desk.open_record(contact.row);
        std::string facts = contact.text("position");
        for (const char* field : {"phone", "email"})
            if (const std::string more = contact.text(field); facts.empty() || (field == std::string_view("phone") && !more.empty())) facts += (facts.empty() || more.empty() ? "" : " · ") + more;
        label(ui, "facts", row, facts, {.style = TextStyle::caption, .color = t.text3});
    }
    if (adding_contact_) {
        const std::string name = desk.tr("client.contact_name");
        const FieldEvents field = text_field(ui, r.cut_top(ui.control_height(), 4), {.key = "contact_name", .label = name, .placeholder = name, .focus_now = new_contact_.empty() && !ui.editing_text()}, new_contact_);
        if (field.submitted && !new_contact_.empty() && desk.act(desk.compose().create("contact", {{"title", Value(new_contact_)}, {"client", Value(Ref{data_->id})}}))) new_contact_.clear();
        if (field.left && !field.submitted) adding_contact_ = false;
    } else {
        Rect foot = r.cut_top(ui.phone() ? 52.f : 36.f);
        if (button_left(ui, foot, {.key = "add_contact", .label = desk.tr("client.add_contact"), .kind = ButtonKind::ghost, .icon = icon::user_plus, .small = true})) adding_contact_ = true;
    }
    r.cut_top(8);
    return r.y - top;
}

float ClientPage::side(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.h = 1e6f;
    r.cut_top(tab_heading(ui, r, "relations_head", desk.tr("client.relations"), relations_.count() > 0 ? std::to_string(relations_.count()) : std::string()), 8);
    r.cut_top(relations_.graph(desk, r), 12);
    r.cut_top(deals(desk, r, true));
    r.cut_top(paper_kinds(desk, r));
    return r.y - top;
}

float ClientPage::deals(Desk& desk, Rect r, bool only_open) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.h = 1e6f;
    IdScope scope(ui, only_open ? "open_deals" : "deals");
    const auto n = std::count_if(deals_.begin(), deals_.end(), [&](const Deal& d) { return d.open || !only_open; });
    if (n == 0 && only_open) return 0;
    const std::string title = desk.tr(only_open ? "client.open_deals" : "client.deals");
    r.cut_top(tab_heading(ui, r, "head", title, std::to_string(n)));
    if (n == 0) r.cut_top(tab_nothing(ui, r, "none", desk.tr("client.no_deals")));
    Group list(ui, "list", {.role = Role::list, .name = title, .rect = r});
    for (const Deal& deal : deals_)
        if (deal.open || !only_open) r.cut_top(deal_row(desk, r, deal));
    r.cut_top(12);
    return r.y - top;
}

float ClientPage::deal_row(Desk& desk, Rect r, const Deal& deal) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, deal.row);
    const float height = ui.phone() ? 66.f : 60.f;
    const Rect row = r.cut_top(height);
    const std::string amount = deal.amount ? ui.locale().money(*deal.amount) : std::string();
    const Press press = list_row(ui, ui.id("row"), row, {.name = deal.title + (amount.empty() ? "" : ", " + amount), .description = deal.pipeline + ", " + deal.stage});
    Rect in = row.inset(0, 8);
    Rect first = in.cut_top(20);
    const TextSpec strong{.weight = Weight::strong, .align = Align::right};
    draw_text(ui, first.cut_right(text_width(ui, amount, strong) + 2, 8), amount, strong);
    draw_text(ui, first, deal.title, {.color = deal.open ? t.text : t.text2});
    Rect second = in.cut_top(20);
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
    const std::string where = deal.stage;
    draw_text(ui, second.cut_right(std::min(second.w * 0.6f, text_width(ui, where, quiet) + 2), 10), where, quiet);
    if (deal.at >= 0) stage_channel(ui, second.middle(4), deal.stages, deal.open ? deal.at : deal.stages);
    else draw_text(ui, second, deal.pipeline, {.style = TextStyle::small, .color = t.text3});
    if (press.clicked) desk.open_record(deal.row);
    return height;
}

float ClientPage::paper_kinds(Desk& desk, Rect r) {
    read_papers(desk);
    if (papers_.size() == 0) return 0;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    r.cut_top(tab_heading(ui, r, "papers_head", desk.tr("card.documents"), std::to_string(papers_.size())), 4);
    const auto& kinds = papers_.kinds();
    for (std::size_t i = 0; i < kinds.size(); i += 2) {
        const Rect row = r.cut_top(30);
        for (std::size_t j = i; j < std::min(kinds.size(), i + 2); ++j) {
            IdScope scope(ui, static_cast<std::int64_t>(j));
            Rect cell = part(row, static_cast<int>(j - i), 2, 12);
            const std::string count = std::to_string(kinds[j].count);
            const Press press = ui.press({.id = ui.id("kind"), .role = Role::button, .name = kinds[j].label, .value = count, .rect = cell});
            fill(ui, cell.expand(4), with_alpha(t.hover, press.hover), 6);
            if (press.ring) focus_ring(ui, cell, 6);
            draw_icon(ui, cell.cut_left(16, 8), icon::file_text, 15, t.text3);
            const TextSpec number{.color = t.text3, .align = Align::right};
            draw_text(ui, cell.cut_right(text_width(ui, count, number) + 1, 6), count, number);
            draw_text(ui, cell, kinds[j].label);
            if (!press.clicked) continue;
            paper_kind_ = kinds[j].key;
            Route route = desk.route();
            route.tab = "documents";
            desk.replace(route);
        }
    }
    r.cut_top(12);
    return r.y - top;
}

void ClientPage::documents(Desk& desk, Rect area) {
    read_papers(desk);
    Ui& ui = desk.ui();
    Group group(ui, "documents", {.role = Role::tabpanel, .name = desk.tr("card.documents"), .rect = area});
    const float pad = ui.phone() ? 16.f : 20.f;
    ScrollArea scroll(ui, "documents", area);
    Rect r = Rect(scroll.content()).inset(pad, 12);
    const float top = scroll.content().y;
    r.w = std::min(r.w, 1160.f);
    r.h = 1e6f;
    // Kinds as chips, those that fit on as many lines as they need.
    const float chip_h = chip_height(ui);
    Rect row = r.cut_top(chip_h, 8);
    const auto one = [&](std::string_view key, const std::string& label, int count, bool on) {
        const std::string number = std::to_string(count);
        const ChipSpec spec{.key = key, .label = label, .value = number, .on = on, .toggle = true};
        const float width = std::min(chip_width(ui, spec), r.w);
        if (width > row.w) row = r.cut_top(chip_h, 8);
        return chip(ui, row.cut_left(width, 8), spec).clicked;
    };
    {
        Group chips(ui, "kinds", {.role = Role::group, .name = desk.tr("papers.kind"), .rect = row});
        if (one("all", desk.tr("papers.all"), static_cast<int>(papers_.size()), paper_kind_.empty())) paper_kind_.clear();
        for (const auto& kind : papers_.kinds())
            if (!kind.key.empty() && one("kind:" + kind.key, kind.label, kind.count, paper_kind_ == kind.key)) paper_kind_ = paper_kind_ == kind.key ? "" : kind.key;
    }
    if (papers_.size() == 0) r.cut_top(tab_nothing(ui, r, "none", desk.tr("papers.none")));
    else r.cut_top(papers_.draw(desk, r, area, paper_kind_));
    Rect foot = r.cut_top(ui.phone() ? 56.f : 44.f);
    if (button_left(ui, foot, {.key = "attach", .label = desk.tr("files.attach"), .icon = icon::paperclip, .small = !ui.phone()})) desk.ask_attach(client_, "", paper_kind_);
    scroll.set_content_height(r.y - top + 24);
}

}  // namespace potok::ui
