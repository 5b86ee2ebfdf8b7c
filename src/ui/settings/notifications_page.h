// What robots and colleagues have told the person, newest first.
#pragma once

#include "ui/desk.h"

namespace potok::ui {

class NotificationsPage final : public PageView {
public:
    explicit NotificationsPage(Desk& desk) { read(desk); }
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    void read(Desk& desk);
    std::vector<model::Notification> items_;
};

}  // namespace potok::ui
