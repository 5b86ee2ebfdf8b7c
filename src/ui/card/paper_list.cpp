#include "ui/card/paper_list.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/document_template.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/paint.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr std::string_view states[] = {"ready", "signing", "signed"};
constexpr float kind_width = 168, state_width = 128, date_width = 150, stacked_below = 720;

float earlier_height(const Ui& ui) { return ui.phone() ? 44.f : 28.f; }

FiledDocument paper_from(const model::Workspace& ws, const model::Record& r) {
    FiledDocument p;
    p.file.row = r.row;
    if (const Ref* of = r.get("record").as<Ref>()) p.file.record = ws.row_of(of->id).value_or(0);
    p.file.field = r.text("field");
    p.file.name = r.title();
    p.file.media_type = r.text("media_type");
    p.file.sha256 = r.text("sha256");
    p.file.kind = r.text("kind");
    if (const Decimal* size = r.get("size").as<Decimal>()) p.file.size = size->to_int64().value_or(0);
    if (const Instant* at = r.get("created_at").as<Instant>()) p.file.created_at = *at;
    if (const Ref* by = r.get("created_by").as<Ref>()) p.file.author = ws.row_of(by->id).value_or(0);
    p.source = r.text("template");
    p.number = r.text("number");
    p.state = r.text("state");
    if (const Decimal* version = r.get("version").as<Decimal>()) p.version = static_cast<int>(version->to_int64().value_or(0));
    if (const Date* d = r.get("date").as<Date>()) p.date = *d;
    if (const Date* d = r.get("valid_until").as<Date>()) p.valid_until = *d;
    if (const Ref* newer = r.get("replaced_by").as<Ref>()) p.replaced_by = ws.row_of(newer->id).value_or(0);
    return p;
}

std::string_view icon_of(const FiledDocument& p) {
    if (p.state == "signed") return icon::file_check;
    if (p.state == "signing") return icon::file_signature;
    return p.file.media_type.starts_with("image/") ? icon::image : icon::file_text;
}

}  // namespace

std::vector<FiledDocument> papers_of(const model::Workspace& ws, model::RowId record) {
    std::vector<FiledDocument> out;
    for (const model::RowId row : model::find_records(ws, "attachment", "record", Value(Ref{ws.id_of(record)})))
        if (const auto r = model::record(ws, row)) out.push_back(paper_from(ws, *r));
    return out;
}

std::vector<std::pair<std::string, std::string>> paper_kinds(const model::Workspace& ws, Language language) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](const std::string& key, const std::string& label) {
        if (!key.empty() && std::none_of(out.begin(), out.end(), [&](const auto& k) { return k.first == key; })) out.emplace_back(key, label);
    };
    for (const auto& pipeline : ws.catalog().pipelines())
        for (const model::Stage& stage : pipeline->stages)
            for (const model::Gate& gate : stage.gates)
                for (const model::DocumentNeed& need : gate.documents) add(need.kind, need.label.in(language));
    for (const auto& type : ws.catalog().types())
        for (const model::DocumentTemplate& t : model::document_templates(ws.catalog(), type->key)) add(t.kind, t.label.in(language));
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return out;
}

void PaperList::read(Desk& desk, const std::vector<model::RowId>& records, bool named) {
    named_ = named;
    std::vector<std::pair<model::RowId, bool>> open;
    for (std::size_t i = 0; i < current_.size(); ++i) open.emplace_back(current_[i].file.row, shown_[i].open);
    current_.clear(), earlier_.clear(), shown_.clear(), present_.clear();
    known_kinds_ = paper_kinds(desk.ws(), desk.language());
    for (const model::RowId record : records)
        for (FiledDocument& p : papers_of(desk.ws(), record)) (p.replaced_by ? earlier_ : current_).push_back(std::move(p));
    std::stable_sort(current_.begin(), current_.end(), [](const FiledDocument& a, const FiledDocument& b) { return a.file.created_at > b.file.created_at; });
    const auto label_of = [&](const std::string& kind) {
        for (const auto& [key, label] : known_kinds_)
            if (key == kind) return label;
        return kind;
    };
    for (const FiledDocument& p : current_) {
        Shown s;
        // Back through the versions, each of which names the one that took its place.
        for (model::RowId newer = p.file.row; newer != 0;) {
            const auto at = std::find_if(earlier_.begin(), earlier_.end(), [&](const FiledDocument& e) { return e.replaced_by == newer; });
            if (at == earlier_.end()) break;
            s.earlier.push_back(static_cast<std::size_t>(at - earlier_.begin()));
            newer = s.earlier.size() > earlier_.size() ? 0 : at->file.row;
        }
        if (named) s.record_title = model::title_of(desk.ws(), p.file.record);
        if (p.file.author) s.author = model::title_of(desk.ws(), p.file.author);
        s.valid_until = p.valid_until;
        for (const auto& [row, was] : open)
            if (row == p.file.row) s.open = was;
        shown_.push_back(std::move(s));
        if (!p.file.kind.empty() && std::none_of(known_kinds_.begin(), known_kinds_.end(), [&](const auto& k) { return k.first == p.file.kind; }))
            known_kinds_.emplace_back(p.file.kind, p.file.kind);
        auto kind = std::find_if(present_.begin(), present_.end(), [&](const Kind& k) { return k.key == p.file.kind; });
        if (kind == present_.end()) kind = present_.insert(present_.end(), {p.file.kind, p.file.kind.empty() ? desk.tr("papers.other") : label_of(p.file.kind), 0});
        ++kind->count;
    }
    std::sort(present_.begin(), present_.end(), [](const Kind& a, const Kind& b) {
        return a.key.empty() != b.key.empty() ? b.key.empty() : a.label < b.label;
    });
}

std::string PaperList::facts_of(Desk& desk, const FiledDocument& p) const {
    const Locale& locale = desk.ui().locale();
    std::string out;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) out += (out.empty() ? "" : " · ") + text;
    };
    if (!p.number.empty()) add(desk.tr("papers.number", {{"number", p.number}}));
    if (p.version > 0) add(desk.tr("papers.version", {{"n", std::to_string(p.version)}}));
    add(moment_text(locale, desk.zone(), p.file.created_at, desk.now()));
    add(size_text(locale, p.file.size));
    return out;
}

float PaperList::row_height(const Ui& ui, float width, std::size_t index) const {
    const float line = ui.phone() ? 24.f : 20.f, control = ui.control_height();
    const float head = width < stacked_below ? 2 * line + 12 + control + 10 : std::max(2 * line + 12, control + 12);
    const Shown& s = shown_[index];
    return head + (s.open ? static_cast<float>(s.earlier.size()) * earlier_height(ui) : 0.f);
}

float PaperList::draw(Desk& desk, Rect r, const Rect& view, std::string_view kind) {
    const float top = r.y;
    r.h = 1e6f;
    Group list(desk.ui(), "papers", {.role = Role::list, .name = desk.tr("card.documents"), .rect = r});
    for (std::size_t i = 0; i < current_.size(); ++i)
        if (kind.empty() || current_[i].file.kind == kind) {
            const Rect at = r.cut_top(row_height(desk.ui(), r.w, i));
            if (at.overlaps(view)) row(desk, at, i);
        }
    return r.y - top;
}

void PaperList::row(Desk& desk, Rect r, std::size_t index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const FiledDocument& p = current_[index];
    Shown& s = shown_[index];
    const bool stacked = r.w < stacked_below;
    const float line = ui.phone() ? 24.f : 20.f, control = ui.control_height();
    IdScope scope(ui, p.file.row);
    hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    Rect head = r.cut_top(stacked ? 2 * line + 12 : std::max(2 * line + 12, control + 12));
    std::string facts = facts_of(desk, p);
    for (const std::string* more : {&s.author, &s.record_title})
        if (!more->empty()) facts += " · " + *more;
    if (p.valid_until && *p.valid_until < today(desk)) facts = desk.tr("papers.outdated") + " · " + facts;
    ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = p.file.name, .description = facts, .rect = head});
    draw_icon(ui, head.cut_left(20, 10), icon_of(p), 18, p.state == "signed" ? t.success : t.text3);
    const float action = ui.phone() ? 44.f : 28.f;
    if (icon_button(ui, head.cut_right(action).middle(action), "remove", icon::x, desk.tr("files.remove", {{"name", p.file.name}}), 14, t.text3))
        desk.act(desk.compose().detach(p.file.row), {.done = desk.tr("files.removed", {{"name", p.file.name}})});
    if (!stacked) {
        const Rect place = head.cut_right(kind_width + state_width + date_width + 16, 12);
        controls(desk, place.middle(control), index);
    }
    Rect text = head.middle(2 * line);
    Rect first = text.cut_top(line);
    if (p.valid_until && *p.valid_until < today(desk)) {
        const std::string over = desk.tr("papers.outdated");
        const Rect mark = first.cut_right(badge_width(ui, over, icon::triangle_alert), 8).middle(badge_height);
        badge(ui, {mark.x, mark.y}, over, Tone::danger, icon::triangle_alert);
    }
    if (link(ui, first, "open", p.file.name, false)) desk.open_attachment(p.file);
    if (!s.earlier.empty()) {
        const std::string more = desk.plural("papers.earlier", static_cast<std::int64_t>(s.earlier.size()));
        const float width = text_width(ui, more, {.style = TextStyle::small, .weight = Weight::strong}) + 4;
        if (link(ui, text.cut_right(width, 8), "earlier", more)) s.open = !s.open;
    }
    label(ui, "facts", text, facts, {.style = TextStyle::small, .color = t.text3});
    if (stacked) controls(desk, r.cut_top(control, 10), index);
    if (s.open)
        for (const std::size_t i : s.earlier) earlier_row(desk, r.cut_top(earlier_height(ui)), earlier_[i]);
}

void PaperList::earlier_row(Desk& desk, Rect row, const FiledDocument& p) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, p.file.row);
    row.cut_left(30);
    draw_icon(ui, row.cut_left(14, 8), icon::history, 14, t.text3);
    const std::string facts = facts_of(desk, p);
    const float width = std::min(row.w * 0.5f, text_width(ui, p.file.name) + 4);
    if (link(ui, row.cut_left(width, 10), "open", p.file.name, false)) desk.open_attachment(p.file);
    label(ui, "facts", row, facts, {.style = TextStyle::small, .color = t.text3});
}

void PaperList::controls(Desk& desk, Rect r, std::size_t index) {
    Ui& ui = desk.ui();
    const FiledDocument& p = current_[index];
    Shown& s = shown_[index];
    const float gap = 8, all = r.w - 2 * gap, share = all / (kind_width + state_width + date_width);
    const auto set = [&](std::string_view field, const Value& value) { desk.act(desk.compose().set_field(p.file.row, field, value)); };

    std::vector<Option> kinds;
    int kind = -1;
    for (const auto& [key, label] : known_kinds_) {
        if (key == p.file.kind) kind = static_cast<int>(kinds.size());
        kinds.push_back({.label = label});
    }
    const std::string kind_name = desk.tr("papers.kind"), none = desk.tr("papers.no_kind"), no_state = desk.tr("papers.no_state");
    const Rect kind_rect = r.cut_left(kind_width * share, gap);
    if (!kinds.empty() &&
        select(ui, kind_rect, {.key = "kind", .label = kind_name, .placeholder = kind_name, .clear = none, .plain = true}, kinds, kind))
        set("kind", kind < 0 ? Value() : Value(known_kinds_[static_cast<std::size_t>(kind)].first));

    std::vector<std::string> words;
    for (const std::string_view word : states) words.push_back(desk.tr(std::string("papers.state_") + std::string(word)));
    std::vector<Option> options;
    int state = -1;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (p.state == states[i]) state = static_cast<int>(i);
        options.push_back({.label = words[i]});
    }
    const std::string state_name = desk.tr("papers.state");
    if (select(ui, r.cut_left(state_width * share, gap), {.key = "state", .label = state_name, .placeholder = state_name, .clear = no_state, .plain = true}, options, state))
        set("state", state < 0 ? Value() : Value(std::string(states[static_cast<std::size_t>(state)])));

    const std::string until = desk.tr("papers.valid_until"), previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month"),
                      forever = desk.tr("papers.forever");
    const bool over = p.valid_until && *p.valid_until < today(desk);
    if (date_field(ui, r, {.key = "until", .label = until, .placeholder = until, .today = today(desk), .previous_name = previous, .next_name = next,
                           .clear = forever, .error = over, .plain = true},
                   s.valid_until))
        set("valid_until", s.valid_until ? Value(*s.valid_until) : Value());
}

}  // namespace potok::ui
