// A new record: the fields it must have and those its board shows. The rest is filled in on its card.
#pragma once

#include "ui/forms/field_edit.h"

namespace potok::ui {

class CreateDialog {
public:
    void begin(Desk& desk, std::string_view type, std::string_view pipeline, std::string_view stage);
    void frame(Desk& desk);

private:
    void submit(Desk& desk);

    bool open_ = false;
    std::string type_, pipeline_, stage_;
    std::vector<FieldEdit> edits_;
    std::optional<Error> refusal_;
};

}  // namespace potok::ui
