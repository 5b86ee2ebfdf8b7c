// Verbs about the outbox: what a connector sends, what comes back, what people decide. They stand in for whoever delivers, over the same
// commands and the same reading of connectors; only the network is not there.
#include <fmt/format.h>

#include "automation/delivery.h"
#include "db/connection.h"
#include "model/queries.h"
#include "scenario/verbs_outbox.h"

namespace potok::scenario {
namespace {

Value state_of(World& world, model::RowId message) {
    const auto record = model::record(world.workspace(), message);
    return record ? record->get("state") : Value();
}

std::string request_text(const automation::HttpRequest& r) {
    std::string out = r.method + " " + r.url;
    for (const auto& [name, value] : r.headers) out += "\n" + name + ": " + value;
    return out + "\n" + r.body;
}

// The oldest message that is due, taken in hand by the connector, with its request.
Result<model::Outgoing> next(World& world, const Match& m) {
    model::Workspace& ws = world.workspace();
    for (const model::Outgoing& out : model::due_messages(ws, world.now())) {
        const auto record = model::record(ws, out.message);
        const auto connector = model::connector_for(ws.catalog(), record->text("connector"), record->text("channel"));
        if (!connector.ok() || connector->key != m.text("connector")) continue;
        if (!out.stale) {
            POTOK_CHECK(world.must(ws.robots(), "send_message", {{"message", world.ref(out.message)}}));
            POTOK_TRY(const auto request, automation::request_for(ws, out.message, {{"token", Value("s3cret")}}, world.now()));
            world.last_request = request_text(request);
        }
        return out;
    }
    return impossible(fmt::format("{} has nothing to send now", m.text("connector")));
}

Status report(World& world, const model::Outgoing& out, const char* outcome, const std::string& id = {}, const std::string& why = {}) {
    return world.must(world.workspace().robots(), "report_delivery",
                      {{"message", world.ref(out.message)}, {"attempt", out.attempt}, {"outcome", outcome}, {"id", id}, {"why", why}});
}

Status answers(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const model::Outgoing out, next(world, m));
    POTOK_TRY(const auto read, automation::read_reply(world.workspace(), out.message, {std::stoi(m.text("status")), step.block}, world.now()));
    static constexpr const char* words[] = {"sent", "refused", "unreached", "unknown"};
    return report(world, out, words[static_cast<std::size_t>(read.delivery)], read.id, read.why);
}

Status unreachable(World& world, const Match& m, const Step&) {
    POTOK_TRY(const model::Outgoing out, next(world, m));
    return report(world, out, "unreached", {}, "no connection");
}

Status silent(World& world, const Match& m, const Step&) {
    POTOK_TRY(const model::Outgoing out, next(world, m));
    return report(world, out, "unknown", {}, "no reply");
}

Status dies(World& world, const Match& m, const Step&) {
    const auto out = next(world, m);
    return out.ok() ? Status() : Status(out.error());
}

Status idle(World& world, const Match&, const Step&) {
    const auto due = model::due_messages(world.workspace(), world.now());
    return due.empty() ? Status() : unmet("nothing to send", fmt::format("{} messages are due", due.size()));
}

Status request_holds(World& world, const Match& m, const Step&) {
    return world.last_request.find(m.text("text")) != std::string::npos ? Status() : unmet(m.text("text"), world.last_request);
}

Result<model::RowId> message_to(World& world, const Match& m) {
    std::optional<model::RowId> found;
    for (const auto& message : model::messages(world.workspace(), {}))
        if (message.to == m.text("address") && (!found || message.row > *found)) found = message.row;
    if (!found) return impossible("there is no message to " + m.text("address"));
    return *found;
}

Status settle(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto message, message_to(world, m));
    const char* verdict = m.has("sent") ? "sent" : m.has("again") ? "again" : "withdrawn";
    return world.act(who, "settle_message", {{"message", world.ref(message)}, {"verdict", verdict}});
}

Status is(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto message, message_to(world, m));
    const Value state = state_of(world, message);
    const std::string* word = state.as<std::string>();
    if (!word || *word != m.text("state")) return unmet(m.text("state"), word ? *word : "nothing");
    const auto record = model::record(world.workspace(), message);
    if (m.has("why") && record->text("why").find(m.text("why")) == std::string::npos) return unmet(m.text("why"), record->text("why"));
    return {};
}

}  // namespace

void add_outbox_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Messages on their way out";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("connector <connector:name> sends and gets <status:number>",
        "The oldest message that is due goes out by it; the reply has that HTTP status and the block as its body.", answers);
    add("connector <connector:name> sends and cannot get through", "The message certainly did not arrive.", unreachable);
    add("connector <connector:name> sends and gets no reply", "Nobody knows whether it arrived.", silent);
    add("connector <connector:name> stops while sending", "The device ends with the message in hand.", dies);
    add("expect nothing to send", "No message is due.", idle);
    add("expect request containing <text>", "The last request (method and URL, headers, body) holds that text.", request_holds);
    add("expect message to <address:text> to be <state:name> [because <why:text>]",
        "queued, sending, sent, failed, uncertain, withdrawn; of the newest to that address.", is);
    add("<who> settles message to <address:text> as (sent|again|withdrawn)", "A person decides what is to become of it.", settle);
}

}  // namespace potok::scenario
