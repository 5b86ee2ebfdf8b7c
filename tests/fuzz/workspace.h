// A workspace with the pack `ceilings`, a client and a deal, made once: what fuzzers try commands and definitions on.
// Everything is previewed, so it stays as it is.
#pragma once

#include <cstdlib>
#include <memory>

#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "model/queries.h"
#include "platform/common/assets.h"
#include "platform/common/library.h"

namespace potok::fuzz {

struct Company {
    SeededRandom random{1};
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    std::unique_ptr<model::Workspace> ws;
    Instant now{1'795'075'200'000};
    model::RowId client = 0, deal = 0, draft = 0, issued = 0, offer = 0, payment = 0;

    Company() {
        model::WorkspaceInfo info;
        info.name = "Fuzz";
        info.zone = "Europe/Samara";
        info.language = Language::ru;
        info.currency = "RUB";
        auto made = model::Workspace::create(std::make_unique<db::Connection>(db::Connection::open_memory().value()), info, "Anna",
                                             {&random, platform::zones().value(), reactor.get(), platform::documents()}, now);
        if (!made) std::abort();
        ws = std::move(made).value();
        apply(packs::install_command(platform::pack("ceilings").value()));
        client = apply({"create", {{"type", "client"}, {"values", {{"title", "Marina"}}}}});
        deal = apply({"create", {{"type", "ceilings.deal"}, {"values", {{"title", "Deal"}}}}});
        sell();
    }

    // A draft, an issued invoice that is partly paid, an offer.
    void sell() {
        apply({"define", {{"kind", "country"}, {"key", "ru"}, {"body", Json::parse(*platform::asset("countries/ru.json"))}}});
        const auto id = [&](model::RowId row) { return ws->id_of(row).str(); };
        const auto document = [&](const char* type) {
            const auto row = apply({"create", {{"type", type}, {"values", {{"title", "D"}, {"client", {{"ref", id(client)}}}}}}});
            apply({"add_line", {{"document", id(row)}, {"title", "L"}, {"price", {{"m", "100.00"}, {"c", "RUB"}}}}});
            return row;
        };
        draft = document("invoice");
        offer = document("offer");
        issued = document("invoice");
        apply({"issue_invoice", {{"invoice", id(issued)}}});
        payment = apply({"record_payment", {{"amount", {{"m", "10.00"}, {"c", "RUB"}}}, {"invoice", id(issued)}}});
    }

    model::RowId apply(const model::Command& command) {
        const auto outcome = ws->apply(command, ws->administrator(), now);
        if (!outcome) std::abort();
        return outcome->record;
    }

    std::pair<std::int64_t, std::int64_t> written() const {
        return {ws->db().get_i64("SELECT count(*) FROM record").value().value_or(-1),
                ws->db().get_i64("SELECT max(id) FROM change").value().value_or(-1)};
    }
    // Refused or accepted, the workspace is as it was.
    void preview(const model::Command& command) {
        const auto before = written();
        const auto outcome = ws->preview(command, ws->administrator(), now + 1000);
        if (!outcome && outcome.error().code.empty()) std::abort();
        if (written() != before) std::abort();
    }
};

inline Company& company() {
    static Company made;
    return made;
}

}  // namespace potok::fuzz
