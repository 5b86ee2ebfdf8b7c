// bench: The page of a client with 10,000 entries in its timeline: opened, scrolled to its end, a frame; native and node
//
// The whole app with its shell at 1440 × 900, drawn without a window. `client.cpp` measures the queries alone.
#include "support/app_bench.h"

using namespace potok;
using namespace potok::bench;

namespace {

constexpr int orders = 200, entries = 10'000;

}  // namespace

int main() {
    Bench b(3'600'000, entries + orders + 3);
    b.must("define", {{"kind", "type"}, {"key", "t.deal"}, {"body", Json::parse(R"({"label": "Order", "on_pipeline": true, "fields": [{"key": "client", "label": "Client", "kind": "reference", "target": "client"}]})")}});
    b.must("define", {{"kind", "pipeline"}, {"key", "t.deals"}, {"body", Json::parse(R"({"label": "Orders", "type": "t.deal", "stages": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]})")}});
    const model::RowId client = b.must("create", {{"type", "client"}, {"values", {{"title", "Season"}}}});
    std::vector<model::RowId> own;
    for (int i = 0; i < orders; ++i) own.push_back(b.must("create", {{"type", "t.deal"}, {"values", {{"title", "Order " + std::to_string(i)}, {"client", {{"ref", b.id(client)}}}}}}));
    for (int i = 0; i < entries - orders; ++i) {
        const std::string on = b.id(own[static_cast<std::size_t>(i) % own.size()]);
        if (i % 2 == 0) b.must("comment", {{"record", on}, {"text", "Delivery of part " + std::to_string(i) + ", two boxes of it by the end of the week"}});
        else b.must("create_task", {{"record", on}, {"title", "Ask about part " + std::to_string(i)}});
    }
    const std::string route = "/client/" + b.id(client);
    b.start("/settings");
    b.frames(30);
    b.app().on_route(route);
    figure("client with 10,000 entries opened: first frame with its queries", b.frame(), "ms", 100);

    std::vector<double> times;
    b.host.move(700, 600);
    for (int i = 0; i < 3000; ++i) {
        b.host.wheel(0, -3);
        times.push_back(b.frame());
    }
    if (b.deepest() < 1000) stop("the timeline did not scroll");
    const Spread s = spread(times);
    figure("frame while scrolling it, p50", s.p50, "ms", frame_goal);
    figure("frame while scrolling it, p95", s.p95, "ms", frame_goal);
    figure("a frame that reads the next hundred entries, longest", s.most, "ms", 100);
    return 0;
}
