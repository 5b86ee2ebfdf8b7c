// What can be said of a decision table without data: rules that overlap, inputs that no rule covers, rules that are never
// reached.
#include <algorithm>
#include <set>

#include "expr/decision_cells.h"
#include "expr/decision_table.h"

namespace potok::expr {

namespace {

constexpr std::size_t most_findings = 50;
constexpr std::size_t most_work = 2'000'000;  // intervals compared; a larger table is left at that

class Examination {
public:
    explicit Examination(const DecisionTable& table) : table_(table) {
        for (std::size_t i = 0; i < table.inputs().size(); ++i) {
            std::vector<const UnaryTests*> cells;
            for (const auto& rule : table.rules()) cells.push_back(&rule.when[i]);
            const auto& input = table.inputs()[i];
            columns_.push_back(column_of(input.type, cells, input.values ? &*input.values : nullptr));
        }
    }

    std::vector<Error> run() {
        switch (table_.hit_policy()) {
            case HitPolicy::unique:
            case HitPolicy::any: overlaps(); break;
            case HitPolicy::first: unreachable(); break;
            default: break;
        }
        if (needs_rule()) gaps();
        return std::move(out_);
    }

private:
    bool pay(const CellSet& a, const CellSet& b) {
        work_ += 1 + a.intervals.size() + b.intervals.size();
        return work_ <= most_work;
    }
    bool full() const { return out_.size() >= most_findings; }
    static std::string number(std::size_t rule) { return std::to_string(rule + 1); }
    static std::string place(std::size_t rule) { return "/rules/" + std::to_string(rule); }

    void overlaps() {
        for (std::size_t a = 0; a < table_.rules().size(); ++a) {
            for (std::size_t b = a + 1; b < table_.rules().size() && !full(); ++b) {
                const bool both = std::all_of(columns_.begin(), columns_.end(), [&](const Column& c) {
                    return c.cells[a].exact && c.cells[b].exact && pay(c.cells[a], c.cells[b]) && intersect(c.cells[a], c.cells[b]);
                });
                if (work_ > most_work) return;
                if (!both || (table_.hit_policy() == HitPolicy::any && !differ(a, b))) continue;
                out_.push_back(error("decision.overlap", {{"rule", number(a)}, {"other", number(b)}}, place(b)));
            }
        }
    }

    // Outputs that are known to be different.
    bool differ(std::size_t a, std::size_t b) const {
        for (std::size_t i = 0; i < table_.outputs().size(); ++i) {
            const Ast& x = table_.rules()[a].then[i].ast();
            const Ast& y = table_.rules()[b].then[i].ast();
            const auto v = constant_of(x, x.root), w = constant_of(y, y.root);
            if (v && w && !(*v == *w)) return true;
        }
        return false;
    }

    void unreachable() {
        for (std::size_t b = 0; b < table_.rules().size(); ++b) {
            for (std::size_t a = 0; a < b && !full(); ++a) {
                const bool covered = std::all_of(columns_.begin(), columns_.end(), [&](const Column& c) {
                    return c.cells[a].exact && pay(c.cells[a], c.cells[b]) && contains(c.cells[a], c.cells[b]);
                });
                if (work_ > most_work) return;
                if (!covered) continue;
                out_.push_back(error("decision.unreachable", {{"rule", number(b)}, {"other", number(a)}}, place(b)));
                break;
            }
        }
    }

    bool needs_rule() const {
        const bool fallback = std::any_of(table_.outputs().begin(), table_.outputs().end(),
                                          [](const auto& o) { return o.fallback.has_value(); });
        switch (table_.hit_policy()) {
            case HitPolicy::rule_order:
            case HitPolicy::output_order:
            case HitPolicy::collect: return false;
            default: break;
        }
        const bool known = std::all_of(columns_.begin(), columns_.end(), [](const Column& c) { return c.allowed.exact; });
        return !fallback && known && !columns_.empty();
    }

    // Along the first input the rules' cells make segments; in each only some rules go on to the next input.
    void gaps() {
        std::vector<std::size_t> rules(table_.rules().size());
        for (std::size_t i = 0; i < rules.size(); ++i) rules[i] = i;
        std::vector<std::string> path;
        look(0, rules, path);
    }

    void look(std::size_t column, const std::vector<std::size_t>& rules, std::vector<std::string>& path) {
        if (full() || (work_ += rules.size()) > most_work) return;
        if (rules.empty()) {
            std::string inputs;
            for (std::size_t i = 0; i < path.size(); ++i) {
                if (path[i] == "-") continue;
                inputs += (inputs.empty() ? "" : ", ") + table_.inputs()[i].label + ": " + path[i];
            }
            out_.push_back(error("decision.gap", {{"inputs", inputs.empty() ? "-" : inputs}}));
            return;
        }
        if (column == columns_.size() || !clean_.insert({column, rules}).second) return;
        const Column& c = columns_[column];
        std::vector<Cut> cuts;
        const auto add = [&](const CellSet& set) {
            for (const Interval& i : set.intervals) {
                cuts.push_back(i.from);
                cuts.push_back(i.to);
            }
        };
        add(c.allowed);
        for (const std::size_t r : rules) add(c.cells[r]);
        work_ += cuts.size() * 8;
        std::stable_sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return compare(a, b) < 0; });
        cuts.erase(std::unique(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return compare(a, b) == 0; }),
                   cuts.end());
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            CellSet segment;
            segment.intervals.push_back({cuts[i], cuts[i + 1]});
            if (!pay(c.allowed, segment)) return;
            if (!contains(c.allowed, segment)) continue;
            std::vector<std::size_t> on;
            for (const std::size_t r : rules) {
                if (pay(c.cells[r], segment) && contains(c.cells[r], segment)) on.push_back(r);
            }
            if (work_ > most_work) return;  // what has not been looked at is no gap
            path.push_back(shown(segment.intervals.front(), c.dimension));
            look(column + 1, on, path);
            path.pop_back();
        }
    }

    const DecisionTable& table_;
    std::vector<Column> columns_;
    std::vector<Error> out_;
    std::set<std::pair<std::size_t, std::vector<std::size_t>>> clean_;  // looked at before: the same gaps need no second mention
    std::size_t work_ = 0;
};

}  // namespace

std::vector<Error> DecisionTable::findings() const { return Examination(*this).run(); }

}  // namespace potok::expr
