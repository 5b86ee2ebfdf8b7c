// potok feel: expressions from standard input, evaluated one a line; the table of functions for the documentation.
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "expr/function_list.h"
#include "expr/unary_tests.h"
#include "main/cli.h"

namespace potok::cli {
namespace {

constexpr Instant feel_now{1'795'341'000'000};  // 2026-11-22T09:50:00Z: the same answers every day

Json described(const Error& e) {
    Json out{{"code", e.code}, {"place", e.place}};
    if (e.args.contains("function")) out["function"] = e.args.at("function");
    return out;
}

Json evaluation(const expr::Evaluation& e) {
    Json out{{"value", to_json(e.value)}};
    if (e.diagnostics.empty()) return out;
    out["diagnostics"] = Json::array();
    for (const Error& d : e.diagnostics) out["diagnostics"].push_back(described(d));
    return out;
}

// {"expression": "a + 1", "context": {"ctx": {"a": 1}}} or {"tests": "< 5", "input": 3}: values as in history rows.
Result<Json> answer(const Json& line) {
    const auto malformed = [](const char* what) { return error("cli.usage", {{"message", std::string(what) + " is missing"}}); };
    if (!line.is_object()) return malformed("an object");
    POTOK_TRY(const Value names, value_from_json(line.value("context", Json{{"ctx", Json::object()}})));
    const auto* entries = names.as<ValueContext>();
    if (!entries) return malformed("a context");
    const expr::PlainContext context(*entries, feel_now);
    if (line.contains("tests")) {
        if (!line["tests"].is_string()) return malformed("a text of tests");
        POTOK_TRY(const Value input, value_from_json(line.value("input", Json())));
        POTOK_TRY(const auto tests, expr::UnaryTests::compile(line["tests"].get<std::string>()));
        return evaluation(tests.test(input, context));
    }
    if (!line.contains("expression") || !line["expression"].is_string()) return malformed("an expression");
    POTOK_TRY(const auto compiled, expr::Expression::compile(line["expression"].get<std::string>()));
    return evaluation(expr::evaluate(compiled, context));
}

}  // namespace

int feel(const Arguments& arguments) {
    if (arguments.has("--functions")) {
        fmt::print("{}", expr::function_list());
        return 0;
    }
    std::string line;
    while (std::getline(std::cin, line)) {
        const Json given = Json::parse(line, nullptr, false);
        const auto out = answer(given);
        const Json written = out ? *out : Json{{"error", described(out.error())}};
        fmt::print("{}\n", written.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    return 0;
}

}  // namespace potok::cli
