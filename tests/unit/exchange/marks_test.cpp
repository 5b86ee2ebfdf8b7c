#include <catch_amalgamated.hpp>

#include "exchange/documents/maker.h"
#include "exchange/documents/marks.h"

using namespace potok;
using namespace potok::exchange;

namespace {

std::string refusal(std::string_view text) {
    const auto marks = find_marks(text);
    return marks.ok() ? "" : marks.error().code;
}

}  // namespace

TEST_CASE("marks are found where they are, with what they say", "[exchange][documents]") {
    const auto marks = find_marks("A {client.title} B {price | words}{#each l in lines[vat = \"{8}\"]}{loop.index}{/each}{{x}}{#if a}b{#else}c{/if}").value();
    REQUIRE(marks.size() == 8);
    CHECK(marks[0].expression == "client.title");
    CHECK(marks[0].begin == 2);
    CHECK(marks[0].end == 16);
    CHECK(marks[1].form == ValueForm::words);
    CHECK(marks[1].expression == "price");
    CHECK(marks[2].kind == Mark::Kind::begin_each);
    CHECK(marks[2].item == "l");
    CHECK(marks[2].expression == "lines[vat = \"{8}\"]");
    CHECK(marks[4].kind == Mark::Kind::end_each);
    CHECK(marks[6].kind == Mark::Kind::otherwise);
    CHECK(marks[7].kind == Mark::Kind::end_if);
    CHECK(find_marks("{ {a: 1}.a }").value()[0].expression == "{a: 1}.a");
    CHECK(find_marks("{\"a|b\"}").value()[0].expression == "\"a|b\"");
    CHECK(literal_text("{{a}} b") == "{a} b");
}

TEST_CASE("quotes of word processors are quotes where they are asked to be", "[exchange][documents]") {
    CHECK(find_marks("{a = “x}”}", true).value()[0].expression == "a = \"x}\"");
    CHECK(find_marks("{a = „x”}", true).value()[0].expression == "a = \"x\"");
    CHECK(find_marks("{a = „x”}").value()[0].expression == "a = „x”");
}

TEST_CASE("marks that are none are refused", "[exchange][documents]") {
    CHECK(refusal("a {b") == "template.unclosed_mark");
    CHECK(refusal("a } b") == "template.stray_brace");
    CHECK(refusal("{}") == "template.empty_mark");
    CHECK(refusal("{ }") == "template.empty_mark");
    CHECK(refusal("{a | loud}") == "template.unknown_form");
    CHECK(refusal("{a | }") == "template.unknown_form");
    CHECK(refusal("{#each lines}") == "template.malformed_each");
    CHECK(refusal("{#each l of lines}") == "template.malformed_each");
    CHECK(refusal("{#if}") == "template.unknown_mark");
    CHECK(refusal("{#iff a}") == "template.unknown_mark");
    CHECK(refusal("{/for}") == "template.unknown_mark");
    CHECK(refusal("{#else | long}") == "template.unknown_mark");
}

TEST_CASE("names of files are such that every system takes them", "[exchange][documents]") {
    CHECK(file_name("Umowa U/1/2026: \"Żółw\"") == "Umowa U-1-2026- -Żółw-");
    CHECK(file_name("..  a .") == "a");
    CHECK(file_name("") == "document");
    CHECK(file_name("\n\t") == "--");
    CHECK(file_name(std::string(300, 'x')).size() == 120);
    std::string wide;
    for (int i = 0; i < 100; ++i) wide += "ż";
    CHECK(file_name(wide).size() == 120);
}
