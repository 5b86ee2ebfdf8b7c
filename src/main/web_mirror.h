// The app's tree shown to assistive technology, to the keyboard's focus and to tests, as ARIA elements of the page.
#pragma once

#include <string>

#include "ui/kit/ui.h"

namespace potok {

class WebMirror final : public ui::Mirror {
public:
    void start(ui::Ui& ui);
    void update(const ui::TreeUpdate& changes, ui::NodeId focused) override;
    void text_input(const ui::TextInputState& state) override;
    void announce(std::string_view sentence, bool assertive) override;
    bool edits_natively() const override { return true; }

private:
    std::string records_;  // reused
};

}  // namespace potok
