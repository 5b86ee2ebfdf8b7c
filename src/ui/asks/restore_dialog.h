// Before a file takes the place of the workspace that is open: it cannot be undone.
#pragma once

#include <string>

#include "ui/desk.h"

namespace potok::ui {

class RestoreDialog {
public:
    // `bytes`: of the file that was chosen.
    void begin(std::string name, std::string bytes);
    void frame(Desk& desk);

private:
    bool open_ = false;
    std::string name_, bytes_;
};

}  // namespace potok::ui
