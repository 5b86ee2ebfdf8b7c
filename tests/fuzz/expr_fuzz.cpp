// libFuzzer: any bytes as an expression and as unary tests. Build with -DPOTOK_FUZZ=ON (clang), run build/<preset>/expr_fuzz
// [CORPUS]. Compiling must refuse or accept without a crash; evaluating must give the same twice, within the
// budget.
#include <cstdint>
#include <cstdlib>
#include <iterator>

#include "expr/unary_tests.h"

namespace {

using namespace potok;
using namespace potok::expr;

const PlainContext& world() {
    static const PlainContext context({{"a", 1},
                                       {"b", "ą"},
                                       {"n", Value()},
                                       {"t", Instant{1'700'000'000'000}},
                                       {"m", Money{12345, "PLN"}},
                                       {"l", ValueList{3, 1, 2}},
                                       {"r", Ref{}},
                                       {"c", ValueContext{{"x", 1}, {"y", ValueList{1, "a"}}}}},
                                      Instant{1'795'000'000'000});
    return context;
}

const PlainSchema& schema() {
    static const PlainSchema names{{"a", Kind::number},
                                   {"b", Kind::string},
                                   {"n", Type()},
                                   {"t", Kind::date_time},
                                   {"m", Kind::money},
                                   {"l", Type::list_of(Kind::number)},
                                   {"r", Type::record_of("client")},
                                   {"c", Type::context_of({{"x", Kind::number}})}};
    return names;
}

void try_tests(std::string_view source) {
    static const Value inputs[] = {Value(), 3, "ą", true, Money{100, "PLN"}, ValueList{1, 2}};
    (void)UnaryTests::compile(source, Kind::number, &schema());
    const auto tests = UnaryTests::compile(source);
    if (!tests) return;
    // One input for each source, by its length: an evaluation may take a million steps, and the whole budget is spent twice as it is.
    const Value& input = inputs[source.size() % std::size(inputs)];
    const Evaluation first = tests->test(input, world());
    const Evaluation second = tests->test(input, world());
    if (!(first.value == second.value) || first.diagnostics != second.diagnostics) std::abort();
    if (!first.value.is_null() && !first.value.as<bool>()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    try_tests(source);
    const auto checked = Expression::compile(source, &schema());
    const auto expression = Expression::compile(source);
    if (!expression) {
        if (checked) std::abort();  // what passes the checks is well-formed
        return 0;
    }
    const Evaluation first = evaluate(*expression, world());
    const Evaluation second = evaluate(*expression, world());
    if (!(first.value == second.value) || first.diagnostics != second.diagnostics) std::abort();
    const Kind kind = expression->type().kind;
    if (kind != Kind::any && !first.value.is_null() && type_of(first.value).kind != kind) std::abort();
    return 0;
}
