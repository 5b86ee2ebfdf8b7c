#include "exchange/delimited.h"

#include <catch_amalgamated.hpp>
#include <vector>

using namespace potok;
using namespace potok::exchange;

namespace {

std::string row(const std::vector<std::string>& cells, char separator) {
    std::string out;
    append_row(out, cells, separator);
    return out;
}

}  // namespace

TEST_CASE("rows are quoted where they must be, in the way of the language", "[exchange][delimited]") {
    CHECK(csv_separator(Language::en) == ',');
    CHECK(csv_separator(Language::pl) == ';');
    CHECK(csv_separator(Language::ru) == ';');
    CHECK(row({"Zofia", "1,5", ""}, ';') == "Zofia;1,5;\r\n");
    CHECK(row({"a;b", "say \"no\"", "two\nlines"}, ';') == "\"a;b\";\"say \"\"no\"\"\";\"two\nlines\"\r\n");
    CHECK(row({"a,b", "c;d"}, ',') == "\"a,b\",c;d\r\n");
}

TEST_CASE("nothing that a spreadsheet would carry out leaves as it is", "[exchange][delimited]") {
    CHECK(row({"=1+2", "+48 600", "@x", "-x", "\tx"}, ';') == "'=1+2;'+48 600;'@x;'-x;'\tx\r\n");
    CHECK(row({"-12,50", "-3.5", "12"}, ';') == "-12,50;-3.5;12\r\n");
    CHECK(row({"-"}, ';') == "'-\r\n");
    CHECK(row({"=HYPERLINK(\"a;b\")"}, ';') == "\"'=HYPERLINK(\"\"a;b\"\")\"\r\n");
}

TEST_CASE("the clipboard takes tabs", "[exchange][delimited]") {
    CHECK(row({"a\tb", "c\nd", "\"e\""}, '\t') == "a b\tc d\t\"e\"\n");
    CHECK(row({"=1"}, '\t') == "'=1\n");
}
