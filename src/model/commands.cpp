#include <array>

#include "model/handlers.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

struct Entry {
    std::string_view name;
    Status (*run)(Operation&);
};

Status tick(Operation& op) {
    Reactor* reactor = op.workspace().reactor();
    return reactor ? reactor->run_due(op) : Status();
}

Status retry(Operation& op) {
    Reactor* reactor = op.workspace().reactor();
    const Json& firing = op.command().args.contains("firing") ? op.command().args["firing"] : Json();
    if (!firing.is_number_integer()) return error("command.argument_missing", {{"argument", "firing"}, {"command", "retry"}}, "firing");
    return reactor ? reactor->retry(op, firing.get<RowId>()) : Status();
}

Status start(Operation& op) {
    Args args(op);
    const std::string automation = args.text("automation");
    const RowId record = args.record("record");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, *op.workspace().type_of(record), record, {}));
    Reactor* reactor = op.workspace().reactor();
    return reactor ? reactor->start(op, automation, record) : Status();
}

Status stop(Operation& op) {
    Args args(op);
    const Json& firing = args.json("firing");
    const std::string comment = args.text("comment", true);
    POTOK_CHECK(args.status());
    if (!firing.is_number_integer()) return error("command.argument_missing", {{"argument", "firing"}, {"command", "stop"}}, "firing");
    Reactor* reactor = op.workspace().reactor();
    return reactor ? reactor->stop(op, firing.get<RowId>(), comment) : Status();
}

Status migrate(Operation& op) {
    Args args(op);
    const std::string automation = args.text("automation");
    const Json nodes = args.has("nodes") ? args.json("nodes") : Json::object();
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::admin, *op.catalog().type("task"), 0, {}));
    Reactor* reactor = op.workspace().reactor();
    return reactor ? reactor->migrate(op, automation, nodes) : Status();
}

constexpr std::array table = std::to_array<Entry>({
    {"create", handlers::create},
    {"create_many", handlers::create_many},
    {"change_many", handlers::change_many},
    {"set_fields", handlers::set_fields},
    {"move", handlers::move},
    {"delete", handlers::remove},
    {"restore", handlers::restore},
    {"comment", handlers::comment},
    {"create_task", handlers::create_task},
    {"update_task", handlers::update_task},
    {"complete_task", handlers::complete_task},
    {"decide", handlers::decide},
    {"delegate_task", handlers::delegate_task},
    {"reopen_task", handlers::reopen_task},
    {"add_check_item", handlers::add_check_item},
    {"set_check_item", handlers::set_check_item},
    {"book", handlers::book},
    {"rebook", handlers::rebook},
    {"release", handlers::release},
    {"attach", handlers::attach},
    {"detach", handlers::detach},
    {"receive_event", handlers::receive_event},
    {"read_notification", handlers::read_notification},
    {"set_setting", handlers::set_setting},
    {"define", handlers::define},
    {"undefine", handlers::undefine},
    {"publish", handlers::publish},
    {"install_pack", handlers::install_pack},
    {"update_pack", handlers::update_pack},
    {"create_person", handlers::create_person},
    {"set_roles", handlers::set_roles},
    {"add_line", handlers::add_line},
    {"change_line", handlers::change_line},
    {"remove_line", handlers::remove_line},
    {"copy_lines", handlers::copy_lines},
    {"issue_invoice", handlers::issue_invoice},
    {"correct_invoice", handlers::correct_invoice},
    {"issue_offer", handlers::issue_offer},
    {"revise_offer", handlers::revise_offer},
    {"decide_offer", handlers::decide_offer},
    {"invoice_offer", handlers::invoice_offer},
    {"set_schedule", handlers::set_schedule},
    {"issue_instalment", handlers::issue_instalment},
    {"make_document", handlers::make_document},
    {"record_payment", handlers::record_payment},
    {"allocate_payment", handlers::allocate_payment},
    {"send_message", handlers::send_message},
    {"report_delivery", handlers::report_delivery},
    {"settle_message", handlers::settle_message},
    {"relate", handlers::relate},
    {"unrelate", handlers::unrelate},
    {"merge_records", handlers::merge_records},
    {"next", handlers::next},
    {"release_claim", handlers::release_claim},
    {"move_work", handlers::move_work},
    {"undo", handlers::undo},
    {"undo_run", handlers::undo_run},
    {"tick", tick},
    {"retry", retry},
    {"start", start},
    {"stop", stop},
    {"migrate", migrate},
});

}  // namespace

Status dispatch(Operation& op) {
    for (const Entry& entry : table) {
        if (entry.name == op.command().name) return entry.run(op);
    }
    return error("command.unknown", {{"command", op.command().name}});
}

std::vector<std::string> command_names() {
    std::vector<std::string> out;
    for (const Entry& entry : table) out.emplace_back(entry.name);
    return out;
}

Json to_json(const Command& command) {
    Json json{{"name", command.name}, {"args", command.args}};
    if (!command.id.is_nil()) json["id"] = command.id.str();
    return json;
}

Result<Command> command_from_json(const Json& json) {
    if (!json.is_object() || !json.contains("name") || !json["name"].is_string())
        return error("command.malformed", {}, "/name");
    Command command{json["name"].get<std::string>(), json.value("args", Json::object()), {}};
    if (!command.args.is_object()) return error("command.malformed", {}, "/args");
    if (json.contains("id")) {
        if (!json["id"].is_string()) return error("command.malformed", {}, "/id");
        auto id = Uuid::parse(json["id"].get<std::string>());
        if (!id.ok()) return error("command.malformed", {}, "/id");
        command.id = *id;
    }
    return command;
}

}  // namespace potok::model
