#include "ui/card/card_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/board.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

// By their place in Tab; what stands in the address.
constexpr std::string_view tab_words[] = {"", "data", "process", "documents", "money", "messages", "more"};

// Rows that tabs show though they hang on the record by way of another.
bool beside_record(const model::Change& change) {
    constexpr std::string_view types[] = {"line", "allocation", "payment", "offer", "invoice", "instalment", "attachment", "token", "wait", "firing"};
    return change.type && std::find(std::begin(types), std::end(types), change.type->key) != std::end(types);
}

}  // namespace

CardPage::CardPage(Desk& desk, model::RowId record)
    : record_(record), documents_(record), money_(record), messages_(record), process_(record) {
    read(desk);
}

void CardPage::read(Desk& desk) {
    data_ = model::record(desk.ws(), record_);
    if (!data_) return;
    pipeline_ = data_->type->on_pipeline ? desk.ws().catalog().pipeline(data_->text("pipeline")) : nullptr;
    fields_.read(desk, *data_);
    files_.clear();
    for (FiledDocument& paper : papers_of(desk.ws(), record_))
        if (paper.replaced_by == 0) files_.push_back(std::move(paper.file));
    bookings_ = model::bookings_of(desk.ws(), record_);

    // People to call: contacts this record refers to, and those of its client.
    contacts_.clear();
    const auto add = [&](model::RowId row) {
        if (auto contact = model::record(desk.ws(), row)) contacts_.push_back(std::move(*contact));
    };
    for (const model::Field& field : data_->type->fields) {
        const Ref* ref = data_->get(field.key).as<Ref>();
        const auto row = ref ? desk.ws().row_of(ref->id) : std::nullopt;
        if (!row || field.kind != model::FieldKind::reference) continue;
        if (field.target == "client") {
            add(*row);
            for (const model::RowId contact : model::find_records(desk.ws(), "contact", "client", Value(*ref))) add(contact);
        }
        if (field.target == "contact" && std::none_of(contacts_.begin(), contacts_.end(), [&](const auto& c) { return c.row == *row; }))
            add(*row);
    }

    std::vector<TaskPanel> panels;
    for (const model::Task& task : model::tasks(desk.ws(), {.assignee = {}, .record = record_})) {
        const auto at = std::find_if(tasks_.begin(), tasks_.end(), [&](const TaskPanel& p) { return p.row() == task.row; });
        if (at != tasks_.end()) {
            at->read(desk);
            panels.push_back(std::move(*at));
        } else {
            panels.emplace_back(desk, task);
        }
    }
    tasks_ = std::move(panels);
    read_timeline(desk);
    for (CardTab* tab : std::initializer_list<CardTab*>{&documents_, &money_, &messages_, &process_}) tab->read(desk);
}

void CardPage::read_timeline(Desk& desk) {
    const auto entries = model::timeline(desk.ws(), record_, timeline_limit_);
    more_history_ = static_cast<int>(entries.size()) >= timeline_limit_;
    timeline_ = timeline_items(entries);
    const auto* definition = desk.ws().catalog().type("definition");
    undo_of_others_ = definition && model::may(desk.ws(), desk.actor(), model::Verb::admin, *definition, 0);
    spent_ = time_in_stages(timeline_);
}

void CardPage::take(Desk& desk, const model::Outcome& outcome) {
    const auto ours = [&](const model::Change& change) {
        if (change.row == record_ || change.subject == record_) return true;
        if (std::any_of(contacts_.begin(), contacts_.end(), [&](const auto& c) { return c.row == change.row; })) return true;
        return std::any_of(tasks_.begin(), tasks_.end(), [&](const TaskPanel& p) { return p.row() == change.row || p.row() == change.subject; });
    };
    if (std::any_of(outcome.changes.begin(), outcome.changes.end(), ours)) return read(desk);
    if (std::any_of(outcome.changes.begin(), outcome.changes.end(), beside_record))
        for (CardTab* tab : std::initializer_list<CardTab*>{&documents_, &money_, &messages_, &process_}) tab->read(desk);
}

void CardPage::frame(Desk& desk, const Rect& area) {
    if (!data_ || data_->deleted) {
        label(desk.ui(), "gone", area.inset(24, 24), desk.tr("card.gone"), {.color = desk.ui().theme().text2});
        return;
    }
    IdScope scope(desk.ui(), record_);
    follow_route(desk);
    if (desk.ui().phone()) phone(desk, area);
    else wide(desk, area);
    more_menu(desk);
}

void CardPage::wide(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    header(desk, area.cut_top(56));
    state_bar(desk, area);
    title_block(desk, area.cut_top(58));
    if (pipeline_) stages(desk, area.cut_top(64));
    const bool side_column = area.w >= 1000;
    if (side_column && tab_ == Tab::side) tab_ = Tab::work;
    if (tab_ == Tab::data) tab_ = Tab::work;
    tab_strip(desk, Rect(area.cut_top(40)).inset(20, 0), false, !side_column);
    hline(ui, area.x, area.y - 1, area.w, t.line);
    if (own_tab(desk, area)) return;
    const Rect left = area.cut_left(348);
    {
        Group group(ui, "fields", {.role = Role::region, .name = desk.tr("card.data"), .rect = left});
        ScrollArea scroll(ui, "fields", left);
        scroll.set_content_height(fields_.draw(desk, Rect(scroll.content()).inset(20, 8)) + 24);
    }
    vline(ui, left.right() - 1, area.y, area.h, t.line);
    if (side_column) {
        const Rect right = area.cut_right(284);
        vline(ui, right.x, area.y, area.h, t.line);
        Group group(ui, "side", {.role = Role::complementary, .name = desk.tr("card.more"), .rect = right});
        ScrollArea scroll(ui, "side", right);
        scroll.set_content_height(side(desk, Rect(scroll.content()).inset(20, 8)) + 24);
    }
    if (tab_ != Tab::side) return work(desk, area);
    ScrollArea scroll(ui, "side", area);
    scroll.set_content_height(side(desk, Rect(scroll.content()).inset(20, 8)) + 24);
}

void CardPage::tab_strip(Desk& desk, Rect r, bool with_data, bool with_side) {
    Ui& ui = desk.ui();
    struct Shown {
        Tab tab;
        std::string label;
        int count = -1;
    };
    std::vector<Shown> shown = {{Tab::work, desk.tr(with_data ? "card.work" : "card.overview"), -1}};
    if (with_data) shown.push_back({Tab::data, desk.tr("card.data"), -1});
    if (!process_.empty()) shown.push_back({Tab::process, desk.tr("card.process"), process_.count() > 0 ? process_.count() : -1});
    shown.push_back({Tab::documents, desk.tr("card.documents"), documents_.count()});
    if (data_->type->on_pipeline || !money_.empty()) shown.push_back({Tab::money, desk.tr("card.money"), money_.count() > 0 ? money_.count() : -1});
    if (messages_.count() > 0) shown.push_back({Tab::messages, desk.tr("card.messages"), messages_.count()});
    if (with_side) shown.push_back({Tab::side, desk.tr("card.more"), -1});
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

bool CardPage::own_tab(Desk& desk, Rect area) {
    switch (tab_) {
    case Tab::process: process_.draw(desk, area); return true;
    case Tab::documents: documents_.draw(desk, area); return true;
    case Tab::money: money_.draw(desk, area); return true;
    case Tab::messages: messages_.draw(desk, area); return true;
    case Tab::work:
    case Tab::data:
    case Tab::side: break;
    }
    return false;
}

// The address says which tab is open: a link may lead there, and so may Back.
void CardPage::follow_route(Desk& desk) {
    if (desk.route().page != Page::record || routed_ == desk.route().tab) return;
    routed_ = desk.route().tab;
    for (std::size_t i = 0; i < std::size(tab_words); ++i)
        if (tab_words[i] == *routed_) tab_ = static_cast<Tab>(i);
}

void CardPage::header(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    r = Rect{r.x + 20, r.y, r.w - 36, r.h};
    if (const model::Stage* next = next_stage(desk)) {
        const std::string label = desk.tr("card.next", {{"stage", next->label.in(desk.language())}});
        const ButtonSpec spec{.key = "next", .label = label, .kind = ButtonKind::primary, .icon = icon::arrow_right, .small = true};
        const float width = std::min(button_width(ui, spec), r.w * 0.4f);
        if (button(ui, r.cut_right(width, 8).middle(button_height(ui, true)), spec)) desk.ask_move(record_, next->key);
    }
    const auto lost = pipeline_ ? std::find_if(pipeline_->stages.begin(), pipeline_->stages.end(),
                                               [](const model::Stage& s) { return s.kind == model::StageKind::lost; })
                                : std::vector<model::Stage>::const_iterator();
    if (pipeline_ && lost != pipeline_->stages.end() && lost->key != data_->text("stage") &&
        button_right(ui, r, {.key = "lost", .label = lost->label.in(desk.language()), .small = true}))
        desk.ask_move(record_, lost->key);
    menu_anchor_ = r.cut_right(28, 8).middle(28);
    if (icon_button(ui, menu_anchor_, "more", icon::ellipsis, desk.tr("card.actions"))) menu_open_ = true;

    const std::string where = pipeline_ ? pipeline_->label.in(desk.language()) : data_->type->plural.in(desk.language());
    const float width = std::min(text_width(ui, where) + 2, r.w * 0.5f);
    const Rect place = r.cut_left(width, 6);
    if (pipeline_) {
        if (link(ui, place.middle(20), "board", where, false)) desk.go(Route::board(pipeline_->key));
    } else {
        label(ui, "type", place, where, {.color = t.text3});
    }
    if (!pipeline_) return;
    draw_icon(ui, r.cut_left(14, 6), icon::chevron_right, 14, t.text3);
    label(ui, "type", r, data_->type->label.in(desk.language()), {.weight = Weight::strong});
}

void CardPage::title_block(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    r = r.inset(20, 0);
    if (const auto* amount = data_->get(data_->type->amount_field).as<Money>()) {
        const std::string text = ui.locale().money(*amount);
        const TextSpec title{.style = TextStyle::title, .align = Align::right};
        Rect right = r.cut_right(text_width(ui, text, title) + 2, 16);
        label(ui, "amount", right.cut_top(24), text, title);
    }
    heading(ui, "title", r.cut_top(24), 1, data_->title(), {.style = TextStyle::title});
    // The second line: what the board's cards show of it.
    std::string second;
    if (pipeline_) {
        for (const auto* fields : {&pipeline_->card_second, &pipeline_->card_aside}) {
            for (const std::string& key : *fields) {
                const std::string text = model::plain_text(desk.ws(), *data_->type, key, data_->get(key), desk.language());
                if (text.empty()) continue;
                if (!second.empty()) second += ", ";
                second += text;
            }
        }
    }
    if (second.empty()) second = data_->type->label.in(desk.language());
    label(ui, "second", r.cut_top(20), second, {.color = t.text2});
}

void CardPage::stages(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    r = r.inset(20, 0);
    // Lost is not a place on the way.
    std::vector<const model::Stage*> way;
    for (const model::Stage& stage : pipeline_->stages)
        if (stage.kind != model::StageKind::lost) way.push_back(&stage);
    const std::string now_key = data_->text("stage");
    int current = -1;
    for (std::size_t i = 0; i < way.size(); ++i)
        if (way[i]->key == now_key) current = static_cast<int>(i);
    const int n = static_cast<int>(way.size());
    Rect channel = r.cut_top(8, 6);
    stage_channel(ui, channel, n, current);
    Group group(ui, "stages", {.role = Role::list, .name = desk.tr("card.stages"), .rect = {channel.x, channel.y, channel.w, r.h + 14}});
    for (int i = 0; i < n; ++i) {
        const model::Stage& stage = *way[static_cast<std::size_t>(i)];
        const Rect column = part(r, i, n, 3);
        const std::string name = stage.label.in(desk.language());
        const Rect whole{column.x, channel.y, column.w, 8 + 6 + column.h};
        const bool here = i == current;
        const Press press = ui.press({.id = ui.id("stage/" + stage.key), .role = Role::button, .name = name,
                                      .states = here ? State::state_current : State::state_none, .position = i + 1, .set_size = n, .rect = whole},
                                     {.tab_stop = i == std::max(0, current)});
        if (press.hover > 0 && !here) fill(ui, {column.x, column.y - 2, column.w, 34}, with_alpha(t.hover, press.hover), 4);
        const TextSpec spec{.style = TextStyle::caption, .weight = here ? Weight::strong : Weight::regular,
                            .color = here ? t.text : i < current ? t.text2 : t.text3, .max_lines = 2};
        const float height = draw_paragraph(ui, {column.x, column.y, column.w - 8, 32}, name, spec);
        const auto spent = std::find_if(spent_.begin(), spent_.end(), [&](const auto& s) { return s.first == stage.key; });
        std::int64_t ms = spent == spent_.end() ? 0 : spent->second;
        if (here)
            if (const Instant* since = data_->get("stage_since").as<Instant>()) ms += desk.now() - *since;
        if (ms > 0)
            draw_text(ui, {column.x, column.y + height, column.w - 8, 16}, span_text(ui.locale(), ms),
                      {.style = TextStyle::caption, .color = t.text3});
        if (press.ring) focus_ring(ui, whole, 4);
        if (press.clicked && !here) desk.ask_move(record_, stage.key);
    }
}

const model::Stage* CardPage::next_stage(Desk&) const {
    if (!pipeline_) return nullptr;
    const int current = pipeline_->index_of(data_->text("stage"));
    if (current < 0 || pipeline_->stages[static_cast<std::size_t>(current)].kind != model::StageKind::open) return nullptr;
    for (std::size_t i = static_cast<std::size_t>(current) + 1; i < pipeline_->stages.size(); ++i) {
        const model::Stage& stage = pipeline_->stages[i];
        if (stage.kind != model::StageKind::lost && stage.by_hand) return &stage;
    }
    return nullptr;
}

void CardPage::more_menu(Desk& desk) {
    Ui& ui = desk.ui();
    if (menu_open_) {
        const std::string move = desk.tr("move.where"), task = desk.tr("tasks.new"), file = desk.tr("files.attach"),
                          remove = desk.tr("card.delete"), name = desk.tr("card.actions");
        const MenuItem items[] = {{.label = move, .icon = icon::arrow_right, .disabled = !pipeline_},
                                  {.label = task, .icon = icon::list_plus},
                                  {.label = file, .icon = icon::paperclip},
                                  {.label = remove, .icon = icon::trash_2, .danger = true, .separator_before = true}};
        const int picked = menu(ui, "actions", menu_anchor_, name, items);
        if (picked != menu_open) menu_open_ = false;
        if (picked == 0) desk.ask_where_to(record_);
        if (picked == 1) desk.ask_task(record_);
        if (picked == 2) desk.ask_attach(record_, "");
        if (picked == 3) confirm_delete_ = true;
    }
    if (!confirm_delete_) return;
    const std::string title = desk.tr("card.delete_title", {{"name", data_->title()}}), text = desk.tr("card.delete_text"),
                      yes = desk.tr("card.delete"), no = desk.tr("dialog.cancel");
    const Answer answer = confirm(ui, {.key = "delete", .title = title, .text = text, .yes = yes, .no = no, .danger = true});
    if (answer != Answer::open) confirm_delete_ = false;
    if (answer == Answer::yes) {
        const std::string name = data_->title();
        const Route back = pipeline_ ? Route::board(pipeline_->key) : Route::to(Page::start);
        if (desk.act(desk.compose().remove(record_), {.done = desk.tr("card.deleted", {{"name", name}})})) desk.replace(back);
    }
}

}  // namespace potok::ui
