// The tree of a compiled expression: nodes in one array, children as ranges of indices, types beside the
// nodes. Inside this floor only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expr/function.h"
#include "expr/type.h"

namespace potok::expr {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = UINT32_MAX;

enum class NodeKind : std::uint8_t {
    literal,     // payload: index of the value
    name,        // payload: index of the text; lookups: where to look before asking the context
    member,      // of child 0; payload: index of the text
    negate,      // child 0
    arithmetic,  // op, children 0 and 1
    compare,     // op, children 0 and 1
    between,     // child 0 between 1 and 2
    in,          // child 0 in any of the tests that follow
    test,        // op, child 0: "< 5"; op none: child 0 is a condition over `?`. A value only as a range: (< 5)
    range,       // from child 0 to child 1; open_start, open_end; flag: written bare, in `for i in 1..5`
    all_of,      // a and b and c
    any_of,      // a or b or c
    choose,      // if child 0 then 1 else 2
    loop,        // for: sources, then what to return; variables in slots from `slot` on
    some,        // sources, then what to satisfy
    every,
    filter,   // child 0 [ child 1 ], the item in `slot`
    list,     // children
    context,  // children are the values; keys in texts from payload on; each is a variable from `slot` on
    call,     // payload: index of the function; children: arguments
    function,     // child 0 is its body; payload: in Ast::signatures; parameters in slots from `slot` on
    invoke,       // child 0 gives a function, the others are arguments; payload: in Ast::signatures when they are named
    instance_of,  // child 0; payload: in Ast::named_types
};

enum class Op : std::uint8_t {
    none,
    add,
    subtract,
    multiply,
    divide,
    power,
    equal,
    unequal,
    less,
    at_most,
    greater,
    at_least
};

std::string_view symbol(Op op);

struct Node {
    NodeKind kind = NodeKind::literal;
    Op op = Op::none;
    bool open_start = false, open_end = false;
    bool flag = false;  // in: its tests read `?`, kept in `slot`; loop: its body reads `partial`, after the sources' slots
    std::uint16_t depth = 1;               // of the tree below
    std::uint16_t slot = 0;                // first variable it brings
    std::uint32_t offset = 0, length = 0;  // bytes of the source
    std::uint32_t first = 0, count = 0;    // children, in Ast::children
    std::uint32_t payload = 0;
    std::uint32_t lookups = 0, lookup_count = 0;  // name: in Ast::lookups
};

// A place to look for a name: the variable itself, or a member of the item that a filter looks at.
struct Lookup {
    std::uint16_t slot = 0;
    bool member = false;
};

// Parameters of a function, or the names of an invocation's arguments.
struct Signature {
    std::vector<std::string> names;
    std::vector<Type> types;
};
inline constexpr std::uint32_t no_signature = UINT32_MAX;

struct Ast {
    std::string source;
    std::vector<Node> nodes;
    std::vector<NodeId> children;
    std::vector<Value> literals;
    std::vector<std::string> texts;
    std::vector<Lookup> lookups;
    std::vector<Signature> signatures;
    std::vector<Type> named_types;
    std::vector<Type> types;  // by node, once checked
    bool transient = false;   // a range or a function may come out of it
    NodeId root = no_node;

    const Node& node(NodeId id) const { return nodes[id]; }
    std::span<const NodeId> children_of(const Node& n) const {
        return std::span(children).subspan(n.first, n.count);
    }
    NodeId child(const Node& n, std::size_t i) const { return children[n.first + i]; }
    std::string_view text_of(const Node& n) const {
        return std::string_view(source).substr(n.offset, n.length);
    }
    const Function& function_of(const Node& n) const { return functions()[n.payload]; }
    // "client.phone" for a name or members of one that come from outside; empty for everything else.
    std::string path_of(NodeId id) const;
};

// An error at a place of the source: offset, line and column among its arguments.
Error error_at(std::string_view source, std::size_t offset, std::string code,
               std::map<std::string, std::string> args = {});

}  // namespace potok::expr
