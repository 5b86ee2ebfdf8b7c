#include "model/definition_use.h"

#include <array>

#include "model/definition_merge.h"
#include "model/storage.h"

namespace potok::model {

namespace {

using storage::sql_name;

// What says how the values of a field lie in its column.
constexpr std::array<const char*, 3> shape = {"kind", "target", "decimals"};

const Json* element(const Json& body, const char* list, const std::string& name) {
    if (!body.contains(list) || !body[list].is_array()) return nullptr;
    for (const Json& e : body[list])
        if (element_name(e) == name) return &e;
    return nullptr;
}

class Finder {
public:
    Finder(const Workspace& ws, const Definition& present, const Json* next) : ws_(ws), present_(present), next_(next) {}

    Result<std::vector<DefinitionUse>> find() {
        if (present_.kind == "type") POTOK_CHECK(type());
        if (present_.kind == "pipeline") POTOK_CHECK(pipeline());
        if (present_.kind == "role" && !next_)
            POTOK_CHECK(count("", "SELECT count(*) FROM r_person, json_each(r_person.roles) AS held WHERE held.value = ?1", present_.key));
        if (present_.kind == "relation" && !next_) POTOK_CHECK(count("", "SELECT count(*) FROM r_relation WHERE kind = ?1", present_.key));
        return std::move(uses_);
    }

private:
    template <class... Args>
    Status count(std::string path, const std::string& sql, const Args&... args) {
        POTOK_TRY(const auto n, ws_.db().get_i64(sql, args...));
        if (n.value_or(0) > 0) uses_.push_back({std::move(path), *n});
        return {};
    }

    Status type() {
        const RecordType* type = ws_.catalog().type(present_.key);
        if (!type) return {};
        const std::string from = "SELECT count(*) FROM " + sql_name(type->table);
        if (!next_) return count("", from);
        for (const Field& field : type->fields) {
            if (field.custom) POTOK_CHECK(this->field(*type, field, from));
        }
        return {};
    }

    Status field(const RecordType& type, const Field& f, const std::string& from) {
        const std::string path = "/fields/" + f.key;
        const Json* before = element(present_.body, "fields", f.key);
        const Json* after = element(*next_, "fields", f.key);
        if (!before) return {};
        const bool same_shape = after && std::ranges::all_of(shape, [&](const char* m) {
            return before->value(m, Json()) == after->value(m, Json());
        });
        if (!same_shape) {
            const std::string at = after ? path + "/kind" : path;
            if (f.kind == FieldKind::files)
                return count(at, "SELECT count(DISTINCT a.record) FROM r_attachment AS a JOIN record ON record.id = a.record "
                                 "WHERE a.field = ?1 AND record.type = ?2", f.key, type.id);
            return count(at, from + " WHERE " + storage::column(f) + " IS NOT NULL");
        }
        for (const Option& option : f.options) {
            if (element(*after, "options", option.key)) continue;
            const std::string column = storage::column(f);
            POTOK_CHECK(count(path + "/options/" + option.key,
                              f.kind == FieldKind::multi
                                  ? from + " WHERE EXISTS (SELECT 1 FROM json_each(" + column + ") AS chosen WHERE chosen.value = ?1)"
                                  : from + " WHERE " + column + " = ?1",
                              option.key));
        }
        return {};
    }

    Status pipeline() {
        const Pipeline* pipeline = ws_.catalog().pipeline(present_.key);
        const RecordType* type = pipeline ? ws_.catalog().type(pipeline->type) : nullptr;
        if (!type) return {};
        const std::string from = "SELECT count(*) FROM " + sql_name(type->table) + " WHERE pipeline = ?1";
        if (!next_) return count("", from, present_.key);
        if (next_->value("type", Json()) != present_.body.value("type", Json())) POTOK_CHECK(count("/type", from, present_.key));
        for (const Stage& stage : pipeline->stages)
            if (!element(*next_, "stages", stage.key))
                POTOK_CHECK(count("/stages/" + stage.key, from + " AND stage = ?2", present_.key, stage.key));
        for (const Option& reason : pipeline->lost_reasons)
            if (!element(*next_, "lost_reasons", reason.key))
                POTOK_CHECK(count("/lost_reasons/" + reason.key, from + " AND lost_reason = ?2", present_.key, reason.key));
        return {};
    }

    const Workspace& ws_;
    const Definition& present_;
    const Json* next_;
    std::vector<DefinitionUse> uses_;
};

void put_back(const Json& present, Json& next, const char* list, const std::string& name) {
    const Json* kept = element(present, list, name);
    if (!kept) return;
    if (!next.contains(list) || !next[list].is_array()) next[list] = Json::array();
    insert_like(next[list], *kept, present[list]);
}

}  // namespace

Result<std::vector<DefinitionUse>> uses_lost(const Workspace& ws, const Definition& present, const Json* next) {
    return Finder(ws, present, next).find();
}

void keep_used(const Json& present, const std::vector<DefinitionUse>& uses, Json& next) {
    for (const DefinitionUse& use : uses) {
        std::vector<std::string> parts;
        for (std::size_t at = 0; at < use.path.size();) {
            const std::size_t end = std::min(use.path.find('/', at + 1), use.path.size());
            parts.push_back(use.path.substr(at + 1, end - at - 1));
            at = end;
        }
        if (parts.size() == 1) next[parts[0]] = present[parts[0]];
        if (parts.size() == 2) put_back(present, next, parts[0].c_str(), parts[1]);
        if (parts.size() < 3) continue;
        Json* field = nullptr;
        for (Json& f : next["fields"])
            if (element_name(f) == parts[1]) field = &f;
        const Json* before = element(present, "fields", parts[1]);
        if (!field || !before) continue;
        if (parts.size() == 4) {
            put_back(*before, *field, "options", parts[3]);
            continue;
        }
        // Another shape would read the values as something they are not; what was said of that shape goes with it.
        Json kept = *before;
        if (field->contains("label")) kept["label"] = (*field)["label"];
        *field = std::move(kept);
    }
}

}  // namespace potok::model
