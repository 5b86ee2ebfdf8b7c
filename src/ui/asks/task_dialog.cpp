#include "generated/icons.h"
#include "ui/asks/small_asks.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"

namespace potok::ui {

void TaskDialog::begin(Desk& desk, model::RowId record) {
    *this = TaskDialog();
    record_ = record;
    if (record) record_title_ = model::title_of(desk.ws(), record);
    people_ = model::people(desk.ws());
    for (std::size_t i = 0; i < people_.size(); ++i)
        if (people_[i].row == desk.actor()) assignee_ = static_cast<int>(i);
    open_ = true;
}

void TaskDialog::submit(Desk& desk) {
    std::optional<Instant> due;
    if (date_) {
        // Without a time a task is due at the end of that day's work.
        TimeOfDay end{18 * 3'600'000};
        if (const auto spans = desk.ws().working_calendar().spans(*date_); !spans.empty()) end = spans.back().to;
        due = desk.zone().to_instant({*date_, time_.value_or(end)});
    }
    std::optional<model::RowId> assignee;
    if (assignee_ >= 0) assignee = people_[static_cast<std::size_t>(assignee_)].row;
    auto made = desk.run(desk.compose().create_task(record_ ? std::optional(record_) : std::nullopt, title_, assignee, due),
                         {.tell_refusal = false});
    if (made.ok()) {
        open_ = false;
        desk.tell_done(*made, desk.tr("tasks.created", {{"name", title_}}));
    } else {
        refusal_ = made.error();
    }
}

void TaskDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const std::string title = desk.tr("tasks.new"), close = desk.tr("dialog.close"), name = desk.tr("tasks.name"),
                      who = desk.tr("tasks.assignee"), day = desk.tr("tasks.due_day"), time = desk.tr("tasks.due_time"),
                      previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month"),
                      error = refusal_ ? ui.locale().sentence(*refusal_) : std::string();
    const float field = labelled_height(ui, {.label = name}), first = labelled_height(ui, {.label = name, .error = error});
    const bool stay = dialog(
        ui, {.key = "task", .title = title, .width = 440, .body_height = 24 + first + 2 * (field + 12) + (record_ ? 24.f : 0.f), .close_name = close},
        {.header = {},
         .body = [&](Rect r) {
             r.cut_top(4);
             r.h = 100000;
             if (record_) label(ui, "record", r.cut_top(20, 4), record_title_, {.color = ui.theme().text2});
             if (text_field(ui, labelled(ui, r.cut_top(first, 12), {.label = name, .error = error, .required = true}),
                            {.key = "what", .label = name, .required = true, .error = refusal_.has_value()}, title_)
                     .submitted)
                 submit(desk);
             std::vector<Option> options;
             for (const auto& person : people_) options.push_back({.label = person.name});
             select(ui, labelled(ui, r.cut_top(field, 12), {.label = who}), {.key = "assignee", .label = who}, options, assignee_);
             Rect when = r.cut_top(field);
             const Rect left = when.cut_left((when.w - 12) * 0.6f, 12);
             const WorkingCalendar& calendar = desk.ws().working_calendar();
             date_field(ui, labelled(ui, left, {.label = day}),
                        {.key = "day", .label = day, .today = today(desk), .previous_name = previous, .next_name = next,
                         .day_off = [&](Date d) { return is_holiday(calendar, d); }},
                        date_);
             time_field(ui, labelled(ui, when, {.label = time}), {.key = "time", .label = time, .disabled = !date_}, time_);
         },
         .footer = [&](Rect r) {
             if (button_right(ui, r, {.key = "create", .label = desk.tr("tasks.create"), .kind = ButtonKind::primary, .icon = icon::plus, .disabled = title_.empty()}))
                 submit(desk);
             if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
         }});
    if (!stay) open_ = false;
}

// ---------------------------------------------------------------------------------------------------------------------

void CompleteDialog::begin(Desk& desk, model::RowId task) {
    *this = CompleteDialog();
    task_ = task;
    const auto info = model::task(desk.ws(), task);
    if (!info) return;
    title_ = info->title;
    auto done = desk.run(desk.compose().complete_task(task), {.tell_refusal = false});
    if (done.ok()) {
        desk.tell_done(*done, desk.tr("tasks.completed", {{"name", title_}}));
    } else if (done.error().code == "stage.comment_required") {
        open_ = true;
    } else {
        desk.tell_refusal(done.error());
    }
}

void CompleteDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const std::string title = desk.tr("tasks.complete_title"), close = desk.tr("dialog.close"), name = desk.tr("move.comment"),
                      error = refusal_ ? ui.locale().sentence(*refusal_) : std::string();
    const float control = multiline_height(ui, comment_, 392, 3, 8);
    const LabelSpec spec{.label = name, .error = error, .required = true, .control_height = control};
    const float height = labelled_height(ui, spec, 392);
    const auto submit = [&] {
        auto done = desk.run(desk.compose().complete_task(task_, comment_), {.tell_refusal = false});
        if (done.ok()) {
            open_ = false;
            desk.tell_done(*done, desk.tr("tasks.completed", {{"name", title_}}));
        } else {
            refusal_ = done.error();
        }
    };
    const bool stay = dialog(ui, {.key = "complete", .title = title, .width = 440, .body_height = height + 44, .close_name = close},
                             {.header = {},
                              .body = [&](Rect r) {
                                  r.cut_top(4);
             r.h = 100000;
                                  label(ui, "task", r.cut_top(20, 8), title_, {.color = ui.theme().text2});
                                  if (text_field(ui, labelled(ui, r.cut_top(height), spec),
                                                 {.key = "comment", .label = name, .multiline = true, .required = true}, comment_)
                                          .submitted &&
                                      !comment_.empty())
                                      submit();
                              },
                              .footer = [&](Rect r) {
                                  if (button_right(ui, r, {.key = "complete", .label = desk.tr("tasks.complete"), .kind = ButtonKind::primary, .icon = icon::check, .disabled = comment_.empty()}))
                                      submit();
                                  if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
                              }});
    if (!stay) open_ = false;
}

}  // namespace potok::ui
