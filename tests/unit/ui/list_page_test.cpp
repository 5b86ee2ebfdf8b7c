#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

// A company with clients, some of them in Tarnów.
struct Clients {
    explicit Clients(AppDriver& driver) : d(driver) {
        d.click(Role::radio, "Suspended ceilings");
        if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
        d.click(Role::button, "Start");
        for (const char* name : {"Żak", "Adamski", "Łoś", "Nowak"}) rows.push_back(make(name));
        d.settle();
    }
    model::Outcome must(const model::Command& command) {
        auto done = d.ws().apply(command, d.ws().administrator(), d.host.now());
        if (!done.ok()) FAIL(describe(done.error()));
        return *done;
    }
    model::RowId make(const char* name) {
        return must({"create", {{"type", "client"}, {"values", {{"title", name}, {"address", std::string(name) == "Nowak" ? "Tarnow" : "Bochnia"}}}}}).record;
    }
    void show(std::string_view route = "/list/client") {
        d.app.on_route(route);
        d.settle();
    }
    std::vector<std::string> names() {
        std::vector<std::string> out;
        for (const Node& n : d.ui().tree().nodes())
            if (n.role == Role::row && !n.name.empty()) out.emplace_back(n.name);
        return out;
    }
    // The cell of a column in the row of that name.
    Rect cell(std::string_view name, std::string_view column) {
        NodeId row = 0;
        for (const Node& n : d.ui().tree().nodes()) {
            if (n.role == Role::row && n.name == name) row = n.id;
            if (n.role == Role::gridcell && n.parent == row && row != 0 && n.name == column) return n.rect;
        }
        FAIL("no cell " << column << " of " << name << " in\n" << d.dump());
        return {};
    }
    void double_click(Point at) {
        d.host.move(at.x, at.y);
        d.frame();
        for (const bool down : {true, false, true, false}) {
            d.host.button(down);
            d.frame();
        }
        d.settle();
    }
    std::string text(model::RowId row, const char* field) { return model::record(d.ws(), row)->text(field); }

    AppDriver& d;
    std::vector<model::RowId> rows;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a list is sorted by its heads and found in by name", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    c.show();
    CHECK(d.find(Role::heading, "Clients"));
    CHECK(c.names() == Names{"Adamski", "Łoś", "Nowak", "Żak"});  // by name, as the alphabet has it
    d.click(Role::columnheader, "Name");
    CHECK(c.names() == Names{"Żak", "Nowak", "Łoś", "Adamski"});
    CHECK(d.get(Role::columnheader, "Name").value == "descending");
    d.click(Role::columnheader, "Address");
    CHECK(c.names().back() == "Nowak");
    d.click(Role::searchbox, "Find by name");
    d.type("los");
    CHECK(c.names() == Names{"Łoś"});
    CHECK(d.ui().tree().duplicates() == 0);
    CHECK(d.ui().lint() == std::vector<std::string>{});
}

TEST_CASE("a cell is edited in place, by a second click or by Enter, and given up by Escape", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    c.show();
    c.double_click(c.cell("Nowak", "Address").center());
    REQUIRE(d.find(Role::textbox, "Address"));
    d.key(ImGuiKey_A, ImGuiMod_Ctrl);
    d.type("Brzesko");
    d.key(ImGuiKey_Enter);
    CHECK(c.text(c.rows[3], "address") == "Brzesko");
    CHECK_FALSE(d.find(Role::textbox, "Address"));
    // On with the keyboard: one row up, into the same column.
    d.key(ImGuiKey_UpArrow);
    d.key(ImGuiKey_Enter);
    REQUIRE(d.find(Role::textbox, "Address"));
    d.type("x");
    d.key(ImGuiKey_Escape);
    CHECK(c.text(c.rows[2], "address") == "Bochnia");
    CHECK_FALSE(d.find(Role::textbox, "Address"));
}

TEST_CASE("a new row is a name and Enter", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    c.show();
    d.click(Role::textbox, "Add: Client");
    d.type("Parafia");
    d.key(ImGuiKey_Enter);
    CHECK(model::all_records(d.ws(), "client").size() == 5);
    CHECK(c.names().size() == 5);
}

TEST_CASE("what is selected is changed together, and taken back together", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    c.show();
    d.click(Role::checkbox, "Select all rows");
    CHECK(d.find(Role::text, "4 selected"));
    d.click(Role::button, "Set a field");
    d.click(Role::combobox, "Field");
    d.click(Role::option, "Kind");
    d.fill("Kind", "company");
    d.click(Role::button, "Apply");
    for (const model::RowId row : c.rows) CHECK(c.text(row, "kind") == "company");
    CHECK_FALSE(d.find(Role::text, "4 selected"));
    d.click(Role::button, "Undo");
    for (const model::RowId row : c.rows) CHECK(c.text(row, "kind").empty());
}

TEST_CASE("selected rows are copied for a spreadsheet and deleted as one", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    c.show();
    const Rect row = c.cell("Łoś", "Name");
    d.press({row.x - 20, row.center().y});  // its check box
    CHECK(d.find(Role::text, "1 selected"));
    d.click(Role::button, "Copy");
    CHECK(d.host.clipboard_.find("Łoś\t") != std::string::npos);
    CHECK(d.host.clipboard_.find("Name\t") == 0);
    d.click(Role::button, "Delete");
    d.click(Role::button, "Delete the records");
    CHECK(c.names() == Names{"Adamski", "Nowak", "Żak"});
    d.click(Role::button, "Undo");
    CHECK(c.names().size() == 4);
}

TEST_CASE("records of a pipeline are grouped by stage, with a sum; a group folds", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    const auto lead = [&](const char* name, std::int64_t minor) {
        c.must({"create", {{"type", "ceilings.lead"}, {"pipeline", "ceilings.leads"}, {"values", {{"title", name}, {"amount", to_json(Value(Money{minor, "RUB"}))}}}}});
    };
    lead("Marina", 10'000'00);
    lead("Piotr", 20'000'00);
    c.show("/list/ceilings.leads");
    d.click(Role::button, "Group");
    d.click(Role::menuitemcheckbox, "Stage");
    const Node* head = d.find(Role::rowheader, "");
    REQUIRE(head);
    CHECK(head->value == "2");
    CHECK(c.names().size() == 2);
    d.press(head->rect.center());
    CHECK(c.names().empty());
    // And back to the board.
    d.click(Role::tab, "Board");
    CHECK(d.host.route_ == "/board/ceilings.leads");
}

TEST_CASE("who may only read sees the table and cannot change it", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    c.must({"define", {{"kind", "role"}, {"key", "t.reader"}, {"body", Json::parse(R"({"label": "Reader", "grants": [{"type": "*", "verbs": ["read"]}]})")}}});
    c.must({"create_person", {{"name", "Rita"}, {"roles", Json::array({"t.reader"})}}});
    d.settle();
    REQUIRE(d.app.act_as_named("Rita"));
    d.settle();
    c.show("/list");
    REQUIRE(d.find(Role::listitem, "Clients"));
    CHECK(d.get(Role::listitem, "Clients").description.find("read only") != std::string_view::npos);
    d.click(Role::listitem, "Clients");
    CHECK(c.names().size() == 4);
    CHECK_FALSE(d.find(Role::textbox, "Add: Client"));
    c.double_click(c.cell("Nowak", "Address").center());
    CHECK_FALSE(d.find(Role::textbox, "Address"));
}

TEST_CASE("a list on a phone is rows of two lines", "[ui][list]") {
    AppDriver d(390, 844);
    Clients c(d);
    c.show();
    CHECK(d.find(Role::listitem, "Adamski"));
    CHECK(d.ui().tree().duplicates() == 0);
    d.click(Role::listitem, "Adamski");
    CHECK(d.host.route_ == "/client/" + d.ws().id_of(c.rows[1]).str());
}

TEST_CASE("a way of looking is kept under a name and found again", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    c.show();
    d.click(Role::columnheader, "Address");
    d.click(Role::searchbox, "Find by name");
    d.type("o");
    d.settle();
    CHECK(c.names() == Names{"Łoś", "Nowak"});
    d.click(Role::button, "View: All records");
    d.click(Role::menuitem, "Save as a new view…");
    CHECK(d.get(Role::button, "Save").has(state_disabled));
    d.click(Role::textbox, "Name of the view");
    d.type("With o");
    d.key(ImGuiKey_Enter);
    CHECK(d.find(Role::button, "View: With o"));
    REQUIRE(d.ws().catalog().definitions_of("view").size() == 1);

    // Another one and back: filters and order with it.
    d.click(Role::button, "View: With o");
    d.click(Role::menuitemcheckbox, "All records");
    CHECK(c.names().size() == 4);
    d.click(Role::button, "View: All records");
    d.click(Role::menuitemcheckbox, "With o");
    CHECK(c.names() == Names{"Łoś", "Nowak"});
    CHECK(d.get(Role::columnheader, "Address").value == "ascending");

    // What was changed since can be saved, or the view taken away; both can be undone.
    d.click(Role::columnheader, "Address");
    d.click(Role::button, "View: With o");
    d.click(Role::menuitem, "Save the changes to “With o”");
    CHECK(d.ws().catalog().definitions_of("view").front()->body["sort"][0]["descending"] == true);
    d.click(Role::button, "View: With o");
    d.click(Role::menuitem, "Delete the view “With o”");
    CHECK(c.names().size() == 4);
    CHECK(d.ws().catalog().definitions_of("view").empty());
    d.key(ImGuiKey_Z, ImGuiKey_LeftCtrl);
    CHECK(d.ws().catalog().definitions_of("view").size() == 1);
}

TEST_CASE("a list of records with an owner offers one's own", "[ui][list]") {
    AppDriver d;
    Clients c(d);
    const auto anna = c.must({"create_person", {{"name", "Anna"}, {"roles", Json::array({"administrator"})}}}).record;
    const auto give = [&](std::size_t row, model::RowId person) {
        c.must({"set_fields", {{"record", d.ws().id_of(c.rows[row]).str()}, {"values", {{"owner", {{"ref", d.ws().id_of(person).str()}}}}}}});
    };
    give(0, d.ws().administrator());
    give(1, anna);
    c.show();
    CHECK(c.names().size() == 4);
    d.click(Role::button, "View: All records");
    d.click(Role::menuitemcheckbox, "My records");
    CHECK(c.names() == Names{"Żak"});
    d.click(Role::button, "View: My records");
    CHECK_FALSE(d.find(Role::menuitem, "Delete the view “My records”"));
}
