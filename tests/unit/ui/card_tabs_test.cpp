// The card's tabs on the whole app: documents, offers and invoices, messages, process.
#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "model/settlement.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

Json ref(AppDriver& d, model::RowId row) { return to_json(Value(d.ws().id_of(row))); }

model::Outcome must(AppDriver& d, const char* name, Json args) {
    auto done = d.ws().apply({name, std::move(args)}, d.ws().administrator(), d.host.now());
    if (!done.ok()) throw std::runtime_error(describe(done.error()));
    return std::move(done).value();
}

// The pack without samples, a client and a deal of theirs whose card is open.
struct Opened {
    model::RowId client = 0, deal = 0;
};
Opened open_deal(AppDriver& d) {
    d.click(Role::radio, "Suspended ceilings");
    if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
    d.click(Role::button, "Start");
    Opened o;
    o.client = must(d, "create", {{"type", "client"}, {"values", {{"title", "Marina Lebedeva"}, {"phone", "+7 927 555-01-42"}}}}).record;
    const auto* pipeline = d.ws().catalog().pipelines().front().get();
    o.deal = must(d, "create", {{"type", pipeline->type}, {"pipeline", pipeline->key}, {"values", {{"title", "Flat, 46 m²"}}}}).record;
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str());
    d.settle();
    return o;
}

// In place of what stands there.
void refill(AppDriver& d, std::string_view field, std::string_view text) {
    d.click(Role::textbox, field);
    d.key(ImGuiKey_A, ImGuiKey_LeftCtrl);
    d.type(text);
}

model::RowId newest(AppDriver& d, const char* type) {
    const auto rows = model::newest_records(d.ws(), type, 1);
    REQUIRE(rows.size() == 1);
    return rows.front();
}

}  // namespace

TEST_CASE("the card's tabs stand in the address, and Back follows them", "[ui][app][card]") {
    AppDriver d;
    const Opened o = open_deal(d);
    CHECK(d.get(Role::tab, "Overview").has(state_selected));
    d.click(Role::tab, "Documents");
    CHECK(d.host.route_ == "/record/" + d.ws().id_of(o.deal).str() + "?tab=documents");
    CHECK(d.find(Role::heading, "All documents"));
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str() + "?tab=money");
    d.settle();
    CHECK(d.find(Role::heading, "Invoices"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
}

TEST_CASE("an invoice is made, filled in, issued, paid and corrected on the card", "[ui][app][card]") {
    const float width = GENERATE(1440.f, 390.f);
    AppDriver d(1440, 900);
    const Opened o = open_deal(d);
    d.host.resize(width, 1400);  // all of it in sight
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str() + "?tab=money");
    d.settle();
    d.click(Role::button, "New invoice");
    const model::RowId invoice = newest(d, "invoice");
    CHECK(d.find(Role::heading, "Draft invoice"));
    CHECK(d.get(Role::button, "Issue").has(state_disabled));
    d.fill("New line", "Ceiling, white");
    d.fill("Quantity", "2");
    d.fill("Unit price", "1000");
    d.key(ImGuiKey_Tab);
    d.click(Role::button, "Add the line");
    REQUIRE(model::lines_of(d.ws(), invoice).size() == 1);
    CHECK(model::lines_of(d.ws(), invoice)[0].price.minor == 100'000);
    CHECK(d.find(Role::listitem, "Ceiling, white"));

    // Without a client the refusal says so, and nothing is issued.
    d.click(Role::button, "Issue");
    CHECK(model::number_of(d.ws(), invoice).empty());
    CHECK(d.find(Role::alert, "has no client"));
    must(d, "set_fields", {{"record", ref(d, invoice)}, {"values", {{"client", ref(d, o.client)}}}});
    d.settle();
    d.click(Role::button, "Issue");
    REQUIRE_FALSE(model::number_of(d.ws(), invoice).empty());
    CHECK(d.find(Role::heading, model::number_of(d.ws(), invoice)));
    CHECK_FALSE(d.find(Role::textbox, "Unit price"));  // what is issued changes no more

    d.click(Role::button, "Record a payment");
    refill(d, "Amount", "500");
    d.key(ImGuiKey_Tab);
    d.click(Role::button, "Record");
    const auto balance = model::balance_of(d.ws(), invoice);
    REQUIRE(balance.ok());
    CHECK(balance->paid.minor == 50'000);
    CHECK(balance->state == "partly_paid");

    for (int i = 0; i < 600; ++i) d.frame();  // the notice has gone
    d.click(Role::button, "Correct");
    refill(d, "Quantity", "1");
    d.fill("Reason", "One was broken");
    d.click(Role::button, "Issue the correction");
    const auto corrected = model::balance_of(d.ws(), invoice);
    REQUIRE(corrected.ok());
    CHECK(corrected->owed.minor * 2 == balance->owed.minor);
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("an offer is issued, refused with its reason, revised", "[ui][app][card]") {
    AppDriver d;
    const Opened o = open_deal(d);
    const model::RowId offer = must(d, "create", {{"type", "offer"}, {"values", {{"title", "Offer"}, {"record", ref(d, o.deal)}, {"client", ref(d, o.client)}}}}).record;
    must(d, "add_line", {{"document", ref(d, offer)}, {"title", "Ceiling"}, {"price", to_json(Value(Money{100'000, "RUB"}))}});
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str() + "?tab=money");
    d.settle();
    d.click(Role::button, "Issue");
    d.click(Role::button, "New version");
    REQUIRE(model::all_records(d.ws(), "offer").size() == 2);
    CHECK(d.get(Role::heading, "Draft offer").name.find("version 2") != std::string_view::npos);
    const model::RowId second = newest(d, "offer");
    d.click(Role::button, "Issue");
    CHECK(model::record(d.ws(), offer)->text("state") == "replaced");
    d.click(Role::button, "Rejected");
    CHECK(d.get(Role::button, "Rejected").has(state_disabled));  // why it was must be said
    d.fill("Reason", "Too dear");
    d.click(Role::button, "Rejected");
    CHECK(model::record(d.ws(), second)->text("state") == "rejected");
    CHECK(model::record(d.ws(), second)->text("reason") == "Too dear");
    CHECK_FALSE(d.find(Role::button, "New version"));  // it has been decided
}

TEST_CASE("a payment schedule is set and its parts are told", "[ui][app][card]") {
    AppDriver d;
    const Opened o = open_deal(d);
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str() + "?tab=money");
    d.settle();
    d.click(Role::button, "Set a payment schedule");
    refill(d, "Amount in all", "3000");
    d.key(ImGuiKey_Tab);
    refill(d, "Equal monthly parts", "3");
    d.key(ImGuiKey_Tab);
    d.click(Role::button, "Set the schedule");
    CHECK(model::find_records(d.ws(), "instalment", "record", Value(Ref{d.ws().id_of(o.deal)})).size() == 3);
    CHECK(d.find(Role::listitem, "1/3"));
    CHECK(d.get(Role::listitem, "1/3").value == "due");
    CHECK(d.get(Role::listitem, "2/3").value == "ahead");
}

TEST_CASE("what became of a message is said, and settled by a person", "[ui][app][card]") {
    AppDriver d;
    const Opened o = open_deal(d);
    const std::string type = model::record(d.ws(), o.deal)->type->key;
    must(d, "define", {{"kind", "automation"}, {"key", "t.sms"}, {"body", Json::parse(R"({"label": "Tell them", "trigger": {"on": "manual"}, "scope": "operation", "type": ")" + type +
        R"(", "do": [{"message": {"channel": "sms", "to": "\"+7 927 555-01-42\"", "text": "We are on our way"}}]})")}});
    must(d, "start", {{"automation", "t.sms"}, {"record", ref(d, o.deal)}});
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str() + "?tab=messages");
    d.settle();
    const auto state = [&] { return std::string(d.get(Role::listitem, "SMS to +7 927 555-01-42").value); };
    CHECK(state() == "queued");
    CHECK(d.get(Role::listitem, "SMS to").description.find("no connector") != std::string_view::npos);
    must(d, "define", {{"kind", "connector"}, {"key", "t.gate"}, {"body", Json::parse(R"({"label": "Gate", "channel": "sms",
        "request": {"method": "POST", "url": "https://gate.example/send", "json": {"to": "=to"}}, "reply": {"sent": "status = 200"}})")}});
    const model::RowId row = newest(d, "message");
    must(d, "send_message", {{"message", ref(d, row)}});
    must(d, "report_delivery", {{"message", ref(d, row)}, {"attempt", to_json(Value(1))}, {"outcome", "unknown"}});
    d.settle();
    CHECK(state() == "uncertain");
    d.click(Role::button, "Send again");
    CHECK(state() == "queued");
    must(d, "send_message", {{"message", ref(d, row)}});
    must(d, "report_delivery", {{"message", ref(d, row)}, {"attempt", to_json(Value(1))}, {"outcome", "refused"}, {"why", "No such number"}});
    d.settle();
    CHECK(state() == "not sent");
    CHECK(d.get(Role::listitem, "SMS to").description.find("No such number") != std::string_view::npos);
    d.click(Role::button, "Withdraw");
    CHECK(state() == "withdrawn");
    CHECK_FALSE(d.find(Role::button, "Send again"));
}

TEST_CASE("a document's state and end are changed in its row; a later version keeps the earlier one", "[ui][app][card]") {
    AppDriver d;
    const Opened o = open_deal(d);
    const std::string hash(64, 'a');
    must(d, "attach", {{"record", ref(d, o.deal)}, {"name", "contract.pdf"}, {"media_type", "application/pdf"}, {"size", 1000}, {"sha256", hash}});
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str() + "?tab=documents");
    d.settle();
    CHECK(d.get(Role::listitem, "contract.pdf").rect.w > 0);
    d.click(Role::combobox, "State");
    d.click(Role::option, "ready");
    const model::RowId file = newest(d, "attachment");
    CHECK(model::record(d.ws(), file)->text("state") == "ready");
    must(d, "set_fields", {{"record", ref(d, file)}, {"values", {{"valid_until", to_json(Value(*parse_date("2026-11-01")))}}}});
    d.settle();
    CHECK(d.get(Role::listitem, "contract.pdf").description.find("expired") != std::string_view::npos);
}

TEST_CASE("the process tab tells where a run stands, and stops it", "[ui][app][card]") {
    const float width = GENERATE(1440.f, 390.f);
    AppDriver d(1440, 900);
    const Opened o = open_deal(d);
    const std::string type = model::record(d.ws(), o.deal)->type->key;
    must(d, "define", {{"kind", "automation"}, {"key", "t.measure"}, {"body", Json::parse(R"({"label": "Measuring", "trigger": {"on": "manual"}, "ground": "record", "withdraw_tasks": true,
        "nodes": [{"id": "start", "type": "startEvent"}, {"id": "visit", "type": "userTask", "task": {"key": "visit", "title": "Visit the place"}},
                  {"id": "which", "type": "exclusiveGateway"}, {"id": "plan", "type": "userTask", "label": "Draw the plan", "task": {"key": "plan", "title": "Plan"}},
                  {"id": "end", "type": "endEvent"}, {"id": "no", "type": "endEvent"}],
        "flows": [{"from": "start", "to": "visit"}, {"from": "visit", "to": "which"}, {"from": "which", "to": "plan", "when": "title != null"}, {"from": "which", "to": "no", "default": true}, {"from": "plan", "to": "end"}],
        "type": ")" + type + R"("})")}});
    d.settle();
    d.host.resize(width, 900);
    d.app.on_route("/record/" + d.ws().id_of(o.deal).str() + "?tab=process");
    d.settle();
    REQUIRE(d.find(Role::listitem, "Measuring"));
    must(d, "start", {{"automation", "t.measure"}, {"record", ref(d, o.deal)}});
    d.settle();
    CHECK(d.find(Role::button, "Visit the place, here now"));
    CHECK(d.find(Role::button, "Draw the plan, ahead"));
    const auto tasks = model::tasks(d.ws(), {.assignee = {}, .record = o.deal});
    REQUIRE(tasks.size() == 1);
    must(d, "complete_task", {{"task", ref(d, tasks[0].row)}});
    d.settle();
    CHECK(d.find(Role::button, "Visit the place, passed"));
    CHECK(d.find(Role::button, "Plan, here now"));
    d.click(Role::button, "Visit the place, passed");
    CHECK(d.find(Role::dialog, "Visit the place"));
    d.key(ImGuiKey_Escape);
    d.click(Role::button, "Stop the process");
    REQUIRE(d.find(Role::alertdialog, "Stop"));
    const Node* yes = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.name == "Stop the process") yes = &n;  // the dialog's stands last
    REQUIRE(yes);
    d.press(yes->rect.center());
    CHECK(model::tasks(d.ws(), {.assignee = {}, .record = o.deal}).empty());
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("a document that a stage asks for is made good where it is reported", "[ui][app][card]") {
    AppDriver d;
    open_deal(d);
    must(d, "define", {{"kind", "type"}, {"key", "t.deal"}, {"body", {{"label", "Deal"}, {"on_pipeline", true}}}});
    must(d, "define", {{"kind", "pipeline"}, {"key", "t.deals"}, {"body", Json::parse(R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "a", "label": "Begun"},
        {"key": "b", "label": "Agreed", "gates": [{"documents": [{"key": "contract", "label": "Contract", "kind": "contract", "signed": true}, {"key": "permit", "label": "Permit", "kind": "permit"}]}]}]})")}});
    const model::RowId deal = must(d, "create", {{"type", "t.deal"}, {"pipeline", "t.deals"}, {"values", {{"title", "Flat"}}}}).record;
    const auto attach = [&](const char* kind) {
        must(d, "attach", {{"record", ref(d, deal)}, {"name", std::string(kind) + ".pdf"}, {"media_type", "application/pdf"}, {"size", 10}, {"sha256", std::string(64, kind[0] == 'c' ? 'c' : 'd')}, {"kind", kind}});
        d.settle();
    };
    d.app.on_route("/record/" + d.ws().id_of(deal).str() + "?tab=documents");
    d.settle();
    // The same in the tab: what is asked for, and how it stands.
    CHECK(d.get(Role::listitem, "Contract").value == "missing");
    attach("contract");
    CHECK(d.get(Role::listitem, "Contract").value == "being signed");
    d.click(Role::button, "Next: Agreed");
    REQUIRE(d.find(Role::dialog, "missing"));
    CHECK(d.get(Role::button, "Move").has(state_disabled));
    d.click(Role::button, "Signed");
    CHECK(model::record(d.ws(), newest(d, "attachment"))->text("state") == "signed");
    attach("permit");
    d.click(Role::button, "Move");
    CHECK(model::record(d.ws(), deal)->text("stage") == "b");
}
