// Settings: how the app looks, who works here, the company's working time, what the packs let one choose, where the data is.
#pragma once

#include "ui/forms/field_edit.h"

namespace potok::ui {

class SettingsPage final : public PageView {
public:
    explicit SettingsPage(Desk& desk) { read(desk); }
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    void read(Desk& desk);
    // Each draws one section from the top of `r` and returns the height it took.
    float look(Desk& desk, Rect r);
    float people(Desk& desk, Rect r);
    float person_row(Desk& desk, const model::Person& person, Rect r);
    float working_time(Desk& desk, Rect r);
    float packs(Desk& desk, Rect r);
    float setting_row(Desk& desk, std::size_t index, Rect r);
    float storage(Desk& desk, Rect r);
    float title(Desk& desk, Rect r, const char* key);
    void new_person(Desk& desk);

    std::vector<model::Person> people_;
    model::RowId roles_open_ = 0;           // person whose roles are being chosen
    std::string new_name_;
    bool adding_ = false;
    std::vector<model::Field> fields_;      // settings as fields, so that they are edited like any other
    std::vector<FieldEdit> edits_;
    std::optional<Error> refusal_;
};

}  // namespace potok::ui
