// Everything that can be designed: pipelines, record types, lists, robots and processes; which pack brought it, and whether it was changed here.
#pragma once

#include <string>
#include <vector>

#include "ui/desk.h"

namespace potok::ui {

class DesignerOverview final : public PageView {
public:
    explicit DesignerOverview(Desk& desk) { read(desk); }
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk&, const model::Outcome&) override {}  // made anew when a definition changes

private:
    struct Entry {
        std::string key, label, pack, detail;
        std::string_view icon;
        bool changed = false;
        Route route;
        bool opens = true;
    };
    void read(Desk& desk);
    float section(Desk& desk, Rect r, const char* title, const std::vector<Entry>& entries);

    std::vector<Entry> pipelines_, lists_, types_, processes_;
    std::optional<Error> problem_;
};

}  // namespace potok::ui
