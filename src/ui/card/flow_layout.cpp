#include "ui/card/flow_layout.h"

#include <algorithm>
#include <deque>
#include <map>

namespace potok::ui {

using automation::Graph;
using FlowNode = automation::Node;
using K = FlowNode::Kind;

FlowShape shape_of(const FlowNode& node) {
    switch (node.kind) {
    case K::start:
    case K::end:
    case K::terminate:
    case K::error_end:
    case K::boundary: return FlowShape::event;
    case K::exclusive:
    case K::inclusive:
    case K::parallel:
    case K::event_gateway: return FlowShape::gateway;
    case K::subprocess: return FlowShape::scope;
    default: return FlowShape::step;
    }
}

namespace {

// Edge of one scope's graph: from a node (or the boundary on it) to a node.
struct Edge {
    int from = 0, to = 0;      // cells: node indices of the graph; dummies above them
    int flow = -1;
    int leaves_by = -1;        // the boundary it leaves by; -1: the node itself
    bool back = false;
};

class ScopeLayout {
public:
    ScopeLayout(const Graph& graph, const FlowMeasures& m, FlowLayout& out, int parent) : graph_(graph), m_(m), out_(out), parent_(parent) {}

    // Places everything relative to (0, 0), sub-processes included. Returns the size.
    Point run() {
        collect();
        find_back_edges();
        assign_layers();
        break_long_edges();
        assign_rows();
        place();
        route();
        return {width_, height_};
    }

    // Moves what stands in this scope, and in those inside it.
    static void move(const Graph& graph, FlowLayout& out, int parent, float dx, float dy) {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            if (!within(graph, static_cast<int>(i), parent)) continue;
            out.boxes[i] = out.boxes[i].moved(dx, dy);
        }
        for (FlowLine& line : out.lines) {
            const int from = line.flow >= 0 ? graph.flows[static_cast<std::size_t>(line.flow)].from : -1;
            if (from < 0 || !within(graph, from, parent)) continue;
            for (Point& p : line.points) p = {p.x + dx, p.y + dy};
        }
    }

private:
    struct Cell {
        int layer = 0, row = -1;
        float w = 0, h = 0;
        std::vector<int> in, out;  // edges
    };

    static bool within(const Graph& graph, int node, int scope) {
        for (int n = graph.nodes[static_cast<std::size_t>(node)].parent; n >= 0; n = graph.nodes[static_cast<std::size_t>(n)].parent)
            if (n == scope) return true;
        return scope < 0;
    }
    const FlowNode& node(int i) const { return graph_.nodes[static_cast<std::size_t>(i)]; }
    int nodes() const { return static_cast<int>(graph_.nodes.size()); }
    bool placed_here(int i) const { return node(i).parent == parent_ && node(i).kind != K::boundary; }

    void collect() {
        for (int i = 0; i < nodes(); ++i) {
            if (!placed_here(i)) continue;
            Cell cell;
            switch (shape_of(node(i))) {
            case FlowShape::step: cell.w = m_.step_w, cell.h = m_.step_h; break;
            case FlowShape::gateway: cell.w = cell.h = m_.gateway; break;
            case FlowShape::event: cell.w = cell.h = m_.event; break;
            case FlowShape::scope: {
                ScopeLayout inner(graph_, m_, out_, i);
                const Point size = inner.run();
                cell.w = std::max(m_.step_w, size.x + 2 * m_.pad);
                cell.h = size.y + 2 * m_.pad + m_.title;
                break;
            }
            }
            cells_[i] = cell;
            order_.push_back(i);
        }
        for (std::size_t f = 0; f < graph_.flows.size(); ++f) {
            int from = graph_.flows[f].from, by = -1;
            if (node(from).parent != parent_) continue;
            if (node(from).kind == K::boundary) by = from, from = node(from).host;
            edges_.push_back({from, graph_.flows[f].to, static_cast<int>(f), by, false});
        }
        // What takes an activity back stands as if it came after it.
        for (const int i : order_)
            if (node(i).compensation >= 0 && cells_.contains(node(i).compensation)) edges_.push_back({i, node(i).compensation, -1, -1, false});
    }

    void find_back_edges() {
        std::map<int, int> mark;  // 1 being visited, 2 done
        struct Frame {
            int node;
            std::size_t next;
        };
        const auto visit = [&](int start) {
            std::vector<Frame> stack = {{start, 0}};
            mark[start] = 1;
            while (!stack.empty()) {
                Frame& f = stack.back();
                bool deeper = false;
                for (; f.next < edges_.size() && !deeper; ++f.next) {
                    Edge& e = edges_[f.next];
                    if (e.from != f.node || e.back) continue;
                    if (mark[e.to] == 1) {
                        e.back = true;
                    } else if (mark[e.to] == 0) {
                        mark[e.to] = 1;
                        const int to = e.to;
                        ++f.next;
                        stack.push_back({to, 0});
                        deeper = true;
                        break;
                    }
                }
                if (!deeper) {
                    mark[f.node] = 2;
                    stack.pop_back();
                }
            }
        };
        for (const int i : order_)
            if (mark[i] == 0) visit(i);
    }

    void assign_layers() {
        // At most as many rounds as there are nodes: without the flows that lead back there are no cycles.
        for (std::size_t round = 0; round < order_.size(); ++round) {
            bool moved = false;
            for (const Edge& e : edges_) {
                if (e.back) continue;
                Cell &from = cells_[e.from], &to = cells_[e.to];
                if (to.layer > from.layer) continue;
                to.layer = from.layer + 1;
                moved = true;
            }
            if (!moved) break;
        }
    }

    void break_long_edges() {
        std::vector<Edge> pieces;
        int dummy = nodes();
        for (const Edge& e : edges_) {
            if (e.back) {
                pieces.push_back(e);
                continue;
            }
            int from = e.from;
            for (int layer = cells_[e.from].layer + 1; layer < cells_[e.to].layer; ++layer) {
                cells_[dummy].layer = layer;
                pieces.push_back({from, dummy, e.flow, from == e.from ? e.leaves_by : -1, false});
                order_.push_back(dummy);
                from = dummy++;
            }
            pieces.push_back({from, e.to, e.flow, from == e.from ? e.leaves_by : -1, false});
        }
        edges_ = std::move(pieces);
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            if (edges_[i].back) continue;
            cells_[edges_[i].from].out.push_back(static_cast<int>(i));
            cells_[edges_[i].to].in.push_back(static_cast<int>(i));
        }
    }

    // Depth first, the node's own flows before those of its boundaries: the main way keeps the first row. A row is free for a chain when
    // no cell of the chain's layers in it is taken.
    void assign_rows() {
        std::map<std::pair<int, int>, bool> taken;
        const auto follow = [&](auto&& self, int at, int wanted) -> void {
            Cell& cell = cells_[at];
            if (cell.row >= 0) return;
            int row = wanted;
            while (taken[{cell.layer, row}]) ++row;
            cell.row = row;
            taken[{cell.layer, row}] = true;
            std::vector<int> next = cell.out;
            // The way that is longest goes straight on.
            std::stable_sort(next.begin(), next.end(), [&](int a, int b) {
                const Edge &x = edges_[static_cast<std::size_t>(a)], &y = edges_[static_cast<std::size_t>(b)];
                if ((x.leaves_by >= 0) != (y.leaves_by >= 0)) return y.leaves_by >= 0;
                if ((x.flow < 0) != (y.flow < 0)) return y.flow < 0;
                return reach(x.to) > reach(y.to);
            });
            bool first = true;
            for (const int e : next) {
                const Edge& edge = edges_[static_cast<std::size_t>(e)];
                const bool aside = edge.leaves_by >= 0 || edge.flow < 0;
                self(self, edge.to, first && !aside ? row : row + 1);
                first = false;
            }
        };
        for (const int i : order_) {
            if (!cells_[i].in.empty()) continue;
            int row = 0;
            for (const auto& [key, is] : taken)
                if (is && cells_[i].row < 0 && i != order_.front()) row = std::max(row, key.second + 1);
            follow(follow, i, row);
        }
        for (const int i : order_)
            if (cells_[i].row < 0) follow(follow, i, 0);  // only within a circle
    }

    int reach(int at) {
        const auto known = reach_.find(at);
        if (known != reach_.end()) return known->second;
        reach_[at] = 0;
        int best = 0;
        for (const int e : cells_[at].out) best = std::max(best, 1 + reach(edges_[static_cast<std::size_t>(e)].to));
        return reach_[at] = best;
    }

    void place() {
        int layers = 0, rows = 0;
        for (const auto& [i, cell] : cells_) layers = std::max(layers, cell.layer + 1), rows = std::max(rows, cell.row + 1);
        std::vector<float> column(static_cast<std::size_t>(layers), 0.f), row(static_cast<std::size_t>(rows), 0.f);
        for (const auto& [i, cell] : cells_) {
            column[static_cast<std::size_t>(cell.layer)] = std::max(column[static_cast<std::size_t>(cell.layer)], cell.w);
            row[static_cast<std::size_t>(cell.row)] = std::max(row[static_cast<std::size_t>(cell.row)], std::max(cell.h, m_.gateway));
        }
        x_.assign(1, 0.f), y_.assign(1, 0.f);
        for (const float w : column) x_.push_back(x_.back() + w + m_.gap_x);
        for (const float h : row) y_.push_back(y_.back() + h + m_.gap_y);
        width_ = x_.back() - m_.gap_x, height_ = y_.back() - m_.gap_y;
        for (auto& [i, cell] : cells_) {
            const float w = column[static_cast<std::size_t>(cell.layer)], h = row[static_cast<std::size_t>(cell.row)];
            const Rect box = Rect{x_[static_cast<std::size_t>(cell.layer)], y_[static_cast<std::size_t>(cell.row)], w, h}.centered(cell.w, cell.h);
            rects_[i] = box;
            if (i >= nodes()) continue;
            out_.boxes[static_cast<std::size_t>(i)] = box;
            if (node(i).kind == K::subprocess) move(graph_, out_, i, box.x + m_.pad, box.y + m_.pad + m_.title);
            const auto& on = node(i).boundaries;
            for (std::size_t b = 0; b < on.size(); ++b)
                out_.boxes[static_cast<std::size_t>(on[b])] = {box.right() - m_.event * (static_cast<float>(on.size() - b) * 1.4f), box.bottom() - m_.event / 2, m_.event, m_.event};
        }
    }

    // A piece between neighbouring layers: out at the right, along the gap before the target, in at the left.
    void pieces(const Edge& e, std::vector<Point>& points) const {
        const Rect &from = rects_.at(e.from), &to = rects_.at(e.to);
        const float end_x = e.to < nodes() ? to.x : x_[static_cast<std::size_t>(cells_.at(e.to).layer)], end_y = to.center().y;
        const float turn = x_[static_cast<std::size_t>(cells_.at(e.to).layer)] - m_.gap_x / 2;
        if (e.leaves_by >= 0 || e.flow < 0) {
            const Rect& at = e.leaves_by >= 0 ? out_.boxes[static_cast<std::size_t>(e.leaves_by)] : from;
            points.push_back({at.center().x, at.bottom()});
            if (end_y > at.bottom()) {
                points.push_back({at.center().x, end_y});
            } else {
                const float below = at.bottom() + m_.gap_y / 3;
                points.push_back({at.center().x, below});
                points.push_back({turn, below});
                points.push_back({turn, end_y});
            }
        } else {
            if (points.empty()) points.push_back({from.right(), from.center().y});
            if (from.center().y != end_y) {
                points.push_back({turn, from.center().y});
                points.push_back({turn, end_y});
            }
        }
        points.push_back({end_x, end_y});
    }

    void route() {
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            const Edge& e = edges_[i];
            if (e.from >= nodes()) continue;  // goes on from a piece before
            FlowLine line;
            line.flow = e.flow;
            if (e.back) {
                back(e, line);
            } else {
                const Edge* piece = &e;
                for (;;) {
                    pieces(*piece, line.points);
                    if (piece->to < nodes()) break;
                    piece = &edges_[static_cast<std::size_t>(cells_.at(piece->to).out.front())];
                }
            }
            out_.lines.push_back(std::move(line));
        }
    }

    void back(const Edge& e, FlowLine& line) {
        line.back = true;
        const Rect from = e.leaves_by >= 0 ? out_.boxes[static_cast<std::size_t>(e.leaves_by)] : rects_.at(e.from), &to = rects_.at(e.to);
        height_ += m_.gap_y * 0.6f;
        const float below = height_;
        line.points = {{from.center().x, from.bottom()}, {from.center().x, below}, {to.center().x, below}, {to.center().x, to.bottom()}};
    }

    const Graph& graph_;
    const FlowMeasures& m_;
    FlowLayout& out_;
    int parent_;
    std::vector<int> order_;
    std::map<int, Cell> cells_;
    std::vector<Edge> edges_;
    std::map<int, int> reach_;
    std::map<int, Rect> rects_;
    std::vector<float> x_, y_;
    float width_ = 0, height_ = 0;
};

// Ways out of a node: its flows, those of its boundaries, into a sub-process and out of it.
std::vector<std::pair<int, int>> ways_out(const Graph& graph, int at) {
    std::vector<std::pair<int, int>> out;  // node, flow (-1: none)
    const FlowNode& n = graph.nodes[static_cast<std::size_t>(at)];
    for (const int f : n.out) out.emplace_back(graph.flows[static_cast<std::size_t>(f)].to, f);
    for (const int b : n.boundaries) out.emplace_back(b, -1);
    if (n.inner >= 0) out.emplace_back(n.inner, -1);
    if (n.out.empty() && n.parent >= 0) out.emplace_back(n.parent, -1);
    return out;
}

}  // namespace

FlowLayout lay_out(const Graph& graph, const FlowMeasures& measures) {
    FlowLayout out;
    out.boxes.resize(graph.nodes.size());
    const Point size = ScopeLayout(graph, measures, out, -1).run();
    out.w = size.x, out.h = size.y;
    return out;
}

std::vector<int> way_from_any(const Graph& graph, const std::vector<bool>& from, int to) {
    std::vector<std::pair<int, int>> before(graph.nodes.size(), {-1, -1});
    std::vector<bool> seen = from;
    seen.resize(graph.nodes.size());
    std::deque<int> todo;
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (seen[i]) todo.push_back(static_cast<int>(i));
    if (seen[static_cast<std::size_t>(to)]) return {};
    while (!todo.empty()) {
        const int at = todo.front();
        todo.pop_front();
        for (const auto& [next, flow] : ways_out(graph, at)) {
            if (seen[static_cast<std::size_t>(next)]) continue;
            seen[static_cast<std::size_t>(next)] = true;
            before[static_cast<std::size_t>(next)] = {at, flow};
            if (next != to) {
                todo.push_back(next);
                continue;
            }
            std::vector<int> way;
            for (int n = to; before[static_cast<std::size_t>(n)].first >= 0; n = before[static_cast<std::size_t>(n)].first)
                if (before[static_cast<std::size_t>(n)].second >= 0) way.push_back(before[static_cast<std::size_t>(n)].second);
            std::reverse(way.begin(), way.end());
            return way;
        }
    }
    return {};
}

std::vector<int> way_between(const Graph& graph, int from, int to) {
    std::vector<bool> start(graph.nodes.size());
    start[static_cast<std::size_t>(from)] = true;
    return way_from_any(graph, start, to);
}

}  // namespace potok::ui
