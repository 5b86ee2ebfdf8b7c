#include "ui/client/client_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/card/card_tab.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

// By their place in Tab; what stands in the address.
constexpr std::string_view tab_words[] = {"", "data", "deals", "process", "documents", "money", "relations"};

struct Startable {
    std::string type, pipeline, label;
};
// What may be begun for a client: pipelines whose records name one.
std::vector<Startable> startable(Desk& desk) {
    std::vector<Startable> out;
    for (const auto& pipeline : desk.ws().catalog().pipelines()) {
        const model::RecordType* type = desk.ws().catalog().type(pipeline->type);
        if (!type || !model::may(desk.ws(), desk.actor(), model::Verb::create, *type, 0)) continue;
        if (std::any_of(type->fields.begin(), type->fields.end(), [](const auto& f) { return f.kind == model::FieldKind::reference && f.target == "client"; }))
            out.push_back({type->key, pipeline->key, pipeline->label.in(desk.language())});
    }
    return out;
}

}  // namespace

ClientPage::ClientPage(Desk& desk, model::RowId client) : client_(client), money_(client) { read(desk); }

void ClientPage::frame(Desk& desk, const Rect& whole) {
    Ui& ui = desk.ui();
    if (!data_ || data_->deleted || refused_) {
        const std::string text = refused_ ? ui.locale().sentence(*refused_) : desk.tr("card.gone");
        label_paragraph(ui, "gone", whole.inset(24, 24), text, {.color = ui.theme().text2});
        return;
    }
    IdScope scope(ui, client_);
    follow_route(desk);
    Rect area = whole;
    const bool phone = ui.phone(), narrow = area.w < 1000;
    beside_ = !narrow;
    if (!narrow && tab_ == Tab::data) tab_ = Tab::timeline;  // it stands at the left
    header(desk, area.cut_top(56));
    state_bar(desk, area);
    title(desk, area.cut_top(phone ? 64.f + 54.f : 64.f));
    tab_strip(desk, Rect(area.cut_top(phone ? 44.f : 40.f)).inset(phone ? 16.f : 20.f, 0), narrow, phone);
    hline(ui, area.x, area.y - 1, area.w, ui.theme().line);
    if (!narrow && tab_ != Tab::documents && tab_ != Tab::money) {
        const Rect left = area.cut_left(308), right = area.cut_right(336);
        vline(ui, left.right() - 1, area.y, area.h, ui.theme().line);
        vline(ui, right.x, area.y, area.h, ui.theme().line);
        {
            Group group(ui, "data", {.role = Role::region, .name = desk.tr("card.data"), .rect = left});
            ScrollArea scroll(ui, "data", left);
            scroll.set_content_height(data(desk, Rect(scroll.content()).inset(20, 8)) + 24);
        }
        Group group(ui, "side", {.role = Role::complementary, .name = desk.tr("client.relations"), .rect = right});
        ScrollArea scroll(ui, "side", right);
        scroll.set_content_height(side(desk, Rect(scroll.content()).inset(20, 8)) + 24);
    }
    main_part(desk, area);
    menus(desk);
    follow_wish(desk);
    merge_.frame(desk);
    if (const model::RowId kept = merge_.take_kept(); kept != 0 && kept != client_) desk.open_record(kept);
}

void ClientPage::header(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool phone = ui.phone(), small = !phone;
    r = phone ? Rect{r.x + 4, r.y, r.w - 16, r.h} : Rect{r.x + 20, r.y, r.w - 36, r.h};
    if (phone && icon_button(ui, r.cut_left(44, 8).middle(44), "back", icon::arrow_left, desk.tr("client.back"), 20)) desk.go(Route::to(Page::start));
    const std::string begin = desk.tr("client.new_deal");
    if (!startable(desk).empty()) {
        const ButtonSpec spec{.key = "new", .label = begin, .kind = ButtonKind::primary, .icon = icon::plus, .icon_only = phone, .small = small, .opens_popup = true, .expanded = new_open_};
        new_at_ = r.cut_right(phone ? 44.f : button_width(ui, spec), 8).middle(button_height(ui, small));
        if (button(ui, new_at_, spec)) new_open_ = true;
    }
    menu_at_ = r.cut_right(phone ? 44.f : 28.f, 8).middle(phone ? 44.f : 28.f);
    if (icon_button(ui, menu_at_, "more", icon::ellipsis, desk.tr("card.actions"), phone ? 20.f : 16.f)) menu_open_ = true;
    if (!twins_.empty()) {
        const std::string merge = desk.tr("client.merge");
        const ButtonSpec spec{.key = "merge", .label = merge, .kind = ButtonKind::ghost, .icon = icon::merge, .icon_only = phone, .small = small};
        if (button(ui, r.cut_right(phone ? 44.f : button_width(ui, spec), 4).middle(button_height(ui, small)), spec)) {
            const auto& twin = twins_.front();
            merge_.begin(desk, client_, twin.first == client_ ? twin.second : twin.first);
        }
    }
    const std::string phone_number = data_->text("phone"), email = data_->text("email"), call = desk.tr("client.call"), write = desk.tr("client.write");
    const auto contact = [&](const char* key, const std::string& name, std::string_view glyph, const std::string& url) {
        const ButtonSpec spec{.key = key, .label = name, .kind = ButtonKind::ghost, .icon = glyph, .icon_only = phone, .small = small};
        if (button(ui, r.cut_right(phone ? 44.f : button_width(ui, spec), 4).middle(button_height(ui, small)), spec)) ui.host().open_link(url);
    };
    if (!email.empty()) contact("write", write, icon::mail, "mailto:" + email);
    if (!phone_number.empty()) contact("call", call, icon::phone, "tel:" + phone_number);
    label(ui, "where", r, data_->type->plural.in(desk.language()), {.color = t.text3});
}

void ClientPage::title(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool phone = ui.phone();
    r = r.inset(phone ? 16.f : 20.f, 0);
    Rect figures = phone ? Rect(r.cut_bottom(54)) : r.w > 760 ? Rect(r.cut_right(r.w * 0.58f, 16)) : r.cut_right(0);
    draw_avatar(ui, r.cut_left(48, 14).middle(48), data_->title(), client_);
    Rect text = r.middle(46);
    heading(ui, "title", text.cut_top(26), 1, data_->title(), {.style = TextStyle::title});
    std::string second = data_->text("address");
    if (const Instant* since = data_->get("created_at").as<Instant>())
        second += (second.empty() ? "" : ", ") + desk.tr("client.since", {{"year", std::to_string(civil(desk.zone().to_local(*since).date).year)}});
    label(ui, "second", text, second, {.style = TextStyle::small, .color = t.text2});
    if (figures.w < 100) return;
    const int shown = phone ? 2 : static_cast<int>(figures_.size());
    for (int i = 0; i < shown; ++i) {
        // On the phone: what they owe, and the last contact.
        const Figure& f = figures_[static_cast<std::size_t>(phone ? i + 2 : i)];
        Rect box = part(figures, i, shown, 0);
        if (!phone || i > 0) vline(ui, box.x, box.y + 8, box.h - 16, t.line);
        box = box.inset(phone ? 8.f : 14.f, 0).middle(phone ? 50.f : 54.f);
        IdScope scope(ui, static_cast<std::int64_t>(i));
        label(ui, "label", box.cut_top(16), f.label, {.style = TextStyle::small, .color = t.text3});
        label(ui, "value", box.cut_top(20), f.value, {.weight = Weight::strong});
        if (!f.facts.empty()) label(ui, "facts", box, f.facts, {.style = TextStyle::small, .color = f.tone == Tone::neutral ? t.text3 : tone_text(t, f.tone)});
    }
}

void ClientPage::tab_strip(Desk& desk, Rect r, bool narrow, bool phone) {
    Ui& ui = desk.ui();
    struct Shown {
        Tab tab;
        std::string label;
        int count = -1;
    };
    std::vector<Shown> shown = {{Tab::timeline, desk.tr("timeline.title"), static_cast<int>(timeline_.total())}};
    if (narrow) shown.push_back({Tab::data, desk.tr("card.data"), -1});
    shown.push_back({Tab::deals, desk.tr("client.deals"), static_cast<int>(deals_.size())});
    if (!decisions_.empty()) shown.push_back({Tab::decisions, desk.tr("card.decisions"), static_cast<int>(decisions_.size())});
    shown.push_back({Tab::documents, desk.tr("card.documents"), -1});
    shown.push_back({Tab::money, desk.tr(phone ? "money.invoices" : "card.money"), money_.count()});
    shown.push_back({Tab::relations, desk.tr("client.relations"), relations_.count()});
    std::vector<Choice> choices;
    int current = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        choices.push_back({.label = shown[i].label, .count = shown[i].count});
        if (shown[i].tab == tab_) current = static_cast<int>(i);
    }
    const std::string name = desk.tr("card.tabs");
    if (!potok::ui::tab_strip(ui, r, name, choices, current)) return;
    tab_ = shown[static_cast<std::size_t>(current)].tab;
    Route route = desk.route();
    route.tab = tab_words[static_cast<std::size_t>(tab_)];
    routed_ = route.tab;
    desk.replace(route);
}

void ClientPage::follow_route(Desk& desk) {
    if (routed_ == desk.route().tab) return;
    routed_ = desk.route().tab;
    for (std::size_t i = 0; i < std::size(tab_words); ++i)
        if (tab_words[i] == *routed_) tab_ = static_cast<Tab>(i);
}

void ClientPage::main_part(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    const float pad = ui.phone() ? 16.f : 20.f;
    const auto scrolled = [&](const char* key, auto&& draw) {
        Group group(ui, key, {.role = Role::tabpanel, .name = desk.tr("card.tabs"), .rect = area});
        ScrollArea scroll(ui, key, area);
        Rect r = Rect(scroll.content()).inset(pad, 8);
        r.w = std::min(r.w, 860.f);
        scroll.set_content_height(draw(r) + 24);
    };
    switch (tab_) {
    case Tab::timeline: timeline_.draw(desk, area, circle_); break;
    case Tab::data: scrolled("data_tab", [&](Rect r) { return data(desk, r); }); break;
    case Tab::deals: scrolled("deals_tab", [&](Rect r) { return deals(desk, r, false); }); break;
    case Tab::decisions: scrolled("decisions_tab", [&](Rect r) { return decision_list(desk, r, decisions_, {}); }); break;
    case Tab::documents: documents(desk, area); break;
    case Tab::money: money_.draw(desk, area); break;
    case Tab::relations:
        scrolled("relations_tab", [&](Rect r) {
            const float top = r.y;
            r.h = 1e6f;
            r.cut_top(8);
            if (!beside_) r.cut_top(relations_.graph(desk, r), 12);
            r.cut_top(relations_.list(desk, r));
            return r.y - top;
        });
        break;
    }
}

// An entry of the timeline leads to where it is worked with.
void ClientPage::follow_wish(Desk& desk) {
    const auto wish = timeline_.take_wish();
    if (!wish) return;
    if (wish->record != client_) {
        const auto data = model::record(desk.ws(), wish->record);
        if (!data) return;
        // An offer or an invoice has its place on the page of what it was made for.
        const Ref* subject = data->type->subject_field == "record" ? data->get("record").as<Ref>() : nullptr;
        const model::RowId on = subject ? desk.ws().row_of(subject->id).value_or(0) : wish->record;
        if (on != client_ && (subject || (data->type->key != "offer" && data->type->key != "invoice"))) {
            Route route = Route::of_record(desk.ws().id_of(on ? on : wish->record));
            route.tab = wish->tab;
            return desk.go(route);
        }
    }
    Route route = desk.route();
    route.tab = wish->tab;
    if (!wish->tab.empty()) desk.replace(route);
}

void ClientPage::menus(Desk& desk) {
    Ui& ui = desk.ui();
    if (new_open_) {
        const std::vector<Startable> ways = startable(desk);
        std::vector<MenuItem> items;
        for (const Startable& way : ways) items.push_back({.label = way.label, .icon = icon::waves_horizontal});
        const std::string name = desk.tr("client.new_deal");
        const int picked = menu(ui, "new_menu", new_at_, name, items);
        if (picked != menu_open) new_open_ = false;
        if (picked >= 0) {
            const Startable& way = ways[static_cast<std::size_t>(picked)];
            const model::RecordType* type = desk.ws().catalog().type(way.type);
            FieldValues values = {{"title", Value(data_->title())}};
            for (const model::Field& field : type->fields)
                if (field.kind == model::FieldKind::reference && field.target == "client") {
                    values.emplace_back(field.key, Value(Ref{data_->id}));
                    break;
                }
            const auto made = desk.run(desk.compose().create(way.type, values, way.pipeline));
            if (made.ok()) desk.open_record(made->record);
        }
    }
    if (menu_open_) {
        const std::string task = desk.tr("tasks.new"), file = desk.tr("files.attach"), look = desk.tr("client.look_for_twins"), all = desk.tr("duplicates.title"), remove = desk.tr("card.delete"), name = desk.tr("card.actions");
        const MenuItem items[] = {{.label = task, .icon = icon::list_plus}, {.label = file, .icon = icon::paperclip}, {.label = look, .icon = icon::scan_search},
                                  {.label = all, .icon = icon::merge}, {.label = remove, .icon = icon::trash_2, .danger = true, .separator_before = true}};
        const int picked = menu(ui, "actions", menu_at_, name, items);
        if (picked != menu_open) menu_open_ = false;
        if (picked == 0) desk.ask_task(client_);
        if (picked == 1) desk.ask_attach(client_, "");
        if (picked == 2) {
            look_for_twins(desk);
            if (twins_.empty()) desk.tell(desk.tr("client.no_twins"));
        }
        if (picked == 3) desk.go(Route::to(Page::duplicates));
        if (picked == 4) confirm_delete_ = true;
    }
    if (confirm_delete_) confirm_delete(desk);
}

void ClientPage::confirm_delete(Desk& desk) {
    const std::string name = data_->title(), title = desk.tr("card.delete_title", {{"name", name}}), text = desk.tr("card.delete_text"), yes = desk.tr("card.delete"), no = desk.tr("dialog.cancel");
    const Answer answer = confirm(desk.ui(), {.key = "delete", .title = title, .text = text, .yes = yes, .no = no, .danger = true});
    if (answer != Answer::open) confirm_delete_ = false;
    if (answer == Answer::yes && desk.act(desk.compose().remove(client_), {.done = desk.tr("card.deleted", {{"name", name}})})) desk.replace(Route::to(Page::start));
}

}  // namespace potok::ui
