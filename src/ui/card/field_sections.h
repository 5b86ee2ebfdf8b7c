// The data of a record: its fields in their sections, edited in place; and foldable sections for whatever else stands beside them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/forms/field_edit.h"

namespace potok::ui {

class FieldSections {
public:
    // Takes what the record holds now; what is being typed stays.
    void read(Desk& desk, const model::Record& record);
    float draw(Desk& desk, Rect r);  // returns the height taken
    // Title of a foldable section with a note at the right. Returns the height taken; `open` follows the clicks.
    float head(Desk& desk, Rect r, std::string_view key, std::string_view title, std::string_view note, bool good, bool& open);

private:
    float row(Desk& desk, FieldEdit& edit, const Rect& r);

    model::RowId record_ = 0;
    const model::RecordType* type_ = nullptr;
    std::vector<FieldEdit> edits_;
    model::Completeness complete_;
    std::vector<std::pair<std::string, bool>> folded_;  // by key
};

}  // namespace potok::ui
