// The panel at the right of a pipeline being designed: the stage or the robot that is chosen.
#include <algorithm>
#include <functional>

#include "automation/formula.h"
#include "generated/icons.h"
#include "model/queries.h"
#include "model/record_context.h"
#include "ui/designer/draft_stages.h"
#include "ui/designer/pipeline_page.h"
#include "ui/designer/robot_words.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr int hues = 12;
constexpr std::size_t most_looked_at = 1000;  // records for which a condition is worked out while it is written

}  // namespace

std::string& PipelineDesigner::typed(const std::string& field, const std::string& value) {
    if (typed_version_ != draft_.version() || typed_for_ != chosen_) typed_.clear(), typed_version_ = draft_.version(), typed_for_ = chosen_;
    return typed_.try_emplace(field, value).first->second;
}

void PipelineDesigner::inspector(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const std::string name = desk.tr(chosen_.robot ? "designer.robot" : "designer.stage");
    Group group(ui, "inspector", {.role = Role::complementary, .name = name, .rect = area});
    ScrollArea scroll(ui, "panel", area);
    Rect r = Rect(scroll.content()).inset(16, 0);
    r.h = 1e6f;
    IdScope scope(ui, chosen_.key);
    const float used = chosen_.robot ? robot_form(desk, r) : stage_form(desk, r);
    scroll.set_content_height(used + 24);
}

// The name in each language, one field each.
float PipelineDesigner::names_form(Desk& desk, Rect& r, const Json& given, const std::function<void(Language, const std::string&)>& write) {
    Ui& ui = desk.ui();
    const float top = r.y;
    static constexpr std::pair<Language, const char*> languages[] = {{Language::en, "English"}, {Language::pl, "Polski"}, {Language::ru, "Русский"}};
    for (const auto& [language, word] : languages) {
        const std::string caption = desk.tr("designer.name_in", {{"language", word}});
        const LabelSpec spec{.label = caption};
        const Rect control = labelled(ui, r.cut_top(labelled_height(ui, spec), 8), spec);
        std::string& text = typed(std::string("name/") + word, text_in(given, language));
        if (text_field(ui, control, {.key = word, .label = caption, .max_bytes = 200}, text).changed) write(language, text);
    }
    return r.y - top;
}

float PipelineDesigner::stage_form(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    const Json pipeline = body(desk);
    const int index = stage_index(pipeline, chosen_.key);
    if (index < 0) {
        label_paragraph(ui, "none", r.cut_top(60), desk.tr("designer.choose"), {.color = t.text2});
        return r.y - top;
    }
    const Json& stage = pipeline["stages"][static_cast<std::size_t>(index)];
    const std::string key = chosen_.key;
    const auto set = [&](const std::string& member, Json value) {
        Json next = pipeline;
        const Status done = set_stage_member(next, key, member, std::move(value));
        told(desk, done);
        if (done.ok()) edit(desk, std::move(next));
    };
    Rect head = r.cut_top(56);
    stage_dot(ui, {head.x + 4, head.center().y}, stage.value("hue", 0));
    head.cut_left(16);
    heading(ui, "head", head, 2, desk.tr("designer.stage"), {.style = TextStyle::lead});
    const std::string left = desk.tr("designer.move_left"), right = desk.tr("designer.move_right"), add = desk.tr("designer.add_after");
    Rect tools = r.cut_top(ui.control_height(), 8);
    if (button_left(ui, tools, {.key = "left", .label = left, .icon = icon::arrow_left, .icon_only = true, .disabled = index == 0})) move_stage(desk, key, index - 1);
    if (button_left(ui, tools, {.key = "right", .label = right, .icon = icon::arrow_right, .icon_only = true, .disabled = index + 1 == static_cast<int>(pipeline["stages"].size())})) move_stage(desk, key, index + 1);
    if (button_left(ui, tools, {.key = "add", .label = add, .icon = icon::plus})) add_stage(desk, index);
    names_form(desk, r, stage.value("label", Json()), [&](Language language, const std::string& text) {
        Json next = pipeline;
        const Status named = rename_stage(next, key, language, text);
        if (named.ok()) edit(desk, std::move(next), "name/" + key);
    });

    const std::string colour = desk.tr("designer.colour");
    label(ui, "colour", r.cut_top(20, 2), colour, {.style = TextStyle::small, .color = t.text2});
    {
        Rect row = r.cut_top(28, 12);
        Group group(ui, "hues", {.role = Role::radiogroup, .name = colour, .rect = row});
        const int current = stage.value("hue", 0) % hues;
        for (int h = 0; h < hues; ++h) {
            const Rect box = row.cut_left(24, 1);
            const std::string name = desk.tr("designer.hue", {{"n", std::to_string(h + 1)}});
            const Press press = ui.press({.id = ui.id(h), .role = Role::radio, .name = name, .states = h == current ? state_checked : state_none, .position = h + 1, .set_size = hues, .rect = box},
                                         {.tab_stop = h == current});
            if (h == current) ring(ui, box.center(), 11, t.accent, 2);
            stage_dot(ui, box.center(), h, 14);
            if (press.ring) focus_ring(ui, box, 12);
            if (press.focused)
                if (const int to = roving_key(ui, h, hues, true, false); to >= 0) set("hue", to);
            if (press.clicked && h != current) set("hue", h);
        }
    }
    {
        const std::string caption = desk.tr("designer.kind"), open = desk.tr("designer.kind.open"), won = desk.tr("designer.kind.won"), lost = desk.tr("designer.kind.lost");
        label(ui, "kind_label", r.cut_top(20, 2), caption, {.style = TextStyle::small, .color = t.text2});
        const Choice kinds[] = {{.label = open}, {.label = won}, {.label = lost}};
        static constexpr const char* words[] = {"open", "won", "lost"};
        const std::string kind = stage.value("kind", std::string("open"));
        int current = kind == "won" ? 1 : kind == "lost" ? 2 : 0;
        if (segments(ui, r.cut_top(ui.control_height(), 12), "kind", caption, kinds, current)) set("kind", words[current]);
    }
    const bool by_hand = stage.value("by_hand", true), comment = stage.value("comment_required", false);
    if (checkbox(ui, r.cut_top(ui.control_height()), "by_hand", desk.tr("designer.by_hand"), by_hand ? Check::on : Check::off)) set("by_hand", !by_hand);
    if (checkbox(ui, r.cut_top(ui.control_height(), 8), "comment", desk.tr("designer.comment_required"), comment ? Check::on : Check::off)) set("comment_required", !comment);

    // Lists of which nothing chosen means: all.
    const auto choose_some = [&](const char* member, const char* title, const std::vector<std::pair<std::string, std::string>>& items) {
        if (items.empty()) return;
        heading(ui, title, r.cut_top(24), 3, desk.tr(title), {.weight = Weight::strong});
        const Json chosen = stage.value(member, Json::array());
        if (chosen.empty()) label(ui, std::string(member) + "/all", r.cut_top(20), desk.tr("designer.all_of_them"), {.style = TextStyle::small, .color = t.text2});
        IdScope scope(ui, member);
        for (const auto& [item, name] : items) {
            const bool on = std::ranges::find(chosen, Json(item)) != chosen.end();
            if (!checkbox(ui, r.cut_top(28), item, name, on ? Check::on : Check::off)) continue;
            Json next = Json::array();
            for (const auto& [other, _] : items)
                if ((other == item) != (std::ranges::find(chosen, Json(other)) != chosen.end())) next.push_back(other);
            set(member, std::move(next));
        }
        r.cut_top(8);
    };
    std::vector<std::pair<std::string, std::string>> stages, roles;
    for (const Json& other : pipeline["stages"])
        if (const std::string k = other.value("key", std::string()); k != key) stages.emplace_back(k, label_words(other, k, desk.language()));
    for (const model::Role& role : desk.ws().catalog().roles()) roles.emplace_back(role.key, role.label.in(desk.language()));
    choose_some("from", "designer.from", stages);
    choose_some("roles", "designer.roles", roles);

    const auto there = standing_.find(key);
    const bool used = there != standing_.end() && there->second > 0;
    const std::string remove = desk.tr("designer.remove_stage"),
                      why = used ? desk.plural("designer.stage_used", there->second) : std::string();
    Rect row = r.cut_top(ui.control_height(), 4);
    if (button_left(ui, row, {.key = "remove", .label = remove, .kind = ButtonKind::danger_outline, .icon = icon::trash_2, .disabled = used, .tip = why})) remove_stage(desk, key);
    if (used) label_paragraph(ui, "why", r.cut_top(paragraph_height(ui, why, r.w, {.style = TextStyle::small})), why, {.style = TextStyle::small, .color = t.text2});
    return r.y - top;
}

float PipelineDesigner::robot_form(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    const std::string key = chosen_.key;
    const Json* found = draft_.body(desk.ws().catalog(), "automation", key);
    if (!found) {
        label_paragraph(ui, "none", r.cut_top(60), desk.tr("designer.choose"), {.color = t.text2});
        return r.y - top;
    }
    const Json robot = *found;
    const bool off = is_switched_off(robot);
    const auto* present = desk.ws().catalog().definition("automation", key);
    Rect head = r.cut_top(56);
    const RobotMark mark = mark_of(robot);
    draw_icon(ui, head.cut_left(18, 8), mark.icon, 18, tone_text(t, mark.tone));
    const std::string on = desk.tr("designer.on");
    if (toggle_switch(ui, head.cut_right(44, 8).middle(32), "on", on, !off, false, false)) edit_robot(desk, key, switched(robot, off, present ? &present->body : nullptr));
    heading(ui, "head", head, 2, desk.tr(robot.contains("nodes") ? "designer.process" : "designer.robot"), {.style = TextStyle::lead});
    names_form(desk, r, robot.value("label", Json()), [&](Language language, const std::string& text) {
        Json next = robot;
        Json named = with_text(robot.value("label", Json()), language, text);
        if (named.empty()) return;
        next["label"] = std::move(named);
        edit_robot(desk, key, std::move(next), "name/" + key);
    });
    const std::string set_off = trigger_words(desk, robot);
    label(ui, "when_label", r.cut_top(20), desk.tr("designer.set_off"), {.style = TextStyle::small, .color = t.text2});
    label_paragraph(ui, "trigger", r.cut_top(paragraph_height(ui, set_off, r.w), 8), set_off);

    // Where it stands.
    const auto places = robots_of(desk.ws().catalog(), draft_, key_);
    std::vector<std::string> mine;
    for (const auto& place : places)
        if (place.key == key && !place.stage.empty()) mine.push_back(place.stage);
    if (mine.size() == 1) {
        const Json& stages = body(desk)["stages"];
        std::vector<std::string> names;
        int current = -1;
        for (const Json& stage : stages) {
            if (stage.value("key", std::string()) == mine[0]) current = static_cast<int>(names.size());
            names.push_back(label_words(stage, stage.value("key", std::string()), desk.language()));
        }
        std::vector<Option> options;
        for (std::size_t i = 0; i < names.size(); ++i) options.push_back({.label = names[i], .hue = stages[i].value("hue", 0)});
        const std::string caption = desk.tr("designer.stage");
        const LabelSpec spec{.label = caption};
        const Rect control = labelled(ui, r.cut_top(labelled_height(ui, spec), 8), spec);
        if (select(ui, control, {.key = "stage", .label = caption}, options, current) && current >= 0) {
            Json next = robot;
            if (to_stage(next, stages[static_cast<std::size_t>(current)].value("key", std::string()))) edit_robot(desk, key, std::move(next));
            else desk.tell_refusal(error("designer.several_stages"));
        }
    }
    condition_form(desk, r, robot, key);
    step_form(desk, r, robot, key);
    const std::string steps = steps_words(desk, robot, body(desk));
    label(ui, "does_label", r.cut_top(20), desk.tr("designer.steps"), {.style = TextStyle::small, .color = t.text2});
    label_paragraph(ui, "steps", r.cut_top(paragraph_height(ui, steps, r.w), 12), steps);

    const std::string copy = desk.tr("designer.copy"), remove = desk.tr("designer.remove_robot");
    Rect row = r.cut_top(ui.control_height(), 8);
    if (button_left(ui, row, {.key = "copy", .label = copy, .icon = icon::copy})) {
        Json next = robot;
        const std::string fresh = free_key(desk.ws().catalog(), draft_, key + "_copy");
        if (next.contains("key")) next["key"] = fresh;
        edit_robot(desk, fresh, std::move(next));
        choose({true, fresh});
    }
    if (button_left(ui, row, {.key = "remove", .label = remove, .kind = ButtonKind::danger_outline, .icon = icon::trash_2})) {
        edit_robot(desk, key, std::nullopt);
        choose({false, mine.empty() ? body(desk)["stages"][0].value("key", std::string()) : mine[0]});
    }
    return r.y - top;
}

// The condition, checked as it is typed, with how many of the records it holds for.
void PipelineDesigner::condition_form(Desk& desk, Rect& r, const Json& robot, const std::string& key) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string caption = desk.tr("designer.condition");
    std::string& text = typed("when", robot.value("when", std::string()));
    const model::Pipeline* published = desk.ws().catalog().pipeline(key_);
    const model::RecordType* type = published ? desk.ws().catalog().type(published->type) : nullptr;
    std::string problem;
    if (!text.empty() && type) {
        const auto compiled = automation::Formula::compile(text, {&desk.ws().catalog(), type, nullptr}, "", automation::Formula::Expect::truth);
        if (!compiled.ok()) {
            problem = ui.locale().sentence(compiled.error());
        }
    }
    const float height = std::max(ui.control_height(), multiline_height(ui, text, r.w - 20, 1, 8));
    const LabelSpec spec{.label = caption, .error = problem, .control_height = height};
    const Rect control = labelled(ui, r.cut_top(labelled_height(ui, spec, r.w), 4), spec);
    if (text_field(ui, control, {.key = "when", .label = caption, .description = problem, .multiline = true, .error = !problem.empty(), .max_bytes = 16 * 1024}, text).changed)
        edit_robot(desk, key, with_condition(robot, text), "when/" + key);
    if (problem.empty() && !text.empty() && type) {
        if (!holds_ || holds_->feel != text) {
            holds_ = Holds{text, 0, 0};
            const auto rows = model::all_records(desk.ws(), type->key);
            for (std::size_t i = 0; i < rows.size() && i < most_looked_at; ++i) {
                const auto value = model::evaluate(desk.ws(), text, rows[i], 0, desk.now());
                if (!value.ok()) {  // it speaks of the event or the run: nothing to try it on
                    holds_->of = 0;
                    break;
                }
                ++holds_->of;
                if (const bool* yes = value->as<bool>(); yes && *yes) ++holds_->yes;
            }
        }
        if (holds_->of > 0) {
            const std::string words = desk.tr("designer.holds", {{"n", std::to_string(holds_->yes)}, {"of", std::to_string(holds_->of)}});
            Rect line = r.cut_top(20);
            draw_icon(ui, line.cut_left(14, 6), icon::circle_check, 14, t.success);
            label(ui, "holds", line, words, {.style = TextStyle::small, .color = t.text2});
        }
    }
    r.cut_top(8);
}

// What the first plain step says: the title of a task, the text of a message, the stage of a move.
void PipelineDesigner::step_form(Desk& desk, Rect& r, const Json& robot, const std::string& key) {
    Ui& ui = desk.ui();
    Json next = robot;
    const auto text_of = [&](const char* action, const char* member, const char* caption_key) {
        Json* step = plain_step(next, action);
        if (!step || !step->is_object() || !step->contains(member)) return;
        const std::string caption = desk.tr(caption_key);
        std::string& text = typed(std::string(action) + "/" + member, text_in((*step)[member], desk.language()));
        const float height = std::max(ui.control_height(), multiline_height(ui, text, r.w - 20, 1, 6));
        const LabelSpec spec{.label = caption, .control_height = height};
        const Rect control = labelled(ui, r.cut_top(labelled_height(ui, spec), 8), spec);
        if (!text_field(ui, control, {.key = std::string(action) + "_" + member, .label = caption, .multiline = true, .max_bytes = 4000}, text).changed) return;
        Json written = with_text((*step)[member], desk.language(), text);
        if (written.empty()) return;
        (*step)[member] = std::move(written);
        edit_robot(desk, key, next, std::string(action) + member + "/" + key);
    };
    text_of("task", "title", "designer.task_title");
    text_of("message", "text", "designer.message_text");
    text_of("notify", "text", "designer.notify_text");
    text_of("comment", "text", "designer.comment_text");
    if (Json* move = plain_step(next, "move"); move && move->is_object() && move->contains("to")) {
        const Json& stages = body(desk)["stages"];
        std::vector<std::string> names;
        for (const Json& stage : stages) names.push_back(label_words(stage, stage.value("key", std::string()), desk.language()));
        std::vector<Option> options;
        for (std::size_t i = 0; i < names.size(); ++i) options.push_back({.label = names[i], .hue = stages[i].value("hue", 0)});
        int current = stage_index(body(desk), (*move)["to"].is_string() ? (*move)["to"].get<std::string>() : std::string());
        const std::string caption = desk.tr("designer.moves_to");
        const LabelSpec spec{.label = caption};
        const Rect control = labelled(ui, r.cut_top(labelled_height(ui, spec), 8), spec);
        if (select(ui, control, {.key = "move_to", .label = caption}, options, current) && current >= 0) {
            (*move)["to"] = stages[static_cast<std::size_t>(current)].value("key", std::string());
            edit_robot(desk, key, next);
        }
    }
}

}  // namespace potok::ui
