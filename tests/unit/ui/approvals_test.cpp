#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "model/absences.h"
#include "model/approvals.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

// A company whose leads are approved by whoever is responsible as soon as they are worked on.
struct Approvals {
    explicit Approvals(AppDriver& driver) : d(driver) {
        d.click(Role::radio, "Suspended ceilings");
        if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
        d.click(Role::button, "Start");
        must({"define", {{"kind", "automation"}, {"key", "t.terms"}, {"body", Json::parse(R"json({
            "label": "Terms", "pipeline": "ceilings.leads", "trigger": {"on": "stage_entered", "stage": "in_work"},
            "do": [{"approval": {"key": "terms", "title": "Terms of {title}", "approvers": ["owner"], "rule": "one", "may_return": true,
                                 "form": [{"field": "amount", "required": true}, "room"]},
                    "approved": [{"move": {"to": "good"}}], "rejected": [{"comment": {"text": "Too little"}}]}]})json")}}});
        vera = must({"create_person", {{"name", "Vera"}, {"roles", Json::array({"administrator"})}}}).record;
        d.settle();
    }
    model::Outcome must(const model::Command& command) {
        auto done = d.ws().apply(command, d.ws().administrator(), d.host.now());
        if (!done.ok()) FAIL(describe(done.error()));
        return *done;
    }
    model::RowId ask(const char* title, model::RowId owner = 0) {
        const Uuid whose = d.ws().id_of(owner ? owner : d.ws().administrator());
        const model::RowId lead = must({"create", {{"type", "ceilings.lead"}, {"pipeline", "ceilings.leads"},
                                                   {"values", {{"title", title}, {"owner", to_json(Value(whose))}, {"amount", to_json(Value(Money{10'000'00, "RUB"}))}}}}}).record;
        must({"move", {{"record", to_json(Value(d.ws().id_of(lead)))}, {"to", "in_work"}}});
        return lead;
    }
    void show() {
        d.app.on_route("/approvals");
        d.settle();
    }
    std::vector<model::Decision> decisions(model::RowId lead) { return model::decisions_on(d.ws(), lead); }

    AppDriver& d;
    model::RowId vera = 0;
};

}  // namespace

TEST_CASE("an approval is decided with the value the approver has put in", "[ui][approvals]") {
    AppDriver d;
    Approvals a(d);
    const model::RowId lead = a.ask("Marina");
    d.settle();
    CHECK(d.get(Role::link, "Approvals").value == "1");
    a.show();
    CHECK(d.find(Role::heading, "Terms of Marina"));
    CHECK(d.find(Role::text, "10"));       // the amount as it is
    d.click(Role::textbox, "Amount");
    d.key(ImGuiKey_A, ImGuiMod_Ctrl);
    d.type("8000");
    d.key(ImGuiKey_Tab);
    CHECK(d.find(Role::text, "1 field changed"));
    d.click(Role::button, "Approve with changes");
    const auto kept = a.decisions(lead);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].verdict == "approve");
    REQUIRE(kept[0].changes.size() == 1);
    CHECK(kept[0].changes[0].field == "amount");
    CHECK(kept[0].changes[0].after.as<Money>()->minor == 8'000'00);
    // Nothing waits any more, and the page says so; what was decided is on the last tab.
    CHECK(d.find(Role::heading, "Nothing waits"));
    d.click(Role::tab, "Decided");
    CHECK(d.find(Role::listitem, "Approved: Terms of Marina"));
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("a refusal by one key asks for its comment in place", "[ui][approvals]") {
    AppDriver d;
    Approvals a(d);
    const model::RowId first = a.ask("Marina"), second = a.ask("Piotr");
    a.show();
    d.key(ImGuiKey_R);
    CHECK(a.decisions(first).empty());
    CHECK(d.get(Role::textbox, "Comment").has(state_invalid));
    d.type("Too little");
    d.key(ImGuiKey_Enter, ImGuiMod_Ctrl);
    REQUIRE(a.decisions(first).size() == 1);
    CHECK(a.decisions(first)[0].verdict == "reject");
    CHECK(a.decisions(first)[0].comment == "Too little");
    // The next one has taken its place; one key approves it.
    CHECK(d.find(Role::heading, "Terms of Piotr"));
    static_cast<Commands&>(d.ui()).focus(0);
    d.settle();
    d.key(ImGuiKey_A);
    REQUIRE(a.decisions(second).size() == 1);
    CHECK(a.decisions(second)[0].verdict == "approve");
    CHECK(model::record(d.ws(), second)->text("stage") == "in_work");  // a gate of the next stage still wants the client
}

TEST_CASE("what the form requires is asked for where it stands", "[ui][approvals]") {
    AppDriver d;
    Approvals a(d);
    const model::RowId lead = a.ask("Marina");
    a.must({"set_fields", {{"record", to_json(Value(d.ws().id_of(lead)))}, {"values", {{"amount", nullptr}}}}});
    a.show();
    d.click(Role::button, "Approve");
    CHECK(a.decisions(lead).empty());
    CHECK(d.get(Role::textbox, "Amount").has(state_invalid));
}

TEST_CASE("a substitute sees whose decision it is; absences are entered and removed at the side", "[ui][approvals]") {
    AppDriver d;
    Approvals a(d);
    const model::RowId lead = a.ask("Marina", a.vera);
    a.show();
    CHECK(d.find(Role::heading, "Nothing waits"));
    d.click(Role::button, "Substitutions");
    CHECK(d.find(Role::dialog, "Substitutions"));
    CHECK(d.get(Role::button, "Add").has(state_disabled));
    // Vera is away today, and the administrator stands in.
    const Date today = d.ws().zone().to_local(d.host.now()).date;
    a.must({"create", {{"type", "absence"}, {"values", {{"title", "Leave"}, {"person", to_json(Value(d.ws().id_of(a.vera)))}, {"from", to_json(Value(today))},
                                                        {"to", to_json(Value(today))}, {"substitute", to_json(Value(d.ws().id_of(d.ws().administrator())))}}}}});
    d.settle();
    CHECK(d.find(Role::listitem, "Vera"));
    CHECK(model::absences_from(d.ws(), today).size() == 1);
    d.key(ImGuiKey_Escape);
    CHECK(d.find(Role::heading, "Terms of Marina"));
    CHECK(d.find(Role::text, "in place of Vera"));
    d.click(Role::button, "Approve");
    REQUIRE(a.decisions(lead).size() == 1);
    CHECK(a.decisions(lead)[0].instead_of == a.vera);
    d.click(Role::button, "Substitutions");
    d.click(Role::button, "Remove the absence: Vera");
    CHECK(model::absences_from(d.ws(), today).empty());
}

TEST_CASE("an approval is delegated, and then waits for the other one", "[ui][approvals]") {
    AppDriver d;
    Approvals a(d);
    a.ask("Marina");
    a.show();
    d.click(Role::button, "Delegate");
    d.click(Role::menuitem, "Vera");
    CHECK(model::approvals_for(d.ws(), d.ws().administrator(), d.host.now()).empty());
    const auto hers = model::approvals_for(d.ws(), a.vera, d.host.now());
    REQUIRE(hers.size() == 1);
    CHECK(hers[0].instead_of == d.ws().administrator());
    d.click(Role::tab, "With others");
    CHECK(d.find(Role::listitem, "Terms of Marina"));
}

TEST_CASE("approvals on a phone: the list, then the form, then back", "[ui][approvals]") {
    AppDriver d(390, 844);
    Approvals a(d);
    a.ask("Marina");
    a.show();
    d.click(Role::listitem, "Terms of Marina");
    CHECK(d.find(Role::button, "Approve"));
    CHECK(d.ui().tree().duplicates() == 0);
    CHECK(d.ui().lint() == std::vector<std::string>{});
    d.click(Role::button, "Back to the list");
    CHECK_FALSE(d.find(Role::button, "Approve"));
}
