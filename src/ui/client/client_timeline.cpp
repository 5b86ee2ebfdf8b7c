#include "ui/client/client_timeline.h"

#include <algorithm>
#include <numeric>

#include "generated/icons.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/rich_text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using model::ClientKind;

constexpr int page_size = 100;
constexpr const char* kind_keys[model::client_kinds] = {"client.kind_deal", "client.kind_activity", "client.kind_task", "client.kind_message",
                                                        "client.kind_document", "client.kind_offer", "client.kind_money", "client.kind_approval",
                                                        "client.kind_comment", "client.kind_contact", "client.kind_other"};
// Days back from now; the last one looks ahead.
constexpr std::pair<const char*, int> periods[] = {{"client.last_week", 7}, {"client.last_month", 30}, {"client.last_quarter", 91}, {"client.last_year", 365}, {"client.ahead", -1}};

struct Mark {
    Color ground, ink;
};

Mark mark_of(const Theme& t, ClientKind kind) {
    switch (kind) {
    case ClientKind::activity:
    case ClientKind::money: return {t.success_soft, t.success};
    case ClientKind::correspondence: return {t.info_soft, t.info};
    case ClientKind::deal:
    case ClientKind::task:
    case ClientKind::approval: return {t.accent_soft, t.accent_text};
    default: return {t.sunken, t.text2};
    }
}

}  // namespace

std::string kind_label(Desk& desk, ClientKind kind) { return desk.tr(kind_keys[static_cast<std::size_t>(kind)]); }

std::string_view kind_icon(ClientKind kind) {
    switch (kind) {
    case ClientKind::deal: return icon::briefcase;
    case ClientKind::activity: return icon::phone_call;
    case ClientKind::task: return icon::list_checks;
    case ClientKind::correspondence: return icon::mail;
    case ClientKind::document: return icon::file_text;
    case ClientKind::offer: return icon::file_signature;
    case ClientKind::money: return icon::banknote;
    case ClientKind::approval: return icon::stamp;
    case ClientKind::comment: return icon::message_square;
    case ClientKind::contact: return icon::contact_round;
    case ClientKind::other: return icon::circle_dot;
    }
    return icon::circle_dot;
}

model::ClientFilter ClientTimeline::filter(Desk& desk) const {
    model::ClientFilter f;
    if (kind_ >= 0) f.kinds = {static_cast<ClientKind>(kind_)};
    if (person_ >= 0) f.person = people_[static_cast<std::size_t>(person_)];
    if (period_ >= 0) {
        const int days = periods[period_].second;
        if (days < 0) f.from = desk.now();
        else f.from = desk.now() + -static_cast<std::int64_t>(days) * 86'400'000;
    }
    f.text = text_;
    return f;
}

void ClientTimeline::read(Desk& desk, const model::ClientCircle& circle) {
    client_ = circle.client;
    items_.clear();
    measured_ = 0;
    problem_.reset();
    // Who is named, only once: the choice stays while one filters.
    if (people_.empty()) {
        if (auto people = model::client_people(desk.ws(), circle, desk.actor(), desk.now()); people.ok()) people_ = std::move(*people);
        for (const model::RowId person : people_) people_names_.push_back(model::title_of(desk.ws(), person));
    }
    if (const auto counts = model::client_counts(desk.ws(), circle, filter(desk), desk.actor(), desk.now()); counts.ok()) counts_ = *counts;
    total_ = std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
    more_ = true;
    load_more(desk, circle);
}

void ClientTimeline::load_more(Desk& desk, const model::ClientCircle& circle) {
    std::optional<model::ClientPlace> after;
    if (!items_.empty()) after = model::ClientPlace{items_.back().entry.at, items_.back().entry.row};
    auto page = model::client_page(desk.ws(), circle, filter(desk), desk.actor(), desk.now(), page_size, after);
    more_ = page.ok() && page->more;
    if (!page.ok()) {
        problem_ = page.error();
        return;
    }
    for (model::ClientEntry& entry : page->entries) {
        Item item = item_from(desk, std::move(entry));
        const Date day = desk.zone().to_local(item.entry.at).date;
        const bool first = items_.empty() || desk.zone().to_local(items_.back().entry.at).date != day;
        if (first) {
            const Date now = today(desk);
            const bool near = day.days >= now.days - 1 && day.days <= now.days + 1;
            item.day = near ? desk.ui().locale().relative_day(day, now) : desk.ui().locale().date_long(day) + ", " + desk.ui().locale().weekday_short(day);
        }
        items_.push_back(std::move(item));
    }
}

ClientTimeline::Item ClientTimeline::item_from(Desk& desk, model::ClientEntry entry) const {
    Item item;
    const Locale& locale = desk.ui().locale();
    const std::string type = entry.type ? entry.type->label.in(desk.language()) : std::string();
    item.time = locale.time(desk.zone().to_local(entry.at).time);
    item.sentence = entry.title.empty() ? type : desk.tr("client.entry", {{"type", type}, {"name", strong(entry.title)}});
    if (entry.person) item.person = model::title_of(desk.ws(), entry.person);
    const auto add = [&](const std::string& text) {
        if (!text.empty()) item.facts += (item.facts.empty() ? "" : " · ") + text;
    };
    if (entry.amount) add(locale.money(*entry.amount, true));
    if (entry.about && entry.about != client_) add(model::title_of(desk.ws(), entry.about));
    add(item.person);
    item.entry = std::move(entry);
    return item;
}

void ClientTimeline::measure(Desk& desk, float width) {
    Ui& ui = desk.ui();
    if (width != measured_for_) measured_ = 0;
    measured_for_ = width;
    double y = measured_ == 0 ? 0 : items_[measured_ - 1].top + static_cast<double>(items_[measured_ - 1].height);
    const float text_width_left = width - 40 - 56;
    for (; measured_ < items_.size(); ++measured_) {
        Item& item = items_[measured_];
        float h = item.day.empty() ? 0.f : 30.f;
        h += 4 + rich_paragraph(ui, {0, 0, text_width_left, 1000}, item.sentence, {}, false);
        if (!item.facts.empty()) h += 18;
        if (!item.entry.text.empty()) h += 6 + paragraph_height(ui, item.entry.text, width - 40 - 24, {.max_lines = 6}) + 16;
        item.top = y;
        item.height = std::max(h + 14, (item.day.empty() ? 0.f : 30.f) + 42);
        y += static_cast<double>(item.height);
    }
}

void ClientTimeline::draw(Desk& desk, Rect area, const model::ClientCircle& circle) {
    Ui& ui = desk.ui();
    const float pad = ui.phone() ? 16.f : 20.f;
    Group group(ui, "timeline", {.role = Role::tabpanel, .name = desk.tr("timeline.title"), .rect = area});
    area.cut_top(filters(desk, Rect{area.x + pad, area.y, area.w - 2 * pad, area.h}, circle));
    if (items_.empty()) {
        const std::string text = problem_ ? ui.locale().sentence(*problem_) : desk.tr("client.nothing");
        label_paragraph(ui, "nothing", Rect{area.x + pad, area.y + 16, area.w - 2 * pad, 200}, text, {.color = ui.theme().text3});
        return;
    }
    ScrollArea scroll(ui, "entries", area);
    measure(desk, area.w - 2 * pad);
    const Item& last = items_.back();
    scroll.set_content_height(last.top + static_cast<double>(last.height) + 24);
    const double from = scroll.offset(), to = from + static_cast<double>(area.h);
    if (more_ && to > last.top - 2 * static_cast<double>(area.h)) {
        load_more(desk, circle);
        ui.host().request_redraw();
    }
    Group list(ui, "list", {.role = Role::list, .name = desk.tr("timeline.title"), .rect = area});
    auto at = std::upper_bound(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(measured_), from, [](double y, const Item& i) { return y < i.top + static_cast<double>(i.height); });
    const float left = area.x + pad, width = area.w - 2 * pad;
    for (; at != items_.begin() + static_cast<std::ptrdiff_t>(measured_) && at->top < to; ++at) {
        const auto index = static_cast<std::size_t>(at - items_.begin());
        draw_item(desk, *at, {left, area.y + static_cast<float>(at->top - from), width, at->height}, index);
    }
}

void ClientTimeline::draw_item(Desk& desk, const Item& item, Rect r, std::size_t index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, item.entry.row);
    if (!item.day.empty()) {
        Rect head = r.cut_top(30);
        const TextSpec bold{.style = TextStyle::small, .weight = Weight::strong, .color = t.text2};
        const float used = label(ui, "day", {head.x, head.y + 4, head.w, 20}, item.day, bold);
        hline(ui, head.x + used + 10, head.y + 14, head.w - used - 10, t.line);
    }
    std::string spoken = without_marks(item.sentence);
    if (!item.entry.text.empty()) spoken += ". " + item.entry.text;
    const std::string when = item.time + (item.facts.empty() ? "" : ", " + item.facts);
    const Rect body = {r.x, r.y, r.w, r.h - 6};
    const Press press = ui.press({.id = ui.id("entry"), .role = Role::listitem, .name = spoken, .description = when, .position = static_cast<int>(index) + 1,
                                  .set_size = static_cast<int>(kind_ >= 0 ? counts_[static_cast<std::size_t>(kind_)] : total_), .rect = body});
    if (press.hover > 0) fill(ui, body.expand(4), with_alpha(t.hover, press.hover), 8);
    if (press.ring) focus_ring(ui, body.expand(2), 8);
    if (press.clicked) wish_ = wish_for(desk, item.entry);
    const Rect mark{r.x, r.y, 28, 28};
    if (item.entry.kind == ClientKind::comment && item.entry.person) {
        draw_avatar(ui, mark, item.person, item.entry.person);
    } else {
        const Mark m = mark_of(t, item.entry.kind);
        disc(ui, mark.center(), 14, m.ground);
        draw_icon(ui, mark, kind_icon(item.entry.kind), 14, m.ink);
    }
    if (r.h > 42) vline(ui, mark.x + 13.5f, mark.bottom() + 2, r.h - 28 - 4, t.line_strong);
    r.cut_left(40);
    r.cut_top(4);
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
    Rect first = r;
    const Rect time_at = first.cut_right(56);
    draw_text(ui, {time_at.x, time_at.y, time_at.w, line_height(ui, TextStyle::body)}, item.time, quiet);
    r.cut_top(rich_paragraph(ui, first, item.sentence));
    if (!item.facts.empty()) draw_text(ui, r.cut_top(18), item.facts, {.style = TextStyle::small, .color = t.text3});
    if (item.entry.text.empty()) return;
    r.cut_top(6);
    const TextSpec text{.max_lines = 6};
    const Rect box = r.cut_top(paragraph_height(ui, item.entry.text, r.w - 24, text) + 16);
    fill(ui, box, item.entry.kind == ClientKind::correspondence ? t.info_soft : t.sunken, 8);
    draw_paragraph(ui, box.inset(12, 8), item.entry.text, text);
}

float ClientTimeline::filters(Desk& desk, Rect r, const model::ClientCircle& circle) {
    Ui& ui = desk.ui();
    const float top = r.y, control = ui.control_height();
    r.cut_top(10);
    Rect row = r.cut_top(control, 8);
    const bool narrow = row.w < 500;
    const std::string hint = desk.tr("client.search"), kinds = desk.tr("client.all_kinds"), people = desk.tr("client.all_people"), period = desk.tr("client.period");
    bool changed = text_field(ui, narrow ? row : row.cut_left(row.w - 3 * 116 - 24, 8), {.key = "text", .label = hint, .placeholder = hint, .icon = icon::search, .search = true}, text_).changed;
    if (narrow) row = r.cut_top(control, 8);
    std::vector<std::string> labels, numbers;
    std::vector<int> which;
    for (std::size_t i = 0; i < model::client_kinds; ++i) {
        if (counts_[i] == 0 && kind_ != static_cast<int>(i)) continue;
        labels.push_back(kind_label(desk, static_cast<ClientKind>(i)));
        numbers.push_back(ui.locale().number(Decimal(counts_[i])));
        which.push_back(static_cast<int>(i));
    }
    std::vector<Option> options;
    int current = -1;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        options.push_back({.label = labels[i], .detail = numbers[i], .icon = kind_icon(static_cast<ClientKind>(which[i]))});
        if (which[i] == kind_) current = static_cast<int>(i);
    }
    if (select(ui, part(row, 0, 3, 8), {.key = "kinds", .label = kinds, .placeholder = kinds, .clear = kinds}, options, current)) {
        kind_ = current < 0 ? -1 : which[static_cast<std::size_t>(current)];
        changed = true;
    }
    std::vector<Option> persons;
    for (const std::string& name : people_names_) persons.push_back({.label = name});
    if (select(ui, part(row, 1, 3, 8), {.key = "people", .label = people, .placeholder = people, .clear = people, .search_hint = people, .nothing_found = people}, persons, person_)) changed = true;
    std::vector<std::string> spans;
    for (const auto& [key, days] : periods) spans.push_back(desk.tr(key));
    std::vector<Option> times;
    for (const std::string& text : spans) times.push_back({.label = text});
    if (select(ui, part(row, 2, 3, 8), {.key = "period", .label = period, .placeholder = period, .clear = period}, times, period_)) changed = true;
    if (changed) read(desk, circle);
    return r.y - top;
}

ClientTimeline::Wish ClientTimeline::wish_for(Desk&, const model::ClientEntry& entry) const {
    const model::RowId on = entry.about ? entry.about : entry.row;
    switch (entry.kind) {
    case ClientKind::document: return {on, "documents"};
    case ClientKind::offer:
    case ClientKind::money: return {on, "money"};
    case ClientKind::correspondence: return {on, "messages"};
    case ClientKind::approval: return {on, "process"};
    default: return {on, ""};
    }
}

std::optional<ClientTimeline::Wish> ClientTimeline::take_wish() { return std::exchange(wish_, std::nullopt); }

}  // namespace potok::ui
