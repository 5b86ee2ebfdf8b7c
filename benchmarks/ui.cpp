// bench: The app at 100,000 deals: building a frame of board, list, calendar and crews, what it draws; native, node, and the app itself in Chromium
//
// The whole app with its shell at 1440 × 900, drawn without a window; history and full text on, workspace in memory; 10,000 bookings
// of twenty crews and 10,000 appointments beside the deals. A frame is everything between two inputs: ImGui's new frame, the pages, the
// tree for screen readers, the draw lists. Odoo 19 takes 100 ms a frame while dragging at 10,000 leads, and 5,500 ms to open that
// board. ui.mjs opens the same workspace in Chromium, beside boards and a calendar of npm: `--save FILE` only writes it.
#include <cstdlib>
#include <fstream>
#include <string_view>

#include "model/board.h"
#include "support/app_bench.h"

using namespace potok;
using namespace potok::bench;

namespace {

constexpr int stages = 8, crews = 20, days = 800, a_day = 25;  // 13 bookings and 12 appointments of each day, more than a year to both sides
int deals = 100'000;

void fill(Bench& b) {
    Json list = Json::array();
    for (int i = 0; i < stages; ++i)
        list.push_back({{"key", "s" + std::to_string(i)}, {"label", "Stage " + std::to_string(i + 1)}, {"hue", i}, {"stalled_after", "P30D"}});
    b.must("define", {{"kind", "type"}, {"key", "deal"}, {"body", {{"label", "Deal"}, {"on_pipeline", true}, {"amount_field", "amount"},
        {"fields", {{{"key", "amount"}, {"label", "Amount"}, {"kind", "money"}}, {{"key", "town"}, {"label", "Town"}, {"kind", "text"}, {"searchable", true}},
                    {{"key", "street"}, {"label", "Street"}, {"kind", "text"}, {"searchable", true}}}}}}});
    b.must("define", {{"kind", "pipeline"}, {"key", "deals"}, {"body", {{"label", "Deals"}, {"type", "deal"}, {"stages", list},
        {"card_fields", {"amount", "town"}}, {"card_second", {"street"}}, {"card_aside", {"town"}}, {"progress_fields", {"amount", "town"}}}}});
    const char* towns[] = {"Tarnów", "Brzesko", "Bochnia", "Самара", "Dębica"};
    std::vector<std::string> some;
    for (int i = 0; i < deals; ++i) {
        Json values = {{"title", "Deal of customer " + std::to_string(i)}, {"town", towns[i % 5]}, {"street", "ul. Krakowska " + std::to_string(i % 400)},
                       {"amount", {{"m", std::to_string(1000 + i % 90'000) + ".00"}, {"c", "PLN"}}}};
        const model::RowId row = b.must("create", {{"type", "deal"}, {"values", values}, {"stage", "s" + std::to_string(i % stages)}});
        if (some.size() < 1000) some.push_back(b.id(row));
    }
    std::vector<std::string> crew;
    for (int i = 0; i < crews; ++i)
        crew.push_back(b.id(b.must("create", {{"type", "resource"}, {"values", {{"title", "Crew " + std::to_string(i + 1)}, {"kind", "crew"}}}})));
    const Date today = b.ws().zone().to_local(b.host.now()).date;
    std::size_t n = 0;
    for (int d = -days / 2; d < days / 2; ++d) {
        const std::string day = format_iso(Date{today.days + d}) + "T";
        for (int i = 0; i < a_day; ++i, ++n) {
            const Json record = some[n % some.size()];
            if (i % 2 == 0)
                b.must("book", {{"resource", crew[(n / 2) % crew.size()]}, {"from", day + "06:00:00.000Z"}, {"to", day + "13:00:00.000Z"}, {"record", record}});
            else
                b.must("create", {{"type", "event"}, {"values", {{"title", "Visit " + std::to_string(n)}, {"record", {{"ref", record}}},
                    {"from", {{"i", day + std::to_string(i % 8 + 10) + ":00:00.000Z"}}}, {"to", {{"i", day + std::to_string(i % 8 + 11) + ":30:00.000Z"}}}}}});
        }
    }
}

// 1,200 frames with the wheel turned down a column or a table, and back now and then.
std::vector<double> wheeled(Bench& b, float x, float y) {
    b.host.move(x, y);
    b.frames(60);
    std::vector<double> times;
    for (int i = 0; i < 1200; ++i) {
        b.host.wheel(0, i % 400 < 380 ? -0.7f : 6.f);
        if (i % 7 == 0) b.host.move(300.f + static_cast<float>(i % 1000), y);
        times.push_back(b.frame());
    }
    return times;
}

struct Drawn {
    int vertices = 0, lists = 0;
    void take(const Bench& b) {
        vertices = std::max(vertices, b.host.vertices());
        lists = std::max(lists, b.host.draw_lists());
    }
    void tell(const std::string& what) const {
        figure("vertices " + what + ", most", vertices, "", 40'000);
        figure("draw lists " + what + ", most", lists, "", 12);
    }
};

void board(Bench& b) {
    b.start("/board/deals");
    figure("board of 100,000 opened: first frame with its queries", b.frame(), "ms", 1000, 5500);
    Drawn drawn;
    const auto scrolling = wheeled(b, 600, 600);
    // Far down in its column a card says so: what was measured was scrolling.
    if (b.deepest() < 100) stop("the board did not scroll");
    drawn.take(b);
    frame_figures("board, frame while scrolling", scrolling, frame_goal * 2);

    // A card is carried to and fro over five columns, the preview worked out wherever it rests.
    b.host.move(330, 420);
    b.frames(30);
    b.host.button(true);
    b.frame();
    std::vector<double> dragging;
    bool carried = false;
    for (int i = 0; i < 900; ++i) {
        if (i % 90 < 60) b.host.move(330 + static_cast<float>((i * 3) % 1000), 420 + static_cast<float>(i % 50));
        dragging.push_back(b.frame());
        carried = carried || b.app().wants_frame();
        drawn.take(b);
    }
    if (!carried) stop("no card was taken hold of");
    b.host.key(ImGuiKey_Escape, true);
    b.frame();
    b.host.key(ImGuiKey_Escape, false);
    b.host.button(false);
    b.frames(30);
    frame_figures("board, frame while dragging", dragging, frame_goal * 5, 100);
    drawn.tell("of the board");

    model::Board rows(b.ws(), *b.ws().catalog().pipeline("deals"));
    rows.reload(b.host.now());
    const double start = processor_ms();
    model::BoardFilter filter;
    filter.text = "99";
    rows.set_filter(filter, b.host.now());
    figure("filter 100,000 deals by text", processor_ms() - start, "ms", 50);
}

// The same deals as a list, grouped by stage and sorted by amount.
void list(Bench& b) {
    b.host.set_setting("list:deal:deals", R"({"sort": [["amount", true]], "group": "stage"})");
    b.app().on_route("/list/deals");
    figure("list of 100,000 opened, grouped and sorted: first frame with its queries", b.frame(), "ms", 1000);
    const auto times = wheeled(b, 600, 600);
    if (b.deepest(ui::Role::row) < 100) stop("the list did not scroll");
    frame_figures("list, frame while scrolling", times, frame_goal * 2);
}

// A page of days: opened, gone through week by week, the pointer moving over it.
void days_page(Bench& b, const std::string& name, const char* route, const char* holds) {
    b.app().on_route(route);
    figure(name + " opened: first frame with its queries", b.frame(), "ms", 100);
    b.frames(60);
    if (const int n = b.count(ui::Role::button, holds); n < 20) stop(name + " shows " + std::to_string(n) + " entries");
    Drawn drawn;
    std::vector<double> moving;
    for (int i = 0; i < 900; ++i) {
        b.host.move(300.f + static_cast<float>((i * 7) % 1000), 250.f + static_cast<float>((i * 3) % 500));
        if (i % 20 == 0) b.host.wheel(0, i % 40 < 20 ? -1.f : 1.f);
        moving.push_back(b.frame());
        drawn.take(b);
    }
    frame_figures(name + ", frame while pointing and scrolling", moving, frame_goal * 2);
    std::vector<double> turning;
    const Date today = b.ws().zone().to_local(b.host.now()).date;
    for (int i = 1; i <= 40; ++i) {
        b.app().on_route(std::string(route) + (std::string_view(route).find('?') == std::string_view::npos ? "?" : "&") + "day=" + format_iso(Date{today.days + 7 * i}));
        turning.push_back(b.frame());
        b.frames(3);
    }
    figure(name + ", the frame that reads another week, p95", spread(turning).p95, "ms", 33.4);
    drawn.tell("of " + name);
}

}  // namespace

// --save FILE [DEALS]: writes the workspace and measures nothing.
int main(int argc, char** argv) {
    const bool save = argc >= 3 && std::string_view(argv[1]) == "--save";
    if (save && argc == 4) deals = std::max(1, std::atoi(argv[3]));
    Bench b(500, deals + days * a_day + crews + 2);
    fill(b);
    if (save) {
        const auto bytes = b.ws().db().serialize();
        if (!bytes.ok()) return 1;
        std::ofstream file(argv[2], std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
        return file.flush() ? 0 : 1;
    }
    board(b);
    list(b);
    days_page(b, "calendar", "/calendar", "Visit");
    days_page(b, "crews", "/crews", "Deal");
    return 0;
}
