// How the built-in record types are put together: fields with their names in three languages. For core_types*.cpp only.
#pragma once

#include "model/core_types.h"

namespace potok::model::core {

struct Names {
    const char *en, *pl, *ru;
};

inline Label label(Names n) {
    return Label::parse(Json{{"en", n.en}, {"pl", n.pl}, {"ru", n.ru}}, "").value();
}

inline Field make(std::string key, FieldKind kind, Names names) {
    Field f;
    f.key = std::move(key);
    f.kind = kind;
    f.label = label(names);
    return f;
}

inline Field reference(std::string key, std::string target, Names names) {
    Field f = make(std::move(key), FieldKind::reference, names);
    f.target = std::move(target);
    return f;
}

inline Field system(Field f) {
    f.system = true;
    return f;
}

inline Field searchable(Field f) {
    f.searchable = true;
    return f;
}

inline Field indexed(Field f) {
    f.indexed = true;
    return f;
}

inline Field required(Field f) {
    f.required = true;
    return f;
}

// A reference to a record of any type has the target "*".
inline Field subject(bool must) {
    Field f = indexed(reference("record", "*", {"Record", "Sprawa", "Запись"}));
    f.required = must;
    return f;
}

inline RecordType type(RowId id, std::string key, std::string icon, Names one, Names many, std::vector<Field> fields) {
    RecordType t;
    t.id = id;
    t.key = key;
    t.table = "r_" + key;
    t.icon = std::move(icon);
    t.label = label(one);
    t.plural = label(many);
    t.title_field = "title";
    add_common_fields(t);
    for (Field& f : fields) {
        if (f.key == "title") {
            t.fields.front() = std::move(f);
            continue;
        }
        if (f.key == "record") t.subject_field = "record";
        t.fields.push_back(std::move(f));
    }
    for (const Field& f : t.fields) t.searchable = t.searchable || f.searchable;
    return t;
}

inline Field title(Names names) {
    return searchable(required(make("title", FieldKind::text, names)));
}

}  // namespace potok::model::core
