#include "ui/client/relation_map.h"

#include <algorithm>
#include <map>

#include "generated/icons.h"
#include "ui/card/card_commands.h"
#include "ui/card/card_tab.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr int depth = 2;
constexpr std::size_t most = 24, most_people = 6;
constexpr float node_h = 46, gap_x = 18, gap_y = 34, least_w = 112, widest = 168;

void dashes(Ui& ui, Point a, Point b, Color color) {
    const float dx = b.x - a.x, dy = b.y - a.y, length = std::max(std::abs(dx), std::abs(dy));
    for (float at = 0; at < length; at += 8) {
        const float s = at / length, e = std::min(1.f, (at + 4) / length);
        const Point ends[] = {{a.x + dx * s, a.y + dy * s}, {a.x + dx * e, a.y + dy * e}};
        polyline(ui, ends, color, 1.5f);
    }
}

}  // namespace

std::size_t RelationMap::node_of(model::RowId record) const {
    const auto at = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& n) { return n.record == record; });
    return static_cast<std::size_t>(at - nodes_.begin());
}

void RelationMap::read(Desk& desk, model::RowId client) {
    client_ = client;
    nodes_.clear(), lines_.clear(), own_.clear(), kinds_.clear();
    const model::Workspace& ws = desk.ws();
    const Language language = desk.language();
    std::map<std::string, model::RelationKind> kinds;
    for (model::RelationKind& kind : model::relation_kinds(ws)) {
        kinds_.push_back({kind.key, kind.label.in(language), true});
        if (!kind.symmetric) kinds_.push_back({kind.key, kind.inverse.in(language), false});
        kinds.emplace(kind.key, std::move(kind));
    }
    const model::RelationGraph found = model::relation_graph(ws, client, depth, most);
    const auto is_person = [&](model::RowId row) {
        const model::RecordType* type = ws.type_of(row);
        return type && type->key == "contact";
    };
    for (const auto& n : found.nodes) nodes_.push_back({n.record, n.title, "", is_person(n.record) ? 1 : 0});
    // Ranks spread from the client: a holding stands above, people below whom they belong to.
    std::vector<bool> known(nodes_.size(), false);
    if (!known.empty()) known[0] = true;
    for (std::size_t round = 0; round < nodes_.size(); ++round) {
        for (const model::Relation& r : found.relations) {
            const std::size_t from = node_of(r.from), to = node_of(r.to);
            if (from >= nodes_.size() || to >= nodes_.size() || known[from] == known[to]) continue;
            const auto kind = kinds.find(r.kind);
            const bool flat = kind == kinds.end() || kind->second.symmetric;
            const std::size_t new_one = known[from] ? to : from, old = known[from] ? from : to;
            int level = nodes_[old].level + (flat ? 0 : known[from] ? 1 : -1);
            if (is_person(nodes_[new_one].record) != is_person(nodes_[old].record)) level = nodes_[old].level + (is_person(nodes_[new_one].record) ? 1 : -1);
            nodes_[new_one].level = level;
            known[new_one] = true;
        }
    }
    for (const model::Relation& r : found.relations) {
        const std::size_t from = node_of(r.from), to = node_of(r.to);
        if (from >= nodes_.size() || to >= nodes_.size()) continue;
        const auto kind = kinds.find(r.kind);
        const auto seen_as = [&](bool of_from) { return kind == kinds.end() ? r.kind : (of_from ? kind->second.label : kind->second.inverse).in(language); };
        const bool swap = nodes_[from].level > nodes_[to].level;
        lines_.push_back({swap ? to : from, swap ? from : to, nodes_[from].level == nodes_[to].level, seen_as(true)});
        if (r.from != client && r.to != client) continue;
        const model::RowId other = r.from == client ? r.to : r.from;
        own_.push_back({r.row, other, model::title_of(ws, other), seen_as(r.to == client), r.note});
        std::string& facts = nodes_[node_of(other)].facts;
        facts += (facts.empty() ? "" : ", ") + own_.back().kind;
    }
    if (nodes_.empty()) nodes_.push_back({client, model::title_of(ws, client), "", 0});
    nodes_[0].facts = desk.tr("client.here");
    // Contact persons hang on their client without a relation of their own.
    std::size_t people = 0;
    for (const model::RowId row : model::find_records(ws, "contact", "client", Value(Ref{ws.id_of(client)}))) {
        const auto contact = model::record(ws, row);
        if (!contact || people++ >= most_people) continue;
        std::size_t at = node_of(row);
        if (at >= nodes_.size()) nodes_.push_back({row, contact->title(), contact->text("position"), 1});
        else if (nodes_[at].facts.empty()) nodes_[at].facts = contact->text("position");
        lines_.push_back({0, at, false, ""});
    }
    for (Node& n : nodes_)
        if (n.facts.empty())
            if (const model::RecordType* type = ws.type_of(n.record)) n.facts = type->label.in(language);
}

float RelationMap::graph(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    // Rows by rank, broken where a rank is wider than the place.
    std::map<int, std::vector<std::size_t>> ranks;
    for (std::size_t i = 0; i < nodes_.size(); ++i) ranks[nodes_[i].level].push_back(i);
    const float inner = r.w - 20;
    const auto across = std::max<std::size_t>(1, static_cast<std::size_t>((inner + gap_x) / (least_w + gap_x)));
    std::vector<Rect> boxes(nodes_.size());
    float y = r.y + 10;
    for (const auto& [rank, all] : ranks) {
        for (std::size_t begin = 0; begin < all.size(); begin += across) {
            const std::size_t n = std::min(across, all.size() - begin);
            const float w = std::min(widest, (inner - gap_x * static_cast<float>(n - 1)) / static_cast<float>(n)), used = w * static_cast<float>(n) + gap_x * static_cast<float>(n - 1);
            for (std::size_t i = 0; i < n; ++i) boxes[all[begin + i]] = {r.x + 10 + (inner - used) / 2 + (w + gap_x) * static_cast<float>(i), y, w, node_h};
            y += node_h + (begin + n < all.size() ? 10 : gap_y);
        }
    }
    const Rect area{r.x, r.y, r.w, y - gap_y + 10 - r.y};
    Group group(ui, "map", {.role = Role::group, .name = desk.tr("client.relations"), .rect = area});
    fill(ui, area, t.sunken, 10);
    for (const Line& line : lines_) {
        const Rect &a = boxes[line.from], &b = boxes[line.to];
        if (line.dashed) {
            const bool right = a.center().x < b.center().x;
            dashes(ui, {right ? a.right() : a.x, a.center().y}, {right ? b.x : b.right(), b.center().y}, t.text3);
            continue;
        }
        const float turn = b.y - gap_y / 2;
        const Point points[] = {{a.center().x, a.bottom()}, {a.center().x, turn}, {b.center().x, turn}, {b.center().x, b.y}};
        polyline(ui, points, t.line_strong, 1.5f);
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Node& n = nodes_[i];
        const bool here = n.record == client_;
        IdScope scope(ui, n.record);
        const Press press = ui.press({.id = ui.id("node"), .role = Role::button, .name = n.title, .description = n.facts, .states = here ? state_current : state_none, .rect = boxes[i]});
        fill(ui, boxes[i], here ? t.accent_soft : t.surface, 8);
        if (press.hover > 0 && !here) fill(ui, boxes[i], with_alpha(t.hover, press.hover), 8);
        outline(ui, boxes[i], here ? t.accent : t.line_strong, 8, here ? 2.f : 1.f);
        if (press.ring) focus_ring(ui, boxes[i], 8, t.sunken);
        Rect in = boxes[i].inset(9, 6);
        draw_text(ui, in.cut_top(18), n.title, {.style = TextStyle::small, .weight = Weight::strong});
        draw_text(ui, in, n.facts, {.style = TextStyle::caption, .color = here ? t.accent_text : t.text3});
        if (press.clicked && !here) desk.open_record(n.record);
    }
    return area.h;
}

float RelationMap::list(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y, height = ui.phone() ? 52.f : 44.f;
    r.h = 1e6f;
    {
        Group group(ui, "relations", {.role = Role::list, .name = desk.tr("client.relations"), .rect = r});
        for (const Own& own : own_) {
            Rect row = r.cut_top(height);
            IdScope scope(ui, own.row);
            ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = own.title + ", " + own.kind, .description = own.note, .rect = row});
            draw_icon(ui, row.cut_left(18, 10), icon::link, 15, t.text3);
            const float action = ui.phone() ? 44.f : 28.f;
            if (icon_button(ui, row.cut_right(action).middle(action), "remove", icon::x, desk.tr("client.unrelate", {{"name", own.title}}), 14, t.text3))
                desk.act(commands::unrelate(desk.ws(), own.row), {.done = desk.tr("client.unrelated", {{"name", own.title}})});
            Rect text = row.middle(38);
            if (link(ui, text.cut_top(20), "open", own.title, false)) desk.open_record(own.other);
            const std::string facts = own.kind + (own.note.empty() ? "" : " · " + own.note);
            label(ui, "facts", text, facts, {.style = TextStyle::small, .color = t.text3});
            hline(ui, r.x, r.y - 1, r.w, t.line);
        }
    }
    if (own_.empty() && !adding_) r.cut_top(tab_nothing(ui, r, "none", desk.tr("client.no_relations")));
    if (adding_) {
        r.cut_top(form(desk, r));
    } else {
        Rect foot = r.cut_top(height);
        if (button_left(ui, foot, {.key = "add", .label = desk.tr("client.relate"), .icon = icon::plus, .small = !ui.phone()})) {
            adding_ = true;
            kind_ = kinds_.empty() ? -1 : 0;
            note_.clear();
            refusal_.reset();
            field_.reset();
        }
    }
    return r.y - top;
}

float RelationMap::form(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const std::string kind = desk.tr("client.relation_kind"), other = desk.tr("client.relation_other"), note = desk.tr("client.relation_note"),
                      client = desk.tr("client.one_client"), person = desk.tr("client.one_person"), what = desk.tr("client.relation_with"),
                      error = refusal_ ? ui.locale().sentence(*refusal_) : std::string();
    if (!field_) {
        field_ = std::make_unique<model::Field>();
        field_->key = "other";
        field_->kind = model::FieldKind::reference;
        field_->target = person_ ? "contact" : "client";
        field_->label = model::Label(other);
        other_ = FieldEdit(desk, *field_, Value());
    }
    const float field = labelled_height(ui, {.label = kind}), last = labelled_height(ui, {.label = note, .error = error}, r.w - 32), track = ui.control_height();
    const float height = 24 + track + 10 + 2 * (field + 8) + last + 12 + button_height(ui);
    const Rect box{r.x, r.y + 8, std::min(r.w, 520.f), height};
    Group group(ui, "form", {.role = Role::form, .name = desk.tr("client.relate"), .rect = box});
    fill(ui, box, ui.theme().sunken, 8);
    Rect in = box.inset(16, 12);
    const Choice sides[] = {{.label = client}, {.label = person}};
    int side = person_ ? 1 : 0;
    if (segments(ui, in.cut_top(track, 10), "side", what, sides, side)) {
        person_ = side == 1;
        field_.reset();
        ui.host().request_redraw();
        return height + 16;
    }
    other_.draw(desk, labelled(ui, in.cut_top(field, 8), {.label = other, .required = true}));
    std::vector<Option> kinds;
    for (const Way& k : kinds_) kinds.push_back({.label = k.label});
    select(ui, labelled(ui, in.cut_top(field, 8), {.label = kind, .required = true}), {.key = "kind", .label = kind, .placeholder = kind}, kinds, kind_);
    text_field(ui, labelled(ui, in.cut_top(last, 12), {.label = note, .error = error}), {.key = "note", .label = note, .error = refusal_.has_value()}, note_);
    Rect foot = in.cut_top(button_height(ui));
    if (button_left(ui, foot, {.key = "save", .label = desk.tr("client.relate"), .kind = ButtonKind::primary, .disabled = kind_ < 0 || other_.empty()})) {
        const Way& chosen = kinds_[static_cast<std::size_t>(kind_)];
        const Value value = other_.value();
        const Ref* ref = value.as<Ref>();
        const model::RowId row = ref ? desk.ws().row_of(ref->id).value_or(0) : 0;
        const auto done = desk.run(chosen.turned ? commands::relate(desk.ws(), row, client_, chosen.key, note_) : commands::relate(desk.ws(), client_, row, chosen.key, note_), {.tell_refusal = false});
        if (done.ok()) adding_ = false;
        else refusal_ = done.error();
    }
    if (button_left(ui, foot, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) adding_ = false;
    return height + 16;
}

}  // namespace potok::ui
