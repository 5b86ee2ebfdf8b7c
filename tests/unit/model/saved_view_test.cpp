#include "fixture.h"
#include "model/saved_view.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

namespace {

Json body(std::string label, Json more = Json::object()) {
    Json out = {{"label", std::move(label)}, {"type", "t.order"}, {"pipeline", "t.orders"}};
    out.update(more);
    return out;
}

std::vector<std::string> names(const Fixture& f, RowId person) {
    std::vector<std::string> out;
    for (const auto& v : saved_views(*f.ws, person, "t.order", "t.orders", Language::en)) out.push_back(v.label.in(Language::en));
    return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a view is written as it was read", "[model][view]") {
    Fixture f;
    const Json all = body("Big ones", {{"label", {{"en", "Big ones"}}}, {"roles", {"t.head"}},
        {"columns", {{{"field", "title"}, {"width", 240}}, {{"field", "+next"}}}},
        {"sort", {{{"field", "amount"}, {"descending", true}}, {{"field", "title"}}}}, {"group", "stage"}, {"text", "dach"},
        {"filters", {{{"field", "stage"}, {"in", {"new", "signed"}}}, {{"field", "owner"}, {"me", true}},
                     {{"field", "amount"}, {"from", {{"n", "1000"}}}}, {{"field", "start"}, {"filled", false}}}}});
    f.must("define", {{"kind", "view"}, {"key", "view.big"}, {"body", all}});
    const auto seen = saved_views(*f.ws, f.admin, "t.order", "t.orders", Language::en);
    CHECK(seen.empty());  // the administrator is not a head
    const auto view = parse_saved_view(*f.ws->catalog().definition("view", "view.big"), f.ws->catalog());
    REQUIRE(view.ok());
    CHECK(view_body(*view) == all);
    CHECK(view->filters[1].me);
    CHECK(view->filters[3].filter.kind == ListFilter::Kind::empty);
}

TEST_CASE("a person keeps views for themselves; sharing is the administrators'", "[model][view]") {
    Fixture f;
    const RowId other = f.must("create_person", {{"name", "Zofia"}, {"roles", Json::array({"t.manager"})}}).record;
    const std::string marek = f.id(f.manager);
    f.must("define", {{"kind", "view"}, {"key", "view.mine"}, {"body", body("Mine", {{"person", marek}})}}, f.manager);
    CHECK(names(f, f.manager) == Names{"Mine"});
    CHECK(names(f, other).empty());
    // Neither for others, nor those of others, nor by way of one's own.
    CHECK(f.refused("define", {{"kind", "view"}, {"key", "view.all"}, {"body", body("All")}}, f.manager).code == "right.refused");
    CHECK(f.refused("define", {{"kind", "view"}, {"key", "view.mine"}, {"body", body("Mine")}}, f.manager).code == "right.refused");
    CHECK(f.refused("define", {{"kind", "view"}, {"key", "view.mine"}, {"body", body("Mine", {{"person", f.id(other)}})}}, other).code == "right.refused");
    CHECK(f.refused("undefine", {{"kind", "view"}, {"key", "view.mine"}}, other).code == "right.refused");
    CHECK(f.refused("define", {{"kind", "setting"}, {"key", "t.x"}, {"body", {{"person", marek}}}}, f.manager).code == "right.refused");

    f.must("define", {{"kind", "view"}, {"key", "view.all"}, {"body", body("All")}});
    f.must("define", {{"kind", "view"}, {"key", "view.head"}, {"body", body("Heads", {{"roles", {"t.head"}}})}});
    CHECK(names(f, f.manager) == Names{"All", "Mine"});  // shared ones first
    CHECK(names(f, other) == Names{"All"});
    f.must("set_roles", {{"person", f.id(other)}, {"roles", Json::array({"t.head"})}});
    CHECK(names(f, other) == Names{"All", "Heads"});

    const Outcome gone = f.must("undefine", {{"kind", "view"}, {"key", "view.mine"}}, f.manager);
    CHECK(names(f, f.manager) == Names{"All"});
    f.must("undo", {{"operation", gone.operation_id.str()}}, f.manager);
    CHECK(names(f, f.manager) == Names{"All", "Mine"});
}

TEST_CASE("a faulty view is refused with its place", "[model][view]") {
    Fixture f;
    const auto refuse = [&](Json b) {
        const Error e = f.refused("define", {{"kind", "view"}, {"key", "view.x"}, {"body", std::move(b)}});
        return e.code + " " + e.place;
    };
    CHECK(refuse({{"label", "X"}}) == "json.missing_key /type");
    CHECK(refuse({{"label", "X"}, {"type", "t.nothing"}}) == "type.unknown /type");
    CHECK(refuse({{"label", "X"}, {"type", "client"}, {"pipeline", "t.orders"}}) == "pipeline.unknown /pipeline");
    CHECK(refuse(body("X", {{"group", "nonsense"}})) == "field.unknown /group");
    CHECK(refuse(body("X", {{"sort", {{{"field", "nonsense"}}}}})) == "field.unknown /sort/0/field");
    CHECK(refuse(body("X", {{"filters", {{{"field", "nonsense"}, {"me", true}}}}})) == "field.unknown /filters/0/field");
    CHECK(refuse(body("X", {{"filters", {{{"field", "owner"}}}}})) == "view.bad_filter /filters/0");
    CHECK(refuse(body("X", {{"filters", {{{"field", "owner"}, {"me", true}, {"filled", true}}}}})) == "view.bad_filter /filters/0");
    CHECK(refuse(body("X", {{"filters", {{{"field", "start"}, {"from", {{"d", "2026-02-30"}}}}}}})).ends_with(" /filters/0/from"));
    CHECK(refuse(body("X", {{"colour", "red"}})) == "json.unknown_key /colour");
}
