#include <catch_amalgamated.hpp>

#include "ui/kit/text.h"
#include "ui/kit/text_edit.h"

using namespace potok::ui;

TEST_CASE("letters are moved over and erased whole, with their marks", "[ui][text]") {
    TextEdit e;
    e.reset("zażółć");
    e.move_to(e.text().size(), false);
    e.erase_backward(false);
    CHECK(e.text() == "zażół");
    e.move_left(false, false);
    e.insert("x");
    CHECK(e.text() == "zażóxł");
    TextEdit marks;
    marks.reset("e\xCC\x81z");  // e with a combining acute, z
    marks.move_to(0, false);
    marks.move_right(false, false);
    CHECK(marks.caret() == 3);
    marks.erase_backward(false);
    CHECK(marks.text() == "z");
}

TEST_CASE("words: moving, selecting, erasing", "[ui][text]") {
    TextEdit e;
    e.reset("Dąbrowa Tarnowska, ul. Polna");
    e.move_to(0, false);
    e.move_right(false, true);
    CHECK(e.text().substr(e.caret(), 3) == "Tar");
    e.move_right(true, true);
    CHECK(e.selected() == "Tarnowska");
    e.select_word_at(1);
    CHECK(e.selected() == "Dąbrowa");
    e.move_to(e.text().size(), false);
    e.erase_backward(true);
    CHECK(e.text() == "Dąbrowa Tarnowska, ul. ");
    e.move_left(false, true);
    CHECK(e.text().substr(e.caret()) == ". ");
}

TEST_CASE("what is typed in one go is undone in one go", "[ui][text]") {
    TextEdit e;
    for (const char* c : {"a", "b", "ć"}) e.insert(c);
    e.insert(" long pasted text");
    e.select_all();
    e.insert("x");
    CHECK(e.text() == "x");
    CHECK(e.undo());
    CHECK(e.text() == "abć long pasted text");
    CHECK(e.has_selection());
    CHECK(e.undo());
    CHECK(e.text() == "abć");
    CHECK(e.undo());
    CHECK(e.text().empty());
    CHECK_FALSE(e.undo());
    CHECK(e.redo());
    CHECK(e.redo());
    CHECK(e.text() == "abć long pasted text");
    e.insert("!");
    CHECK_FALSE(e.redo());
}

TEST_CASE("a text from outside keeps the caret on a letter's edge", "[ui][text]") {
    TextEdit e;
    e.reset("żżż");
    e.move_to(6, false);
    e.reset("ab");
    CHECK(e.caret() == 2);
    e.replace_all("aż", 0, 2);  // the middle of ż
    CHECK(e.caret() == 1);
}

namespace {

std::vector<std::string> lines(std::string_view text, float width) {
    std::vector<std::string> out;
    // Every code point is one wide.
    const auto measure = [](std::string_view part) {
        float n = 0;
        for (std::size_t at = 0; at < part.size(); ++n) next_codepoint(part, at);
        return n;
    };
    for (const Line& l : wrap_text(text, width, measure)) out.emplace_back(text.substr(l.begin, l.end - l.begin));
    return out;
}

}  // namespace

TEST_CASE("lines break at spaces, after hyphens, at new lines, and nowhere in an amount", "[ui][text]") {
    using V = std::vector<std::string>;
    CHECK(lines("one two three", 7) == V{"one two", "three"});
    CHECK(lines("one two three", 100) == V{"one two three"});
    CHECK(lines("łódź-górna", 6) == V{"łódź-", "górna"});
    CHECK(lines("a\n\nb", 10) == V{"a", "", "b"});
    CHECK(lines("a\n", 10) == V{"a", ""});
    CHECK(lines("", 10) == V{""});
    CHECK(lines("to 46\u2009800\u00a0zł", 10) == V{"to", "46\u2009800\u00a0zł"});
    CHECK(lines("abcdefgh", 3) == V{"abc", "def", "gh"});
    CHECK(lines("x abcdefgh", 4) == V{"x", "abcd", "efgh"});
    CHECK(lines("one  two", 4) == V{"one", "two"});
}

TEST_CASE("bad bytes come out as the replacement character and never loop", "[ui][text]") {
    const std::string bad = "a\xff\xc5";
    std::size_t at = 0;
    CHECK(next_codepoint(bad, at) == 'a');
    CHECK(next_codepoint(bad, at) == 0xfffd);
    CHECK(next_codepoint(bad, at) == 0xfffd);
    CHECK(at == bad.size());
    CHECK(lines(bad, 1).size() == 3);
}
