// What DMN 1.3 (and, where it says so, 1.4) lays down for FEEL, clause by clause, in cases of our own.
#include "expr/function.h"
#include "unit/expr/harness.h"

using namespace expr_test;

TEST_CASE("FEEL 10.3.2.7: ranges are values", "[expr][standard]") {
    check_values({
        {"[1..5].start", "1"},
        {"[1..5].end", "5"},
        {"[1..5).end included", "false"},
        {"(1..5].start included", "false"},
        {"]1..5[ = (1..5)", "true"},
        {"[1..5] = [1..5)", "false"},
        {"{r: [1..5], x: 3 in r}.x", "true"},
        {"3 in [[1..2], [4..6]]", "false"},
        {"5 in [[1..2], [4..6]]", "true"},
        {"[1..5] in [[1..5]]", "true"},
        {"(< 5).end", "5"},
        {"{r: (>= 5), x: 5 in r}.x", "true"},
        {"4 in (> 3)", "true"},
        {"[\"a\"..\"f\"].start", "\"a\""},
        {"range(\"[18..21)\").start", "18"},
        {"range(\"(-1..1)\").start included", "false"},
        {"range(\"[1..\")", "null"},
        {"range(\"[5..1]\")", "null"},
        {"range(\"1 + 1\")", "null"},
        {"[1..5]", "null"},  // nothing that could be kept
        {"string([1..5))", "\"[1..5)\""},
        {"string((>= 5))", "\"(>= 5)\""},
    });
    CHECK(trouble("[1..5]") == "expr.inner_value");
    CHECK(trouble("[1, function(x) x]") == "expr.inner_value");
}

TEST_CASE("FEEL 10.3.4.7: relations of points and ranges", "[expr][standard]") {
    check_values({
        {"before(1, 10)", "true"},
        {"before(10, 1)", "false"},
        {"before(1, [1..10])", "false"},
        {"before(1, (1..10])", "true"},
        {"before([1..10], 10)", "false"},
        {"before([1..10), 10)", "true"},
        {"before([1..10), [10..20])", "true"},
        {"before([1..10], [10..20])", "false"},
        {"after(10, 5)", "true"},
        {"after(12, [2..5])", "true"},
        {"after([11..20], [1..11))", "true"},
        {"after([11..20], [1..11])", "false"},
        {"meets([1..5], [5..10])", "true"},
        {"meets([1..5), [5..10])", "false"},
        {"met by([5..10], [1..5])", "true"},
        {"overlaps([1..5], [3..8])", "true"},
        {"overlaps([1..5], [6..8])", "false"},
        {"overlaps([1..5], [5..8])", "true"},
        {"overlaps([1..5), [5..8])", "false"},
        {"overlaps before([1..5], [3..8])", "true"},
        {"overlaps before([1..5), [1..5])", "false"},
        {"overlaps before([1..5], (1..5])", "true"},
        {"overlaps before([3..8], [1..5])", "false"},
        {"overlaps after([3..8], [1..5])", "true"},
        {"overlaps after((1..5], [1..5))", "true"},
        {"finishes(10, [1..10])", "true"},
        {"finishes(10, [1..10))", "false"},
        {"finishes([5..10], [1..10])", "true"},
        {"finishes((1..10], [1..10])", "true"},
        {"finished by([1..10], 10)", "true"},
        {"finished by([1..10], [5..10))", "false"},
        {"includes([1..10], 5)", "true"},
        {"includes((1..10], 1)", "false"},
        {"includes([1..10], [4..6])", "true"},
        {"includes((1..10], [1..5])", "false"},
        {"during(5, [1..10])", "true"},
        {"during([1..10), (1..10))", "false"},
        {"during((1..10), (1..10))", "true"},
        {"starts(1, [1..10])", "true"},
        {"starts(1, (1..10])", "false"},
        {"starts([1..5], [1..10])", "true"},
        {"starts([1..10], [1..10))", "false"},
        {"started by([1..10], 1)", "true"},
        {"started by([1..10], [1..5])", "true"},
        {"coincides(5, 5)", "true"},
        {"coincides([1..5], [1..5))", "false"},
        {"coincides([1..5], [1..5])", "true"},
        {"before(@\"2026-01-01\", @\"2026-01-02\")", "true"},
        {"during(start_date, [@\"2026-12-01\"..@\"2026-12-31\"])", "true"},
        {"before(1, \"a\")", "null"},
        {"before(null, 1)", "null"},
        {"overlaps((< 5), [3..8])", "true"},
        {"before((< 3), [3..8])", "true"},
        {"includes((> 3), [3..8])", "false"},
    });
}

TEST_CASE("FEEL 10.3.2.13: functions defined and called", "[expr][standard]") {
    check_values({
        {"(function(x, y) x + y)(1, 2)", "3"},
        {"{f: function(x) x * 2, y: f(4)}.y", "8"},
        {"{a: 10, f: function(x) x + a, b: {a: 1, y: f(5)}.y}.b", "15"},  // the a where it was defined
        {"{f: function(x: number) x + 1, y: f(\"a\")}.y", "null"},
        {"{f: function(x: number) x + 1, y: f([1])}.y", "2"},
        {"{f: function(l: list<number>) count(l), y: f(7)}.y", "1"},
        {"{f: function(a, b) a - b, y: f(b: 1, a: 10)}.y", "9"},
        {"{f: function(a, b) a - b, y: f(1)}.y", "null"},
        {"{f: function(a) a, y: f(b: 1)}.y", "null"},
        {"{f: function() 5, y: f()}.y", "5"},
        {"{compose: function(f, g) function(x) f(g(x)), h: compose(function(x) x + 1, function(x) x * 2), y: h(5)}.y", "11"},
        {"{c: {f: function(x) x + 1}, y: c.f(1)}.y", "2"},
        {"for f in [function(x) x + 1, function(x) x * 10] return f(3)", "[4, 30]"},
        {"5[item](1)", "null"},
        {"{w: function(f) f(f), y: w(w)}.y", "null"},  // without an end: cut off
    });
    CHECK(trouble("{w: function(f) f(f), y: w(w)}.y") == "expr.too_deep");
    CHECK(trouble("(function(a) a)(1, 2)") == "expr.argument_count");
    CHECK(trouble("(1 + 1)(2)") == "expr.no_function");
}

TEST_CASE("FEEL 10.3.2.5: arguments by name", "[expr][standard]") {
    check_values({
        {"substring(string: \"foobar\", start position: 3)", "\"obar\""},
        {"substring(start position: 3, length: 2, string: \"foobar\")", "\"ob\""},
        {"date(year: 2026, month: 11, day: 22)", "2026-11-22"},
        {"date(from: \"2026-11-22\")", "2026-11-22"},
        {"contains(match: \"b\", string: \"abc\")", "true"},
        {"years and months duration(from: date(\"2025-12-24\"), to: today())", "P10M"},
        {"sort(list: [3, 1, 2], precedes: function(x, y) x > y)", "[3, 2, 1]"},
        {"number(from: \"1.000,5\", grouping separator: \".\", decimal separator: \",\")", "1000.5"},
        {"context put(context: {a: 1}, key: \"b\", value: 2)", "{a: 1, b: 2}"},
        {"max(list: [1, 2])", "2"},
    });
    CHECK(compiled("substring(text: \"a\")") == "expr.argument_names 1:1");
    CHECK(compiled("substring(string: \"a\", string: \"b\")") == "expr.argument_names 1:1");
    CHECK(compiled("substring(string: \"a\")") == "expr.argument_count 1:1");
    CHECK(compiled("substring(\"a\", length: 1)").starts_with("expr.unexpected"));
}

TEST_CASE("FEEL 10.3.2.9.2: instance of", "[expr][standard]") {
    check_values({
        {"1 instance of number", "true"},
        {"1 instance of string", "false"},
        {"\"a\" instance of string", "true"},
        {"@\"2026-11-22\" instance of date", "true"},
        {"@\"2026-11-22\" instance of date and time", "false"},
        {"now() instance of date and time", "true"},
        {"@\"PT1H\" instance of days and time duration", "true"},
        {"@\"P1M\" instance of years and months duration", "true"},
        {"[1, 2] instance of list<number>", "true"},
        {"[1, \"a\"] instance of list<number>", "false"},
        {"[] instance of list<string>", "true"},
        {"[[1], [2]] instance of list<list<number>>", "true"},
        {"{a: 1} instance of context<a: number>", "true"},
        {"{a: 1} instance of context<a: string>", "false"},
        {"{a: 1} instance of context<a: number, b: number>", "false"},
        {"[1..5] instance of range<number>", "true"},
        {"[1..5] instance of range<date>", "false"},
        {"(function(x) x) instance of function<Any> -> Any", "true"},
        {"null instance of number", "false"},
        {"null instance of Null", "true"},
        {"1 instance of Any", "true"},
        {"null instance of Any", "false"},
        {"amount instance of money", "true"},
        {"client instance of record", "true"},
        {"not(1 instance of string)", "true"},
        {"1 + 1 instance of number", "null"},  // 1 + (1 instance of number)
    });
    CHECK(compiled("1 instance of nothing") == "expr.unknown_type 1:15");
    CHECK(compiled("1 instance of list<") == "expr.unexpected_end 1:20");
}

TEST_CASE("FEEL 10.3.2.14: loops know what came out so far; ranges of numbers and days", "[expr][standard]") {
    check_values({
        {"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
        {"for i in 1..3 return count(partial)", "[0, 1, 2]"},
        {"for i in [1..3] return i", "[1, 2, 3]"},
        {"for i in (1..4) return i", "[2, 3]"},
        {"for d in @\"2026-01-30\"..@\"2026-02-01\" return d.day", "[30, 31, 1]"},
        {"for i in [1.5..3] return i", "null"},
        {"some i in 1..3 satisfies i > 2", "true"},
        {"every i in 1..3 satisfies i > 2", "false"},
        {"for i in 1..2, j in 1..i return i * 10 + j", "[11, 21, 22]"},
        {"for x in [1, 2] return for y in [x] return partial", "[[[]], [[]]]"},
    });
}

TEST_CASE("FEEL 10.3.2.3: names with spaces and other characters", "[expr][standard]") {
    PlainSchema schema{{"net price", Kind::number}, {"a-b", Kind::number}, {"a", Kind::number},     {"b", Kind::number},
                       {"it's", Kind::number},      {"x/y", Kind::number}, {"room 2", Kind::number}, {"c+d*e", Kind::number}};
    const PlainContext context({{"net price", 10}, {"a-b", 7}, {"a", 5}, {"b", 1}, {"it's", 3}, {"x/y", 4}, {"room 2", 2}, {"c+d*e", 9}},
                               Instant{});
    const auto value = [&](const char* source) {
        const auto e = Expression::compile(source, &schema);
        return e ? shown(evaluate(*e, context).value) : describe(e.error());
    };
    CHECK(value("net price * 2") == "20");
    CHECK(value("a-b") == "7");        // the longest name that there is
    CHECK(value("a - b") == "4");      // that is another name, which there is not
    CHECK(value("(a)-b") == "4");
    CHECK(value("it's + 1") == "4");
    CHECK(value("x/y") == "4");
    CHECK(value("room 2 + a") == "7");
    CHECK(value("c+d*e") == "9");
    CHECK(value("a+b") == "6");
    check_values({
        {"{\"net price\": 5, y: net price + 1}.y", "6"},
        {"{\"net price\": 5}.net price", "5"},
        {"{net price: 5}.net price", "5"},
        {"{\"a-b\": 5, y: a-b}.y", "5"},
    });
}

TEST_CASE("FEEL 10.3.4.3: strings and patterns", "[expr][standard]") {
    check_values({
        {"matches(\"foobar\", \"^fo*b\")", "true"},
        {"matches(\"foobar\", \"^fo*bx\")", "false"},
        {"matches(\"FooBar\", \"foo\", \"i\")", "true"},
        {"matches(\"Żółw\", \"żół\", \"i\")", "true"},
        {"matches(\"a\\nb\", \"a.b\")", "false"},
        {"matches(\"a\\nb\", \"a.b\", \"s\")", "true"},
        {"matches(\"a\\nb\", \"^b$\", \"m\")", "true"},
        {"matches(\"helloworld\", \"hello world\", \"x\")", "true"},
        {"matches(\"a\", \"[\")", "null"},
        {"matches(\"a\", \"a\", \"q\")", "null"},
        {"matches(null, \"a\")", "null"},
        {"replace(\"banana\", \"a\", \"o\")", "\"bonono\""},
        {"replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\""},
        {"replace(\"0123456789\", \"(\\\\d{3})(\\\\d{3})(\\\\d{4})\", \"($1) $2-$3\")", "\"(012) 345-6789\""},
        {"replace(\"abc\", \"b\", \"\\\\$\")", "\"a$c\""},
        {"replace(\"abc\", \"b\", \"$\")", "null"},
        {"replace(\"abc\", \"x*\", \"-\")", "null"},  // would match what is not there (XPath: FORX0003)
        {"replace(\"aAa\", \"a\", \"-\", \"i\")", "\"---\""},
        {"split(\"John Doe\", \"\\\\s\")", "[\"John\", \"Doe\"]"},
        {"split(\"a;b;c;;\", \";\")", "[\"a\", \"b\", \"c\", \"\", \"\"]"},
        {"split(\"abc\", \",\")", "[\"abc\"]"},
        {"string join([\"a\", \"b\"])", "\"ab\""},
        {"string join([\"a\", null, \"b\"], null)", "\"ab\""},
        {"string join([], \",\")", "\"\""},
        {"string([\"a\", 1, {b: \"c\"}])", "\"[\"a\", 1, {b: \"c\"}]\""},
        {"contains(\"foobar\", \"\")", "true"},
    });
}

TEST_CASE("FEEL 10.3.4.4: lists", "[expr][standard]") {
    check_values({
        {"list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"},
        {"list replace([2, 4, 7, 8], -1, 6)", "[2, 4, 7, 6]"},
        {"list replace([2, 4, 7, 8], function(item, new) item < new, 5)", "[5, 5, 7, 8]"},
        {"list replace([1], 2, 6)", "null"},
        {"list replace([1], function(a) a, 6)", "null"},
        {"product([2, 3, 4])", "24"},
        {"product(2, 3)", "6"},
        {"product([])", "null"},
        {"median(8, 2, 5, 3, 4)", "4"},
        {"median([6, 1, 2, 3])", "2.5"},
        {"median([])", "null"},
        {"stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"},
        {"stddev([47])", "null"},
        {"stddev([])", "null"},
        {"mode(6, 3, 9, 6, 6)", "[6]"},
        {"mode([6, 1, 9, 6, 1])", "[1, 6]"},
        {"mode([])", "[]"},
        {"mode([1, null])", "null"},
        {"sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]"},
        {"sort([\"b\", \"a\"])", "[\"a\", \"b\"]"},
        {"sort([{n: 2}, {n: 1}], function(a, b) a.n < b.n).n", "[1, 2]"},
        {"sort([1, \"a\"])", "null"},
        {"sort([1, 2], function(x, y) 5)", "null"},
        {"sort([2, 1, 3], function(x, y) true)", "[3, 1, 2]"},
        {"union([1], [[1]])", "[1, [1]]"},
        {"flatten([])", "[]"},
    });
}

TEST_CASE("FEEL 10.3.4.5: numbers", "[expr][standard]") {
    check_values({
        {"round half down(5.5, 0)", "5"},
        {"round half down(-5.5, 0)", "-5"},
        {"round half down(1.121, 2)", "1.12"},
        {"round half up(-5.5, 0)", "-6"},
        {"round up(5.5, 0)", "6"},
        {"round up(-5.5, 0)", "-6"},
        {"round down(-5.5, 0)", "-5"},
        {"abs(@\"-PT5H\")", "PT5H"},
        {"abs(@\"-P5M\")", "P5M"},
        {"modulo(-12, 5)", "3"},
        {"modulo(12, -5)", "-3"},
        {"modulo(10.1, 4.5)", "1.1"},
        {"exp(0)", "1"},
        {"exp(1)", "2.718281828459045235360287471352662"},
        {"exp(100000)", "null"},
        {"log(10)", "2.302585092994045684017991454684364"},
        {"log(1)", "0"},
        {"log(0)", "null"},
        {"log(-1)", "null"},
        {"decimal(log(exp(1)), 30)", "1"},
        {"2 ** 0.5 = sqrt(2)", "true"},
        {"4 ** 0.5", "2"},
        {"number(\"1 000,5\", \" \", \",\")", "1000.5"},
        {"number(\"1,000.5\", \",\", \".\")", "1000.5"},
        {"number(\"1000.5\", null, null)", "1000.5"},
        {"number(\"1,000\", \",\", \",\")", "null"},
        {"decimal(0.25, 1)", "0.2"},
        {"decimal(0.35, 1)", "0.4"},
    });
}

TEST_CASE("FEEL 10.3.4.6 and 10.3.4.10: whether two are the same, and contexts", "[expr][standard]") {
    check_values({
        {"get value({key1: \"value1\"}, \"key1\")", "\"value1\""},
        {"get value({key1: \"value1\"}, \"other\")", "null"},
        {"get entries({a: 1, b: 2})[key = \"b\"].value", "[2]"},
        {"get entries({a: 1})", "[{key: \"a\", value: 1}]"},
        {"context([{key: \"a\", value: 1}, {key: \"b\", value: 2}])", "{a: 1, b: 2}"},
        {"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"},
        {"context([{key: \"a\"}])", "null"},
        {"context put({x: 1}, \"y\", 2)", "{x: 1, y: 2}"},
        {"context put({x: 1}, \"x\", null)", "{x: null}"},
        {"context put({x: 1, y: {a: 0}}, [\"y\", \"a\"], 2)", "{x: 1, y: {a: 2}}"},
        {"context put({x: 1}, [\"y\", \"a\"], 2)", "null"},
        {"context put({x: 1}, [], 2)", "null"},
        {"context merge([{x: 1}, {y: 2}, {x: 3}])", "{x: 3, y: 2}"},
        {"context merge([])", "{}"},
        {"is(1, 1.0)", "true"},
        {"is(1, \"1\")", "false"},
        {"is(null, null)", "true"},
        {"is(@\"2026-11-22\", today())", "true"},
        {"is([1, [2]], [1, [2]])", "true"},
        {"{a: {b: 1}, c: a.b + 1}.c", "2"},
    });
}

TEST_CASE("FEEL 10.3.4.1: moments with a zone", "[expr][standard]") {
    const auto zones = ZoneTable::load(platform::asset("data/zones.bin").value()).value();
    class Zoned final : public EvalContext {
    public:
        explicit Zoned(std::shared_ptr<const ZoneTable> zones) : zones_(std::move(zones)) {}
        std::optional<Value> name(std::string_view) const override { return std::nullopt; }
        std::optional<Value> member(const Ref&, std::string_view) const override { return std::nullopt; }
        Instant now() const override { return {}; }
        const Zone& zone() const override { return *moscow(); }
        const WorkingCalendar* working_calendar(std::string_view) const override { return nullptr; }
        std::shared_ptr<const Zone> zone_named(std::string_view name) const override {
            const auto found = zones_->find(name);
            return found ? *found : nullptr;
        }

    private:
        std::shared_ptr<const ZoneTable> zones_;
    };
    const Zoned context(zones);
    const auto value = [&](const char* source) { return shown(evaluate(Expression::compile(source).value(), context).value); };
    CHECK(value("date and time(\"2026-11-22T10:30:00@Europe/Warsaw\")") == "2026-11-22T09:30:00.000Z");
    CHECK(value("@\"2026-07-22T10:30:00@Europe/Warsaw\"") == "2026-07-22T08:30:00.000Z");
    CHECK(value("@\"2026-11-22T10:30:00\"") == "2026-11-22T07:30:00.000Z");
    CHECK(value("@\"2026-11-22T10:30:00+05:00\"") == "2026-11-22T05:30:00.000Z");
    CHECK(value("date and time(\"2026-11-22T10:30:00@Middle/Earth\")") == "null");
    CHECK(value("@\"2026-11-22T10:30:00Z\".time offset") == "PT3H");
    CHECK(value("@\"2026-11-22T10:30:00Z\".timezone") == "\"Europe/Moscow\"");
    CHECK(value("@\"10:30:00\".timezone") == "null");
    static const WorldSchema schema;
    CHECK(Expression::compile("date and time(\"2026-11-22T10:30:00@Europe/Warsaw\")", &schema));
    CHECK(Expression::compile("date and time(\"2026-11-32T10:30:00@Europe/Warsaw\")", &schema).ok());  // known only with the zone
    CHECK(compiled("time(\"10:30:00+01:00\")") == "expr.bad_literal 1:6");
}

TEST_CASE("New things are checked against the schema, too", "[expr][standard]") {
    const Table table = {
        {"{f: function(x) x + 1, y: f(1, 2)}.y", "expr.argument_count 1:27"},
        {"title(1)", "expr.unknown_function 1:1"},
        {"(area)(1)", "expr.no_function 1:1"},
        {"[area..title]", "expr.operand_types 1:8"},
        {"area in [\"a\"..\"b\"]", "expr.operand_types 1:10"},
        {"before(urgent, 1)", "expr.argument_type 1:8"},
        {"for i in [@\"PT1H\"..@\"PT2H\"] return i", "expr.operand_types 1:11"},
        {"round up(title)", "expr.argument_type 1:10"},
        {"sort(tasks, 1)", "expr.argument_type 1:13"},
        {"sort(tasks, function(a, b) a.title < b.title)", "ok"},
        {"{f: function(t) t.done, y: f(tasks[1])}.y", "ok"},
        {"area in (? > 5)", "ok"},
        {"area in (? > title)", "expr.operand_types 1:10"},
        {"[1..5].begin", "expr.unknown_member 1:1"},
        {"get value(area, \"a\")", "expr.argument_type 1:11"},
        {"?", "expr.unexpected 1:1"},
        {"function(x) external {}", "expr.unexpected 1:13"},
        {"function(x, x) x", "expr.duplicate_key 1:14"},
        {"amount in [money(1, \"PLN\")..money(5, \"PLN\")]", "ok"},
        {"valid nip(area)", "expr.argument_type 1:11"},
    };
    for (const auto& [source, expected] : table) {
        CAPTURE(source);
        CHECK(compiled(source) == expected);
    }
    static const WorldSchema schema;
    const auto type = [](const char* source) { return Expression::compile(source, &schema).value().type().str(); };
    CHECK(type("[1..area]") == "range of number");
    CHECK(type("{f: function(x) x > 1}.f") == "function");
    CHECK(type("(function(x: number) x + 1)(2)") == "number");
    CHECK(type("split(title, \",\")") == "list of string");
    CHECK(type("1 instance of number") == "boolean");
}

TEST_CASE("Potok's own: check digits, working spans, sums by currency", "[expr]") {
    check_values({
        {"valid nip(\"526-104-08-28\")", "true"},
        {"valid nip(\"526-104-08-29\")", "false"},
        {"valid inn(\"7707083893\")", "true"},
        {"valid iban(\"GB82 WEST 1234 5698 7654 32\")", "true"},
        {"valid pesel(\"44051401359\")", "true"},
        {"valid pesel(null)", "null"},
        {"working days between(date(\"2026-11-20\"), date(\"2026-11-24\"))", "2"},
        {"working days between(date(\"2026-11-24\"), date(\"2026-11-20\"))", "-2"},
        {"working time between(created - @\"PT2H\", created)", "PT2H"},
        {"working time between(created, created - @\"PT2H\")", "-PT2H"},
        {"sum by currency([amount, price_eur, advance, null])", "{EUR: 1000.00 EUR, RUB: 234600.00 RUB}"},
        {"sum by currency([])", "{}"},
        {"sum by currency([1])", "null"},
    });
}

TEST_CASE("The function table is well-formed", "[expr]") {
    for (const Function& f : functions()) {
        CAPTURE(f.name);
        CHECK(f.run != nullptr);
        CHECK(f.result != nullptr);
        CHECK((f.most == variadic || f.least <= f.most));
        if (f.most == variadic) continue;
        // one of the ways names as many parameters as there may be
        std::size_t longest = 0;
        std::string_view rest = f.names;
        while (!rest.empty()) {
            const std::size_t bar = rest.find(" | ");
            const std::string_view way = rest.substr(0, bar);
            longest = std::max(longest, static_cast<std::size_t>(std::count(way.begin(), way.end(), ',')) + 1);
            rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 3);
        }
        CHECK(longest == f.most);
    }
}
