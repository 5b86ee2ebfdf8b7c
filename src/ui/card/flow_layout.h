// Where the nodes of a process stand in its diagram, and how its flows run: left to right in layers, in a grid of columns and rows, flows
// at right angles between them. For looking at; the definition holds no places. The same graph gives the same picture.
//
//   layers   longest way from the start, flows that lead back left out
//   rows     a node stays in the row of the node before it where the cells are free; what branches off goes to the next free row
//   flows    one that leaps over layers takes up a cell of each; one that leads back runs below everything
//   scopes   a sub-process is a box around a diagram of its own; a boundary event sits on the lower edge of its host
#pragma once

#include <vector>

#include "automation/definition.h"
#include "ui/geometry.h"

namespace potok::ui {

struct FlowMeasures {
    float step_w = 172, step_h = 84, gateway = 32, event = 24, gap_x = 52, gap_y = 36, pad = 20, title = 24;  // title: of a sub-process
};

struct FlowLine {
    int flow = -1;               // index into the graph's flows; -1: from an activity to what takes it back
    std::vector<Point> points;   // corners, source first
    bool back = false;
};

struct FlowLayout {
    std::vector<Rect> boxes;     // as graph.nodes
    std::vector<FlowLine> lines;
    float w = 0, h = 0;
};

FlowLayout lay_out(const automation::Graph& graph, const FlowMeasures& measures = {});

enum class FlowShape { step, gateway, event, scope };
FlowShape shape_of(const automation::Node& node);

// The flows of the shortest way between two nodes, boundaries of a node counting as ways out of it and a sub-process as the way through
// it; empty where there is none, or where `from` is `to`.
std::vector<int> way_between(const automation::Graph& graph, int from, int to);
// From the nearest of `from` to `to`.
std::vector<int> way_from_any(const automation::Graph& graph, const std::vector<bool>& from, int to);

}  // namespace potok::ui
