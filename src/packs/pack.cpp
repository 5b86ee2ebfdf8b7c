#include "packs/pack.h"

#include <algorithm>
#include <set>

#include "base/base64.h"
#include "base/text.h"
#include "model/document_template.h"

namespace potok::packs {
namespace {

// File of the manifest's "files" → kind of the definitions in it, in the order of installing.
struct Shelf {
    std::string_view list, kind;
};
constexpr Shelf shelves[] = {
    {"calendars", "calendar"}, {"countries", "country"},  {"relations", "relation"}, {"connectors", "connector"}, {"types", "type"},
    {"roles", "role"},         {"settings", "setting"},   {"pipelines", "pipeline"}, {"decisions", "decision"},
    {"documents", "document_template"}, {"timetables", "timetable"}, {"queues", "queue"},
    {"automations", "automation"}, {"reports", "report"}, {"views", "view"},
};

class Reader {
public:
    Reader(const PackSource& source, const Schemas& schemas, const PackSource& shared)
        : source_(source), schemas_(schemas), shared_(shared) {}

    Result<Pack> read() {
        POTOK_TRY(pack_.manifest, json("manifest.json"));
        POTOK_CHECK(schemas_.check("pack", pack_.manifest, place("manifest.json")));
        pack_.key = pack_.manifest["key"].get<std::string>();
        pack_.version = pack_.manifest["version"].get<std::string>();
        used_.insert("manifest.json");
        const Json& files = pack_.manifest["files"];
        for (const Shelf& shelf : shelves) {
            if (!files.contains(shelf.list)) continue;
            for (const Json& file : files[std::string(shelf.list)]) POTOK_CHECK(definitions(file.get<std::string>(), shelf.kind));
        }
        if (files.contains("samples")) {
            const std::string file = files["samples"].get<std::string>();
            POTOK_TRY(pack_.samples, json(file));
            POTOK_CHECK(schemas_.check("samples", pack_.samples, place(file)));
        }
        POTOK_CHECK(the_rest());
        return std::move(pack_);
    }

private:
    std::string place(std::string_view file) const { return source_.name() + "/" + std::string(file); }

    Result<Json> json(const std::string& file) {
        POTOK_TRY(const std::string text, source_.read(file));
        used_.insert(file);
        if (!is_valid_utf8(text)) return error("pack.not_utf8", {}, place(file));
        return parse_json(text, place(file));
    }

    // A file holds one definition, or a list of them.
    Status definitions(const std::string& file, std::string_view kind) {
        POTOK_TRY(const Json content, json(file));
        if (!content.is_array()) return definition(content, kind, file, "#");
        for (std::size_t i = 0; i < content.size(); ++i)
            POTOK_CHECK(definition(content[i], kind, file, "#/" + std::to_string(i)));
        return {};
    }

    Status definition(Json body, std::string_view kind, const std::string& file, const std::string& pointer) {
        const std::string where = place(file) + pointer;
        if (auto fits = schemas_.check(kind, body, place(file)); !fits) {
            Error broken = fits.error();
            broken.place = where;
            for (Error& rule : broken.details) {
                const std::size_t hash = rule.place.find('#');
                rule.place = where + (hash == std::string::npos ? "" : rule.place.substr(hash + 1));
            }
            return broken;
        }
        const std::string key = body["key"].get<std::string>();
        if (!key.starts_with(pack_.key + "."))
            return error("pack.foreign_key", {{"key", key}, {"pack", pack_.key}}, where + "/key");
        if (!keys_.emplace(std::string(kind), key).second)
            return error("pack.key_twice", {{"key", key}, {"kind", std::string(kind)}}, where + "/key");
        if (body.contains("use")) {
            POTOK_TRY(body, shared_body(std::move(body), kind == "calendar" ? "calendars/" : kind == "country" ? "countries/" : "documents/"));
        }
        if (kind == "document_template" && body.contains("source")) POTOK_CHECK(take_file(body, where));
        if (kind == "calendar") {
            body.erase("key");  // working_calendar.h takes days and hours only
            body.erase("label");
        }
        pack_.definitions.push_back({std::string(kind), key, std::move(body), where});
        return {};
    }

    // A template's .docx stands in the definition itself from here on, so that it goes wherever the definition goes.
    Status take_file(Json& body, const std::string& where) {
        const std::string file = body["source"].get<std::string>();
        POTOK_TRY(const std::string bytes, source_.read(file));
        if (bytes.size() > model::max_template_bytes)
            return error("template.too_large", {{"most", std::to_string(model::max_template_bytes / 1024)}}, where + "/source");
        used_.insert(file);
        body["docx"] = to_base64(bytes);
        body.erase("source");
        return {};
    }

    // What several packs use, with what this one says otherwise. `settings.pack.` in it are the settings of this one.
    Result<Json> shared_body(Json own, const std::string& folder) {
        const std::string shared = folder + own["use"].get<std::string>() + ".json";
        POTOK_TRY(std::string text, shared_.read(shared));
        constexpr std::string_view any = "settings.pack.";
        const std::string mine = "settings." + pack_.key + ".";
        for (std::size_t at = text.find(any); at != std::string::npos; at = text.find(any, at + mine.size())) text.replace(at, any.size(), mine);
        POTOK_TRY(Json body, parse_json(text, shared_.name() + "/" + shared));
        own.erase("use");
        for (const auto& [name, value] : own.items()) body[name] = value;
        return body;
    }

    // Scenarios, and no file that nothing refers to: a misspelt name must not go unnoticed.
    Status the_rest() {
        for (const std::string& file : source_.list()) {
            if (used_.contains(file) || file.ends_with(".md")) continue;
            if (file.starts_with("scenarios/") && file.ends_with(".scenario")) {
                POTOK_TRY(std::string text, source_.read(file));
                pack_.scenarios.emplace_back(place(file), std::move(text));
                continue;
            }
            return error("pack.file_unused", {{"file", file}}, place(file));
        }
        return {};
    }

    const PackSource& source_;
    const Schemas& schemas_;
    const PackSource& shared_;
    Pack pack_;
    std::set<std::string> used_;
    std::set<std::pair<std::string, std::string>> keys_;
};

}  // namespace

model::Label Pack::label() const {
    auto label = model::Label::parse(manifest["label"], "#/label");
    return label ? std::move(*label) : model::Label(key);
}

Result<Pack> read_pack(const PackSource& source, const Schemas& schemas, const PackSource& shared) {
    return Reader(source, schemas, shared).read();
}

model::Command install_command(const Pack& pack) {
    Json definitions = Json::array();
    for (const PackDefinition& d : pack.definitions) {
        definitions.push_back({{"kind", d.kind}, {"key", d.key}, {"body", d.body}});
    }
    Json manifest = pack.manifest;
    manifest.erase("files");
    return {"install_pack", {{"manifest", std::move(manifest)}, {"definitions", std::move(definitions)}}};
}

Error locate(const Pack& pack, Error refusal) {
    // install_pack says "kind/key#/path"
    const std::size_t hash = refusal.place.find('#');
    const std::string what = refusal.place.substr(0, hash);
    for (const PackDefinition& d : pack.definitions) {
        if (what != d.kind + "/" + d.key) continue;
        const std::string path = hash == std::string::npos ? "" : refusal.place.substr(hash + 1);
        refusal.place = d.place + (path.starts_with("#") ? path.substr(1) : path);
        break;
    }
    return refusal;
}

}  // namespace potok::packs
