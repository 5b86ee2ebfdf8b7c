#include "ui/settings/pack_update_dialog.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/clock.h"
#include "generated/icons.h"
#include "platform/common/library.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

using Item = model::PackUpdate::Item;
using What = Item::What;

constexpr std::size_t longest = 120;  // of a value, in bytes

std::string label_of(const Json& json, Language language) {
    if (!json.is_object() || !json.contains("label")) return {};
    const auto label = model::Label::parse(json["label"], "label");
    return label.ok() ? label->in(language) : std::string();
}

// A value as people read it: texts as they are, labels in their language, else JSON, cut short.
std::string value_text(Desk& desk, const std::optional<Json>& json) {
    if (!json) return desk.tr("pack_update.nothing_there");
    if (json->is_boolean()) return desk.tr(json->get<bool>() ? "value.yes" : "value.no");
    if (const auto label = model::Label::parse(*json, "value"); label.ok()) return label->in(desk.language());
    if (const std::string name = label_of(*json, desk.language()); !name.empty()) return name;
    std::string text = json->dump();
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole characters
    return text.substr(0, end) + "…";
}

const Json* body_of(Desk& desk, const Item& item, const packs::Pack& pack) {
    if (const auto* d = desk.ws().catalog().definition(item.kind, item.key)) return &d->body;
    const auto at = std::ranges::find_if(pack.definitions, [&](const auto& d) { return d.kind == item.kind && d.key == item.key; });
    return at == pack.definitions.end() ? nullptr : &at->body;
}

const Json* theirs_of(const Item& item, const packs::Pack& pack) {
    const auto at = std::ranges::find_if(pack.definitions, [&](const auto& d) { return d.kind == item.kind && d.key == item.key; });
    return at == pack.definitions.end() ? nullptr : &at->body;
}

const Json* inside(const Json* json, const std::string& name) {
    if (!json) return nullptr;
    if (json->is_object()) return json->contains(name) ? &(*json)[name] : nullptr;
    if (!json->is_array()) return nullptr;
    const auto at = std::ranges::find_if(*json, [&](const Json& e) { return model::element_name(e) == name; });
    return at == json->end() ? nullptr : &*at;
}

// Members that have a name in the app.
std::string member_name(Desk& desk, const std::string& member) {
    static constexpr std::array known = {"label", "hint", "gates", "kind", "options", "grants", "default", "checklist", "when", "do", "trigger", "card_fields"};
    const auto at = std::ranges::find(known, member);
    return at == known.end() ? member : desk.tr(std::string("pack_update.member.") + *at);
}

}  // namespace

std::string place_text(Desk& desk, const Item& item, const packs::Pack& pack) {
    const Json *mine = body_of(desk, item, pack), *theirs = theirs_of(item, pack);
    const auto name = [&](const Json* a, const Json* b, const std::string& otherwise) {
        std::string text = a ? label_of(*a, desk.language()) : "";
        if (text.empty() && b) text = label_of(*b, desk.language());
        return text.empty() ? otherwise : text;
    };
    std::string out = name(mine, theirs, item.key);
    const std::size_t hash = item.place.find('#');
    if (hash == std::string::npos) return out;
    for (std::size_t at = hash + 1; at < item.place.size();) {
        const std::size_t end = std::min(item.place.find('/', at + 1), item.place.size());
        const std::string part = item.place.substr(at + 1, end - at - 1);
        const bool list = (mine && mine->is_array()) || (theirs && theirs->is_array());
        mine = inside(mine, part);
        theirs = inside(theirs, part);
        at = end;
        const bool container = (mine && mine->is_array()) || (theirs && theirs->is_array());
        if (container && end < item.place.size()) continue;  // "stages" says nothing beside the stage's own name
        out += " › " + (list ? name(mine, theirs, part) : member_name(desk, part));
    }
    return out;
}

struct PackUpdateDialog::Copy {
    SeededRandom random{1};
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    std::unique_ptr<model::Workspace> ws;
};

void PackUpdateDialog::begin(Desk& desk, const packs::Pack& pack) {
    *this = PackUpdateDialog();
    auto copy = std::make_shared<Copy>();
    auto made = desk.ws().clone({&copy->random, desk.ws().zones(), copy->reactor.get(), desk.ws().documents()});
    if (!made.ok()) return desk.tell_refusal(made.error());
    copy->ws = std::move(*made);
    copy_ = std::move(copy);
    pack_ = pack;
    open_ = true;
    look(desk);
}

void PackUpdateDialog::look(Desk& desk) {
    auto preview = packs::preview_update(*copy_->ws, pack_, choices_, desk.actor(), desk.now());
    if (preview.ok()) {
        preview_ = std::move(*preview);
        refusal_ = preview_->refusal;
    } else {
        preview_.reset();
        refusal_ = preview.error();
    }
    describe(desk);
}

void PackUpdateDialog::describe(Desk& desk) {
    lines_.clear();
    if (refusal_) {
        std::string why = desk.ui().locale().sentence(*refusal_);
        for (const Error& detail : refusal_->details) why += " " + desk.ui().locale().sentence(detail);
        lines_.push_back({Line::Kind::refusal, why, desk.ui().locale().remedy(*refusal_), {}});
    }
    if (!preview_) return;
    const auto section = [&](What what, const char* key) {
        bool first = true;
        for (const Item& item : preview_->plan.items) {
            if (item.what != what) continue;
            if (first) lines_.push_back({Line::Kind::heading, desk.tr(key), {}, {}});
            first = false;
            Line line{what == What::conflict ? Line::Kind::conflict : Line::Kind::text, place_text(desk, item, pack_), {}, item.place};
            if (what == What::conflict)
                line.detail = desk.tr("pack_update.sides", {{"was", value_text(desk, item.base)}, {"here", value_text(desk, item.mine)},
                                                           {"next", value_text(desk, item.theirs)}});
            else if (what == What::changed)
                line.detail = value_text(desk, item.mine) + " → " + value_text(desk, item.theirs);
            else if (what == What::in_use)
                line.detail = desk.plural("pack_update.records", item.records);
            lines_.push_back(std::move(line));
        }
    };
    section(What::conflict, "pack_update.conflict");
    section(What::added, "pack_update.added");
    section(What::changed, "pack_update.changed");
    section(What::removed, "pack_update.removed");
    section(What::in_use, "pack_update.in_use");
    section(What::mine, "pack_update.mine");
    if (preview_->running.empty()) return;
    lines_.push_back({Line::Kind::heading, desk.tr("pack_update.running"), {}, {}});
    for (const auto& run : preview_->running) {
        const auto* d = desk.ws().catalog().definition("automation", run.automation);
        std::string name = d ? label_of(d->body, desk.language()) : std::string();
        const bool taken = take_over_ && run.can_migrate;
        lines_.push_back({Line::Kind::text, name.empty() ? run.automation : name,
                          desk.plural(taken ? "pack_update.runs_taken" : "pack_update.runs", run.runs), {}});
    }
}

float PackUpdateDialog::line_height(Ui& ui, const Line& line, float width) const {
    if (line.kind == Line::Kind::heading) return 36;
    const TextSpec quiet{.style = TextStyle::small};
    float height = paragraph_height(ui, line.title, width) + 8;
    if (!line.detail.empty()) height += paragraph_height(ui, line.detail, width, quiet) + 2;
    if (line.kind == Line::Kind::conflict) height += 36 + 6;
    return height;
}

void PackUpdateDialog::draw(Desk& desk, const Line& line, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    if (line.kind == Line::Kind::heading) {
        r.cut_top(10);
        heading(ui, "heading", r.cut_top(20), 2, line.title, {.weight = Weight::strong});
        return;
    }
    const bool bad = line.kind == Line::Kind::refusal;
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3};
    if (bad) ui.tree().add({.id = ui.id("refusal"), .role = Role::alert, .name = line.title + " " + line.detail, .rect = r});
    const Rect title = r.cut_top(paragraph_height(ui, line.title, r.w));
    if (bad) draw_paragraph(ui, title, line.title, {.color = t.danger});
    else label_paragraph(ui, "title", title, line.title, {});
    if (!line.detail.empty()) {
        r.cut_top(2);
        const Rect detail = r.cut_top(paragraph_height(ui, line.detail, r.w, quiet));
        if (bad) draw_paragraph(ui, detail, line.detail, quiet);
        else label_paragraph(ui, "detail", detail, line.detail, quiet);
    }
    if (line.kind != Line::Kind::conflict) return;
    r.cut_top(6);
    const std::string keep = desk.tr("pack_update.keep"), take = desk.tr("pack_update.take");
    const Choice sides[] = {{.label = keep}, {.label = take}};
    int side = model::chosen_side(choices_, line.place) == model::Side::theirs ? 1 : 0;
    Rect row = r.cut_top(36);
    if (segments(ui, row.cut_left(std::min(row.w, segments_width(ui, sides))), "side", line.title, sides, side)) {
        choices_[line.place] = side == 1 ? model::Side::theirs : model::Side::mine;
        look_again_ = true;
    }
}

void PackUpdateDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    if (std::exchange(look_again_, false)) look(desk);
    const bool phone = ui.phone();
    const std::string name = pack_.label().in(desk.language());
    const std::string title = desk.tr("pack_update.title", {{"pack", name}, {"version", pack_.version}}), close = desk.tr("dialog.close");
    const float width = 680, inner = phone ? ui.screen().w - 40 : width - 56;
    const bool can_take_over = preview_ && !preview_->migratable().empty();
    float total = 8 + (can_take_over ? 44.f : 0.f);
    for (const Line& line : lines_) total += line_height(ui, line, inner);
    bool update = false, stay = true;
    stay = dialog(ui, {.key = "pack_update", .title = title, .width = width, .body_height = total, .close_name = close},
                  {.header = {},
                   .body =
                       [&](Rect r) {
                           r.w = inner;
                           r.h = 1e6f;
                           std::int64_t n = 0;
                           for (const Line& line : lines_) {
                               IdScope scope(ui, n++);
                               draw(desk, line, r.cut_top(line_height(ui, line, inner)));
                           }
                           if (can_take_over && checkbox(ui, r.cut_top(phone ? 44.f : 32.f), "take_over", desk.tr("pack_update.take_over"),
                                                         take_over_ ? Check::on : Check::off)) {
                               take_over_ = !take_over_;
                               look_again_ = true;
                           }
                       },
                   .footer =
                       [&](Rect r) {
                           update = button_right(ui, r, {.key = "yes", .label = desk.tr("pack_update.do"), .kind = ButtonKind::primary, .icon = icon::refresh_cw,
                                                         .disabled = refusal_.has_value()});
                           if (button_right(ui, r, {.key = "no", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) stay = false;
                       }}) && stay;
    if (update && preview_ && !refusal_) {
        const auto migrate = take_over_ ? preview_->migratable() : std::vector<std::string>();
        auto done = desk.run(packs::update_command(pack_, choices_, migrate),
                             {.tell_refusal = false, .done = desk.tr("pack_update.done", {{"pack", name}, {"version", pack_.version}})});
        if (done.ok()) {
            stay = false;
        } else {
            refusal_ = done.error();
            describe(desk);
        }
    }
    if (!stay) *this = PackUpdateDialog();
}

}  // namespace potok::ui
