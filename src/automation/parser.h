// Reading an automation's JSON. Shared by the reader of robots and that of processes; used by definition.cpp only.
#pragma once

#include <span>

#include "automation/definition.h"
#include "model/json_reader.h"

namespace potok::automation {

using model::JsonReader;

// Reads the parts that both spellings have. The first error goes to the reader's sink; what is returned then is not used.
class Parser {
public:
    // `pipelines`: those it is about, none where it is about a type.
    Parser(const model::Catalog& catalog, const model::RecordType& type, std::vector<const model::Pipeline*> pipelines)
        : catalog_(catalog), type_(type), pipelines_(std::move(pipelines)) {}

    Formula formula(const JsonReader& r, std::string_view key, Formula::Expect expect = Formula::Expect::anything);
    Text text(const JsonReader& r, std::string_view key, bool required);
    Text text_at(const JsonReader& at);
    std::vector<std::string> keys(const JsonReader& r, std::string_view key);  // one key or a list
    std::vector<std::string> stages(const JsonReader& r, std::string_view key);
    std::optional<TimeOfDay> local_time(const JsonReader& r, std::string_view key);
    void field_must_exist(const JsonReader& r, std::string_view key, const model::RecordType& type, const std::string& name);

    Trigger trigger(const JsonReader& r);
    Ground ground(const JsonReader& r);
    Scope scope(const JsonReader& body, const std::vector<Trigger>& triggers);
    TimeSpec time(const JsonReader& r, bool may_repeat = false);
    std::vector<Wait> waits(const JsonReader& r);
    // The keys of which one says what an action is.
    static std::span<const std::string_view> action_keys();
    // Refuses keys that are neither an action's nor in the list.
    static void only_with_actions(const JsonReader& r, std::initializer_list<std::string_view> others);
    // The action that stands under one of the action keys of `r`.
    Action action(const JsonReader& r);
    TaskStep task(const JsonReader& r, bool asks_assignee = true);
    InvoiceStep invoice(const JsonReader& r, bool offer);  // parse_invoice.cpp
    IssueStep issue(const JsonReader& r);
    ScheduleStep schedule(const JsonReader& r);
    void rate(const JsonReader& r, std::string& code, Formula& formula);  // "23", or "= FEEL"
    Action plan(const JsonReader& at);  // parse_plan.cpp
    DocumentStep document(const JsonReader& r);  // parse_document.cpp
    std::shared_ptr<const ApprovalStep> approval(const JsonReader& r);
    std::shared_ptr<const Call> call(const JsonReader& r);
    DecideStep decide(const JsonReader& r);
    // "loop" of a process's activity; "for_each" of a robot has the same members. What it binds is known until `leave_loop`.
    Loop enter_loop(const JsonReader& r, std::string_view list_key);
    void leave_loop() { items_.pop_back(); }
    static expr::Type item_type_of(const Formula& list);
    Formula compile(const JsonReader& at, const std::string& source, Formula::Expect expect);

    Graph robot(const JsonReader& body);
    Graph process(const JsonReader& body);

private:
    const model::Catalog& catalog_;
    const model::RecordType& type_;
    std::vector<const model::Pipeline*> pipelines_;
    std::vector<std::pair<std::string, expr::Type>> items_;  // of the loops around what is being read

    FormulaScope names() const { return {&catalog_, &type_, &items_}; }
    void person(const JsonReader& r, std::string_view key, Formula& formula, std::string& role);
    // {"field": "FEEL" or a text by languages}; with `paths` also "client.note": a field of the record that an expression names.
    std::vector<FieldValue> assignments(const JsonReader& r, std::string_view key, const model::RecordType& type, bool paths = false);
    MoveStep move(const JsonReader& at);
    std::vector<std::pair<std::string, Formula>> named(const JsonReader& r, std::string_view key);
    std::vector<std::pair<std::string, std::string>> assigned(const JsonReader& r, std::string_view key);
    std::vector<FormField> form(const JsonReader& r);
    void connector_must_serve(const JsonReader& at, const std::string& key, std::string_view channel);
    bool asks_for_document(const std::string& key) const;
    Action create(const JsonReader& at);
    // Length in ms of "PT24H", or of "P1D" as days. False when it is neither.
    static bool read_duration(const std::string& text, bool& days, std::int64_t& amount);
    Wait one_wait(const JsonReader& r);
    void amount(const JsonReader& r, TimeSpec& out);
    std::string calendar(const JsonReader& r);

    Node process_node(const JsonReader& r);
    void process_scope(const JsonReader& body, Graph& graph, int parent, int depth);
};

// Building a graph. Flows know their nodes and nodes their flows.
int add_node(Graph& graph, Node node);
int add_flow(Graph& graph, int from, int to, Formula when = {}, bool otherwise = false);
// What must hold of any graph: one start, gateways with a way out, ends without one, all reachable. Error: automation.*
Status check_graph(const Graph& graph);

}  // namespace potok::automation
