#include <chrono>

#include "commerce.h"
#include "model/duplicates.h"
#include "model/merge.h"
#include "model/relations.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;
using potok::model::test::Shop;

namespace {

RowId add(Fixture& f, const char* title, Json more = Json::object()) {
    more["title"] = title;
    return f.must("create", {{"type", "client"}, {"values", more}}).record;
}

}  // namespace

TEST_CASE("names are compared by their words, without legal forms", "[model][duplicates]") {
    const auto words = [](const char* name) {
        std::string out;
        for (const std::string& w : name_words(name)) out += w + " ";
        return out;
    };
    CHECK(words("ALFA-Budowa Sp. z o.o.") == "alfa budowa ");
    CHECK(words("Альфа, ООО") == "альфа ");
    CHECK(words("Żółć S.A. 24/7") == "zolc 24 7 ");
    CHECK(words("ООО") == "ооо ");  // then it is the name
    CHECK(words("S.A.") == "s a ");
    CHECK(words("") == "");
    CHECK(similarity("kowalski", "kowalski") == 1000);
    CHECK(similarity("kowalski", "kowlaski") == 875);  // neighbours swapped: one change of eight
    CHECK(similarity("потолок", "патолок") == 858);    // one letter of seven, not one byte
    CHECK(similarity("", "") == 1000);
    CHECK(similarity("abc", "") == 0);
}

TEST_CASE("duplicates are found with their reasons, and what only looks alike is not", "[model][duplicates]") {
    Fixture f;
    const RowId a = add(f, "Alfa Budowa Sp. z o.o.", {{"tax_number", "856-734-62-15"}, {"phone", "+48 600 100 200"}});
    const RowId b = add(f, "BUDOWA ALFA", {{"tax_number", "PL8567346215"}});
    const RowId c = add(f, "Alfa Budwoa", {{"tax_number", "5213017228"}});  // alike, but another firm
    const RowId d = add(f, "Zeta", {{"phone", "600-100-200"}});
    add(f, "Omega", {{"email", "biuro@omega.pl"}});
    const RowId e = add(f, "Omega Serwis", {{"email", "BIURO@omega.pl"}});
    const auto pairs = find_duplicates(*f.ws, "client");
    REQUIRE(pairs.ok());
    REQUIRE(pairs->size() == 3);
    CHECK((*pairs)[0].first == a);
    CHECK((*pairs)[0].second == b);
    CHECK((*pairs)[0].score == 100);
    CHECK((*pairs)[0].reasons[0].kind == DuplicateReason::Kind::tax_number);
    CHECK((*pairs)[0].reasons[0].value == "8567346215");
    CHECK((*pairs)[0].reasons[1].kind == DuplicateReason::Kind::name);
    CHECK((*pairs)[1].second == e);
    CHECK((*pairs)[1].score == 50);
    CHECK((*pairs)[2].second == d);
    CHECK((*pairs)[2].reasons[0].value == "600100200");
    DuplicateOptions only;
    only.only = c;
    CHECK(find_duplicates(*f.ws, "client", only)->empty());
    f.must("set_fields", {{"record", f.id(c)}, {"values", {{"tax_number", nullptr}}}});
    CHECK(find_duplicates(*f.ws, "client", only)->size() == 2);  // only the name, and only nearly: with A and B
    f.must("delete", {{"record", f.id(b)}});
    CHECK(find_duplicates(*f.ws, "client")->size() == 3);
    CHECK_FALSE(find_duplicates(*f.ws, "nothing").ok());
}

TEST_CASE("a crowd with one telephone does not compare each with each, and the order is settled", "[model][duplicates]") {
    Fixture f;
    for (int i = 0; i < 300; ++i) add(f, ("C" + std::to_string(i * i * 7919)).c_str(), {{"phone", "000 000 000"}});
    const auto pairs = find_duplicates(*f.ws, "client");
    REQUIRE(pairs.ok());
    CHECK(pairs->size() >= 290 * 10);
    CHECK(pairs->size() < 300 * 34);  // ten by the number, eight by each of three orders of names; each with each would be 44,850
    const auto again = find_duplicates(*f.ws, "client");
    REQUIRE(again->size() == pairs->size());
    for (std::size_t i = 0; i < pairs->size(); ++i) CHECK(((*again)[i].first == (*pairs)[i].first && (*again)[i].second == (*pairs)[i].second));
}

TEST_CASE("merging keeps everything reachable, and undoing brings everything back exactly", "[model][merge]") {
    Shop s;
    const RowId keep = add(s, "Alfa", {{"phone", "600100200"}});
    const RowId gone = add(s, "Alfa sp. z o.o.", {{"phone", "700"}, {"email", "a@alfa.pl"}, {"tax_number", "8567346215"}});
    const RowId third = add(s, "Beta");
    const RowId order = s.order("House");
    s.must("set_fields", {{"record", s.id(order)}, {"values", {{"client", s.ref(gone)}}}});
    const RowId task = s.must("create_task", {{"title", "Call"}, {"record", s.id(gone)}}).record;
    s.must("comment", {{"record", s.id(gone)}, {"text", "Prefers mornings"}});
    s.must("attach", {{"record", s.id(gone)}, {"name", "card.pdf"}, {"size", 1}, {"sha256", std::string(64, 'b')}});
    const RowId contact = s.must("create", {{"type", "contact"}, {"values", {{"title", "Jan"}, {"client", s.ref(gone)}}}}).record;
    s.buyer = gone;
    const RowId invoice = s.invoice("Works", "10.00");
    s.must("relate", {{"from", s.id(keep)}, {"to", s.id(gone)}, {"kind", "partner"}});
    s.must("relate", {{"from", s.id(third)}, {"to", s.id(keep)}, {"kind", "holding"}});
    s.must("relate", {{"from", s.id(third)}, {"to", s.id(gone)}, {"kind", "holding"}});
    const auto state = [&] {
        std::string out;
        for (const RowId row : {keep, gone, third, order, task, contact, invoice}) {
            const auto r = record(*s.ws, row);
            for (const auto& [field, value] : r->values) out += field + "=" + to_json(value).dump() + " ";
        }
        for (const RowId row : all_records(*s.ws, "relation")) out += std::to_string(row) + " ";
        return out + std::to_string(timeline(*s.ws, gone, 100).size());
    };
    const std::string before = state();
    CHECK(s.refused("merge_records", {{"keep", s.id(keep)}, {"merge", s.id(keep)}}).code == "merge.itself");
    CHECK(s.refused("merge_records", {{"keep", s.id(keep)}, {"merge", s.id(order)}}).code == "merge.types");
    CHECK(s.refused("merge_records", {{"keep", s.id(keep)}, {"merge", s.id(gone)}, {"fields", {{"created_at", nullptr}}}}).code == "field.system");
    const std::size_t history = timeline(*s.ws, keep, 100).size() + timeline(*s.ws, gone, 100).size();
    const Outcome merged = s.must("merge_records", {{"keep", s.id(keep)}, {"merge", s.id(gone)}, {"fields", {{"title", "Alfa sp. z o.o."}}}});
    CHECK(s.text(keep, "title") == "Alfa sp. z o.o.");  // chosen
    CHECK(s.text(keep, "phone") == "600100200");        // its own
    CHECK(s.text(keep, "email") == "a@alfa.pl");        // taken over
    CHECK(record(*s.ws, gone)->deleted);
    CHECK(find_records(*s.ws, "t.order", "client", Value(keep)) == std::vector{order});
    CHECK(find_records(*s.ws, "contact", "client", Value(keep)) == std::vector{contact});
    CHECK(find_records(*s.ws, "invoice", "client", Value(keep)) == std::vector{invoice});  // although it is issued
    CHECK(tasks(*s.ws, {{}, keep, true}).size() == 1);
    CHECK(attachments(*s.ws, keep).size() == 1);
    CHECK(all_records(*s.ws, "relation").size() == 1);  // neither to itself nor twice
    CHECK(timeline(*s.ws, keep, 100).size() > history);
    CHECK(kept_of(*s.ws, gone) == keep);
    CHECK(s.refused("merge_records", {{"keep", s.id(third)}, {"merge", s.id(gone)}}).code == "merge.deleted");
    s.must("undo", {{"operation", merged.operation_id.str()}});
    std::string after = state();
    // The history of the act and of its undoing is there; all else is as it was.
    CHECK(after.substr(0, after.rfind(' ')) == before.substr(0, before.rfind(' ')));
    CHECK(kept_of(*s.ws, gone) == gone);
    CHECK(merged_into(*s.ws, keep).empty());
}

TEST_CASE("a unique value moves with the merge", "[model][merge]") {
    Fixture f;
    const RowId a = f.order("A"), b = f.order("B");
    f.must("set_fields", {{"record", f.id(b)}, {"values", {{"code", "K-1"}}}});
    const Outcome merged = f.must("merge_records", {{"keep", f.id(a)}, {"merge", f.id(b)}});
    CHECK(record(*f.ws, a)->text("code") == "K-1");
    f.must("undo", {{"operation", merged.operation_id.str()}});
    CHECK(record(*f.ws, a)->text("code").empty());
    CHECK(record(*f.ws, b)->text("code") == "K-1");
}

TEST_CASE("relations are read as a graph to a depth, circles included", "[model][relations]") {
    Fixture f;
    std::vector<RowId> c;
    for (const char* name : {"A", "B", "C", "D", "E"}) c.push_back(add(f, name));
    const auto relate = [&](int from, int to, const char* kind) {
        return f.must("relate", {{"from", f.id(c[static_cast<std::size_t>(from)])}, {"to", f.id(c[static_cast<std::size_t>(to)])}, {"kind", kind}}).record;
    };
    relate(0, 1, "holding");
    relate(1, 2, "holding");
    const RowId back = relate(2, 0, "holding");  // cross-holding: a circle
    relate(2, 3, "partner");
    CHECK(relation_graph(*f.ws, c[0], 0).nodes.size() == 1);
    const auto near = relation_graph(*f.ws, c[0], 1);
    CHECK(near.nodes.size() == 3);
    CHECK(near.relations.size() == 3);  // B and C are related among themselves
    const auto all = relation_graph(*f.ws, c[0], 10);
    REQUIRE(all.nodes.size() == 4);
    CHECK(all.nodes[3].depth == 2);
    CHECK(all.relations.size() == 4);
    CHECK(relation_graph(*f.ws, c[0], 10, 2).cut);
    f.must("unrelate", {{"relation", f.id(back)}});
    CHECK(relation_graph(*f.ws, c[0], 10).nodes[3].depth == 3);
    f.must("delete", {{"record", f.id(c[1])}});
    CHECK(relation_graph(*f.ws, c[0], 10).nodes.size() == 1);
}

TEST_CASE("a relation that cannot be is refused", "[model][relations]") {
    Fixture f;
    const RowId a = add(f, "A"), b = add(f, "B"), order = f.order("O");
    const auto refuse = [&](RowId from, RowId to, const char* kind) {
        return f.refused("relate", {{"from", f.id(from)}, {"to", f.id(to)}, {"kind", kind}}).code;
    };
    CHECK(refuse(a, a, "partner") == "relation.itself");
    CHECK(refuse(a, b, "cousin") == "relation.kind");
    CHECK(refuse(a, order, "partner") == "relation.not_between");
    f.must("relate", {{"from", f.id(a)}, {"to", f.id(b)}, {"kind", "partner"}});
    CHECK(refuse(a, b, "partner") == "relation.there");
    CHECK(refuse(b, a, "partner") == "relation.there");  // it reads the same both ways
    f.must("relate", {{"from", f.id(a)}, {"to", f.id(b)}, {"kind", "holding"}});
    f.must("define", {{"kind", "relation"}, {"key", "cousin"}, {"body", {{"label", "cousin"}, {"symmetric", true}}}});
    f.must("relate", {{"from", f.id(b)}, {"to", f.id(a)}, {"kind", "cousin"}});
    CHECK(f.refused("define", {{"kind", "relation"}, {"key", "x"}, {"body", {{"label", "x"}}}}).code == "json.missing_key");
    CHECK(f.refused("create", {{"type", "relation"}, {"values", Json::object()}}).code == "field.required");
}

// Not run by itself: `potok_tests "[slow]"` prints how long it takes.
TEST_CASE("100,000 clients are searched for duplicates", "[.][slow]") {
    Fixture f;
    SeededRandom random{3};
    static constexpr const char* syllables[] = {"ka", "lo", "mi", "ren", "da", "wo", "sta", "ni", "ko", "ta", "be", "ru", "zo", "pe", "gra", "li"};
    const auto word = [&] {
        std::string out;
        for (int i = 0; i < 3; ++i) out += syllables[random.next() % 16];
        return out;
    };
    constexpr int records = 100'000;
    int planted = 0;
    std::string last;
    for (int i = 0; i < records; ++i) {
        std::string name = word() + " " + word() + " " + std::to_string(i % 977);
        if (i % 1000 == 999) {  // the one before once more, with a slip
            name = last;
            std::swap(name[1], name[2]);
            ++planted;
        }
        last = name;
        add(f, name.c_str(), {{"phone", std::to_string(600'000'000 + static_cast<std::int64_t>(random.next() % 90'000'000))}});
    }
    const auto begun = std::chrono::steady_clock::now();
    const auto pairs = find_duplicates(*f.ws, "client", {0, 20, 1'000'000});
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
    REQUIRE(pairs.ok());
    WARN(records << " clients: " << ms << " ms, " << pairs->size() << " pairs");
    int found = 0;
    for (const DuplicatePair& p : *pairs) found += p.second == p.first + 1 ? 1 : 0;
    CHECK(found >= planted);
}
