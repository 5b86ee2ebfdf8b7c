// Records found by expressions: lookup, records, related.
#include "model/record_context.h"

#include "fixture.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

namespace {

struct Asked {
    Fixture f;
    RowId anna = f.client("Anna"), ola = f.client("Ola");
    RowId first = make("One", anna, "12.5", "100.00"), second = make("Two", anna, "3", "50.00"), third = make("Three", ola, "12.5", "100.00");

    RowId make(const char* title, RowId client, const char* size, const char* amount) {
        return f.must("create", {{"type", "t.order"},
                                 {"values",
                                  {{"title", title},
                                   {"client", {{"ref", f.id(client)}}},
                                   {"size", {{"n", size}}},
                                   {"amount", f.money(amount)},
                                   {"colour", "white"},
                                   {"code", title}}}})
            .record;
    }
    Result<Value> ask(const std::string& feel) { return evaluate(*f.ws, feel, first, 0, f.now); }
    // Titles of the records it gives, or the plain value.
    std::string value(const std::string& feel) {
        const auto v = ask(feel);
        if (!v.ok()) return v.error().code;
        return to_json(*v).dump();
    }
};

}  // namespace

TEST_CASE("expressions find records by a field's value", "[model][expr]") {
    Asked a;
    CHECK(a.value("lookup(\"t.order\", \"code\", \"Two\").title") == "\"Two\"");
    CHECK(a.value("lookup(\"t.order\", \"code\", \"Nine\")") == "null");
    CHECK(a.value("lookup(\"t.order\", \"code\", null)") == "null");
    CHECK(a.value("records(\"t.order\", \"size\", 12.5).title") == R"(["One","Three"])");
    CHECK(a.value("records(\"t.order\", \"size\", 12.505)") == "[]");  // kept with two decimals: none can have it
    CHECK(a.value("records(\"t.order\", \"amount\", money(100, \"PLN\")).title") == R"(["One","Three"])");
    CHECK(a.value("records(\"t.order\", \"amount\", money(100, \"EUR\"))") == "[]");
    CHECK(a.value("records(\"t.order\", \"client\", client).title") == R"(["One","Two"])");
    CHECK(a.value("records(\"t.order\", \"colour\", \"white\").title") == R"(["One","Two","Three"])");
    CHECK(a.value("records(\"t.order\", \"colour\", \"green\")") == "[]");
    CHECK(a.value("count(records(\"t.order\", \"client\", client)[size > 5])") == R"({"n":"1"})");
    CHECK(a.value("sum(records(\"t.order\", \"client\", client).amount)") == R"({"c":"PLN","m":"150.00"})");
    CHECK(a.value("lookup(\"t.order\", \"code\", \"Two\").client = client") == "true");
    a.f.must("delete", {{"record", a.f.id(a.second)}});
    CHECK(a.value("records(\"t.order\", \"client\", client).title") == R"(["One"])");
}

TEST_CASE("expressions find the records that refer to one", "[model][expr]") {
    Asked a;
    CHECK(a.value("related(client, \"t.order\").title") == R"(["One","Two"])");
    CHECK(a.value("related(this, \"task\")") == "[]");
    a.f.must("create_task", {{"record", a.f.id(a.first)}, {"title", "Measure"}});
    CHECK(a.value("related(this, \"task\").title") == R"(["Measure"])");
    CHECK(a.value("count(related(this, \"task\")) = count(tasks)") == "true");
    CHECK(a.value("sum by currency(related(client, \"t.order\").amount)") == R"({"ctx":{"PLN":{"c":"PLN","m":"150.00"}}})");
    CHECK(a.value("related(null, \"task\")") == "null");
}

TEST_CASE("types and fields of lookups are checked when they are compiled", "[model][expr]") {
    Asked a;
    const auto refused = [&](const char* feel) {
        const auto v = a.ask(feel);
        return v.ok() ? "ok" : v.error().code + " " + v.error().place;
    };
    CHECK(refused("lookup(\"t.ordre\", \"code\", \"x\")") == "expr.unknown_type 1:8");
    CHECK(refused("lookup(\"t.order\", \"kode\", \"x\")") == "expr.unknown_member 1:19");
    CHECK(refused("lookup(\"t.order\", \"code\", 5)") == "expr.operand_types 1:27");
    CHECK(refused("lookup(title, \"code\", \"x\")") == "expr.literal_needed 1:8");
    CHECK(refused("lookup(\"t.order\", title, \"x\")") == "expr.literal_needed 1:19");
    CHECK(refused("lookup(\"t.order\", \"code\", \"x\").kode") == "expr.unknown_member 1:1");
    CHECK(refused("records(\"t.order\", \"code\", \"x\").size > \"a\"") == "expr.operand_types 1:1");
    CHECK(refused("related(this, \"t.ordre\")") == "expr.unknown_type 1:15");
    CHECK(refused("related(title, \"task\")") == "expr.argument_type 1:9");
    CHECK(refused("related(this, \"task\")[finished = null]") == "expr.unknown_name 1:23");
    CHECK(refused("related(this, \"task\")[done_at = null]") == "ok");
}
