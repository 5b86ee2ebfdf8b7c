#include "model/catalog.h"

#include <algorithm>

#include "model/connector.h"
#include "model/country.h"
#include "model/definition_parser.h"
#include "model/document_template.h"
#include "model/queue.h"
#include "model/relations.h"
#include "model/saved_view.h"
#include "model/timetable.h"

namespace potok::model {

Label::Label(std::string same_everywhere) {
    texts_[Language::en] = std::move(same_everywhere);
}

Result<Label> Label::parse(const Json& json, const std::string& place) {
    Label label;
    if (json.is_string()) {
        label.texts_[Language::en] = json.get<std::string>();
        return label;
    }
    if (!json.is_object() || json.empty()) return error("label.malformed", {}, place);
    for (const auto& [key, text] : json.items()) {
        POTOK_TRY(const Language language, language_from(key));
        if (!text.is_string()) return error("label.malformed", {}, place + "/" + key);
        label.texts_[language] = text.get<std::string>();
    }
    return label;
}

const std::string& Label::in(Language language) const {
    static const std::string none;
    if (const auto it = texts_.find(language); it != texts_.end()) return it->second;
    if (const auto it = texts_.find(Language::en); it != texts_.end()) return it->second;
    return texts_.empty() ? none : texts_.begin()->second;
}

Json Label::json() const {
    Json out = Json::object();
    for (const auto& [language, text] : texts_) out[std::string(code(language))] = text;
    return out;
}

const Field* RecordType::field(std::string_view wanted) const {
    for (const Field& f : fields) {
        if (f.key == wanted) return &f;
    }
    return nullptr;
}

const Stage* Pipeline::stage(std::string_view wanted) const {
    const int i = index_of(wanted);
    return i < 0 ? nullptr : &stages[static_cast<std::size_t>(i)];
}

int Pipeline::index_of(std::string_view stage_key) const {
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (stages[i].key == stage_key) return static_cast<int>(i);
    }
    return -1;
}

const RecordType* Catalog::type(std::string_view key) const {
    for (const auto& t : types_) {
        if (t->key == key) return t.get();
    }
    return nullptr;
}

const RecordType* Catalog::type(RowId id) const {
    for (const auto& t : types_) {
        if (t->id == id) return t.get();
    }
    return nullptr;
}

const Pipeline* Catalog::pipeline(std::string_view key) const {
    for (const auto& p : pipelines_) {
        if (p->key == key) return p.get();
    }
    return nullptr;
}

const Role* Catalog::role(std::string_view key) const {
    const auto it = std::find_if(roles_.begin(), roles_.end(), [&](const Role& r) { return r.key == key; });
    return it == roles_.end() ? nullptr : &*it;
}

const Setting* Catalog::setting(std::string_view key) const {
    const auto it = std::find_if(settings_.begin(), settings_.end(), [&](const Setting& s) { return s.key == key; });
    return it == settings_.end() ? nullptr : &*it;
}

std::vector<const Definition*> Catalog::definitions_of(std::string_view kind) const {
    std::vector<const Definition*> out;
    for (const Definition& d : definitions_) {
        if (d.kind == kind) out.push_back(&d);
    }
    return out;
}

const Definition* Catalog::definition(std::string_view kind, std::string_view key) const {
    for (const Definition& d : definitions_) {
        if (d.kind == kind && d.key == key) return &d;
    }
    return nullptr;
}

namespace {

// Replaces the element with the same key in its place (pointers to the others stay good), or appends.
template <class T>
void put_by_key(std::vector<T>& list, T item) {
    for (T& existing : list) {
        if (existing.key == item.key) {
            existing = std::move(item);
            return;
        }
    }
    list.push_back(std::move(item));
}

template <class T>
void put_by_key(std::vector<std::unique_ptr<T>>& list, T item) {
    for (auto& existing : list) {
        if (existing->key == item.key) {
            *existing = std::move(item);  // the address stays: views hold pointers to types and pipelines
            return;
        }
    }
    list.push_back(std::make_unique<T>(std::move(item)));
}

}  // namespace

Status Catalog::put(Definition definition) {
    const std::string& kind = definition.kind;
    if (kind == "type") {
        POTOK_TRY(RecordType parsed, parse_record_type(definition));
        put_by_key(types_, std::move(parsed));
    } else if (kind == "pipeline") {
        POTOK_TRY(Pipeline parsed, parse_pipeline(definition, *this));
        put_by_key(pipelines_, std::move(parsed));
    } else if (kind == "role") {
        POTOK_TRY(Role parsed, parse_role(definition));
        put_by_key(roles_, std::move(parsed));
    } else if (kind == "setting") {
        POTOK_TRY(Setting parsed, parse_setting(definition));
        put_by_key(settings_, std::move(parsed));
    } else if (kind == "calendar") {
        POTOK_CHECK(WorkingCalendar::parse(definition.body));
    } else if (kind == "country") {
        POTOK_CHECK(parse_country(definition));
    } else if (kind == "connector") {
        POTOK_CHECK(parse_connector(definition));
    } else if (kind == "relation") {
        POTOK_CHECK(parse_relation_kind(definition));
    } else if (kind == "timetable") {
        POTOK_CHECK(parse_timetable(definition, *this));
    } else if (kind == "queue") {
        POTOK_CHECK(parse_queue(definition, *this));
    } else if (kind == "view") {
        POTOK_CHECK(parse_saved_view(definition, *this));
    } else if (kind == "document_template") {
        POTOK_CHECK(parse_document_template(definition, *this));
    } else if (kind != "automation" && kind != "report" && kind != "decision" && kind != "pack" && kind != "template" && kind != "samples") {
        return error("definition.unknown_kind", {{"kind", kind}, {"key", definition.key}});
    }
    ++version_;
    for (Definition& existing : definitions_) {
        if (existing.kind == definition.kind && existing.key == definition.key) {
            existing = std::move(definition);
            return {};
        }
    }
    definitions_.push_back(std::move(definition));
    return {};
}

void Catalog::put_core(RecordType type) {
    put_by_key(types_, std::move(type));
}

void Catalog::remove(std::string_view kind, std::string_view key) {
    const auto same = [&](const auto& x) {
        if constexpr (requires { x->key; })
            return x->key == key;
        else
            return x.key == key;
    };
    if (kind == "type") std::erase_if(types_, same);
    if (kind == "pipeline") std::erase_if(pipelines_, same);
    if (kind == "role") std::erase_if(roles_, same);
    if (kind == "setting") std::erase_if(settings_, same);
    std::erase_if(definitions_, [&](const Definition& d) { return d.kind == kind && d.key == key; });
    ++version_;
}

}  // namespace potok::model
