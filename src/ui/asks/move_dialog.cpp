#include "ui/asks/move_dialog.h"

#include <algorithm>

#include "expr/expression.h"
#include "ui/board/effects_summary.h"
#include "ui/forms/field_grid.h"

namespace potok::ui {

namespace {

std::string arg(const Error& e, const char* name) {
    const auto at = e.args.find(name);
    return at == e.args.end() ? std::string() : at->second;
}

}  // namespace

bool mendable(const Error& e) {
    return e.code == "stage.gate_refused" || e.code == "stage.comment_required" || e.code == "stage.reason_required";
}

void MoveDialog::begin(Desk& desk, model::RowId record, std::string_view to) {
    *this = MoveDialog();
    record_ = record;
    to_ = to;
    const auto data = model::record(desk.ws(), record);
    const auto* pipeline = data ? desk.ws().catalog().pipeline(data->text("pipeline")) : nullptr;
    const auto* target = pipeline ? pipeline->stage(to) : nullptr;
    if (!target) return;
    from_ = data->text("stage");
    if (from_ == to_) return;
    const auto* left = pipeline->stage(from_);
    title_ = data->title();
    if (const auto* amount = data->get(data->type->amount_field).as<Money>()) facts_ = desk.ui().locale().money(*amount);
    from_label_ = left ? left->label.in(desk.language()) : from_;
    to_label_ = target->label.in(desk.language());
    from_hue_ = left ? left->hue : 0;
    to_hue_ = target->hue;
    ask_comment_ = target->comment_required || (left && left->comment_required);
    ask_reason_ = target->kind == model::StageKind::lost && !pipeline->lost_reasons.empty();
    for (const auto& reason : pipeline->lost_reasons) reasons_.emplace_back(reason.key, reason.label.in(desk.language()));

    look_up(desk);
    asked_ = items_.size();
    if (items_.empty() && !ask_comment_ && !ask_reason_) {
        submit(desk, true);
        return;
    }
    // What no form can mend (not by hand, not from here, not this person) is told at once.
    MoveExtras extras;
    extras.comment = "…";
    if (ask_reason_) extras.lost_reason = reasons_.front().first;
    auto trial = desk.ws().preview(desk.compose().move(record_, from_, to_, extras), desk.actor(), desk.now());
    if (!trial.ok() && !mendable(trial.error())) {
        desk.tell_refusal(trial.error());
        return;
    }
    open_ = true;
}

// What is missing now. Fields that were asked for stay in the form once they are filled in.
void MoveDialog::look_up(Desk& desk) {
    const auto record = model::record(desk.ws(), record_);
    if (!record) {
        open_ = false;
        return;
    }
    const std::vector<Error> missing = model::missing_for(desk.ws(), record_, to_, desk.now());
    for (Item& item : items_) item.done = true;
    const auto ask = [&](Item::Kind kind, std::string key, const Error& e, model::RowId task = 0) {
        const auto at = std::find_if(items_.begin(), items_.end(), [&](const Item& i) { return i.kind == kind && i.key == key; });
        if (at != items_.end()) {
            at->done = false;
            at->task = task;
            return;
        }
        items_.push_back({kind, std::move(key), desk.ui().locale().sentence(e), task, false});
    };
    for (const Error& e : missing) {
        if (e.code == "gate.field_missing") {
            const std::string key = arg(e, "field");
            const model::Field* field = record->type->field(key);
            if (!field) continue;
            ask(Item::Kind::field, key, e);
            if (!edit_of(key)) edits_.emplace_back(desk, *field, record->get(key));
        } else if (e.code == "gate.file_missing") {
            ask(Item::Kind::file, arg(e, "field"), e);
        } else if (e.code == "gate.document_missing" || e.code == "gate.document_outdated" || e.code == "gate.document_signing") {
            const std::string key = "document:" + arg(e, "key");
            ask(Item::Kind::file, key, e);
            for (Item& item : items_) {
                if (item.key != key) continue;
                item.text = desk.ui().locale().sentence(e);
                for (model::ChecklistItem& needed : model::document_checklist(desk.ws(), record_, desk.now()))
                    if (needed.need.key == arg(e, "key")) item.document = std::move(needed);
            }
        } else if (e.code == "gate.task_open" || e.code == "gate.task_missing") {
            model::RowId open = 0;
            for (const auto& task : model::tasks(desk.ws(), {.assignee = {}, .record = record_}))
                if (task.key == arg(e, "key")) open = task.row;
            ask(Item::Kind::task, arg(e, "key"), e, open);
        } else if (e.code == "gate.booking_missing") {
            ask(Item::Kind::booking, arg(e, "kind"), e);
        } else {
            ask(Item::Kind::check, arg(e, "check"), e);
            ask_for_what_it_reads(desk, *record, arg(e, "check"));
        }
    }
}

// A condition that does not hold often only lacks a value: the empty fields it looks at can be filled in here, too.
void MoveDialog::ask_for_what_it_reads(Desk& desk, const model::Record& record, const std::string& condition) {
    const auto compiled = expr::Expression::compile(condition);
    if (!compiled.ok()) return;
    for (const std::string& path : compiled->paths()) {
        const model::Field* field = record.type->field(path.substr(0, path.find('.')));
        if (!field || field->system || field->kind == model::FieldKind::files || field->kind == model::FieldKind::json) continue;
        if (record.get(field->key).is_null() && !edit_of(field->key)) edits_.emplace_back(desk, *field, Value());
    }
}

void MoveDialog::take(Desk& desk, const model::Outcome& outcome) {
    if (!open_) return;
    for (const auto& change : outcome.changes)
        if (change.row == record_ || change.subject == record_) {
            look_up(desk);
            return;
        }
}

FieldEdit* MoveDialog::edit_of(std::string_view key) {
    for (FieldEdit& edit : edits_)
        if (edit.field().key == key) return &edit;
    return nullptr;
}

int MoveDialog::count(Item::Kind kind) const {
    return static_cast<int>(std::count_if(items_.begin(), items_.end(), [&](const Item& i) { return i.kind == kind; }));
}

int MoveDialog::done_count() const {
    int n = 0;
    for (const Item& item : items_) {
        bool done = item.done;
        if (item.kind == Item::Kind::field)
            for (const FieldEdit& edit : edits_)
                if (edit.field().key == item.key) done = !edit.empty();
        n += done ? 1 : 0;
    }
    return n;
}

// Whether the move has a chance: all that can be seen to be missing is there. A check may hang on a field just filled in; only
// the move itself can tell.
bool MoveDialog::ready(Desk&) const {
    if (ask_reason_ && reason_ < 0) return false;
    if (ask_comment_ && comment_.empty()) return false;
    int open_checks = 0;
    for (const Item& item : items_)
        if (item.kind == Item::Kind::check && !item.done) ++open_checks;
    return done_count() + open_checks == static_cast<int>(items_.size());
}

void MoveDialog::submit(Desk& desk, bool move) {
    MoveExtras extras;
    for (FieldEdit& edit : edits_) {
        edit.error.reset();
        if (!edit.empty()) extras.values.emplace_back(edit.field().key, edit.value());
    }
    extras.comment = comment_;
    if (ask_reason_ && reason_ >= 0) extras.lost_reason = reasons_[static_cast<std::size_t>(reason_)].first;
    const model::Command command = move ? desk.compose().move(record_, from_, to_, extras)
                                        : desk.compose().set_fields(record_, extras.values);
    auto result = desk.run(command, {.tell_refusal = false});
    if (result.ok()) {
        open_ = false;
        if (move) {
            desk.tell_done(*result, desk.tr("move.done", {{"record", title_}, {"stage", to_label_}}),
                           effects_sentence(desk, *result));
        }
        return;
    }
    const Error& e = result.error();
    if (blame_field(edits_, e)) return;
    if (open_ && mendable(e)) {
        look_up(desk);
        refusal_ = e;
    } else if (open_) {
        refusal_ = e;
    } else {
        desk.tell_refusal(e);
    }
}

}  // namespace potok::ui
