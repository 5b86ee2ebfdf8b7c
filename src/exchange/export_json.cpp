#include "exchange/export_json.h"

#include "model/queries.h"

namespace potok::exchange {
namespace {

Json record_json(const model::Workspace& ws, model::RowId row) {
    const auto record = model::record(ws, row);
    Json values = Json::object();
    for (const auto& [key, value] : record->values) {
        if (!value.is_null()) values[key] = to_json(value);
    }
    return {{"id", record->id.str()}, {"values", std::move(values)}};
}

}  // namespace

Json export_json(const model::Workspace& ws) {
    const auto& info = ws.info();
    Json out = {{"format", "potok.workspace"},
                {"version", 1},
                {"workspace",
                 {{"id", info.id.str()},
                  {"name", info.name},
                  {"zone", info.zone},
                  {"language", std::string(code(info.language))},
                  {"currency", info.currency}}},
                {"history_hash", ws.history_hash()}};
    Json& definitions = out["definitions"] = Json::array();
    for (const auto& d : ws.catalog().definitions()) {
        definitions.push_back({{"kind", d.kind}, {"key", d.key}, {"pack", d.pack}, {"version", d.version}, {"body", d.body}});
    }
    Json& settings = out["settings"] = Json::object();
    for (const auto& s : ws.catalog().settings()) settings[s.key] = to_json(ws.setting(s.key));
    Json& records = out["records"] = Json::object();
    for (const auto& type : ws.catalog().types()) {
        if (!type->registered) continue;
        Json list = Json::array();
        for (const auto row : model::all_records(ws, type->key)) list.push_back(record_json(ws, row));
        if (!list.empty()) records[type->key] = std::move(list);
    }
    return out;
}

}  // namespace potok::exchange
