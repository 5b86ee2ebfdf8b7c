// Short messages at the lower edge with what one can do about them. They are read out, stay while the pointer or the
// focus is on them, and go away by themselves. Not for what is visible anyway.
#pragma once

#include <deque>
#include <functional>
#include <string>

#include "ui/kit/ui.h"

namespace potok::ui {

enum class ToastKind : std::uint8_t { success, robot, refused, info, progress };

struct Toast {
    std::string key = {};  // a newer toast with the same key takes the older one's place; empty: always a new one
    ToastKind kind = ToastKind::success;
    std::string title = {};
    std::string detail = {};
    std::string action = {};  // caption of its button; empty: none
    std::function<void()> on_action = {};
    double seconds = 6;      // 0: stays until it is closed or taken away
    float progress = -1;     // 0..1 draws a bar at the lower edge
    std::string close = {};  // name of the close button; empty: no such button
};

class Toasts {
public:
    void show(Toast toast);
    void remove(std::string_view key);
    bool empty() const { return items_.empty(); }
    void draw(Ui& ui);  // by Ui at the end of each frame

private:
    struct Item {
        Toast toast;
        std::int64_t number;
        double left;  // seconds
        bool leaving = false;
    };
    std::deque<Item> items_;
    double drawn_at_ = 0;  // host seconds
    std::int64_t next_ = 1;
};

}  // namespace potok::ui
