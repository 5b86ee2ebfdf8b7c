// Crews: who is booked where and when. A row a crew, a column a day; bookings are bars that can be dragged to another day or crew
// and made longer; jobs without a date wait in a tray at the side.
#pragma once

#include <optional>

#include "ui/board/drag.h"
#include "ui/calendar/crew_axis.h"
#include "ui/calendar/lanes.h"
#include "ui/desk.h"

namespace potok::ui {

inline constexpr float crew_row_height = 97;

class CrewsPage final : public PageView {
public:
    explicit CrewsPage(Desk&) {}
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;
    bool wants_frame() const override { return drag_.active(); }

private:
    struct Job {  // waits for a date
        model::RowId record = 0;
        std::string title, second;
        int hue = 0;
    };
    struct Bar {
        model::Booking booking;
        int hue = 0;
        Lane lane;
    };
    struct Remedy {
        std::string label;
        model::RowId crew = 0;
        Instant from, to;
    };
    struct Clash {  // somebody wants a crew that is taken: `booking` moved there, or a first booking for `record`
        Rect anchor;
        model::RowId booking = 0, record = 0;
        std::string title, text;
        std::vector<Remedy> remedies;
    };
    void read(Desk& desk, Date first, int days);
    void read_tray(Desk& desk);
    void header(Desk& desk, Rect row, Date first, int days);
    std::string period_text(const Locale& locale, Date first, int days) const;
    void print(Desk& desk, Date first, int days);
    void phone(Desk& desk, const Rect& area);
    void board(Desk& desk, const Rect& area);
    void ground(Desk& desk, const Rect& view, float top, float height);
    void row(Desk& desk, std::size_t index, const Rect& r);
    void bar(Desk& desk, std::size_t index, const Bar& bar, const Rect& row);
    void draw_bar(Desk& desk, const Bar& bar, const Rect& r, bool conflict, bool lifted, float room) const;
    void load(Desk& desk, const Rect& r);
    void tray(Desk& desk, Rect r);
    void carry(Desk& desk, const Rect& rows);
    void bar_keys(Desk& desk, std::size_t index, const Bar& bar, const Rect& r);
    // Moves a booking, or asks what to do where that time is taken.
    void settle(Desk& desk, const Bar& bar, std::size_t crew, Instant from, Instant to, const Rect& anchor);
    void target(Desk& desk, const Rect& rows);
    void open_clash(Desk& desk, const Rect& anchor, model::RowId crew, model::RowId booking, model::RowId record, Instant from, Instant to);
    void clash(Desk& desk);
    std::optional<Instant> next_free(Desk& desk, model::RowId crew, Instant from, std::int64_t length, model::RowId except) const;
    void legend(Desk& desk, Rect row);
    static std::string span_text(Desk& desk, Instant from, Instant to);
    void show(Desk& desk, Date day);
    int conflicts() const;

    std::vector<model::Resource> crews_;  // and what else can be booked, behind them
    std::size_t crew_count_ = 0;
    std::vector<std::vector<Bar>> bars_;  // by crew
    std::vector<Job> tray_;
    std::vector<std::pair<std::string, int>> legend_;  // stages of what is shown: label, hue
    std::optional<CrewAxis> axis_;
    Date read_first_;
    int read_days_ = 0;
    bool stale_ = true;
    int span_ = 1;  // 0 a week, 1 two weeks, 2 four
    enum class Hold { move, resize, job };
    Hold hold_ = Hold::move;
    Drag drag_;
    std::optional<Clash> clash_;
    // Where the thing in the hand would go.
    int to_crew_ = -1;
    Instant to_from_, to_to_;
    bool to_taken_ = false;
    model::RowId focus_booking_ = 0;  // given to another crew by the keyboard: the focus goes with it
};

}  // namespace potok::ui
