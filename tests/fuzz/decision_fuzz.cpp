// libFuzzer: any bytes as the JSON of a decision table. Reading must refuse or accept without a crash, what is found without data
// must come to an end, and deciding must give the same twice.
#include <cstdint>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "expr/decision_table.h"

namespace {

using namespace potok;
using namespace potok::expr;

const PlainSchema& schema() {
    static const PlainSchema names{{"a", Kind::number}, {"b", Kind::string}, {"m", Kind::money}};
    return names;
}

Decision decide(const DecisionTable& table, const Value& a) {
    return table.evaluate(PlainContext({{"a", a}, {"b", "x"}, {"m", Money{100, "PLN"}}}, Instant{1'795'000'000'000}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Json json = Json::parse(data, data + size, nullptr, false);
    if (json.is_discarded()) return 0;
    (void)DecisionTable::parse(json, &schema());
    const auto table = DecisionTable::parse(json);
    if (!table) return 0;
    (void)table->findings();
    (void)table->type();
    for (const Value& a : {Value(), Value(0), Value(5), Value("x")}) {
        const Decision first = decide(*table, a);
        const Decision second = decide(*table, a);
        if (!(first.value == second.value) || first.rules != second.rules || first.diagnostics != second.diagnostics) std::abort();
        for (const std::size_t r : first.rules) {
            if (r >= table->rules().size()) std::abort();
        }
    }
    return 0;
}
