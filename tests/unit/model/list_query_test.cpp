#include "model/list_query.h"

#include "unit/model/fixture.h"

using namespace potok;
using namespace potok::model;
using namespace potok::model::test;

namespace {

struct Orders : Fixture {
    RowId order(const char* title, std::int64_t minor, const char* currency, const char* colour, RowId client = 0, std::int64_t size = 0) {
        Json values = {{"title", title}, {"amount", to_json(Value(Money{minor, currency}))}, {"size", to_json(Value(Decimal::scaled(size, 2)))}};
        if (*colour) values["colour"] = colour;
        if (client) values["client"] = to_json(Value(ws->id_of(client)));
        return must("create", {{"type", "t.order"}, {"pipeline", "t.orders"}, {"values", values}}).record;
    }
    Json ref(RowId row) { return to_json(Value(ws->id_of(row))); }
};

std::vector<std::string> titles(const Workspace& ws, const ListQuery& list) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < list.size(); ++i) out.push_back(title_of(ws, list.row(i)));
    return out;
}

using Words = std::vector<std::string>;

ListSpec spec_of(std::vector<ListSort> sort, std::string group = {}) {
    ListSpec spec;
    spec.type = "t.order";
    spec.sort = std::move(sort);
    spec.group = std::move(group);
    spec.sums = {"amount", "size"};
    return spec;
}

}  // namespace

TEST_CASE("a list is sorted by several fields, letters as in the alphabet, what is empty last", "[model][list]") {
    Orders f;
    const RowId zosia = f.client("Żak"), adam = f.client("Adamski");
    f.order("łopata", 300, "PLN", "black", zosia);
    f.order("lampa", 100, "PLN", "white", adam);
    f.order("Mur", 200, "PLN", "white", adam);
    f.order("okno", 200, "PLN", "", 0);
    ListQuery list(*f.ws);
    list.set(spec_of({}));
    CHECK(titles(*f.ws, list) == Words{"okno", "Mur", "lampa", "łopata"});  // newest first
    list.set(spec_of({{"title"}}));
    CHECK(titles(*f.ws, list) == Words{"lampa", "łopata", "Mur", "okno"});
    list.set(spec_of({{"colour"}, {"amount", true}}));  // in the order of the options: white, black
    CHECK(titles(*f.ws, list) == Words{"Mur", "lampa", "łopata", "okno"});
    list.set(spec_of({{"client", true}, {"title"}}));
    CHECK(titles(*f.ws, list) == Words{"łopata", "lampa", "Mur", "okno"});
}

TEST_CASE("groups have subtotals of each currency", "[model][list]") {
    Orders f;
    f.order("A", 100, "PLN", "white", 0, 150);
    f.order("B", 200, "EUR", "white", 0, 250);
    f.order("C", 300, "PLN", "black");
    f.order("D", 50, "PLN", "white");
    ListQuery list(*f.ws);
    list.set(spec_of({{"title"}}, "colour"));
    REQUIRE(list.groups().size() == 2);
    const ListQuery::Group& white = list.groups()[0];
    CHECK(white.value == Value("white"));
    CHECK(white.first == 0);
    CHECK(white.count == 3);
    CHECK(white.sums[0] == ListQuery::Sums{{"PLN", 150}, {"EUR", 200}});
    CHECK(white.sums[1] == ListQuery::Sums{{"", 400}});
    CHECK(list.groups()[1].sums[0] == ListQuery::Sums{{"PLN", 300}});
    CHECK(list.sums_of({list.row(0), list.row(3)})[0] == ListQuery::Sums{{"PLN", 400}});
}

TEST_CASE("filters hold together", "[model][list]") {
    Orders f;
    const RowId client = f.client("Adamski");
    f.order("Łąka", 1000, "PLN", "white", client);
    f.order("Las", 2000, "PLN", "black");
    f.order("Łan", 3000, "PLN", "white");
    ListQuery list(*f.ws);
    const auto shown = [&](std::vector<ListFilter> filters, const char* text = "") {
        ListSpec spec = spec_of({{"title"}});
        spec.filters = std::move(filters);
        spec.text = text;
        list.set(spec);
        return titles(*f.ws, list);
    };
    using Kind = ListFilter::Kind;
    CHECK(shown({{"colour", Kind::one_of, {Value("white")}, {}, {}}}) == Words{"Łan", "Łąka"});
    CHECK(shown({{"colour", Kind::one_of, {Value("white"), Value("black")}, {}, {}}}, "LA") == Words{"Las", "Łan", "Łąka"});
    CHECK(shown({{"amount", Kind::between, {}, Value(Decimal(20)), {}}}) == Words{"Las", "Łan"});
    CHECK(shown({{"amount", Kind::between, {}, Value(Decimal(10)), Value(Decimal(20))}, {"colour", Kind::one_of, {Value("black")}, {}, {}}}) == Words{"Las"});
    CHECK(shown({{"client", Kind::filled, {}, {}, {}}}) == Words{"Łąka"});
    CHECK(shown({{"client", Kind::empty, {}, {}, {}}}) == Words{"Las", "Łan"});
    CHECK(shown({{"client", Kind::one_of, {Value(f.ws->id_of(client))}, {}, {}}}) == Words{"Łąka"});
    CHECK(shown({{"stage", Kind::one_of, {Value("signed")}, {}, {}}}).empty());
    // A field that the type does not know (any more) filters nothing.
    CHECK(shown({{"gone", Kind::filled, {}, {}, {}}}).size() == 3);
}

TEST_CASE("a list that has taken every change in is the one that is read anew", "[model][list]") {
    Orders f;
    std::vector<RowId> rows, clients = {f.client("Żak"), f.client("Adamski"), f.client("Nowak")};
    ListSpec spec = spec_of({{"client"}, {"amount", true}}, "colour");
    spec.filters = {{"amount", ListFilter::Kind::between, {}, Value(Decimal(2)), {}}};
    ListQuery list(*f.ws);
    list.set(spec);
    f.ws->listen([&](const Outcome& outcome) { list.take(outcome); });
    SeededRandom random(11);
    const char* colours[] = {"white", "black", ""};
    const auto dice = [&](std::uint64_t n) { return static_cast<std::size_t>(random.next() % n); };
    for (int i = 0; i < 150; ++i) {
        const std::size_t what = dice(5);
        if (what < 2 || rows.empty()) {
            rows.push_back(f.order(("row " + std::to_string(i)).c_str(), static_cast<std::int64_t>(dice(900)), dice(2) ? "PLN" : "EUR", colours[dice(3)], clients[dice(3)]));
        } else if (what == 2) {
            f.must("set_fields", {{"record", f.ref(rows[dice(rows.size())])}, {"values", {{"amount", to_json(Value(Money{static_cast<std::int64_t>(dice(900)), "PLN"}))}, {"colour", "black"}}}});
        } else if (what == 3) {
            const std::size_t at = dice(rows.size());
            f.must("delete", {{"record", f.ref(rows[at])}});
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
        } else {
            f.must("set_fields", {{"record", f.ref(clients[dice(3)])}, {"values", {{"title", "name " + std::to_string(dice(50))}}}});
        }
        ListQuery fresh(*f.ws);
        fresh.set(spec);
        REQUIRE(list.size() == fresh.size());
        for (std::size_t n = 0; n < list.size(); ++n) {
            REQUIRE(list.row(n) == fresh.row(n));
            REQUIRE(list.index_of(list.row(n)) == n);
        }
        REQUIRE(list.groups().size() == fresh.groups().size());
        for (std::size_t g = 0; g < list.groups().size(); ++g) {
            CHECK(list.groups()[g].count == fresh.groups()[g].count);
            CHECK(list.groups()[g].sums == fresh.groups()[g].sums);
        }
    }
    CHECK(list.index_of(999'999) == list.size());
}
