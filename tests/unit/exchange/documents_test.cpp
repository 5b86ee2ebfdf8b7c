// Documents made by the real maker, over a shop that sells: what they say, how they break into pages, what is refused with which place.
#include <algorithm>

#include "base/base64.h"
#include "exchange/documents/document_text.h"
#include "exchange/documents/flow.h"
#include "exchange/documents/zip.h"
#include "model/document_checklist.h"
#include "model/made_documents.h"
#include "platform/common/library.h"
#include "unit/model/commerce.h"

using namespace potok;
using namespace potok::model;

namespace {

struct Office : model::test::Shop {
    explicit Office(const char* country = "pl") : Shop(country) {}

    Status put(const char* key, Json body) {
        const auto done = run("define", {{"kind", "document_template"}, {"key", key}, {"body", std::move(body)}}, admin);
        return done.ok() ? Status() : Status(done.error());
    }
    Json layout(Json body) const {
        return {{"label", "Paper"}, {"type", "invoice"}, {"layout", {{"body", std::move(body)}}}};
    }
    // The text of a document made from a layout whose body is this.
    std::string made(Json body, RowId record) {
        const Status defined = put("paper", layout(std::move(body)));
        INFO((defined.ok() ? "" : describe(defined.error())));
        REQUIRE(defined.ok());
        return text_of(make("paper", record));
    }
    RowId make(const char* key, RowId record, Json more = Json::object()) {
        more["record"] = id(record);
        more["template"] = key;
        return must("make_document", more).record;
    }
    std::string bytes_of(RowId document) { return made_file(*ws, model::record(*ws, document)->text("sha256")).value_or(""); }
    std::string text_of(RowId document) {
        const auto text = exchange::document_text(bytes_of(document), model::record(*ws, document)->text("media_type"));
        REQUIRE(text.ok());
        return *text;
    }
    Error refusal(Json body) {
        const Status defined = put("paper", layout(std::move(body)));
        return defined.ok() ? Error{} : defined.error();
    }
    std::string docx(std::string_view body) {
        return to_base64(exchange::write_zip({{"[Content_Types].xml", "<Types/>"},
                                              {"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + std::string(body) + "</w:body></w:document>"}}).value());
    }
    std::string filled(std::string_view body, RowId record) {
        const Status defined = put("word", {{"label", "Word"}, {"type", "invoice"}, {"docx", docx(body)}});
        INFO((defined.ok() ? "" : describe(defined.error())));
        REQUIRE(defined.ok());
        const auto parts = exchange::read_zip(bytes_of(make("word", record)));
        REQUIRE(parts.ok());
        std::string xml = (*parts)[1].bytes;
        const std::size_t begin = xml.find("<w:body>") + 8;
        return xml.substr(begin, xml.find("</w:body>") - begin);
    }
    Error refused_docx(std::string_view body) {
        const Status defined = put("word", {{"label", "Word"}, {"type", "invoice"}, {"docx", docx(body)}});
        return defined.ok() ? Error{} : defined.error();
    }
};

std::string p(std::string_view text) { return "<w:p><w:r><w:t>" + std::string(text) + "</w:t></w:r></w:p>"; }

}  // namespace

TEST_CASE("a layout is filled with lines, totals and rates", "[exchange][documents]") {
    Office o;
    const RowId bill = o.document("invoice", "Works");
    o.line(bill, "Sign", "1000.00", {{"quantity", {{"n", "2"}}}});
    o.line(bill, "Fitting", "250.00", {{"vat", "8"}});
    o.must("issue_invoice", {{"invoice", o.id(bill)}});
    const std::string text = o.made(Json::parse(R"json([
        {"text": "{document.name}: {number} / {buyer.name} / {company.name}"},
        {"table": {"each": "positions", "as": "l", "columns": [{"title": "What", "value": "{loop.index}. {l.title}"}, {"title": "Sum", "value": "{l.net}", "align": "right"}],
                   "foot": [{"each": "totals.rates", "as": "r", "cells": ["VAT {r.vat}", "{r.tax | plain}"]}, {"cells": ["All", "{totals.gross}"], "strong": true},
                            {"cells": ["never"], "when": "totals = null"}]}},
        {"each": "positions[vat = \"8\"]", "as": "l", "do": [{"text": "low: {l.title}"}]},
        {"if": "totals.gross > money(100, \"PLN\")", "then": [{"text": "dear {{sic}}"}], "else": [{"text": "cheap"}]},
        {"text": "{#each l in positions}{l.title}{#if loop.index < loop.count}, {#else}.{/if}{/each}"},
        {"fields": [{"label": "Due", "value": "{due | long}"}, {"label": "Reason", "value": "{reason}"}]}])json"), bill);
    for (const char* line : {"Paper: FV/1/03/2026 / Nowak / Test\n", "1. Sign\n", "2. Fitting\n", "VAT 23\n", "460.00\n", "VAT 8\n", "20.00\n", "low: Fitting\n", "dear {sic}\n",
                             "Sign, Fitting.\n", "Due\n"}) {
        INFO(line << "in\n" << text);
        CHECK(text.find(line) != std::string::npos);
    }
    CHECK(text.find("cheap") == std::string::npos);
    CHECK(text.find("never") == std::string::npos);
    CHECK(text.find("Reason") == std::string::npos);
}

TEST_CASE("the same order gives the same bytes, another moment others", "[exchange][documents]") {
    const auto bytes = [](int minutes) {
        Office o;
        const RowId bill = o.document("invoice", "Works");
        o.line(bill, "Знак", "1.00");
        REQUIRE(o.put("paper", o.layout(Json::parse(R"([{"text": "Zażółć gęślą jaźń — {title}"}])"))).ok());
        o.now = o.now + minutes * 60'000;
        return o.bytes_of(o.make("paper", bill));
    };
    CHECK(bytes(0) == bytes(0));
    CHECK(bytes(0) != bytes(1));
    CHECK(bytes(0).size() < 20'000);
}

TEST_CASE("a long table goes over pages, its header with it, its sums not alone", "[exchange][documents]") {
    Office o;
    const RowId bill = o.document("invoice", "Works");
    for (int i = 1; i <= 130; ++i) o.line(bill, "Item " + std::to_string(i), "1.00");
    Json template_body = o.layout(Json::parse(R"json([{"table": {"each": "positions", "as": "l", "columns": [{"title": "Column head", "value": "{l.title}"}],
        "foot": [{"cells": ["Sum {totals.net}"]}]}}])json"));
    template_body["layout"]["footer"] = Json::parse(R"([{"text": "page {page} of {pages}"}])");
    REQUIRE(o.put("paper", template_body).ok());
    const RowId made = o.make("paper", bill);
    const std::string text = o.text_of(made);
    const int pages = exchange::pdf_facts(o.bytes_of(made)).pages;
    REQUIRE(pages >= 3);
    const auto count = [&](std::string_view word) {
        int n = 0;
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++n;
        return n;
    };
    CHECK(count("Column head\n") == pages);
    CHECK(count("Item ") == 130);
    CHECK(count("page " + std::to_string(pages) + " of " + std::to_string(pages) + "\n") == 1);
    // On the page of the sum there is an item before it.
    const std::size_t sum = text.find("Sum ");
    REQUIRE(sum != std::string::npos);
    CHECK(text.rfind("Item 130", sum) > text.rfind("Column head", sum));
}

TEST_CASE("paragraphs are broken at blanks, words of one letter go with the next", "[exchange][documents]") {
    const auto regular = exchange::PdfFont::read(*platform::asset("fonts/inter-400.otf"));
    REQUIRE(regular.ok());
    CHECK(regular->glyph(U'ż') != 0);
    CHECK(regular->glyph(U'Щ') != 0);
    CHECK(regular->glyph(0x1F600) == 0);
    const auto lines = [&](std::string_view text, exchange::Length width) {
        std::vector<std::string> out;
        for (const auto& l : exchange::break_lines(*regular, text, 10'000, width)) {
            CHECK(l.width <= width);
            CHECK(l.width == exchange::text_width(*regular, l.text, 10'000));
            out.push_back(l.text);
        }
        return out;
    };
    const exchange::Length wide = std::max(exchange::text_width(*regular, "Dom stoi w", 10'000), exchange::text_width(*regular, "w Krakowie", 10'000));
    CHECK(lines("Dom stoi w Krakowie", wide) == std::vector<std::string>{"Dom stoi", "w Krakowie"});
    CHECK(lines("a\n\nb", 100'000) == std::vector<std::string>{"a", "", "b"});
    CHECK(lines("Санкт-Петербург", exchange::text_width(*regular, "Петербург", 10'000)) == std::vector<std::string>{"Санкт-", "Петербург"});
    const auto cut = lines(std::string(60, 'W'), 50'000);
    CHECK(cut.size() > 5);
    CHECK(lines("", 10'000) == std::vector<std::string>{""});
}

TEST_CASE("a font that is none is refused", "[exchange][documents]") {
    const std::string font(*platform::asset("fonts/inter-400.otf"));
    CHECK_FALSE(exchange::PdfFont::read("").ok());
    CHECK_FALSE(exchange::PdfFont::read(font.substr(0, 4000)).ok());
    std::string broken = font;
    for (std::size_t i = 0; i < broken.size(); i += 97) broken[i] = static_cast<char>(broken[i] + 13);
    (void)exchange::PdfFont::read(broken).ok();  // whatever it says, it says it
}

TEST_CASE("faults of a layout are named with their place", "[exchange][documents]") {
    Office o;
    const auto fault = [&](const char* body) {
        const Error e = o.refusal(Json::parse(body));
        return e.code + " " + e.place;
    };
    CHECK(fault(R"([{"text": "{nothing}"}])").starts_with("expr.unknown_name /layout/body/0/text"));
    CHECK(fault(R"([{"text": "a"}, {"if": "gross", "then": []}])").starts_with("expr.condition_type /layout/body/1/if"));
    CHECK(fault(R"([{"text": "a"}, {"text": {"en": "a", "pl": "{b"}}])") == "template.unclosed_mark /layout/body/1/text/pl");
    CHECK(fault(R"([{"text": "{#if kind = \"x\"}a"}])") == "template.unbalanced /layout/body/0/text");
    CHECK(fault(R"([{"text": "a{/each}"}])") == "template.unbalanced /layout/body/0/text");
    CHECK(fault(R"([{"text": "{title | plain}"}])") == "template.form_type /layout/body/0/text");
    CHECK(fault(R"([{"table": {"each": "positions", "as": "l", "columns": [{"title": "a", "value": "{l.titel}"}]}}])")
              .starts_with("expr.unknown_member /layout/body/0/table/columns/0/value"));
    CHECK(fault(R"([{"table": {"each": "positions", "as": "l", "columns": [{"title": "{l.title}", "value": "a"}]}}, {"text": "{l.title}"}])")
              .starts_with("expr.unknown_name /layout/body/1/text"));
    CHECK(fault(R"([{"txt": "a"}])") == "layout.unknown_block /layout/body/0");
    CHECK(fault(R"([{"text": "a", "colour": "red"}])") == "json.unknown_key /layout/body/0/colour");
    CHECK(fault(R"([{"text": "a", "style": "loud"}])") == "layout.unknown_style /layout/body/0/style");
    CHECK(fault(R"([{"space": -1}])") == "layout.bad_length /layout/body/0/space");
    CHECK(fault(R"([{"signatures": []}])") == "layout.signatures /layout/body/0/signatures");
    CHECK(fault(R"([])") == "layout.empty /layout/body");
    CHECK(fault(R"([{"text": "{page}"}])").starts_with("expr.unknown_name"));
    Json both = o.layout(Json::parse(R"([{"text": "a"}])"));
    both["docx"] = "";
    CHECK(o.put("paper", both).error().code == "template.one_source");
    CHECK(o.put("paper", {{"label", "x"}, {"type", "nothing"}, {"layout", Json::object()}}).error().code == "type.unknown");
}

TEST_CASE("what fits no page is refused when it is made", "[exchange][documents]") {
    Office o;
    const RowId bill = o.document("invoice", std::string(4000, 'x'));
    o.line(bill, "a", "1.00");
    REQUIRE(o.put("paper", o.layout(Json::parse(R"([{"columns": [{"width": 10, "body": [{"text": "{title}"}]}]}])"))).ok());
    const auto made = o.run("make_document", {{"record", o.id(bill)}, {"template", "paper"}}, o.admin);
    REQUIRE_FALSE(made.ok());
    CHECK(made.error().code == "layout.too_tall");
    CHECK(made_files(*o.ws).empty());
    REQUIRE(o.put("paper", o.layout(Json::parse(R"([{"columns": [{"width": 150, "body": []}, {"width": 150, "body": []}]}])"))).ok());
    CHECK(o.run("make_document", {{"record", o.id(bill)}, {"template", "paper"}}, o.admin).error().code == "layout.columns_too_wide");
}

TEST_CASE("a Word file is filled: marks across runs, paragraphs and rows that repeat or stay away", "[exchange][documents]") {
    Office o;
    const RowId bill = o.document("invoice", "A & <B>");
    o.line(bill, "Sign", "10.00");
    o.line(bill, "Post", "20.00");
    CHECK(o.filled("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>x {ti</w:t></w:r><w:r><w:t>tle} y</w:t></w:r></w:p>", bill) ==
          "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">x </w:t><w:t xml:space=\"preserve\">A &amp; &lt;B&gt;</w:t></w:r>"
          "<w:r><w:t xml:space=\"preserve\"> y</w:t></w:r></w:p>");
    const auto words = [&](std::string_view body) {
        std::string out;
        const std::string xml = o.filled(body, bill);
        for (std::size_t at = xml.find("<w:t"); at != std::string::npos; at = xml.find("<w:t", at)) {
            if (xml[at + 4] != ' ' && xml[at + 4] != '>') {
                ++at;
                continue;
            }
            const std::size_t begin = xml.find('>', at) + 1, end = xml.find("</w:t>", begin);
            if (xml[begin - 2] != '/') out += xml.substr(begin, end - begin) + "|";
            at = begin;
        }
        return out;
    };
    CHECK(words(p("{#each l in positions}") + p("{l.title}") + p("{/each}") + p("end")) == "Sign|Post|end|");
    CHECK(words(p("{#if number = null}") + p("draft") + p("{#else}") + p("issued") + p("{/if}")) == "draft|");
    CHECK(words(p("a {#if number != null}no{#else}yes{/if} b")) == "a |yes| b|");
    CHECK(words(p("{#each l in positions}{l.title}{#if loop.index = 1}; {/if}{/each}")) == "Sign|; |Post|");
    const auto row = [](std::string_view a, std::string_view b) { return "<w:tr><w:tc>" + p(a) + "</w:tc><w:tc>" + p(b) + "</w:tc></w:tr>"; };
    CHECK(words("<w:tbl>" + row("{#each l in positions}{loop.index}", "{l.title}{/each}") + "</w:tbl>") == "1|Sign|2|Post|");
    CHECK(words("<w:tbl>" + row("{#each l in positions}", "") + row("{loop.index}", "{l.title}") + row("{/each}", "") + "</w:tbl>") == "1|Sign|2|Post|");
    CHECK(words(p("{title = “A &amp; &lt;B&gt;”}")) == "yes|");
    // A cell keeps a paragraph, a table without rows goes.
    const std::string unless = p("{#if number != null}") + p("x") + p("{/if}");
    CHECK(o.filled("<w:tbl><w:tr><w:tc>" + unless + "</w:tc><w:tc>" + p("y") + "</w:tc></w:tr></w:tbl>", bill) ==
          "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" + p("y") + "</w:tc></w:tr></w:tbl>");
    CHECK(o.filled("<w:tbl><w:tr><w:tc>" + unless + "</w:tc></w:tr></w:tbl>" + p("z"), bill) == p("z"));
}

TEST_CASE("faults of a Word file are named with their paragraph", "[exchange][documents]") {
    Office o;
    const auto fault = [&](std::string_view body) {
        const Error e = o.refused_docx(body);
        return e.code + " " + e.place;
    };
    CHECK(fault(p("a") + p("{nothing}")).starts_with("expr.unknown_name word/document.xml, paragraph 2"));
    CHECK(fault(p("a") + p("b") + p("{title")) == "template.unclosed_mark word/document.xml, paragraph 3");
    CHECK(fault(p("{#if number = null}") + p("a")) == "docx.balance word/document.xml, paragraph 1");
    CHECK(fault(p("a") + p("{/each}")) == "docx.balance word/document.xml, paragraph 2");
    CHECK(fault(p("{#if number = null} a") + p("b {/if}")) == "docx.balance word/document.xml, paragraph 1");
    CHECK(fault(p("{#each l in positions}") + p("{/each}") + p("{l.title}")).starts_with("expr.unknown_name word/document.xml, paragraph 3"));
    CHECK(fault("<w:p>") == "docx.malformed word/document.xml");
    std::string deep;
    for (int i = 0; i < 300; ++i) deep += "<w:sdt>";
    for (int i = 0; i < 300; ++i) deep += "</w:sdt>";
    CHECK(fault(deep) == "docx.too_deep word/document.xml");
    const auto package = [&](std::vector<exchange::ZipEntry> parts) {
        const Status defined = o.put("word", {{"label", "Word"}, {"type", "invoice"}, {"docx", to_base64(exchange::write_zip(parts).value())}});
        return defined.ok() ? std::string() : defined.error().code;
    };
    CHECK(package({{"word/document.xml", "<a/>"}}) == "docx.malformed");
    CHECK(package({{"[Content_Types].xml", "macroEnabled"}, {"word/document.xml", "<a/>"}}) == "docx.macros");
    CHECK(package({{"[Content_Types].xml", ""}, {"word/vbaProject.bin", "macroEnabled"}, {"word/document.xml", "<a/>"}}) == "docx.macros");
    CHECK(package({{"[Content_Types].xml", ""}, {"word/document.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}}) == "docx.malformed");
    CHECK(package({{"[Content_Types].xml", ""}, {"word/document.xml", "<a/>"}, {"../x", ""}}) == "zip.unsafe_name");
}

TEST_CASE("versions, numbers and what undo leaves alone", "[model][documents]") {
    Office o;
    const RowId bill = o.document("invoice", "Works");
    o.line(bill, "a", "1.00");
    Json body = o.layout(Json::parse(R"([{"text": "{document.number} v{document.version}"}])"));
    body["numbering"] = {{"pattern", "D/{n}"}};
    REQUIRE(o.put("paper", body).ok());
    const RowId first = o.make("paper", bill), second = o.make("paper", bill), third = o.make("paper", bill, {{"replace", false}});
    CHECK(o.text(first, "number") == "D/1");
    CHECK(o.text(second, "number") == "D/1");
    CHECK(o.text(third, "number") == "D/2");
    CHECK(o.text_of(second).find("D/1 v2") != std::string::npos);
    CHECK(row_of(*o.ws, o.get(first, "replaced_by")) == second);
    CHECK(row_of(*o.ws, o.get(second, "previous")) == first);
    CHECK(latest_document(*o.ws, bill, "paper") == third);
    CHECK(made_files(*o.ws).size() == 3);
    REQUIRE(forget_made_file(*o.ws, o.text(first, "sha256")).ok());
    CHECK(made_files(*o.ws).size() == 2);
    CHECK_FALSE(made_file(*o.ws, o.text(first, "sha256")));
    CHECK(o.run("set_fields", {{"record", o.id(first)}, {"values", {{"title", "x"}}}}, o.admin).error().code == "document.issued");
    o.must("set_fields", {{"record", o.id(first)}, {"values", {{"state", "signed"}}}});
}
