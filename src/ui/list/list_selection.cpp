// What is selected: the bar that floats above the lower edge, what can be done with all of it at once, and what can be taken along.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "exchange/delimited.h"
#include "generated/icons.h"
#include "ui/board/board_stream.h"
#include "ui/kit/button.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/kit/toast.h"
#include "ui/list/list_page.h"
#include "platform/common/file_source.h"

namespace potok::ui {

namespace {

constexpr std::int64_t slice_ms = 8;       // of a frame
constexpr std::size_t most_copied = 5000;  // rows: the clipboard is no file

}  // namespace

std::vector<model::RowId> ListPage::selected() const {
    std::vector<model::RowId> out;
    out.reserve(selection_.size());
    for (std::size_t i = 0; i < query_.size(); ++i)
        if (selection_.contains(query_.row(i))) out.push_back(query_.row(i));
    return out;
}

void ListPage::selection_bar(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool exporting = !exporting_.empty();
    if (ui.phone() || (selection_.empty() && !job_ && !exporting)) return;
    const float width = std::min(area.w - 40, 860.f);
    Rect bar{area.x + (area.w - width) / 2, area.bottom() - 20 - 48, width, 48};
    raised_surface(ui, bar, Elevation::e3, 10);
    Group group(ui, "selection", {.role = Role::toolbar, .name = desk.tr("list.selection"), .rect = bar});
    bar = bar.inset(16, 0);
    if (job_ || exporting) {
        const std::int64_t done = exporting ? static_cast<std::int64_t>(exported_) : job_->progress().done;
        const std::int64_t total = exporting ? static_cast<std::int64_t>(exporting_.size()) : job_->progress().total;
        const std::string so_far = desk.tr("move.done_of", {{"n", std::to_string(done)}, {"of", std::to_string(total)}});
        if (button_right(ui, bar, {.key = "stop", .label = desk.tr("dialog.cancel"), .icon = icon::x}, 16)) {
            if (exporting) exporting_.clear(), export_text_.clear();
            else if (!undoing_) job_.reset();  // what has been changed so far is one batch all the same
            return;
        }
        const TextSpec spec{};
        const std::string what = exporting ? desk.tr("list.exporting") : desk.tr(job_->progress().what.empty() ? "bulk.changing" : job_->progress().what);
        label(ui, "what", bar.cut_left(text_width(ui, what, spec) + 1, 12), what, spec);
        label(ui, "so_far", bar.cut_left(text_width(ui, so_far, spec) + 1, 12), so_far, {.color = t.text3});
        progress_bar(ui, bar.middle(4), "progress", so_far, total > 0 ? static_cast<float>(done) / static_cast<float>(total) : 0);
        return;
    }
    if (icon_button(ui, bar.cut_right(32, 4).middle(32), "clear", icon::x, desk.tr("list.clear_selection"))) return selection_.clear();
    const bool may_change = editable(desk);
    const auto act = [&](const char* key, const char* text, std::string_view glyph, Ask ask, bool shown) {
        if (!shown) return;
        const std::string label = desk.tr(text);
        const ButtonSpec spec{.key = key, .label = label, .kind = ButtonKind::ghost, .icon = glyph, .opens_popup = true, .expanded = ask_ == ask};
        const Rect at = Rect(bar).cut_right(button_width(ui, spec)).middle(button_height(ui));
        if (button_right(ui, bar, spec, 4)) ask_ = ask, ask_anchor_ = at, ask_field_ = -1, ask_edit_.reset();
    };
    if (button_right(ui, bar, {.key = "copy", .label = desk.tr("list.copy"), .kind = ButtonKind::ghost, .icon = icon::copy}, 4)) copy(desk);
    act("remove", "card.delete", icon::trash_2, Ask::remove, may_remove_ && !desk.ws().read_only());
    act("field", "list.set_field", icon::pencil, Ask::field, may_change);
    act("person", "list.person", icon::user, Ask::person, may_change && type_->field("owner"));
    act("stage", "list.stage", icon::arrow_right_left, Ask::stage, pipeline_ && !desk.ws().read_only());
    const std::string count = desk.plural("list.selected", static_cast<std::int64_t>(selection_.size()));
    const TextSpec strong{.weight = Weight::strong};
    label(ui, "count", bar.cut_left(text_width(ui, count, strong) + 1, 12), count, strong);
    const auto& sums = query_.spec().sums;
    const auto at = std::find(sums.begin(), sums.end(), type_->amount_field);
    if (at == sums.end()) return;
    const std::vector<model::RowId> rows(selection_.begin(), selection_.end());
    auto total = query_.sums_of(rows)[static_cast<std::size_t>(at - sums.begin())];
    std::sort(total.begin(), total.end());
    label(ui, "sum", bar, sums_text(ui.locale(), total), {.color = t.text2});
}

void ListPage::selection_asks(Desk& desk) {
    if (ask_ == Ask::none) return;
    Ui& ui = desk.ui();
    model::BulkChange what;
    bool go = false;
    const std::string title = desk.plural("list.selected", static_cast<std::int64_t>(selection_.size()));
    switch (ask_) {
    case Ask::stage: {
        std::vector<std::string> names;
        for (const auto& stage : pipeline_->stages) names.push_back(stage.label.in(desk.language()));
        std::vector<MenuItem> items;
        for (std::size_t i = 0; i < names.size(); ++i) items.push_back({.label = names[i], .disabled = !pipeline_->stages[i].by_hand});
        const int picked = menu(ui, "stages", ask_anchor_, desk.tr("list.stage"), items);
        if (picked == menu_open) return;
        if (picked >= 0) what.to = pipeline_->stages[static_cast<std::size_t>(picked)].key, go = true;
        ask_ = Ask::none;
        break;
    }
    case Ask::person: {
        const auto people = model::people(desk.ws());
        std::vector<MenuItem> items;
        for (const auto& person : people) items.push_back({.label = person.name, .icon = icon::user});
        const int picked = menu(ui, "people", ask_anchor_, desk.tr("list.person"), items);
        if (picked == menu_open) return;
        if (picked >= 0) what.values = {{"owner", to_json(Value(desk.ws().id_of(people[static_cast<std::size_t>(picked)].row)))}}, go = true;
        ask_ = Ask::none;
        break;
    }
    case Ask::remove: {
        const std::string text = desk.tr("list.delete_text"), yes = desk.tr("list.delete"), no = desk.tr("dialog.cancel");
        const Answer answer = confirm(ui, {.key = "delete_rows", .title = title, .text = text, .yes = yes, .no = no, .danger = true});
        if (answer == Answer::open) return;
        go = what.remove = answer == Answer::yes;
        ask_ = Ask::none;
        break;
    }
    case Ask::field: {
        std::vector<const ListColumn*> fields;
        std::vector<std::string> names;
        for (const ListColumn& c : all_)
            if (c.editable && c.field && c.key != type_->title_field && !c.field->unique) fields.push_back(&c), names.push_back(column_label(desk, c));
        std::vector<Option> options;
        for (const std::string& name : names) options.push_back({.label = name});
        const float control = ask_edit_ ? ask_edit_->height(desk, 296) : 0;
        const float height = 24 + ui.control_height() + 12 + (ask_edit_ ? control + 12 : 0) + button_height(ui);
        const bool stay = popover(ui, {.key = "set_field", .name = desk.tr("list.set_field"), .anchor = ask_anchor_, .width = 320, .height = height}, [&](Rect r) {
            r = r.inset(12, 12);
            const std::string name = desk.tr("list.field"), choose = desk.tr("form.choose");
            if (select(ui, r.cut_top(ui.control_height(), 12), {.key = "field", .label = name, .placeholder = choose}, options, ask_field_))
                ask_edit_.emplace(desk, *fields[static_cast<std::size_t>(ask_field_)]->field, Value());
            if (ask_edit_) ask_edit_->draw(desk, r.cut_top(control, 12));
            Rect foot = r.cut_top(button_height(ui));
            const std::string apply = desk.tr(ask_edit_ && ask_edit_->empty() ? "list.clear_field" : "list.apply");
            if (button_right(ui, foot, {.key = "apply", .label = apply, .kind = ButtonKind::primary, .disabled = !ask_edit_})) go = true;
        });
        if (go) what.values = {{ask_edit_->field().key, to_json(ask_edit_->value())}};
        if (go || !stay) ask_ = Ask::none;
        break;
    }
    case Ask::none: return;
    }
    if (!go) return;
    what.records = selected();
    start(desk, std::move(what));
}

void ListPage::start(Desk& desk, model::BulkChange what) {

    batch_ = what.batch = make_v8(desk.now(), desk.ws().id_of(what.records.front()).str(), "change_many");
    changed_ = {};
    undoing_ = false;
    job_.emplace(model::change_in_bulk(desk.ws(), std::move(what), [&desk](const model::Command& command) { return desk.keeper().apply(command, desk.actor(), desk.now()); },
                                       desk.ui().host(), changed_));
    desk.ui().host().request_redraw();
}

void ListPage::work(Desk& desk) {
    Ui& ui = desk.ui();
    if (!exporting_.empty()) export_some(desk);
    if (!job_) return;
    job_->run_for(ui.host(), slice_ms);
    ui.host().request_redraw();
    if (!job_->done()) return;
    const Status result = job_->result();
    job_.reset();
    if (!result.ok()) return desk.tell_refusal(result.error());
    if (std::exchange(undoing_, false)) return desk.tell(desk.tr("undo.done"));
    Toast done;
    done.title = desk.plural("list.changed", changed_.changed);
    if (!changed_.refused.empty()) {
        done.kind = ToastKind::refused;
        done.detail = desk.plural("list.refused", static_cast<std::int64_t>(changed_.refused.size()), {{"why", ui.locale().sentence(changed_.refused.front().second)}});
        selection_.clear();  // those that were refused stay selected, to be looked at
        for (const auto& [row, why] : changed_.refused) selection_.insert(row);
        done.seconds = 12;
    } else {
        selection_.clear();
    }
    if (changed_.changed > 0) {
        done.action = desk.tr("undo.undo");
        done.on_action = [this, &desk, batch = batch_, alive = std::weak_ptr<int>(alive_)] {
            Job undo = model::undo_in_bulk(desk.ws(), batch, [&desk](const model::Command& command) { return desk.keeper().apply(command, desk.actor(), desk.now()); });
            if (alive.expired()) {
                while (!undo.done()) undo.step();
                return undo.result().ok() ? desk.tell(desk.tr("undo.done")) : desk.tell_refusal(undo.result().error());
            }
            undoing_ = true;
            job_.emplace(std::move(undo));
        };
    }
    ui.toasts().show(std::move(done));
}

void ListPage::copy(Desk& desk) {
    std::vector<model::RowId> rows = selected();
    if (rows.empty() && cursor_) rows.push_back(cursor_);
    if (rows.size() > most_copied) rows.resize(most_copied);
    std::string text;
    std::vector<std::string> cells;
    for (const ListColumn& c : columns_) append_plain_head(desk, c, cells);
    exchange::append_row(text, cells, '\t');
    for (const model::RowId row : rows) {
        const auto record = model::record(desk.ws(), row);
        if (!record) continue;
        cells.clear();
        for (const ListColumn& c : columns_) append_plain(desk, *record, c, cells);
        exchange::append_row(text, cells, '\t');
    }
    desk.ui().host().set_clipboard(text);
    desk.tell(desk.plural("list.copied", static_cast<std::int64_t>(rows.size())));
}

// What is shown, in the order in which it is shown.
void ListPage::export_some(Desk& desk) {
    Ui& ui = desk.ui();
    const char separator = exchange::csv_separator(desk.language());
    std::vector<std::string> cells;
    if (exported_ == 0) {
        export_text_ = exchange::byte_order_mark;
        for (const ListColumn& c : columns_) append_plain_head(desk, c, cells);
        exchange::append_row(export_text_, cells, separator);
    }
    const Instant end = ui.host().now() + slice_ms;
    while (exported_ < exporting_.size()) {
        if (const auto record = model::record(desk.ws(), exporting_[exported_])) {
            cells.clear();
            for (const ListColumn& c : columns_) append_plain(desk, *record, c, cells);
            exchange::append_row(export_text_, cells, separator);
        }
        if (++exported_ % 16 == 0 && ui.host().now() >= end) break;
    }
    ui.host().request_redraw();
    if (exported_ < exporting_.size()) return;
    exporting_.clear();
    const std::string name = (pipeline_ ? pipeline_->label : type_->plural).in(desk.language()) + ".csv";
    ui.host().save_file(platform::memory_file(name, "text/csv", std::exchange(export_text_, {})), {}, [&desk](Status saved) {
        if (!saved.ok() && saved.error().code != "file.cancelled") desk.tell_refusal(saved.error());
    });
}

}  // namespace potok::ui
