// Workspace files: init, info, apply, tick, export.
#include <filesystem>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "exchange/export_json.h"
#include "main/cli.h"
#include "main/cli_file.h"
#include "platform/common/library.h"
#include "platform/common/system.h"
#include "model/queries.h"
#include "packs/samples.h"

namespace potok::cli {
namespace {

Json change_json(const model::Workspace& ws, const model::Change& change) {
    static constexpr const char* kinds[] = {"inserted", "updated", "removed"};
    Json fields = Json::object();
    for (const auto& d : change.deltas) fields[d.field] = {{"before", to_json(d.before)}, {"after", to_json(d.after)}};
    Json out = {{"kind", kinds[static_cast<int>(change.kind)]}, {"type", change.type->key}, {"fields", std::move(fields)}};
    if (change.type->registered) out["id"] = ws.id_of(change.row).str();
    if (!change.cause.automation.empty()) out["automation"] = change.cause.automation;
    return out;
}

void print_outcome(const model::Workspace& ws, const model::Outcome& outcome) {
    Json out = {{"operation", outcome.operation}, {"changes", Json::array()}, {"problems", Json::array()}};
    if (outcome.record != 0) out["record"] = ws.id_of(outcome.record).str();
    for (const auto& c : outcome.changes) out["changes"].push_back(change_json(ws, c));
    for (const auto& p : outcome.problems) out["problems"].push_back(describe(p));
    fmt::print("{}\n", out.dump(1));
}

Result<model::RowId> person_named(const model::Workspace& ws, const std::string& name) {
    std::string known;
    for (const auto& p : model::people(ws)) {
        if (p.name == name) return p.row;
        known += (known.empty() ? "" : ", ") + p.name;
    }
    return error("cli.no_person", {{"name", name}, {"known", known}});
}

Status do_init(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    if (!a.option("--pack")) return error("cli.usage", {{"message", "--pack NAME is missing"}});
    POTOK_TRY(const packs::Pack pack, platform::pack(*a.option("--pack")));
    POTOK_TRY(const Instant now, a.at());
    if (std::filesystem::exists(file)) return error("cli.file_exists", {{"file", file}});
    // In memory first: the file appears whole, or not at all.
    POTOK_TRY(auto connection, db::Connection::open_memory());

    OpenFile w;
    POTOK_TRY(const auto env, w.environment());
    model::WorkspaceInfo info;
    POTOK_TRY(info.language, language_from(pack.manifest["language"].get<std::string>()));
    info.name = a.option("--name").value_or(pack.label().in(info.language));
    info.zone = pack.manifest["zone"].get<std::string>();
    info.currency = pack.manifest["currency"].get<std::string>();
    info.id = make_v7(now, w.random);
    POTOK_TRY(const auto words, platform::locale(info.language));
    POTOK_TRY(w.workspace, model::Workspace::create(std::make_unique<db::Connection>(std::move(connection)), info,
                                                    a.option("--admin").value_or(words->text("start.person_default")), env, now));
    auto installed = w.workspace->apply(packs::install_command(pack), w.workspace->administrator(), now);
    if (!installed) return packs::locate(pack, installed.error());
    int records = 0;
    if (a.has("--samples")) {
        POTOK_TRY(records, packs::put_samples(*w.workspace, pack, now));
    }
    POTOK_TRY(const auto bytes, w.workspace->db().serialize());
    POTOK_TRY(auto kept, db::Connection::open_file(file, db::FileMode::create));
    POTOK_CHECK(kept.restore(bytes));
    fmt::print("{}: pack {} {} installed, {} sample records\n", file, pack.key, pack.version, records);
    return {};
}

Status do_info(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    OpenFile w;
    POTOK_CHECK(w.open(file));
    model::Workspace& ws = *w.workspace;
    const auto& info = ws.info();
    fmt::print("{}  {}  {}  {}  {}\n", info.name, info.id.str(), code(info.language), info.zone, info.currency);
    for (const auto* d : ws.catalog().definitions_of("pack"))
        fmt::print("pack        {} {}\n", d->key, d->body.value("version", std::string()));
    for (const auto& p : model::people(ws)) fmt::print("person      {}  {}\n", p.name, fmt::join(p.roles, ", "));
    for (const auto& type : ws.catalog().types()) {
        if (!type->registered) continue;
        const auto n = model::all_records(ws, type->key).size();
        if (n > 0) fmt::print("records     {:>7}  {}\n", n, type->key);
    }
    for (const auto& pipeline : ws.catalog().pipelines()) {
        for (const auto& stage : pipeline->stages) {
            std::size_t n = 0;
            for (const auto row : model::find_records(ws, pipeline->type, "stage", Value(stage.key))) {
                if (model::record(ws, row)->text("pipeline") == pipeline->key) ++n;
            }
            fmt::print("stage       {:>7}  {} · {}\n", n, pipeline->label.in(info.language), stage.label.in(info.language));
        }
    }
    if (const auto due = w.reactor->next_due(ws)) fmt::print("next timer  {}\n", format_iso(*due));
    fmt::print("history     {}\n", ws.history_hash());
    return {};
}

Status do_apply(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    POTOK_TRY(const std::string text, a.word(1, "COMMAND-JSON"));
    if (!a.option("--as")) return error("cli.usage", {{"message", "--as PERSON is missing"}});
    POTOK_TRY(const Json json, packs::parse_json(text, "COMMAND-JSON"));
    POTOK_TRY(const auto command, model::command_from_json(json));
    POTOK_TRY(const Instant now, a.at());
    OpenFile w;
    POTOK_CHECK(w.open(file));
    POTOK_TRY(const auto actor, person_named(*w.workspace, *a.option("--as")));
    POTOK_TRY(const auto outcome, w.workspace->apply(command, actor, now));
    print_outcome(*w.workspace, outcome);
    return {};
}

Status do_tick(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    POTOK_TRY(const Instant now, a.at());
    OpenFile w;
    POTOK_CHECK(w.open(file));
    POTOK_TRY(const auto outcome, w.workspace->apply({"tick", Json::object()}, w.workspace->robots(), now));
    print_outcome(*w.workspace, outcome);
    return {};
}

Status do_export(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    OpenFile w;
    POTOK_CHECK(w.open(file));
    std::cout << exchange::export_json(*w.workspace).dump(1) << '\n';
    return {};
}

}  // namespace

int init(const Arguments& a) { return finish(do_init(a)); }
int info(const Arguments& a) { return finish(do_info(a)); }
int apply(const Arguments& a) { return finish(do_apply(a)); }
int tick(const Arguments& a) { return finish(do_tick(a)); }
int export_file(const Arguments& a) { return finish(do_export(a)); }

}  // namespace potok::cli
