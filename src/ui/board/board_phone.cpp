// The board on a phone: one stage at a time, the next one peeks 16 at the right; arrows or a swipe go on. Instead of dragging,
// a long touch on a card opens the list of stages.
#include <algorithm>
#include <cmath>

#include "generated/icons.h"
#include "ui/board/board_page.h"
#include "ui/board/board_stream.h"
#include "ui/board/deal_card.h"
#include "ui/kit/button.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

void BoardPage::phone(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const int n = static_cast<int>(board_.columns().size());
    if (n == 0) return;
    phone_stage_ = std::clamp(phone_stage_, 0, n - 1);
    filters(desk, area.cut_top(44));

    const Rect strip = area.cut_top(48).inset(16, 4);
    const StreamEvents events = stream_strip(ui, strip, {.board = &board_, .labels = false, .highlight = phone_stage_});
    if (events.clicked >= 0) phone_stage_ = events.clicked;

    const auto& col = board_.columns()[static_cast<std::size_t>(phone_stage_)];
    Rect head = area.cut_top(58).inset(4, 0);
    if (icon_button(ui, head.cut_left(44).middle(44), "previous", icon::chevron_left, desk.tr("board.previous_stage"), 20) && phone_stage_ > 0)
        --phone_stage_;
    if (icon_button(ui, head.cut_right(44).middle(44), "next", icon::chevron_right, desk.tr("board.next_stage"), 20) &&
        phone_stage_ + 1 < n)
        ++phone_stage_;
    disc(ui, {head.x + 9, head.y + 16}, 5, t.stage(col.stage->hue).solid);
    head.cut_left(22);
    heading(ui, "stage", head.cut_top(28), 2, col.stage->label.in(desk.language()), {.style = TextStyle::lead});
    std::string second = desk.tr("board.stage_of", {{"n", std::to_string(phone_stage_ + 1)}, {"of", std::to_string(n)}}) + " · " +
                         desk.plural("board.records", static_cast<std::int64_t>(col.rows.size()));
    if (const std::string sum = sums_text(ui.locale(), col.sums); !sum.empty()) second += " · " + sum;
    label(ui, "facts", head, second, {.style = TextStyle::small, .color = t.text2});

    // A swipe sideways goes to the neighbour.
    const ImGuiIO& io = ImGui::GetIO();
    if (ui.touch() && area.contains(ui.pointer())) {
        if (io.MouseDown[0]) swipe_ += io.MouseDelta.x;
        if (io.MouseReleased[0]) {
            if (swipe_ < -60 && phone_stage_ + 1 < n) ++phone_stage_;
            if (swipe_ > 60 && phone_stage_ > 0) --phone_stage_;
        }
        if (!io.MouseDown[0]) swipe_ = 0;
    }

    ui.push_clip(area);
    const float width = area.w - 48;  // side margin, gap, and 16 of the next stage
    for (int i = phone_stage_; i < std::min(n, phone_stage_ + 2); ++i) {
        const Rect list{area.x + 16 + (width + 16) * static_cast<float>(i - phone_stage_), area.y, width, area.h};
        const auto& c = board_.columns()[static_cast<std::size_t>(i)];
        Group group(ui, "stage/" + c.stage->key, {.role = Role::group, .name = c.stage->label.in(desk.language()), .rect = list});
        cards(desk, i, list, false);
    }
    ui.pop_clip();
}

}  // namespace potok::ui
