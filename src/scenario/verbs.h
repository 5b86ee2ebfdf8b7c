// The verbs of the scenario language: one table (verbs.cpp), which docs/scenarios.md describes line by line.
#pragma once

#include <string_view>
#include <vector>

#include "scenario/pattern.h"
#include "scenario/world.h"

namespace potok::scenario {

using Handler = Status (*)(World&, const Match&, const Step&);

struct Verb {
    std::string_view section;  // heading in docs/scenarios.md
    Pattern pattern;
    std::string_view what;     // what it does, one sentence
    Handler run;
    bool before_workspace = false;   // may stand before `workspace`
    bool looks_at_refusal = false;   // the only verbs that may follow a refused act
};

const std::vector<Verb>& verbs();

// The verb a step reads as, and what its slots took.
struct Reading {
    const Verb* verb = nullptr;
    Match match;
};
// error: scenario.no_verb with the verbs that come nearest
Result<Reading> read_step(const Step& step);

// --- handlers, by file -----------------------------------------------------------------------------------------------
namespace scene {  // verbs_scene.cpp: workspace, packs, people, definitions, settings, time
Status workspace(World&, const Match&, const Step&);
Status pack(World&, const Match&, const Step&);
Status samples(World&, const Match&, const Step&);
Status samples_removed(World&, const Match&, const Step&);
Status person(World&, const Match&, const Step&);
Status roles(World&, const Match&, const Step&);
Status resource(World&, const Match&, const Step&);
Status define(World&, const Match&, const Step&);
Status calendar(World&, const Match&, const Step&);
Status undefine(World&, const Match&, const Step&);
Status setting(World&, const Match&, const Step&);
Status at(World&, const Match&, const Step&);
Status after(World&, const Match&, const Step&);
Status sleep(World&, const Match&, const Step&);
Status wake(World&, const Match&, const Step&);
Status reopen(World&, const Match&, const Step&);
}  // namespace scene
namespace acts {  // verbs_acts.cpp: what people and connected systems do
Status create(World&, const Match&, const Step&);
Status set(World&, const Match&, const Step&);
Status set_one(World&, const Match&, const Step&);
Status move(World&, const Match&, const Step&);
Status remove(World&, const Match&, const Step&);
Status restore(World&, const Match&, const Step&);
Status comment(World&, const Match&, const Step&);
Status attach(World&, const Match&, const Step&);
Status detach(World&, const Match&, const Step&);
Status book(World&, const Match&, const Step&);
Status rebook(World&, const Match&, const Step&);
Status release(World&, const Match&, const Step&);
Status event(World&, const Match&, const Step&);
Status report(World&, const Match&, const Step&);
Status change_setting(World&, const Match&, const Step&);
Status undo(World&, const Match&, const Step&);
Status read_notification(World&, const Match&, const Step&);
Status retry(World&, const Match&, const Step&);
Status command(World&, const Match&, const Step&);
}  // namespace acts
namespace tasks {  // verbs_tasks.cpp: doing tasks, and looking at them
Status add(World&, const Match&, const Step&);
Status change(World&, const Match&, const Step&);
Status complete(World&, const Match&, const Step&);
Status reopen(World&, const Match&, const Step&);
Status tick(World&, const Match&, const Step&);
Status tick_all(World&, const Match&, const Step&);
Status add_item(World&, const Match&, const Step&);
Status expect(World&, const Match&, const Step&);
Status expect_none(World&, const Match&, const Step&);
Status expect_count(World&, const Match&, const Step&);
Status expect_open_count(World&, const Match&, const Step&);
Status expect_checklist(World&, const Match&, const Step&);
Status expect_description(World&, const Match&, const Step&);
}  // namespace tasks
namespace decisions {  // verbs_decisions.cpp: approvals, absences, processes by hand, findings about definitions
Status decide(World&, const Match&, const Step&);
Status delegate(World&, const Match&, const Step&);
Status away(World&, const Match&, const Step&);
Status start(World&, const Match&, const Step&);
Status stop(World&, const Match&, const Step&);
Status undo_run(World&, const Match&, const Step&);
Status expect_decision(World&, const Match&, const Step&);
Status expect_change(World&, const Match&, const Step&);
Status expect_count(World&, const Match&, const Step&);
Status expect_runs(World&, const Match&, const Step&);
Status expect_finding(World&, const Match&, const Step&);
Status expect_explanation(World&, const Match&, const Step&);
}  // namespace decisions
namespace looks {  // verbs_looks.cpp: what must be then
Status stage(World&, const Match&, const Step&);
Status field(World&, const Match&, const Step&);
Status exists(World&, const Match&, const Step&);
Status absent(World&, const Match&, const Step&);
Status count(World&, const Match&, const Step&);
Status refusal(World&, const Match&, const Step&);
Status refusal_says(World&, const Match&, const Step&);
Status nothing_changed(World&, const Match&, const Step&);
Status problems(World&, const Match&, const Step&);
Status no_problems(World&, const Match&, const Step&);
Status setting(World&, const Match&, const Step&);
Status may(World&, const Match&, const Step&);
Status may_not(World&, const Match&, const Step&);
Status missing(World&, const Match&, const Step&);
Status next_timer(World&, const Match&, const Step&);
Status no_timer(World&, const Match&, const Step&);
Status search(World&, const Match&, const Step&);
}  // namespace looks
namespace parts {  // verbs_parts.cpp: comments, messages, notifications, bookings, documents, payments, history
Status comment(World&, const Match&, const Step&);
Status comment_count(World&, const Match&, const Step&);
Status message(World&, const Match&, const Step&);
Status message_count(World&, const Match&, const Step&);
Status notification(World&, const Match&, const Step&);
Status no_notification(World&, const Match&, const Step&);
Status booking(World&, const Match&, const Step&);
Status no_booking(World&, const Match&, const Step&);
Status conflict(World&, const Match&, const Step&);
Status document(World&, const Match&, const Step&);
Status no_document(World&, const Match&, const Step&);
Status payment_count(World&, const Match&, const Step&);
Status history(World&, const Match&, const Step&);
Status history_count(World&, const Match&, const Step&);
}  // namespace parts

}  // namespace potok::scenario
