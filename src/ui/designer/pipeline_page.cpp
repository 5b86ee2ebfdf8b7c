#include "ui/designer/pipeline_page.h"

#include <algorithm>
#include <functional>

#include "generated/icons.h"
#include "model/definition_use.h"
#include "ui/app/state_bar.h"
#include "ui/designer/designer.h"
#include "ui/designer/draft_stages.h"
#include "ui/designer/overview_page.h"
#include "ui/designer/robot_words.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr float column_width = 248, column_gap = 8, inspector_width = 340;

}  // namespace

bool may_design(Desk& desk) {
    const model::RecordType* type = desk.ws().catalog().type("definition");
    return type && model::may(desk.ws(), desk.actor(), model::Verb::admin, *type, 0);
}

std::unique_ptr<PageView> make_designer_page(Desk& desk, const std::string& key) {
    if (key.starts_with("pipeline/") && desk.ws().catalog().pipeline(key.substr(9))) return std::make_unique<PipelineDesigner>(desk, key.substr(9));
    return std::make_unique<DesignerOverview>(desk);
}

PipelineDesigner::PipelineDesigner(Desk& desk, std::string key) : key_(std::move(key)) {
    const Json& pipeline = body(desk);
    if (!pipeline["stages"].empty()) chosen_ = {false, pipeline["stages"][0].value("key", std::string())};
    count(desk);
}

// How many records a stage has: those that would be lost with it.
void PipelineDesigner::count(Desk& desk) {
    standing_.clear();
    const model::Definition* present = desk.ws().catalog().definition("pipeline", key_);
    if (!present) return;
    Json none = present->body;
    none["stages"] = Json::array();
    const auto uses = model::uses_lost(desk.ws(), *present, &none);
    if (!uses.ok()) return;
    for (const auto& use : *uses)
        if (use.path.starts_with("/stages/")) standing_[use.path.substr(8)] = use.records;
}

void PipelineDesigner::take(Desk& desk, const model::Outcome& outcome) {
    const bool moved = std::ranges::any_of(outcome.changes, [](const auto& c) { return c.type && c.type->on_pipeline; });
    if (moved) count(desk), holds_.reset();
}

const Json& PipelineDesigner::body(Desk& desk) const {
    static const Json none = Json::object();
    const Json* found = draft_.body(desk.ws().catalog(), "pipeline", key_);
    return found ? *found : none;
}

void PipelineDesigner::edit(Desk& desk, Json next, std::string_view about) {
    draft_.set(desk.ws().catalog(), "pipeline", key_, std::move(next), about);
    typed_version_ = draft_.version();  // what was typed is what it says
}

void PipelineDesigner::edit_robot(Desk& desk, const std::string& key, std::optional<Json> next, std::string_view about) {
    draft_.set(desk.ws().catalog(), "automation", key, std::move(next), about);
    typed_version_ = draft_.version();
}

void PipelineDesigner::told(Desk& desk, const Status& status) {
    if (!status.ok()) desk.tell_refusal(status.error());
}

void PipelineDesigner::choose(Chosen chosen) { chosen_ = std::move(chosen); }

void PipelineDesigner::move_stage(Desk& desk, const std::string& key, int to) {
    Json next = body(desk);
    const Status moved = ui::move_stage(next, key, to);
    if (moved.ok()) edit(desk, std::move(next));
    told(desk, moved);
}

void PipelineDesigner::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    Rect rest = area;
    header(desk, rest);
    if (!ui.phone()) state_bar(desk, rest);
    if (ui.phone()) {
        columns(desk, rest);
    } else {
        const float width = std::min(inspector_width, rest.w * 0.5f);
        const Rect side = rest.cut_right(width);
        columns(desk, rest.inset(12, 0));
        vline(ui, side.x, side.y, side.h, ui.theme().line);
        inspector(desk, side);
    }
    if (!adding_.empty()) {
        const std::string names[] = {desk.tr("designer.new.task"), desk.tr("designer.new.sms"), desk.tr("designer.new.notify"), desk.tr("designer.new.comment"), desk.tr("designer.new.move")};
        const MenuItem items[] = {{.label = names[0], .icon = icon::list_checks}, {.label = names[1], .icon = icon::message_square_text}, {.label = names[2], .icon = icon::bell},
                                  {.label = names[3], .icon = icon::message_circle}, {.label = names[4], .icon = icon::arrow_right}};
        const std::string menu_name = desk.tr("designer.add_robot");
        const int picked = menu(ui, "add_robot_menu", adding_at_, menu_name, items);
        if (picked != menu_open) {
            const std::string stage = std::exchange(adding_, {});
            if (picked >= 0) add_robot(desk, stage, static_cast<RobotKind>(picked));
        }
    }
    if (discarding_) {
        const std::string title = desk.tr("designer.discard_title"), text = desk.tr("designer.discard_text"), yes = desk.tr("designer.discard"), no = desk.tr("dialog.cancel");
        const Answer answer = confirm(ui, {.key = "discard_dialog", .title = title, .text = text, .yes = yes, .no = no, .danger = true});
        if (answer == Answer::yes) draft_.discard();
        if (answer != Answer::open) discarding_ = false;
    }
    if (dialog_.frame(desk, draft_)) draft_.discard();
}

void PipelineDesigner::header(Desk& desk, Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool phone = ui.phone();
    Rect row = Rect(area.cut_top(phone ? 48.f : 56.f)).inset(phone ? 16.f : 20.f, 0);
    if (icon_button(ui, row.cut_left(ui.control_height(), 8).middle(ui.control_height()), "back", icon::arrow_left, desk.tr("nav.designer"), 18, t.text2))
        desk.go(Route::to(Page::designer));
    const std::string publish = desk.tr("designer.check_publish"), undo = desk.tr("undo.undo"), redo = desk.tr("designer.redo"), discard = desk.tr("designer.discard"),
                      nothing = desk.tr("designer.no_changes");
    if (button_right(ui, row, {.key = "publish", .label = publish, .kind = ButtonKind::primary, .disabled = !draft_.changed(), .tip = draft_.changed() ? std::string_view() : nothing}))
        dialog_.begin(desk, draft_);
    if (!phone) {
        if (button_right(ui, row, {.key = "redo", .label = redo, .kind = ButtonKind::ghost, .icon = icon::redo_2, .icon_only = true, .disabled = !draft_.can_redo()})) draft_.redo();
        if (button_right(ui, row, {.key = "undo", .label = undo, .kind = ButtonKind::ghost, .icon = icon::undo_2, .icon_only = true, .disabled = !draft_.can_undo()})) draft_.undo();
        if (draft_.changed() && button_right(ui, row, {.key = "discard", .label = discard, .kind = ButtonKind::ghost})) discarding_ = true;
    }
    const std::string name = label_words(body(desk), key_, desk.language());
    const float used = heading(ui, "title", row, 1, name, {.style = phone ? TextStyle::lead : TextStyle::title});
    row.cut_left(used + 12);
    if (draft_.changed() && row.w > 80) {
        const std::string mark = desk.tr("designer.draft");
        badge(ui, {row.x, row.center().y - badge_height / 2}, mark, Tone::warning);
        ui.tree().add({.id = ui.id("draft"), .role = Role::status, .name = mark, .rect = row});
    }
}

void PipelineDesigner::columns(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Json pipeline = body(desk);  // a copy: what is drawn may change it
    const auto robots = robots_of(desk.ws().catalog(), draft_, key_);
    const int n = static_cast<int>(pipeline.value("stages", Json::array()).size());
    const bool anywhere = std::ranges::any_of(robots, [](const auto& r) { return r.stage.empty(); });
    const std::string add = desk.tr("designer.add_stage");
    heads_.clear();
    if (ui.phone()) {
        ScrollArea scroll(ui, "stages", area);
        Rect r = Rect(scroll.content()).inset(16, 0);
        const float top = r.y;
        r.h = 1e6f;
        for (int i = 0; i < n; ++i) r.cut_top(column(desk, r, i, robots), 16);
        if (anywhere) r.cut_top(column(desk, r, -1, robots), 16);
        scroll.set_content_height(r.y - top);
        return;
    }
    ScrollArea scroll(ui, "stages", area, {.horizontal = true});
    Rect r = scroll.content();
    const float left = r.x;
    r.h = area.h - 12;
    r.w = 1e6f;
    for (int i = 0; i < n + (anywhere ? 1 : 0); ++i) {
        const Rect box = r.cut_left(column_width, column_gap);
        if (!box.overlaps(area)) {
            if (i < n) heads_.emplace_back(pipeline["stages"][static_cast<std::size_t>(i)].value("key", std::string()), box);
            continue;
        }
        fill(ui, box, ui.theme().sunken, 10);
        IdScope scope(ui, static_cast<std::int64_t>(i));
        ScrollArea inner(ui, "column", box);
        Rect in = Rect(inner.content()).inset(8, 0);
        in.h = 1e6f;
        inner.set_content_height(column(desk, in, i < n ? i : -1, robots) + 12);
    }
    const Rect last = r.cut_left(180, 0);
    if (button(ui, {last.x, last.y + 8, 168, ui.control_height()}, {.key = "add_stage", .label = add, .kind = ButtonKind::ghost, .icon = icon::plus})) add_stage(desk, n - 1);
    scroll.set_content_width(r.x - left);
    carry(desk, area);
}

float PipelineDesigner::column(Desk& desk, Rect r, int index, const std::vector<RobotPlace>& robots) {
    Ui& ui = desk.ui();
    const float top = r.y;
    const Json stage = index >= 0 ? body(desk)["stages"][static_cast<std::size_t>(index)] : Json::object();  // a copy: what is drawn may change it
    const std::string key = stage.value("key", std::string());
    const std::string name = index >= 0 ? label_words(stage, key, desk.language()) : desk.tr("designer.any_stage");
    Group group(ui, "stage/" + key, {.role = Role::group, .name = name, .rect = {r.x, r.y, r.w, 40}});
    r.cut_top(8);
    if (index >= 0) {
        r.cut_top(stage_head(desk, r, index), 8);
        r.cut_top(entry_rules(desk, r, stage));
    } else {
        label(ui, "any", r.cut_top(24, 8), name, {.weight = Weight::strong});
    }
    for (const bool on_entry : {true, false}) {
        bool headed = false;
        for (const RobotPlace& robot : robots) {
            if (robot.stage != key || robot.on_entry != on_entry) continue;
            if (!headed) r.cut_top(section_line(desk, r, on_entry ? "designer.on_entry" : "designer.on_event"), 4);
            headed = true;
            r.cut_top(robot_card(desk, r, robot), 8);
        }
    }
    if (index >= 0 && !ui.phone()) {
        add_button(desk, r.cut_top(ui.control_height()), key);
    }
    return r.y - top;
}

float PipelineDesigner::section_line(Desk& desk, Rect r, const char* key) {
    Ui& ui = desk.ui();
    const std::string words = desk.tr(key);
    const float used = label(ui, key, r.cut_top(20), words, {.style = TextStyle::caption, .color = ui.theme().text2});
    hline(ui, r.x + used + 8, r.y - 10, std::max(0.f, r.w - used - 8), ui.theme().line);
    return 20;
}

void PipelineDesigner::add_button(Desk& desk, const Rect& r, const std::string& stage) {
    Ui& ui = desk.ui();
    const std::string add = desk.tr("designer.add_robot");
    if (button(ui, {r.x, r.y, std::min(r.w, button_width(ui, {.key = "add", .label = add, .icon = icon::plus})), r.h},
               {.key = "add", .label = add, .kind = ButtonKind::ghost, .icon = icon::plus, .opens_popup = true, .expanded = adding_ == stage}))
        adding_ = stage, adding_at_ = r;
}

float PipelineDesigner::stage_head(Desk& desk, Rect r, int index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Json& stage = body(desk)["stages"][static_cast<std::size_t>(index)];  // until it is moved below
    const std::string key = stage.value("key", std::string()), name = label_words(stage, key, desk.language());
    const int hue = static_cast<int>(stage.value("hue", 0));
    const auto there = standing_.find(key);
    const std::string count = desk.plural("board.records", there == standing_.end() ? 0 : there->second);
    const TextSpec strong{.weight = Weight::strong}, quiet{.style = TextStyle::small, .color = t.text2};
    const float height = 6 + paragraph_height(ui, name, r.w - 24, strong) + 18 + 4;
    const Rect box = r.cut_top(height);
    const Chosen me{false, key};
    const Press press = ui.press({.id = ui.id("head"), .role = Role::button, .name = name, .description = count,
                                  .states = state_draggable | (chosen_ == me ? state_selected : state_none), .rect = box}, {.draggable = !ui.phone()});
    if (press.clicked) choose(me);
    if (press.drag_started) drag_.begin(index, box, ui.pointer());
    if (press.focused && !ui.phone()) {
        if (ui.shortcut(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_LeftArrow)) move_stage(desk, key, index - 1);
        else if (ui.shortcut(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_RightArrow)) move_stage(desk, key, index + 1);
    }
    heads_.emplace_back(key, box);
    const bool target = drag_.active() && drag_.target() == index;
    if (chosen_ == me && !ui.phone()) fill(ui, box, t.accent_soft, 6);
    else if (press.hover > 0) fill(ui, box, with_alpha(t.hover, press.hover), 6);
    if (target) outline(ui, box, t.accent_line, 6, 2);
    Rect in{box.x + 6, box.y + 3, box.w - 12, height};
    stage_dot(ui, {in.x + 4, in.y + 10}, hue);
    in.cut_left(18);
    in.cut_top(draw_paragraph(ui, in, name, strong));
    draw_text(ui, in.cut_top(18), count, quiet);
    if (press.ring) focus_ring(ui, box, 6, t.sunken);
    return height;
}

float PipelineDesigner::entry_rules(Desk& desk, Rect r, const Json& stage) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    struct Rule {
        std::string_view icon;
        std::string title, detail;
    };
    std::vector<Rule> rules;
    const model::Pipeline* published = desk.ws().catalog().pipeline(key_);
    const model::RecordType* type = published ? desk.ws().catalog().type(published->type) : nullptr;
    const Language language = desk.language();
    const auto names = [&](const Json& list, const auto& name_of) {
        std::string out;
        for (const Json& item : list)
            if (item.is_string()) out += (out.empty() ? "" : ", ") + name_of(item.get<std::string>());
        return out;
    };
    const auto field_name = [&](const std::string& key) {
        const model::Field* f = type ? type->field(key) : nullptr;
        return f ? f->label.in(language) : key;
    };
    const Json pipeline = body(desk);
    const auto stage_name = [&](const std::string& key) {
        const int i = stage_index(pipeline, key);
        return i < 0 ? key : label_words(pipeline["stages"][static_cast<std::size_t>(i)], key, language);
    };
    const auto role_name = [&](const std::string& key) {
        const model::Role* role = desk.ws().catalog().role(key);
        return role ? role->label.in(language) : key;
    };
    const auto task_name = [&](const std::string& key) {
        if (!task_titles_) task_titles_ = task_titles(desk);
        const auto known = task_titles_->find(key);
        return known == task_titles_->end() ? key : known->second;
    };
    for (const Json& gate : stage.value("gates", Json::array())) {
        if (gate.contains("fields")) rules.push_back({icon::lock, names(gate["fields"], field_name), desk.tr("designer.rule.fields")});
        if (gate.contains("files")) rules.push_back({icon::file_check, names(gate["files"], field_name), desk.tr("designer.rule.files")});
        for (const Json& need : gate.value("documents", Json::array())) rules.push_back({icon::file_check, label_words(need, need.value("key", std::string()), language), desk.tr("designer.rule.document")});
        if (gate.contains("tasks")) rules.push_back({icon::list_checks, names(gate["tasks"], task_name), desk.tr("designer.rule.tasks")});
        if (gate.contains("booking")) rules.push_back({icon::calendar_check, gate.value("booking", std::string()), desk.tr("designer.rule.booking")});
        if (gate.contains("check")) {
            const auto message = gate.contains("message") ? model::Label::parse(gate["message"], "") : Result<model::Label>(model::Label(gate.value("check", std::string())));
            rules.push_back({icon::scale, message.ok() ? message->in(language) : gate.value("check", std::string()), desk.tr("designer.rule.check")});
        }
    }
    if (stage.contains("from")) rules.push_back({icon::route, names(stage["from"], stage_name), desk.tr("designer.rule.from")});
    if (stage.contains("roles")) rules.push_back({icon::user_check, names(stage["roles"], role_name), desk.tr("designer.rule.roles")});
    if (!stage.value("by_hand", true)) rules.push_back({icon::bot, desk.tr("designer.rule.not_by_hand"), {}});
    if (stage.value("comment_required", false)) rules.push_back({icon::message_square, desk.tr("designer.rule.comment"), {}});
    if (rules.empty()) return 0;
    const float top = r.y;
    r.cut_top(section_line(desk, r, "designer.to_enter"), 4);
    int i = 0;
    for (const Rule& rule : rules) {
        IdScope scope(ui, "rule" + std::to_string(i++));
        const TextSpec quiet{.style = TextStyle::small, .color = t.text2};
        const float width = r.w - 12 - 28 - 10 - 10;
        const float height = 16 + paragraph_height(ui, rule.title, width) + (rule.detail.empty() ? 0.f : paragraph_height(ui, rule.detail, width, quiet));
        const Rect box = r.cut_top(std::max(height, 44.f), 8);
        card_surface(ui, box);
        Rect in{box.x + 12, box.y + 8, box.w - 22, box.h - 16};
        const Rect mark = in.cut_left(28, 10);
        fill(ui, {mark.x, mark.y, 28, 28}, t.success_soft, 6);
        draw_icon(ui, {mark.x, mark.y, 28, 28}, rule.icon, 16, t.success);
        in.cut_top(label_paragraph(ui, "title", in, rule.title));
        if (!rule.detail.empty()) label_paragraph(ui, "detail", in, rule.detail, quiet);
    }
    return r.y - top;
}

float PipelineDesigner::robot_card(Desk& desk, Rect r, const RobotPlace& robot) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Json* found = draft_.body(desk.ws().catalog(), "automation", robot.key);
    if (!found) return 0;
    const Json& json = *found;
    const bool off = is_switched_off(json);
    const std::string name = label_words(json, robot.key, desk.language()), steps = steps_words(desk, json, body(desk)),
                      trigger = robot.on_entry ? std::string() : trigger_words(desk, json), condition = json.contains("when") ? desk.tr("designer.only_if") : std::string(),
                      state = off ? desk.tr("designer.off") : std::string();
    std::string second = trigger;
    if (!steps.empty()) second += (second.empty() ? "" : ". ") + steps;
    const TextSpec quiet{.style = TextStyle::small, .color = t.text2, .max_lines = 3};
    const float width = r.w - 22 - 38;
    const bool badges = off || !condition.empty();
    const float lines = paragraph_height(ui, name, width) + (second.empty() ? 0.f : paragraph_height(ui, second, width, quiet));
    const float height = std::max(44.f, 16 + lines + (badges ? badge_height + 6 : 0.f)) + (ui.phone() ? 44.f : 0.f);
    const Rect box = r.cut_top(height);
    IdScope scope(ui, robot.key);
    const Chosen me{true, robot.key};
    std::string said = second;
    if (!condition.empty()) said += ", " + condition;
    if (off) said += ", " + state;
    if (off) outline(ui, box, t.line_strong, 8);
    else card_surface(ui, box);
    if (ui.phone()) {
        ui.tree().add({.id = ui.id("robot"), .role = Role::note, .name = name, .description = said, .rect = box});
    } else {
        const Press press = ui.press({.id = ui.id("robot"), .role = Role::button, .name = name, .description = said, .states = chosen_ == me ? state_selected : state_none, .rect = box});
        if (press.clicked) choose(me);
        if (chosen_ == me) outline_around(ui, box, t.accent, 8, 2);
        else if (press.hover > 0) outline_around(ui, box, with_alpha(t.line_strong, press.hover), 8);
        if (press.ring) focus_ring(ui, box, 8, t.sunken);
    }
    Rect in{box.x + 12, box.y + 8, box.w - 22, box.h - 16};
    const RobotMark mark = mark_of(json);
    const Rect square = in.cut_left(28, 10);
    fill(ui, {square.x, square.y, 28, 28}, off ? t.hover : tone_soft(t, mark.tone), 6);
    draw_icon(ui, {square.x, square.y, 28, 28}, mark.icon, 16, off ? t.text3 : tone_text(t, mark.tone));
    in.cut_top(draw_paragraph(ui, in, name, {.color = off ? t.text2 : t.text}));
    if (!second.empty()) in.cut_top(draw_paragraph(ui, in, second, quiet));
    if (badges) {
        in.cut_top(4);
        float x = in.x;
        if (!condition.empty()) x += badge(ui, {x, in.y}, condition, Tone::neutral) + 6;
        if (off) badge(ui, {x, in.y}, state, Tone::neutral);
    }
    if (ui.phone()) {
        const Rect row{box.x + 50, box.bottom() - 44, box.w - 60, 44};
        const std::string on_name = desk.tr("designer.on") + ": " + name, on = desk.tr("designer.on");
        (void)on_name;
        if (toggle_switch(ui, row, "on", on, !off)) {
            const auto* present = desk.ws().catalog().definition("automation", robot.key);
            edit_robot(desk, robot.key, switched(json, off, present ? &present->body : nullptr));
        }
    }
    return height;
}

void PipelineDesigner::carry(Desk& desk, const Rect& area) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    const Drag::Event event = drag_.update({ui.pointer(), ImGui::IsMouseDown(0), ui.escape()});
    if (event == Drag::Event::cancelled) return;
    const auto key_at = [&](int index) {
        const Json& stages = body(desk)["stages"];
        return index >= 0 && index < static_cast<int>(stages.size()) ? stages[static_cast<std::size_t>(index)].value("key", std::string()) : std::string();
    };
    if (event == Drag::Event::dropped) {
        const int from = static_cast<int>(drag_.what()), to = drag_.target();
        if (to >= 0 && to != from) move_stage(desk, key_at(from), to);
        return;
    }
    int target = -1;
    for (const auto& [key, rect] : heads_)
        if (area.contains(ui.pointer()) && ui.pointer().x >= rect.x && ui.pointer().x < rect.right()) target = stage_index(body(desk), key);
    drag_.over(target, desk.now().ms);
    const Rect ghost = drag_.ghost();
    ui.begin_layer(ui.id("ghost"), ghost, {.trap = false, .blocks = false, .initial_focus = false});
    raised_surface(ui, ghost, Elevation::drag, 8);
    const std::string key = key_at(static_cast<int>(drag_.what()));
    draw_text(ui, ghost.inset(12, 0), label_words(body(desk)["stages"][static_cast<std::size_t>(drag_.what())], key, desk.language()), {.weight = Weight::strong});
    ui.end_layer();
}

void PipelineDesigner::add_stage(Desk& desk, int after) {
    Json next = body(desk);
    const std::string key = ui::add_stage(next, after, desk.language(), desk.tr("designer.new_stage"));
    edit(desk, std::move(next));
    choose({false, key});
}

void PipelineDesigner::remove_stage(Desk& desk, const std::string& key) {
    const int at = stage_index(body(desk), key);
    Json next = body(desk);
    const Status removed = ui::remove_stage(next, key);
    told(desk, removed);
    if (!removed.ok()) return;
    const std::size_t near = static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(next["stages"].size()) - 1));
    const std::string neighbour = next["stages"][near].value("key", std::string());
    edit(desk, std::move(next));
    choose({false, neighbour});
}

void PipelineDesigner::add_robot(Desk& desk, const std::string& stage, RobotKind kind) {
    static constexpr const char* names[] = {"task", "sms", "notify", "comment", "move"};
    const char* word = names[static_cast<std::size_t>(kind)];
    const Json pipeline = body(desk);
    const int at = stage_index(pipeline, stage), n = static_cast<int>(pipeline["stages"].size());
    if (at < 0) return;
    const std::string next_stage = pipeline["stages"][static_cast<std::size_t>(std::min(at + 1, n - 1))].value("key", std::string());
    const std::string pack = key_.substr(0, key_.find('.'));
    const std::string key = free_key(desk.ws().catalog(), draft_, pack + "." + stage + "_" + word);
    edit_robot(desk, key, new_robot(kind, key, key_, stage, next_stage, desk.tr(std::string("designer.new.") + word), desk.language()));
    choose({true, key});
}

}  // namespace potok::ui
