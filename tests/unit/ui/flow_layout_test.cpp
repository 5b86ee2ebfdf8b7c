#include <catch_amalgamated.hpp>

#include "ui/card/flow_layout.h"

using namespace potok;
using namespace potok::ui;
using automation::Graph;
using automation::Node;
using K = automation::Node::Kind;

namespace {

int add(Graph& g, K kind, const char* id, int parent = -1) {
    Node n;
    n.kind = kind;
    n.id = id;
    n.parent = parent;
    g.nodes.push_back(std::move(n));
    return static_cast<int>(g.nodes.size()) - 1;
}

int flow(Graph& g, int from, int to) {
    const int f = static_cast<int>(g.flows.size());
    g.flows.push_back({from, to, {}, false});
    g.nodes[static_cast<std::size_t>(from)].out.push_back(f);
    g.nodes[static_cast<std::size_t>(to)].in.push_back(f);
    return f;
}

const Rect& box(const FlowLayout& l, int n) { return l.boxes[static_cast<std::size_t>(n)]; }

void none_overlap(const Graph& g, const FlowLayout& l) {
    for (std::size_t i = 0; i < g.nodes.size(); ++i)
        for (std::size_t j = i + 1; j < g.nodes.size(); ++j) {
            if (g.nodes[i].parent != g.nodes[j].parent || g.nodes[i].kind == K::boundary || g.nodes[j].kind == K::boundary) continue;
            INFO(g.nodes[i].id << " and " << g.nodes[j].id);
            CHECK_FALSE(l.boxes[i].overlaps(l.boxes[j]));
        }
}

}  // namespace

TEST_CASE("what follows stands at the right, what branches off below", "[ui][flow]") {
    Graph g;
    const int start = add(g, K::start, "start"), task = add(g, K::user_task, "task"), choice = add(g, K::exclusive, "choice"),
              more = add(g, K::user_task, "more"), after = add(g, K::user_task, "after"), end = add(g, K::end, "end"), no = add(g, K::end, "no");
    flow(g, start, task), flow(g, task, choice);
    const int aside = flow(g, choice, no);
    flow(g, choice, more), flow(g, more, after), flow(g, after, end);
    const FlowLayout l = lay_out(g);
    none_overlap(g, l);
    CHECK(box(l, start).right() < box(l, task).x);
    CHECK(box(l, task).right() < box(l, choice).x);
    // The longer way goes straight on.
    CHECK(box(l, more).center().y == box(l, task).center().y);
    CHECK(box(l, end).center().y == box(l, task).center().y);
    CHECK(box(l, no).y > box(l, task).bottom());
    CHECK(l.w >= box(l, end).right());
    CHECK(l.h >= box(l, no).bottom());
    // Each flow is drawn, ends where it leads to, and runs at right angles.
    REQUIRE(l.lines.size() == g.flows.size());
    for (const FlowLine& line : l.lines) {
        REQUIRE(line.points.size() >= 2);
        for (std::size_t i = 1; i < line.points.size(); ++i) CHECK((line.points[i].x == line.points[i - 1].x || line.points[i].y == line.points[i - 1].y));
        if (line.flow == aside) CHECK(line.points.back() == Point{box(l, no).x, box(l, no).center().y});
    }
}

TEST_CASE("a flow that leads back runs below, a leap around what it leaps over", "[ui][flow]") {
    Graph g;
    const int start = add(g, K::start, "start"), a = add(g, K::user_task, "a"), b = add(g, K::exclusive, "b"), c = add(g, K::user_task, "c"), d = add(g, K::end, "d");
    flow(g, start, a), flow(g, a, b), flow(g, b, c), flow(g, c, d);
    const int leap = flow(g, b, d), back = flow(g, b, a);
    const FlowLayout l = lay_out(g);
    none_overlap(g, l);
    for (const FlowLine& line : l.lines) {
        CHECK(line.back == (line.flow == back));
        if (line.flow != leap && line.flow != back) continue;
        // No corner lies within a step.
        for (const Point& p : line.points)
            for (const int n : {a, c}) CHECK_FALSE(box(l, n).inset(1).contains(p));
    }
}

TEST_CASE("a boundary event sits on its host, a sub-process holds its own diagram", "[ui][flow]") {
    Graph g;
    const int start = add(g, K::start, "start"), part = add(g, K::subprocess, "part"), end = add(g, K::end, "end"), late = add(g, K::boundary, "late"),
              inner = add(g, K::start, "inner", 1), work = add(g, K::user_task, "work", 1), done = add(g, K::end, "done", 1), remind = add(g, K::user_task, "remind");
    g.nodes[static_cast<std::size_t>(part)].inner = inner;
    g.nodes[static_cast<std::size_t>(part)].boundaries = {late};
    g.nodes[static_cast<std::size_t>(late)].host = part;
    flow(g, start, part), flow(g, part, end), flow(g, inner, work), flow(g, work, done), flow(g, late, remind);
    const FlowLayout l = lay_out(g);
    none_overlap(g, l);
    for (const int n : {inner, work, done}) {
        CHECK(box(l, n).x > box(l, part).x);
        CHECK(box(l, n).right() < box(l, part).right());
        CHECK(box(l, n).y > box(l, part).y);
        CHECK(box(l, n).bottom() < box(l, part).bottom());
    }
    CHECK(box(l, late).center().y == box(l, part).bottom());
    CHECK(box(l, remind).y > box(l, part).bottom());
}

TEST_CASE("the way between two stops is the shortest", "[ui][flow]") {
    Graph g;
    const int start = add(g, K::start, "start"), a = add(g, K::user_task, "a"), x = add(g, K::exclusive, "x"), b = add(g, K::user_task, "b"),
              long_way = add(g, K::action, "long"), end = add(g, K::end, "end");
    const int sa = flow(g, start, a), ax = flow(g, a, x), xl = flow(g, x, long_way), lb = flow(g, long_way, b), xb = flow(g, x, b);
    flow(g, b, end);
    CHECK(way_between(g, start, a) == std::vector<int>{sa});
    CHECK(way_between(g, a, b) == std::vector<int>{ax, xb});
    CHECK(way_between(g, b, a).empty());
    CHECK(way_between(g, a, a).empty());
    (void)xl, (void)lb;
}
