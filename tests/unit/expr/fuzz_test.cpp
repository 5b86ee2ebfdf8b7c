// Random programs from the language's own pieces: compiling never crashes, evaluating never fails, and both
// are the same every time. tests/fuzz/expr_fuzz.cpp does the same under libFuzzer.
#include "expr/function.h"
#include "unit/expr/harness.h"

using namespace expr_test;

namespace {

constexpr std::array<const char*, 78> pieces = {"1",           "2.5",
                                                "\"a\"",       "true",
                                                "null",        "(",
                                                ")",           "[",
                                                "]",           "{",
                                                "}",           ",",
                                                ":",           ".",
                                                "..",          "+",
                                                "-",           "*",
                                                "/",           "**",
                                                "=",           "!=",
                                                "<",           "<=",
                                                ">",           "in",
                                                "between",     "and",
                                                "or",          "if",
                                                "then",        "else",
                                                "for",         "some",
                                                "every",       "x",
                                                "return",      "item",
                                                "satisfies",   "rooms",
                                                "amount",      "client",
                                                "tasks",       "items",
                                                "numbers",     "note",
                                                "created",     "count(",
                                                "sum(",        "max(",
                                                "date(",       "not(",
                                                "today()",     "now()",
                                                "@\"PT1H\"",   "@\"2026-11-22\"",
                                                "substring(",  "add working days(",
                                                "flatten(",    "string(",
                                                "is defined(", "start date",
                                                "function(x)", "instance of",
                                                "list<number>", "?",
                                                "partial",     "]",
                                                "(<",          "string:",
                                                "before(",     "matches(",
                                                "sort(",       "context put(",
                                                "x(",          "->",
                                                "'",           "median("};

std::string random_program(SeededRandom& random) {
    std::string out;
    for (std::uint64_t n = 1 + random.next() % 14; n > 0; --n) {
        out += pieces[random.next() % pieces.size()];
        out += ' ';
    }
    return out;
}

// Well-formed more often than not.
std::string random_expression(SeededRandom& random, int depth) {
    const auto sub = [&] { return random_expression(random, depth - 1); };
    static constexpr std::array<const char*, 16> leaves = {
        "1",    "0",     "-3.5",  "\"ą\"",   "true",    "null",       "rooms",    "amount",
        "note", "tasks", "items", "numbers", "created", "start_date", "@\"P1M\"", "@\"PT36H\""};
    static constexpr std::array<const char*, 14> operators = {
        "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"};
    if (depth == 0) return leaves[random.next() % leaves.size()];
    switch (random.next() % 18) {
        case 0: return "(" + sub() + ")";
        case 1: return "[" + sub() + ", " + sub() + "]";
        case 2: return "if " + sub() + " then " + sub() + " else " + sub();
        case 3: return "(for x in " + sub() + " return " + sub() + ")";
        case 4: return "(some x in " + sub() + " satisfies " + sub() + ")";
        case 5: return "(" + sub() + ")[" + sub() + "]";
        case 6: return "{a: " + sub() + ", b: a}.b";
        case 7: {
            const auto all = functions();
            const Function& f = all[random.next() % all.size()];
            std::string call = std::string(f.name) + "(";
            for (int i = 0; i < std::max<int>(f.least, f.most == 0 ? 0 : 1); ++i)
                call += (i > 0 ? ", " : "") + sub();
            return call + ")";
        }
        case 8: return "(" + sub() + " in [" + sub() + ".." + sub() + "])";
        case 9: return "(function(y) " + sub() + ")(" + sub() + ")";
        case 10: return "(" + sub() + " instance of list<number>)";
        case 11: return "before((" + sub() + ".." + sub() + "], " + sub() + ")";
        case 12: return "sort([" + sub() + ", " + sub() + "], function(p, q) " + sub() + ")";
        case 13: return "(" + sub() + " in (? = " + sub() + ", < " + sub() + "))";
        case 14: return "(for y in " + sub() + " return [y, count(partial)])";
        default: return "(" + sub() + " " + operators[random.next() % operators.size()] + " " + sub() + ")";
    }
}

struct Count {
    int compiled = 0, with_value = 0;
};

void try_out(const std::string& source, Count& count) {
    static const WorldSchema schema;
    static const World world;
    (void)Expression::compile(source, &schema);
    const auto e = Expression::compile(source);
    if (!e) {
        REQUIRE_FALSE(e.error().place.empty());
        return;
    }
    ++count.compiled;
    const Evaluation first = evaluate(*e, world);
    const Evaluation second = evaluate(*e, world);
    INFO(source);
    REQUIRE(first.value == second.value);
    REQUIRE(first.diagnostics == second.diagnostics);
    REQUIRE(explain(*e, world).value == first.value);
    if (!first.value.is_null()) ++count.with_value;
    // where the type is known, the value is of it or null
    if (e->type().kind != Kind::any && !first.value.is_null()) {
        INFO(shown(first.value));
        REQUIRE(type_of(first.value).kind == e->type().kind);
    }
}

}  // namespace

TEST_CASE("Random pieces neither crash nor hang", "[expr][fuzz]") {
    SeededRandom random(21);
    Count count;
    for (int i = 0; i < 20000; ++i) try_out(random_program(random), count);
    CHECK(count.compiled > 300);
}

TEST_CASE("Random expressions give the same twice, of the type foretold", "[expr][fuzz]") {
    SeededRandom random(22);
    Count count;
    for (int i = 0; i < 6000; ++i)
        try_out(random_expression(random, 1 + static_cast<int>(random.next() % 4)), count);
    CHECK(count.compiled > 2500);
    CHECK(count.with_value > 1000);
}

TEST_CASE("Random bytes are refused or read", "[expr][fuzz]") {
    SeededRandom random(23);
    Count count;
    for (int i = 0; i < 10000; ++i) {
        std::string bytes;
        for (std::uint64_t n = random.next() % 30; n > 0; --n) bytes += static_cast<char>(random.next());
        try_out(bytes, count);
    }
}
