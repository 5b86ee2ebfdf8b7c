// A workspace that sells: the profile of Poland, a client, lines by a short notation.
#pragma once

#include <fstream>
#include <sstream>

#include "fixture.h"
#include "model/invoicing.h"
#include "model/settlement.h"
#include "platform/common/assets.h"

namespace potok::model::test {

inline Json shared_country(const char* key) {
    const auto text = platform::asset(std::string("countries/") + key + ".json");
    REQUIRE(text);
    return Json::parse(*text);
}

// 2026-03-10 12:00 UTC
struct Shop : Fixture {
    RowId buyer = 0;

    explicit Shop(const char* country = "pl") {
        now = *parse_instant("2026-03-10T12:00:00Z");
        must("define", {{"kind", "country"}, {"key", country}, {"body", shared_country(country)}});
        buyer = client("Nowak");
    }

    Json money(const std::string& amount, const char* currency = "PLN") const { return {{"m", amount}, {"c", currency}}; }
    Json ref(RowId row) const { return {{"ref", id(row)}}; }
    RowId document(const std::string& type, const std::string& title, Json more = Json::object()) {
        more["title"] = title;
        more["client"] = ref(buyer);
        return must("create", {{"type", type}, {"values", more}}).record;
    }
    RowId line(RowId document, const std::string& title, const std::string& price, Json more = Json::object()) {
        more["document"] = id(document);
        more["title"] = title;
        if (!more.contains("price")) more["price"] = money(price);
        return must("add_line", more).record;
    }
    RowId invoice(const std::string& title, const std::string& price, Json more = Json::object()) {
        const RowId made = document("invoice", title);
        line(made, title, price, std::move(more));
        must("issue_invoice", {{"invoice", id(made)}});
        return made;
    }
    Value get(RowId row, const char* field) const { return record(*ws, row)->get(field); }
    std::string text(RowId row, const char* field) const { return record(*ws, row)->text(field); }
    std::string amount(RowId row, const char* field) const {
        const auto m = money_of(get(row, field));
        return m ? minor_text(*m) : "none";
    }
    void day(const char* iso) { now = *parse_instant(std::string(iso) + "T12:00:00Z"); }
};

}  // namespace potok::model::test
