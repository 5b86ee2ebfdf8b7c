// Saved views: how a list is looked at, kept under a name. A definition of kind "view", brought by a pack (views.json), shared with
// roles by an administrator, or kept by a person for themselves.
//
//   {"label", "type", "pipeline"?, "roles"?: [keys of roles; absent: everybody], "person"?: public id of the only one who sees it,
//    "columns"?: [{"field", "width"?}], "sort"?: [{"field", "descending"?}], "group"?: field, "text"?,
//    "filters"?: [{"field", and one of: "in": [values], "me": true (the person who looks), "from" and/or "to", "filled": true or false}]}
//
// Values are in canonical form (base/value.h); keys of options and stages are texts. Columns are fields or those that the list page
// works out itself ("+next"): what a type no longer has is passed over by who shows it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/list_query.h"

namespace potok::model {

struct SavedView {
    struct Filter {
        ListFilter filter;
        bool me = false;  // one_of: whoever looks
    };
    struct Column {
        std::string field;
        int width = 0;  // in points; 0: as usual
    };
    std::string key, pack;
    Label label;
    std::string type, pipeline;
    std::vector<std::string> roles;
    std::string person;  // public id
    std::vector<Column> columns;
    std::vector<Filter> filters;
    std::vector<ListSort> sort;
    std::string group, text;
};

// Errors: json.*, type.unknown, pipeline.unknown, field.unknown (of a sort, a group or a filter), with the JSON path inside the body.
Result<SavedView> parse_saved_view(const Definition& definition, const Catalog& catalog);
Json view_body(const SavedView& view);

// Those of one list that a person sees: everybody's and their roles' first, then their own, each by name in that language.
std::vector<SavedView> saved_views(const Workspace& ws, RowId person, std::string_view type, std::string_view pipeline, Language language);

// Whether a person keeps a view for themselves alone: then it needs no right to define it.
bool is_own_view(const Json& body, const Uuid& person);

}  // namespace potok::model
