#include <algorithm>

#include "base/calendar.h"
#include "expr/evaluator.h"

namespace potok::expr {

namespace {

class Explainer {
public:
    Explainer(const Ast& ast, const EvalContext& context) : ast_(ast), context_(context) {}

    Explanation explain(NodeId id) {
        Explanation e = leaf(id);
        const Node& n = ast_.node(id);
        switch (n.kind) {
            case NodeKind::all_of:
            case NodeKind::any_of:
            case NodeKind::choose:
                for (const NodeId child : ast_.children_of(n)) e.parts.push_back(explain(child));
                break;
            case NodeKind::call:
                if (ast_.function_of(n).name == "not") {
                    e.parts.push_back(explain(ast_.child(n, 0)));
                    break;
                }
                [[fallthrough]];
            default: add_names(id, id, e.parts);
        }
        return e;
    }

private:
    Explanation leaf(NodeId id) {
        const Node& n = ast_.node(id);
        Explanation e;
        e.offset = n.offset;
        e.length = n.length;
        e.text = std::string(ast_.text_of(n));
        Evaluator evaluator(ast_, context_);
        e.value = evaluator.outcome(evaluator.eval(id));
        return e;
    }

    // The names from outside below `id`, each once, in the order of the source. Variables of loops and
    // filters have no value of their own here.
    void add_names(NodeId root, NodeId id, std::vector<Explanation>& parts) {
        const std::string path = ast_.path_of(id);
        if (path.empty()) {
            for (const NodeId child : ast_.children_of(ast_.node(id))) add_names(root, child, parts);
            return;
        }
        if (id == root) return;  // it is the condition itself
        const bool known = std::any_of(parts.begin(), parts.end(), [&](const Explanation& p) {
            return p.text == ast_.text_of(ast_.node(id));
        });
        if (!known) parts.push_back(leaf(id));
    }

    const Ast& ast_;
    const EvalContext& context_;
};

std::string shown(const Value& v) {
    if (v.is_null()) return "null";
    if (const auto* text = v.as<std::string>()) return "\"" + *text + "\"";
    if (const auto* b = v.as<bool>()) return *b ? "true" : "false";
    if (const auto* items = v.as<ValueList>()) {
        std::string out = "[";
        for (const Value& item : *items) out += (out.size() > 1 ? ", " : "") + shown(item);
        return out + "]";
    }
    return value_text(v);
}

}  // namespace

Explanation explain(const Expression& expression, const EvalContext& context) {
    return Explainer(expression.ast(), context).explain(expression.ast().root);
}

std::string describe(const Explanation& e) {
    std::string out = e.text + ": " + shown(e.value);
    const bool names_only =
        std::all_of(e.parts.begin(), e.parts.end(), [](const Explanation& p) { return p.parts.empty(); });
    if (!e.parts.empty() && names_only && !e.value.as<ValueList>()) {
        out += " (";
        for (std::size_t i = 0; i < e.parts.size(); ++i) {
            out += (i > 0 ? ", " : "") + e.parts[i].text + " = " + shown(e.parts[i].value);
        }
        return out + ")";
    }
    for (const Explanation& part : e.parts) out += "\n" + describe(part);
    return out;
}

}  // namespace potok::expr
