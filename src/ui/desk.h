// Desk: what a page may ask of the app around it: the workspace and who acts in it, commands, navigation, notices. Pages keep
// only their own transient state; everything that outlives a page lies here.
#pragma once

#include <string>
#include <vector>

#include "ui/commands.h"
#include "ui/kit/ui.h"
#include "ui/preferences.h"
#include "ui/route.h"
#include "ui/workspaces.h"

namespace potok::ui {

struct RunOptions {
    bool tell_refusal = true;  // a refusal becomes a toast; false where the caller shows it itself
    std::string done = {};     // sentence of a toast with Undo when it went well; empty = none, what changed is in view
};

class Desk {
public:
    virtual ~Desk() = default;

    virtual Ui& ui() = 0;
    virtual model::Workspace& ws() = 0;
    virtual model::RowId actor() const = 0;
    virtual void act_as(model::RowId person) = 0;
    // The instant of this frame: everything drawn in it agrees on the time.
    virtual Instant now() const = 0;

    virtual Result<model::Outcome> run(const model::Command& command, const RunOptions& options = {}) = 0;
    // Carried out at once; pages hear of it (`take`) at the beginning of the next frame, so that nothing changes while it is
    // being drawn.

    virtual const Route& route() const = 0;
    virtual void go(const Route& route) = 0;
    virtual void replace(const Route& route) = 0;  // same page, other view of it: no entry for Back
    // The card of a record; a task, a comment, a booking … open the record they belong to.
    void open_record(model::RowId row) {
        const auto data = model::record(ws(), row);
        if (!data) return;
        const Ref* subject = data->type->subject_field == "record" ? data->get("record").as<Ref>() : nullptr;
        go(Route::of_record(subject ? subject->id : data->id));
    }

    // Moves a record as a person does: asks for what the stage needs (missing fields, reason, comment), then moves it.
    virtual void ask_move(model::RowId record, std::string_view to) = 0;
    // The list of stages to choose from.
    virtual void ask_where_to(model::RowId record) = 0;
    virtual void ask_create(std::string_view type, std::string_view pipeline, std::string_view stage) = 0;
    virtual void ask_task(model::RowId record) = 0;              // 0: a task that belongs to no record
    virtual void ask_complete(model::RowId task) = 0;             // completes it, asking for a comment where the stage wants one
    virtual void ask_book(model::RowId record) = 0;              // a crew, a day, hours; 0: for no record
    // `kind`: what the files are, for checklists; may be empty
    virtual void ask_attach(model::RowId record, std::string_view field, std::string_view kind = {}) = 0;
    virtual void explain(std::string_view automation, model::RowId record) = 0;  // why it did, or did not, fire
    virtual void open_attachment(const model::Attachment& file) = 0;

    // "Done", with Undo, for an outcome that is already there.
    virtual void tell_done(const model::Outcome& outcome, std::string_view sentence, std::string_view second = {}) = 0;
    virtual void tell(std::string_view sentence, std::string_view second = {}) = 0;
    virtual void tell_refusal(const Error& error) = 0;

    virtual void save_copy() = 0;  // the workspace as a file, to where the person says
    virtual void ask_restore() = 0;  // a file in place of the workspace
    virtual Preferences& preferences() = 0;
    virtual void preferences_changed() = 0;
    virtual Workspaces& keeper() = 0;

    // Shorthands.
    bool act(const model::Command& command, const RunOptions& options = {}) { return run(command, options).ok(); }
    Compose compose() { return Compose(ws()); }
    const Zone& zone() { return ws().zone(); }
    Language language() { return ui().locale().language(); }
    std::string tr(std::string_view key, const TextArgs& args = {}) { return ui().tr(key, args); }
    std::string plural(std::string_view key, std::int64_t n, TextArgs args = {}) {
        return ui().locale().plural(key, n, std::move(args));
    }
};

// A page of the app. Kept alive while other pages are shown, so that coming back finds it as it was left.
class PageView {
public:
    virtual ~PageView() = default;
    virtual void frame(Desk& desk, const Rect& area) = 0;
    // At the beginning of a frame, for every command since the last one, whoever sent it: brings what the page shows up to date by what changed.
    virtual void take(Desk& desk, const model::Outcome& outcome) = 0;
    virtual bool wants_frame() const { return false; }  // something moves besides the kit's tweens
};

}  // namespace potok::ui
