#include "ui/card/process_tab.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "automation/explain.h"
#include "generated/icons.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using FlowNode = automation::Node;
using K = FlowNode::Kind;

constexpr int most_runs = 50;

automation::Engine* engine_of(Desk& desk) { return dynamic_cast<automation::Engine*>(desk.ws().reactor()); }

bool is_process(const automation::Automation& a) {
    const Json body = Json::parse(a.body, nullptr, false);
    return body.is_object() && body.contains("nodes");
}

// The key by which tasks and decisions name the step that asked for them.
std::string task_key(const FlowNode& n) {
    if (n.kind == K::approval && n.approval) return n.approval->task.key;
    if (const auto* task = std::get_if<automation::TaskStep>(&n.action)) return task->key;
    return {};
}

}  // namespace

void ProcessTab::read(Desk& desk) {
    stale_ = true;
    automation::Engine* engine = engine_of(desk);
    const model::RecordType* type = desk.ws().type_of(record_);
    any_ = engine && type && !automation::automations_for(*engine, desk.ws(), *type).empty();
    running_ = any_ ? static_cast<int>(automation::live_firings(desk.ws().db(), record_).size()) : 0;
}

void ProcessTab::read_all(Desk& desk) {
    stale_ = false;
    decisions_ = decisions_of(desk, record_);
    read_runs(desk);
    read_robots(desk);
    read_run(desk);
}

const ProcessTab::Run* ProcessTab::chosen() const {
    const auto at = std::find_if(runs_.begin(), runs_.end(), [&](const Run& r) { return r.firing.row == chosen_; });
    return at == runs_.end() ? nullptr : &*at;
}

void ProcessTab::read_runs(Desk& desk) {
    runs_.clear();
    automation::Engine* engine = engine_of(desk);
    if (!engine) return;
    for (automation::FiringRow& firing : automation::runs_of(desk.ws(), record_, most_runs)) {
        const auto version = engine->registry(desk.ws()).version(desk.ws().db(), desk.ws().catalog(), firing.flow);
        Run run;
        run.label = version.ok() ? (*version)->label.in(desk.language()) : firing.automation;
        run.process = version.ok() && is_process(**version);
        run.firing = std::move(firing);
        runs_.push_back(std::move(run));
    }
    for (std::size_t i = runs_.size(); i-- > 0;) {
        Run& run = runs_[i];
        for (std::size_t j = i + 1; j < runs_.size(); ++j)
            if (runs_[j].firing.automation == run.firing.automation) run.number = std::max(run.number, runs_[j].number + 1);
        run.name = desk.tr("process.run", {{"n", std::to_string(run.number)}, {"when", moment_text(desk.ui().locale(), desk.zone(), run.firing.at, desk.now())}});
    }
    if (chosen_by_hand_ && chosen()) return;
    // The process that is under way; else one that has ended; robots have their list below.
    const auto rank = [](const Run& r) { return (r.process ? 2 : 0) + (r.firing.state == "running" || r.firing.state == "failed" ? 1 : 0); };
    const auto best = std::max_element(runs_.begin(), runs_.end(), [&](const Run& a, const Run& b) { return rank(a) < rank(b); });
    const model::RowId was = chosen_;
    chosen_ = best == runs_.end() ? 0 : best->firing.row;
    if (chosen_ != was) bring_into_view_ = true;
}

void ProcessTab::read_run(Desk& desk) {
    flow_.reset();
    steps_.clear(), passed_.clear();
    open_ = -1;
    layout_ = FlowLayout();
    const Run* run = chosen();
    automation::Engine* engine = engine_of(desk);
    if (!run || !engine) return;
    const auto version = engine->registry(desk.ws()).version(desk.ws().db(), desk.ws().catalog(), run->firing.flow);
    if (!version.ok()) return;
    flow_ = *version;
    const auto& nodes = flow_->graph.nodes;
    const auto labels = node_labels(flow_->body, desk.language());
    for (const FlowNode& n : nodes) {
        const auto label = std::find_if(labels.begin(), labels.end(), [&](const auto& l) { return l.first == n.id; });
        Step step;
        step.text = step_text(desk, n, record_, label == labels.end() ? std::string_view() : std::string_view(label->second));
        steps_.push_back(std::move(step));
    }
    passed_.assign(flow_->graph.flows.size(), false);
    layout_ = lay_out(flow_->graph);
    follow_trail(desk, *run);
    note_waits(desk, *run);
    note_tasks(desk, *run);
}

// From stop to stop: what lies between is the shortest way there.
void ProcessTab::follow_trail(Desk& desk, const Run& run) {
    const automation::Graph& graph = flow_->graph;
    std::vector<bool> been(graph.nodes.size(), false);
    been[0] = true;
    steps_[0].state = StepState::passed;
    steps_[0].at = run.firing.at;
    std::vector<std::pair<model::RowId, int>> last;  // token → node
    const auto walk = [&](const std::vector<int>& way) {
        for (const int f : way) {
            const automation::Flow& flow = graph.flows[static_cast<std::size_t>(f)];
            passed_[static_cast<std::size_t>(f)] = true;
            for (const int n : {flow.from, flow.to}) {
                been[static_cast<std::size_t>(n)] = true;
                if (steps_[static_cast<std::size_t>(n)].state == StepState::ahead) steps_[static_cast<std::size_t>(n)].state = StepState::passed;
            }
        }
    };
    const std::vector<automation::Stop> stops = automation::trail_of(desk.ws(), run.firing);
    for (const automation::Stop& stop : stops) {
        const int node = graph.index_of(stop.node);
        if (node < 0) continue;
        auto before = std::find_if(last.begin(), last.end(), [&](const auto& l) { return l.first == stop.token; });
        walk(before != last.end() ? way_between(graph, before->second, node) : way_from_any(graph, been, node));
        if (before != last.end()) before->second = node;
        else last.emplace_back(stop.token, node);
        been[static_cast<std::size_t>(node)] = true;
        Step& step = steps_[static_cast<std::size_t>(node)];
        step.at = stop.at;
        step.until = stop.until;
        step.state = !stop.until ? StepState::here : stop.withdrawn ? StepState::withdrawn : StepState::passed;
        for (int scope = graph.nodes[static_cast<std::size_t>(node)].parent; scope >= 0; scope = graph.nodes[static_cast<std::size_t>(scope)].parent)
            if (steps_[static_cast<std::size_t>(scope)].state == StepState::ahead) steps_[static_cast<std::size_t>(scope)].state = stop.until ? StepState::passed : StepState::here;
    }
    // The last stop of a run that has come to its end leads there, where there is but one end to come to.
    if (run.firing.state == "done" && !stops.empty()) {
        const int from = graph.index_of(stops.back().node);
        std::vector<int> best;
        for (std::size_t i = 0; i < graph.nodes.size() && from >= 0; ++i) {
            const K kind = graph.nodes[i].kind;
            if (kind != K::end && kind != K::terminate) continue;
            const auto way = way_between(graph, from, static_cast<int>(i));
            if (!way.empty() && (best.empty() || way.size() < best.size())) best = way;
        }
        walk(best);
    }
    for (const automation::TokenRow& token : automation::load_tokens(desk.ws().db(), run.firing.row)) {
        const int node = graph.index_of(token.node);
        if (node < 0 || token.state != automation::TokenRow::State::failed) continue;
        steps_[static_cast<std::size_t>(node)].state = StepState::failed;
        steps_[static_cast<std::size_t>(node)].error = token.error;
    }
}

void ProcessTab::note_waits(Desk& desk, const Run& run) {
    if (run.firing.state != "running" && run.firing.state != "failed") return;
    for (const automation::WaitRow& wait : automation::waits_of_firing(desk.ws().db(), run.firing.row)) {
        const int node = flow_->graph.index_of(wait.node);
        if (node < 0 || !wait.due) continue;
        Step& step = steps_[static_cast<std::size_t>(node)];
        step.due = wait.due;
        step.note = desk.tr("process.until", {{"when", due_text(desk.ui().locale(), desk.zone(), *wait.due, desk.now(), true)}});
        step.soon = *wait.due - desk.now() < 86'400'000;
    }
}

// Who did what the step asked, or is to do it until when.
void ProcessTab::note_tasks(Desk& desk, const Run& run) {
    const model::Workspace& ws = desk.ws();
    const Locale& locale = desk.ui().locale();
    const auto tasks = model::tasks(ws, {.assignee = {}, .record = record_, .open_only = false});
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const std::string key = task_key(flow_->graph.nodes[i]);
        if (key.empty()) continue;
        const model::Task* latest = nullptr;
        for (const model::Task& task : tasks) {
            const auto r = task.key == key ? model::record(ws, task.row) : std::nullopt;
            const Decimal* of = r ? r->get("run").as<Decimal>() : nullptr;
            if (of && of->to_int64().value_or(0) == run.firing.row && (!latest || task.row > latest->row)) latest = &task;
        }
        Step& step = steps_[i];
        if (latest) {
            step.text.title = latest->title;
            step.person = latest->state == "done" ? latest->done_by : latest->assignee;
            if (step.person) step.person_name = model::title_of(ws, step.person);
            step.note = step.person_name;
            if (latest->state == "done" && latest->done_at) {
                step.note += (step.note.empty() ? "" : ", ") + locale.day_month(desk.zone().to_local(*latest->done_at).date);
            } else if (latest->state == "open" && latest->due) {
                step.due = latest->due;
                step.note = desk.tr(*latest->due < desk.now() ? "tasks.was_due" : "tasks.due", {{"when", due_text(locale, desk.zone(), *latest->due, desk.now(), true)}});
                step.soon = *latest->due - desk.now() < 86'400'000;
            } else if (latest->state == "withdrawn") {
                step.note = desk.tr("process.withdrawn");
            }
        }
        for (const Decision& d : decisions_) {  // latest first
            if (d.run != run.firing.row || d.step != key) continue;
            step.note = verdict_label(desk, d.verdict) + ", " + locale.day_month(desk.zone().to_local(d.at).date);
            step.person = d.person;
            step.person_name = d.person_name;
            step.comment = d.comment;
            break;
        }
    }
}

void ProcessTab::read_robots(Desk& desk) {
    robots_.clear();
    automation::Engine* engine = engine_of(desk);
    const auto data = model::record(desk.ws(), record_);
    if (!engine || !data) return;
    const Locale& locale = desk.ui().locale();
    const std::string pipeline = data->text("pipeline");
    for (const auto& a : engine->registry(desk.ws()).all()) {
        if (a->type != data->type->key || (!a->pipelines.empty() && std::ranges::find(a->pipelines, pipeline) == a->pipelines.end())) continue;
        Robot robot;
        robot.key = a->key;
        robot.label = a->label.in(desk.language());
        robot.manual = std::any_of(a->triggers.begin(), a->triggers.end(), [](const auto& t) { return t.kind == automation::Trigger::Kind::manual; });
        const auto last = automation::last_firings(desk.ws().db(), a->key, record_, 1);
        if (last.empty()) {
            robot.facts = desk.tr("why.never");
        } else {
            const automation::FiringRow& f = last.front();
            robot.failed = f.state == "failed";
            robot.firing = f.row;
            robot.facts = desk.tr(std::string("why.state_") + f.state) + ", " + moment_text(locale, desk.zone(), f.ended_at.value_or(f.at), desk.now());
            if (f.error) robot.facts += ". " + locale.sentence(*f.error);
        }
        robots_.push_back(std::move(robot));
    }
    // What has done something, or is about to, before what never has.
    std::stable_sort(robots_.begin(), robots_.end(), [](const Robot& a, const Robot& b) {
        return a.failed != b.failed ? a.failed : (a.firing != 0) != (b.firing != 0) ? a.firing != 0 : false;
    });
}

}  // namespace potok::ui
