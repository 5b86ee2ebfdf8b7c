#include "ui/settings/packs_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/pack_update.h"
#include "packs/samples.h"
#include "platform/common/library.h"
#include "ui/app/pack_view.h"
#include "ui/app/start_packs.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

PacksPage::PacksPage(Desk& desk) {
    for (const std::string& key : platform::pack_keys()) {
        auto pack = platform::pack(key);
        if (!pack.ok()) continue;  // a broken build; first start shows as much
        StartPack shown = start_pack(*pack);
        entries_.push_back({std::move(*pack), std::move(shown), {}, false, false});
    }
    read(desk);
}

void PacksPage::read(Desk& desk) {
    for (Entry& e : entries_) {
        const model::Definition* there = desk.ws().catalog().definition("pack", e.pack.key);
        e.installed = there ? there->body.value("version", std::string("0")) : std::string();
        e.samples = packs::has_samples(desk.ws(), e.pack);
        e.newer = false;
        if (!there) continue;
        const model::Command install = packs::install_command(e.pack);
        const auto plan = model::plan_pack_update(desk.ws(), install.args["manifest"], install.args["definitions"], {});
        e.newer = plan.ok() && !plan->changes_nothing();
    }
}

void PacksPage::take(Desk& desk, const model::Outcome& outcome) {
    const bool definitions = std::ranges::any_of(outcome.changes, [](const auto& c) { return c.type && c.type->key == "definition"; });
    if (definitions) read(desk);
}

PacksPage::Entry* PacksPage::named(const std::string& key) {
    const auto at = std::ranges::find_if(entries_, [&](const Entry& e) { return e.pack.key == key; });
    return at == entries_.end() ? nullptr : &*at;
}

void PacksPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    Rect rest = area;
    const float side = ui.phone() ? 16.f : 20.f;
    Rect row = Rect(rest.cut_top(ui.phone() ? 48.f : 56.f)).inset(side, 0);
    if (icon_button(ui, row.cut_left(ui.control_height(), 8).middle(ui.control_height()), "back", icon::arrow_left, desk.tr("nav.settings"), 18, ui.theme().text2))
        desk.go(Route::to(Page::settings));
    heading(ui, "title", row, 1, desk.tr("packs.title"), {.style = ui.phone() ? TextStyle::lead : TextStyle::title});
    if (!ui.phone()) state_bar(desk, rest);
    {
        ScrollArea scroll(ui, "packs", rest);
        Rect r = scroll.content();
        const float top = r.y;
        r = Rect{r.x + side, r.y + 4, std::min(r.w - 2 * side, 1080.f), 1e6f};
        r.cut_top(installed(desk, r), 28);
        r.cut_top(others(desk, r), 28);
        scroll.set_content_height(r.y - top);
    }
    install_dialog(desk);
    samples_dialog(desk);
    update_.frame(desk);
}

float PacksPage::installed(Desk& desk, Rect r) {
    const float top = r.y;
    heading(desk.ui(), "installed", r.cut_top(28, 8), 2, desk.tr("packs.installed"), {.style = TextStyle::lead});
    bool any = false;
    for (Entry& e : entries_) {
        if (e.installed.empty()) continue;
        any = true;
        r.cut_top(installed_row(desk, e, r), 12);
    }
    if (!any) label(desk.ui(), "none", r.cut_top(24), desk.tr("packs.none"), {.color = desk.ui().theme().text2});
    return r.y - top;
}

float PacksPage::installed_row(Desk& desk, Entry& e, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string name = e.shown.label.in(desk.language()), version = desk.tr("packs.version", {{"version", e.installed}});
    const bool wide = !ui.phone();
    // On the phone what can be done stands one below another.
    const float foot = wide || !(e.samples || e.shown.has_samples) ? ui.control_height() : 2 * ui.control_height() + 8;
    // As high as what it holds: head, summary, stages in their lines, buttons.
    float& stages = ui.state<float>(ui.id("stages:" + e.pack.key));
    const float height = 14 + 22 + 4 + 20 + 10 + std::max(16.f, stages) + 12 + foot + 14;
    const Rect box = r.cut_top(height);
    Group group(ui, e.pack.key, {.role = Role::group, .name = name, .rect = box});
    panel_surface(ui, box);
    Rect in{box.x + 16, box.y + 14, box.w - 32, height - 28};
    Rect head = in.cut_top(22, 4);
    draw_icon(ui, head.cut_left(18, 8), pack_glyph(e.shown.icon), 18, t.accent_text);
    const TextSpec strong{.style = TextStyle::lead};
    const float width = std::min(text_width(ui, name, strong) + 1, head.w - (wide ? 100.f : 76.f));
    heading(ui, "name", head.cut_left(width, 10), 3, name, strong);
    label(ui, "version", head, version, {.style = TextStyle::small, .color = t.text3});
    label(ui, "summary", in.cut_top(20, 10), e.shown.summary.in(desk.language()), {.color = t.text2});
    stages = pack_stages(ui, in, e.shown);
    in.cut_top(std::max(16.f, stages), 12);
    actions(desk, e, in);
    return height;
}

void PacksPage::actions(Desk& desk, Entry& e, Rect in) {
    Ui& ui = desk.ui();
    Rect row = in.cut_top(ui.control_height(), 8);
    if (e.newer) {
        const std::string name = desk.tr("packs.update", {{"version", e.pack.version}});
        if (button_left(ui, row, {.key = "update", .label = name, .kind = ButtonKind::soft, .icon = icon::refresh_cw})) update_.begin(desk, e.pack);
    } else {
        const std::string current = desk.tr("packs.current");
        Rect mark = row.cut_left(24 + text_width(ui, current) + 1, 16);
        draw_icon(ui, mark.cut_left(16, 8), icon::check, 16, ui.theme().success);
        label(ui, "current", mark, current, {.color = ui.theme().text2});
    }
    if (ui.phone()) row = in.cut_top(ui.control_height());
    if (e.samples) {
        if (button_left(ui, row, {.key = "samples_out", .label = desk.tr("packs.samples_out"), .kind = ButtonKind::ghost, .icon = icon::trash_2})) removing_ = e.pack.key;
    } else if (e.shown.has_samples) {
        if (button_left(ui, row, {.key = "samples_in", .label = desk.tr("packs.samples_in"), .kind = ButtonKind::ghost, .icon = icon::sparkles})) put_samples(desk, e);
    }
}

float PacksPage::others(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    std::vector<const Entry*> list;
    for (const Entry& e : entries_)
        if (e.installed.empty()) list.push_back(&e);
    if (list.empty()) return 0;
    heading(ui, "more", r.cut_top(28, 8), 2, desk.tr("packs.more"), {.style = TextStyle::lead});
    const int columns = r.w >= 840 ? 3 : r.w >= 520 ? 2 : 1;
    const float gap = 16;
    Group group(ui, "list", {.role = Role::list, .name = desk.tr("packs.more"), .rect = r});
    for (std::size_t i = 0; i < list.size(); i += static_cast<std::size_t>(columns)) {
        const Rect line = r.cut_top(pack_card_height, gap);
        for (int k = 0; k < columns && i + static_cast<std::size_t>(k) < list.size(); ++k) {
            const Entry& e = *list[i + static_cast<std::size_t>(k)];
            const Press press = pack_card(ui, part(line, k, columns, gap), e.shown, {.id = ui.id(e.pack.key), .role = Role::button});
            if (!press.clicked) continue;
            installing_ = e.pack.key;
            with_samples_ = false;
            refusal_.reset();
        }
    }
    return r.y - top;
}

void PacksPage::install_dialog(Desk& desk) {
    Entry* e = installing_.empty() ? nullptr : named(installing_);
    if (!e) return;
    Ui& ui = desk.ui();
    const bool phone = ui.phone();
    const std::string title = desk.tr("packs.install_title", {{"pack", e->shown.label.in(desk.language())}}), close = desk.tr("dialog.close");
    const std::string why = refusal_ ? ui.locale().sentence(*refusal_) + " " + ui.locale().remedy(*refusal_) : std::string();
    const float width = 680, inner = phone ? ui.screen().w - 32 : width - 48;
    const float told = why.empty() ? 0.f : paragraph_height(ui, why, inner) + 12;
    bool install = false, stay = true;
    stay = dialog(ui, {.key = "install", .title = title, .width = width, .body_height = told + (phone ? 300.f : 250.f) + 44, .close_name = close},
                  {.header = {},
                   .body =
                       [&](Rect r) {
                           if (!why.empty()) {
                               const Rect place = r.cut_top(told - 12, 12);
                               ui.tree().add({.id = ui.id("refusal"), .role = Role::alert, .name = why, .rect = place});
                               draw_paragraph(ui, place, why, {.color = ui.theme().danger});
                           }
                           const Rect tick = r.cut_bottom(phone ? 44.f : 32.f, 12);
                           pack_contents(ui, r, e->shown, !phone);
                           if (e->shown.has_samples && checkbox(ui, tick, "samples", desk.tr("start.samples"), with_samples_ ? Check::on : Check::off))
                               with_samples_ = !with_samples_;
                       },
                   .footer =
                       [&](Rect r) {
                           install = button_right(ui, r, {.key = "yes", .label = desk.tr("packs.install"), .kind = ButtonKind::primary, .icon = icon::plus});
                           if (button_right(ui, r, {.key = "no", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) stay = false;
                       }}) && stay;
    if (install) {
        auto done = desk.run(packs::install_command(e->pack), {.tell_refusal = false, .done = desk.tr("packs.done", {{"pack", e->shown.label.in(desk.language())}})});
        if (!done.ok()) {
            refusal_ = done.error();
            return;
        }
        if (with_samples_) put_samples(desk, *e);
        stay = false;
    }
    if (!stay) installing_.clear();
}

// Many commands, each at its own time: only where this tab keeps the workspace.
void PacksPage::put_samples(Desk& desk, const Entry& e) {
    if (!desk.keeper().runs_timers()) return desk.tell_refusal(error("sync.owner_only"));
    const auto put = packs::put_samples(desk.ws(), e.pack, desk.now());
    if (!put.ok()) return desk.tell_refusal(put.error());
    desk.tell(desk.tr("packs.samples_done"));
}

void PacksPage::samples_dialog(Desk& desk) {
    Entry* e = removing_.empty() ? nullptr : named(removing_);
    if (!e) return;
    const std::string title = desk.tr("packs.samples_out_title", {{"pack", e->shown.label.in(desk.language())}}), text = desk.tr("packs.samples_out_text"),
                      yes = desk.tr("packs.samples_out"), no = desk.tr("dialog.cancel");
    const Answer answer = confirm(desk.ui(), {.key = "samples_out", .title = title, .text = text, .yes = yes, .no = no, .danger = true});
    if (answer == Answer::open) return;
    removing_.clear();
    if (answer != Answer::yes) return;
    if (!desk.keeper().runs_timers()) return desk.tell_refusal(error("sync.owner_only"));
    if (const Status gone = packs::remove_samples(desk.ws(), e->pack, desk.now()); !gone.ok()) return desk.tell_refusal(gone.error());
    desk.tell(desk.tr("packs.samples_gone"));
}

}  // namespace potok::ui
