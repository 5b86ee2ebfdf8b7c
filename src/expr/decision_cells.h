// Cells of decision tables as sets of values, where their tests are written with literals. Inside this floor only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expr/ast.h"
#include "expr/unary_tests.h"

namespace potok::expr {

// The value of a node that depends on nothing: literals and what arithmetic and money("…") make of them.
std::optional<Value> constant_of(const Ast& ast, NodeId id);

// A place between values: before or behind `value`, or beyond all of them.
struct Cut {
    int side = 0;  // -1: below everything, 1: above everything
    Value value;
    bool behind = false;  // [5 begins before 5, (5 behind it
};
// -1, 0, 1. Cuts of one dimension are of one kind; whether it is so has been made sure of.
int compare(const Cut& a, const Cut& b);

struct Interval {
    Cut from, to;  // from < to
};

// What a cell lets through: intervals apart from one another, in order; over kinds without an order single values.
struct CellSet {
    bool all = false;      // "-", or a cell that could not be read (`exact` false)
    bool exact = true;     // false: it may let through less than is said here
    std::vector<Interval> intervals;
};

// How the values of one input are told apart.
struct Dimension {
    bool ordered = false;          // numbers, dates, money …: intervals; else (strings, booleans) the values named in cells
    bool whole = false;            // between two neighbours (days, milliseconds, minor units) there is nothing
    std::string currency;          // of money: only one can be compared
    std::vector<Value> named;      // not ordered: values that cells name, each with a place of its own, all others behind
    bool closed = false;           // there are no values but those named: true and false, or an input with values of its own
};

// The dimension of a column of cells, and each cell's set within it. Nothing: the column's kind is not one that is looked at.
struct Column {
    Dimension dimension;
    std::vector<CellSet> cells;
    CellSet allowed;  // what the input's `values` let through; `all` where there are none
};
Column column_of(const Type& type, const std::vector<const UnaryTests*>& cells, const UnaryTests* values);

bool intersect(const CellSet& a, const CellSet& b);
bool contains(const CellSet& whole, const CellSet& part);
// "[3..5)", "\"a\"", "anything else": for people.
std::string shown(const Interval& interval, const Dimension& dimension);

}  // namespace potok::expr
