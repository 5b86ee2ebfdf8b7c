#include "scenario/verbs.h"
#include "scenario/verbs_calendar.h"
#include "scenario/verbs_ahead.h"
#include "scenario/verbs_money.h"
#include "scenario/verbs_outbox.h"
#include "scenario/verbs_reports.h"
#include "scenario/verbs_queues.h"
#include "scenario/verbs_packs.h"

#include <algorithm>

#include <fmt/format.h>

namespace potok::scenario {
namespace {

constexpr std::string_view scene_section = "Setting the scene";
constexpr std::string_view time_section = "Time";
constexpr std::string_view act_section = "What people do";
constexpr std::string_view task_section = "Working on tasks";
constexpr std::string_view record_section = "Looking at records";
constexpr std::string_view look_task_section = "Looking at tasks";
constexpr std::string_view part_section = "Looking at what belongs to a record";
constexpr std::string_view answer_section = "Looking at answers, rights and rules";

std::vector<Verb> table() {
    std::vector<Verb> t;
    const auto add = [&t](std::string_view section, std::string_view pattern, std::string_view what, Handler run) -> Verb& {
        return t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };

    // --- scene ---
    add(scene_section, "workspace <name> in <language:name> [zone <zone:name>] [currency <currency:name>] at <moment>",
        "Begins: an empty workspace with its administrator, and what time it is.", scene::workspace)
        .before_workspace = true;
    add(scene_section, "pack <name>", "Installs a pack.", scene::pack);
    add(scene_section, "samples of pack <name>", "Puts the pack's sample records in.", scene::samples);
    add(scene_section, "samples of pack <name> are removed", "Takes all sample records out again.", scene::samples_removed);
    add(scene_section, "person <name> is <roles:names> [speaking <language:name>]",
        "A person with roles, named by key or label. Pairs set further fields.", scene::person);
    add(scene_section, "<who> has roles <roles:names>", "Replaces a person's roles.", scene::roles);
    add(scene_section, "<who> is away from <from:moment> to <to:moment> [and <other:who> stands in]",
        "An absence, both days included, with its substitute.", decisions::away);
    add(scene_section, "resource <name> of kind <kind:name>", "A crew, a vehicle, a room that can be booked.", scene::resource);
    add(scene_section, "define <kind:name> <key:name>",
        "A definition (type, pipeline, role, setting, calendar, automation ...) as JSON in a block.", scene::define);
    add(scene_section, "working calendar of <country:name>", "Working days and hours with the public holidays of a country: pl, ru.",
        scene::calendar);
    add(scene_section, "undefine <kind:name> <key:name>", "Takes a definition away.", scene::undefine);
    add(scene_section, "setting <key:name> is <value>", "Sets a setting of the workspace.", scene::setting);

    // --- time ---
    add(time_section, "at <moment>", "Time passes until then; timers run on the way, each at its instant.", scene::at);
    add(time_section, "after <span>", "So much time passes; timers run on the way, each at its instant.", scene::after);
    add(time_section, "the device sleeps until <moment>", "Time passes, and nothing runs.", scene::sleep);
    add(time_section, "the device wakes", "What has come due meanwhile runs now.", scene::wake);
    add(time_section, "the workspace is closed and opened again", "Everything is written to a file and read from it.",
        scene::reopen);

    // --- acts ---
    add(act_section, "<who> creates <type> <title:text> [in pipeline <pipeline:name>] [in stage <stage>] [called <alias:name>]",
        "A record. Pairs set its fields. `called` gives it a name for later steps.", acts::create);
    add(act_section, "<who> sets <field> of <record> to <value>", "Sets one field.", acts::set_one);
    add(act_section, "<who> sets <record>", "Sets the fields that the pairs name.", acts::set);
    add(act_section, "<who> moves <record> to <stage> [because <reason:name>] [with comment <comment:text>]",
        "Moves it by hand; `because` gives the lost reason. Pairs set fields in the same act, as the dialog does.", acts::move);
    add(act_section, "<who> deletes <record>", "Deletes it, reversibly.", acts::remove);
    add(act_section, "<who> restores <record:text>", "Brings a deleted record back.", acts::restore);
    add(act_section, "<who> comments on <record> <text>", "Writes a comment.", acts::comment);
    add(act_section, "<who> attaches <file:text> to <record> [as <field>] [of kind <kind:name>]",
        "Adds a document, to the field of files if one is named. A block is its content.", acts::attach);
    add(act_section, "<who> detaches <file:text> from <record>", "Takes a document off.", acts::detach);
    add(act_section, "<who> books <resource:name> for <record> from <from:moment> to <to:moment>", "Books a resource.",
        acts::book);
    add(act_section, "<who> rebooks <resource:name> for <record> from <from:moment> to <to:moment> [onto <other:name>]",
        "Moves the record's booking of that resource, to another one if named.", acts::rebook);
    add(act_section, "<who> releases <resource:name> from <record>", "Gives up the record's booking of that resource.",
        acts::release);
    add(act_section, "event <event:name> <external:text> arrives [for <record>]",
        "A connected system reports something. Pairs are its data. The text is its identity outside.", acts::event);
    add(act_section, "<who> reports event <event:name> <external:text> [for <record>] [with comment <comment:text>]",
        "A person enters by hand what otherwise a connected system reports, a payment for instance.", acts::report);
    add(act_section, "<who> changes setting <key:name> to <value>", "Sets a setting, as that person.", acts::change_setting);
    add(act_section, "<who> undoes that", "Takes back the last thing this person did, with all that followed from it.",
        acts::undo);
    add(act_section, "<who> reads the notification <text>", "Marks it as read.", acts::read_notification);
    add(act_section, "<who> starts <automation:name> for <record>", "Starts an automation by hand.", decisions::start);
    add(act_section, "<who> stops <automation:name> for <record> [with comment <comment:text>]", "Ends the one that is under way.",
        decisions::stop);
    add(act_section, "<who> undoes the run of <automation:name> for <record>",
        "Takes back what its newest run did, and what that set off; what the person did who set it off stands.", decisions::undo_run);
    add(act_section, "<who> retries the failed robot", "Runs the newest failed action again.", acts::retry);
    add(act_section, "<who> runs <command:name>",
        "Any command; its arguments as JSON in a block. \"@Title\" stands for the reference of that record or task.",
        acts::command);

    // --- tasks ---
    add(task_section, "<who> adds task <title:text> [to <record>] [for <assignee:who>] [due <due:moment>]",
        "A task by hand. Checklist lines give its checklist.", tasks::add);
    add(task_section, "<who> changes task <title:text> [of <record>]", "Pairs set its fields (assignee, due, title, description).",
        tasks::change);
    add(task_section, "<who> completes task <title:text> [of <record>] [with comment <comment:text>]",
        "Closes it. Pairs fill in the fields that its form asks for.", tasks::complete);
    add(task_section, "<who> (approves|rejects|returns) <title:text> [of <record>] [with comment <comment:text>]",
        "Decides what a task of an approval asks. Pairs fill in the fields of its form.", decisions::decide);
    add(task_section, "<who> delegates task <title:text> [of <record>] to <other:who> [with comment <comment:text>]",
        "Gives a task of their own to somebody else.", decisions::delegate);
    add(task_section, "<who> reopens task <title:text> [of <record>]", "Opens it again.", tasks::reopen);
    add(task_section, "<who> (ticks|unticks) <item:text> in task <title:text> [of <record>]", "One item of the checklist.",
        tasks::tick);
    add(task_section, "<who> ticks everything in task <title:text> [of <record>]", "Every item of the checklist.",
        tasks::tick_all);
    add(task_section, "<who> adds item <item:text> to task <title:text> [of <record>]", "One more item.", tasks::add_item);

    // --- looking at tasks ---
    add(look_task_section,
        "expect [(open|done|withdrawn)] task <title:text> [of <record>] [for <assignee:who>] [due <due:moment>]",
        "There is such a task.", tasks::expect);
    add(look_task_section, "expect no [(open|done|withdrawn)] task <title:text> [of <record>]", "There is none.",
        tasks::expect_none);
    add(look_task_section, "expect <count:number> tasks <title:text> [of <record>]", "How many of that title, whatever their state.",
        tasks::expect_count);
    add(look_task_section, "expect <count:number> open tasks [of <record>] [for <assignee:who>]", "How many are open.",
        tasks::expect_open_count);
    add(look_task_section, "expect checklist of task <title:text> [of <record>]",
        "The checklist lines are exactly its items, with their ticks.", tasks::expect_checklist);
    add(look_task_section, "expect task <title:text> [of <record>] mentions <text>", "Its description holds that text.",
        tasks::expect_description);

    // --- looking at parts ---
    add(part_section, "expect comment on <record> containing <text>", "Some comment holds that text.", parts::comment);
    add(part_section, "expect <count:number> comments on <record> [containing <text>]", "How many comments there are.",
        parts::comment_count);
    add(part_section, "expect message to <to:text> containing <text>", "Some message to that address holds that text.",
        parts::message);
    add(part_section, "expect <count:number> messages of <record> [containing <text>]", "How many messages there are.",
        parts::message_count);
    add(part_section, "expect notification for <who> containing <text>", "They have been told.", parts::notification);
    add(part_section, "expect no notification for <who> [containing <text>]", "They have not.", parts::no_notification);
    add(part_section, "expect booking of <resource:name> for <record> [from <from:moment> to <to:moment>]",
        "The resource is booked for it.", parts::booking);
    add(part_section, "expect no booking of <resource:name> for <record>", "The resource is not booked for it.",
        parts::no_booking);
    add(part_section, "expect <resource:name> (free|taken) from <from:moment> to <to:moment>", "Is the resource booked then?",
        parts::conflict);
    add(part_section, "expect document <file:text> on <record> [as <field>]", "The document is there.", parts::document);
    add(part_section, "expect no document <file:text> on <record>", "It is not.", parts::no_document);
    add(part_section, "expect <count:number> payments of <record>", "How many payments came in.", parts::payment_count);
    add(part_section, "expect history of <record> shows <field> (set|changed) to <value> [by <who>]",
        "Some entry of the history says so.", parts::history);
    add(part_section, "expect <count:number> changes of <field> of <record>",
        "How often the field was written, creation included.", parts::history_count);

    add(part_section,
        "expect <who> (approved|rejected|returned) <title:text> of <record> [in place of <other:who>] [saying <comment:text>]",
        "That decision is on record.", decisions::expect_decision);
    add(part_section, "expect decision <title:text> of <record> changed <field> to <value>", "What the decision changed is on record.",
        decisions::expect_change);
    add(part_section, "expect <count:number> decisions on <record>", "How many decisions there are, of all runs.",
        decisions::expect_count);

    // --- answers ---
    add(answer_section, "expect <count:number> [(waiting|failed|done|withdrawn)] runs of <automation:name>",
        "How often the automation was set off, or stands so.", decisions::expect_runs);
    add(answer_section, "expect <automation:name> would [not] fire for <record> [because <items:names>]",
        "What the explanation says now: a condition or a part of it with its value (\"windows > 10 = no\"), off, used, elsewhere, type.",
        decisions::expect_explanation);
    add(answer_section, "expect finding <code:name> [about <definition:name>]", "The check of all definitions finds that.",
        decisions::expect_finding);
    add(answer_section, "expect no findings", "The check of all definitions finds nothing.", decisions::expect_finding);
    add(answer_section, "expect refusal [<code:name>] [naming <items:names>]",
        "The act just before was refused; the reasons name each of these: a field, document or task by key or label, or a value.",
        looks::refusal)
        .looks_at_refusal = true;
    add(answer_section, "expect refusal saying <text> in <language:name>", "The refusal's sentences in that language hold this text.",
        looks::refusal_says)
        .looks_at_refusal = true;
    add(answer_section, "expect nothing changed", "The act just before was taken but changed nothing.", looks::nothing_changed);
    add(answer_section, "expect the robot to have failed [naming <items:names>]",
        "The act just before stood, but something automatic failed and says why.", looks::problems);
    add(answer_section, "expect no robot to have failed", "Nothing automatic has failed in the act just before.",
        looks::no_problems);
    add(answer_section, "expect setting <key:name> is <value>", "The setting's value.", looks::setting);
    add(answer_section, "expect <who> may not <verb:name> <record>", "Their roles do not allow it.", looks::may_not);
    add(answer_section, "expect <who> may <verb:name> <record>", "Their roles allow it (read, update, remove, move).", looks::may);
    add(answer_section, "expect <record> lacks <items:names> for <stage>", "What stands between it and that stage, all named.",
        looks::missing);
    add(answer_section, "expect next timer at <moment>", "When something will happen by itself.", looks::next_timer);
    add(answer_section, "expect no timer", "Nothing waits for a time.", looks::no_timer);
    add(answer_section, "expect search <text> finds <record>", "The search shows it.", looks::search);
    add_money_verbs(t);
    add_outbox_verbs(t);
    add_report_verbs(t);
    add_calendar_verbs(t);
    add_queue_verbs(t);
    add_pack_verbs(t);
    add_ahead_verbs(t);
    // --- looking at records ---
    add(record_section, "expect <record> in stage <stage>", "It is there now.", looks::stage);
    add(record_section, "expect <field> of <record> is <value>", "Compares one field.", looks::field);
    add(record_section, "expect <type> <title:text> exists", "A living record of that type and title.", looks::exists);
    add(record_section, "expect no <type> <title:text>", "No living record of that type and title.", looks::absent);
    add(record_section, "expect <count:number> <type>", "How many living records of that type there are.", looks::count);

    return t;
}

}  // namespace

const std::vector<Verb>& verbs() {
    static const std::vector<Verb> all = table();
    return all;
}

Result<Reading> read_step(const Step& step) {
    for (const Verb& verb : verbs()) {
        if (auto match = verb.pattern.match(step.tokens)) return Reading{&verb, std::move(*match)};
    }
    std::vector<const Verb*> nearest;
    for (const Verb& verb : verbs()) nearest.push_back(&verb);
    std::ranges::stable_sort(nearest, [&](const Verb* a, const Verb* b) {
        return a->pattern.likeness(step.tokens) > b->pattern.likeness(step.tokens);
    });
    std::string near;
    for (std::size_t i = 0; i < 3 && nearest[i]->pattern.likeness(step.tokens) > 0; ++i) {
        near += fmt::format("{}\"{}\"", near.empty() ? "" : " or ", nearest[i]->pattern.source());
    }
    return error("scenario.no_verb", {{"step", step.source}, {"nearest", near}});
}

}  // namespace potok::scenario
