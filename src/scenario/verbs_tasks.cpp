// Working on tasks, and looking at them.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/verbs.h"

namespace potok::scenario::tasks {
namespace {

Result<std::optional<model::RowId>> record_of(World& world, const Match& m) {
    if (!m.has("record")) return std::optional<model::RowId>();
    POTOK_TRY(const auto row, world.record(m.tokens("record")));
    return std::optional<model::RowId>(row);
}

Result<model::Task> task_of(World& world, const Match& m, bool open_first = true) {
    POTOK_TRY(const auto record, record_of(world, m));
    return world.task(m.text("title"), record, open_first);
}

std::string name_of(World& world, model::RowId person) {
    const auto p = model::person(world.workspace(), person);
    return p ? p->name : "nobody";
}

std::string show(World& world, const model::Task& t) {
    return fmt::format("{} task \"{}\" for {}{}", t.state, t.title, name_of(world, t.assignee),
                       t.due ? " due " + world.show_time(*t.due) : "");
}

// All tasks of the record (or of everything), as one text for a failing step.
std::string show_all(World& world, std::optional<model::RowId> record) {
    std::string out;
    for (const auto& t : model::tasks(world.workspace(), {{}, record, false})) {
        out += (out.empty() ? "" : "; ") + show(world, t);
    }
    return out.empty() ? "no tasks" : out;
}

std::optional<std::string> wanted_state(const Match& m) {
    for (const char* state : {"open", "done", "withdrawn"}) {
        if (m.has(state)) return state;
    }
    return std::nullopt;
}

Result<model::CheckItem> item_of(World& world, const model::Task& task, const std::string& text) {
    std::string all;
    for (const auto& item : model::check_items(world.workspace(), task.row)) {
        if (item.text == text) return item;
        all += (all.empty() ? "" : ", ") + item.text;
    }
    return impossible(fmt::format("the checklist has no \"{}\"; it has: {}", text, all));
}

Status set_item(World& world, model::RowId who, const model::CheckItem& item, bool done) {
    return world.act(who, "set_check_item", {{"item", world.ref(item.row)}, {"done", done}});
}

}  // namespace

Status add(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, record_of(world, m));
    Json args = {{"title", m.text("title")}};
    if (record) args["record"] = world.ref(*record);
    if (m.has("assignee")) {
        POTOK_TRY(const auto assignee, world.person(m.text("assignee")));
        args["assignee"] = world.ref(assignee);
    }
    if (m.has("due")) {
        POTOK_TRY(const Instant due, world.moment(m.text("due")));
        args["due"] = to_json(Value(due));
    }
    for (const auto& [key, text] : step.pairs) args[key] = unquoted(text);
    for (const auto& [done, text] : step.checklist) args["checklist"].push_back(text);
    return world.act(who, "create_task", args);
}

Status change(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m));
    POTOK_TRY(const auto* type, world.type("task"));
    POTOK_TRY(Json args, world.values(*type, step));
    if (args.empty()) return impossible("no field is named");
    args["task"] = world.ref(task.row);
    return world.act(who, "update_task", args);
}

Status complete(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m));
    Json args = {{"task", world.ref(task.row)}};
    if (m.has("comment")) args["comment"] = m.text("comment");
    if (const auto* type = task.record != 0 ? world.workspace().type_of(task.record) : nullptr; type && !step.pairs.empty()) {
        POTOK_TRY(args["values"], world.values(*type, step));
    }
    return world.act(who, "complete_task", args);
}

Status reopen(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m, false));
    return world.act(who, "reopen_task", {{"task", world.ref(task.row)}});
}

Status tick(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m));
    POTOK_TRY(const auto item, item_of(world, task, m.text("item")));
    return set_item(world, who, item, m.has("ticks"));
}

Status tick_all(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m));
    for (const auto& item : model::check_items(world.workspace(), task.row)) {
        if (item.done) continue;
        POTOK_CHECK(set_item(world, who, item, true));
        if (world.refusal()) break;
    }
    return {};
}

Status add_item(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m));
    return world.act(who, "add_check_item", {{"task", world.ref(task.row)}, {"text", m.text("item")}});
}

Status expect(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto record, record_of(world, m));
    std::optional<model::RowId> assignee;
    if (m.has("assignee")) {
        POTOK_TRY(assignee, world.person(m.text("assignee")));
    }
    std::optional<Instant> due;
    if (m.has("due")) {
        POTOK_TRY(due, world.moment(m.text("due")));
    }
    const auto state = wanted_state(m);
    for (const auto& t : model::tasks(world.workspace(), {{}, record, false})) {
        if (t.title != m.text("title") || (state && t.state != *state)) continue;
        if (assignee && t.assignee != *assignee) continue;
        if (due && t.due != due) continue;
        return {};
    }
    return unmet(step.source.substr(step.source.find("expect") + 7), show_all(world, record));
}

Status expect_none(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, record_of(world, m));
    const auto state = wanted_state(m);
    for (const auto& t : model::tasks(world.workspace(), {{}, record, false})) {
        if (t.title == m.text("title") && (!state || t.state == *state))
            return unmet("no such task", show(world, t));
    }
    return {};
}

Status expect_count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, record_of(world, m));
    const auto all = model::tasks(world.workspace(), {{}, record, false});
    const auto found = std::ranges::count_if(all, [&](const model::Task& t) { return t.title == m.text("title"); });
    if (std::to_string(found) == m.text("count")) return {};
    return unmet(m.text("count"), fmt::format("{}: {}", found, show_all(world, record)));
}

Status expect_open_count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, record_of(world, m));
    model::TaskFilter filter{{}, record, true};
    if (m.has("assignee")) {
        POTOK_TRY(filter.assignee, world.person(m.text("assignee")));
    }
    const auto found = model::tasks(world.workspace(), filter);
    if (std::to_string(found.size()) == m.text("count")) return {};
    return unmet(m.text("count"), fmt::format("{}: {}", found.size(), show_all(world, record)));
}

Status expect_checklist(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto task, task_of(world, m));
    const auto show_list = [](const auto& items, auto done, auto text) {
        std::string out;
        for (const auto& item : items) out += fmt::format("{}[{}] {}", out.empty() ? "" : ", ", done(item) ? "x" : " ", text(item));
        return out;
    };
    const std::string expected = show_list(
        step.checklist, [](const auto& i) { return i.first; }, [](const auto& i) { return i.second; });
    const std::string found = show_list(
        model::check_items(world.workspace(), task.row), [](const auto& i) { return i.done; },
        [](const auto& i) { return i.text; });
    if (expected == found) return {};
    return unmet(expected, found);
}

Status expect_description(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto task, task_of(world, m));
    if (task.description.find(m.text("text")) != std::string::npos) return {};
    return unmet(m.text("text"), task.description);
}

}  // namespace potok::scenario::tasks
