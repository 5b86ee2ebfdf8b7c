// Marks in the text of a DOCX part: found across runs, replaced by elements.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "exchange/documents/docx_parts.h"

namespace potok::exchange::docx {

namespace {

using pugi::xml_node;

bool is(const xml_node& node, std::string_view name) {
    return name == node.name();
}

// The pieces of text (w:t) of one paragraph in their order, those of paragraphs within it (text boxes) left out.
void collect_texts(const xml_node& node, std::vector<xml_node>& out) {
    for (const xml_node child : node.children()) {
        if (is(child, "w:t")) out.push_back(child);
        else if (!is(child, "w:p")) collect_texts(child, out);
    }
}

void collect(const xml_node& node, std::string_view name, std::vector<xml_node>& out) {
    for (const xml_node child : node.children()) {
        if (is(child, name)) out.push_back(child);
        collect(child, name, out);
    }
}

std::string text_of(const std::vector<xml_node>& texts) {
    std::string out;
    for (const xml_node& t : texts) out += t.child_value();
    return out;
}

void set_text(xml_node t, const std::string& text) {
    while (t.first_child()) t.remove_child(t.first_child());
    t.append_child(pugi::node_pcdata).set_value(text.c_str());
    t.remove_attribute("xml:space");
    t.append_attribute("xml:space").set_value("preserve");
}

class Taker {
public:
    Taker(pugi::xml_document& part, const std::string& name, std::vector<PlacedMark>& marks) : part_(part), name_(name), marks_(marks) {}

    Status run() {
        std::vector<xml_node> paragraphs;
        collect(part_, "w:p", paragraphs);
        for (std::size_t i = 0; i < paragraphs.size(); ++i) numbers_[paragraphs[i].internal_object()] = i + 1;
        std::vector<xml_node> rows;
        collect(part_, "w:tr", rows);
        for (const xml_node& row : rows) {
            if (!gone_.contains(row.internal_object())) POTOK_CHECK(take_row(row));
        }
        for (const xml_node& p : paragraphs) {
            if (gone_.contains(p.internal_object())) continue;
            POTOK_CHECK(take_paragraph(p));
        }
        return {};
    }

private:
    std::string place(const xml_node& p) const {
        const auto it = numbers_.find(p.internal_object());
        return name_ + ", paragraph " + std::to_string(it == numbers_.end() ? 0 : it->second);
    }

    Result<std::vector<Mark>> marks_of(const xml_node& p, const std::string& text) const {
        auto marks = find_marks(text, true);
        if (marks.ok()) return marks;
        Error e = marks.error();
        e.place = place(p);
        return e;
    }

    int keep(Mark mark, const xml_node& p) {
        marks_.push_back({std::move(mark), place(p), {}});
        return static_cast<int>(marks_.size()) - 1;
    }

    static void number(xml_node element, int index) { element.append_attribute("n").set_value(index); }

    // A row whose only text is a mark goes; one that begins with an opening mark and ends with the one that closes it is what is repeated.
    Status take_row(xml_node row) {
        struct Found {
            Mark mark;
            xml_node p;
            std::size_t length;  // of the paragraph's text
        };
        std::vector<xml_node> paragraphs;
        collect(row, "w:p", paragraphs);
        std::vector<Found> found;
        std::string all;
        for (const xml_node& p : paragraphs) {
            std::vector<xml_node> texts;
            collect_texts(p, texts);
            const std::string text = text_of(texts);
            POTOK_TRY(std::vector<Mark> marks, marks_of(p, text));
            for (Mark& m : marks) {
                m.begin += all.size();
                m.end += all.size();
                found.push_back({std::move(m), p, text.size()});
            }
            all += text;
        }
        if (found.empty()) return {};
        const std::string_view rest = trim(all);
        const auto begin = static_cast<std::size_t>(rest.data() - all.data());
        Found &first = found.front(), &last = found.back();
        if (first.mark.begin != begin || last.mark.end != begin + rest.size()) return {};
        if (found.size() == 1) {
            if (!first.mark.is_control()) return {};
            number(row.parent().insert_child_before(mark_element, row), keep(first.mark, first.p));
            for (const xml_node& p : paragraphs) gone_[p.internal_object()] = true;
            std::vector<xml_node> inner;
            collect(row, "w:tr", inner);
            for (const xml_node& r : inner) gone_[r.internal_object()] = true;
            row.parent().remove_child(row);
            return {};
        }
        if (!first.mark.opens() || !last.mark.closes() || first.p == last.p || !closes_only_at_end(found)) return {};
        number(row.parent().insert_child_before(mark_element, row), keep(first.mark, first.p));
        number(row.parent().insert_child_after(mark_element, row), keep(last.mark, last.p));
        blank(first.p, true);
        blank(last.p, false);
        return {};
    }

    template <class Found>
    static bool closes_only_at_end(const std::vector<Found>& found) {
        int open = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (found[i].mark.opens()) ++open;
            if (found[i].mark.closes()) --open;
            if (open == 0) return i + 1 == found.size();
        }
        return false;
    }

    // Takes the first or last mark out of a paragraph's text.
    static void blank(const xml_node& p, bool first) {
        std::vector<xml_node> texts;
        collect_texts(p, texts);
        const auto marks = find_marks(text_of(texts), true);
        const Mark& m = first ? marks->front() : marks->back();
        std::size_t at = 0;
        for (const xml_node& t : texts) {
            const std::string text = t.child_value();
            std::string left;
            for (std::size_t i = 0; i < text.size(); ++i)
                if (at + i < m.begin || at + i >= m.end) left += text[i];
            at += text.size();
            if (left.size() != text.size()) set_text(t, left);
        }
    }

    Status take_paragraph(xml_node p) {
        std::vector<xml_node> texts;
        collect_texts(p, texts);
        const std::string text = text_of(texts);
        POTOK_TRY(const std::vector<Mark> marks, marks_of(p, text));
        std::vector<xml_node> inner;
        collect(p, "w:p", inner);
        if (inner.empty() && marks.size() == 1 && marks[0].is_control() && trim(text).size() == marks[0].end - marks[0].begin) {
            number(p.parent().insert_child_before(mark_element, p), keep(marks[0], p));
            p.parent().remove_child(p);
            return {};
        }
        std::size_t at = 0;
        for (const xml_node& t : texts) {
            const std::size_t length = std::string_view(t.child_value()).size();
            split(t, at, at + length, text, marks, p);
            at += length;
        }
        return {};
    }

    // One w:t becomes what stands between the marks that touch it, and the elements of those that begin in it. Its run is divided
    // where a mark branches or repeats.
    void split(xml_node t, std::size_t begin, std::size_t end, const std::string& text, const std::vector<Mark>& marks, const xml_node& p) {
        bool touched = false;
        for (const Mark& m : marks) touched = touched || (m.begin < end && m.end > begin);
        const std::string whole = text.substr(begin, end - begin);
        if (!touched) {
            if (literal_text(whole) != whole) set_text(t, literal_text(whole));
            return;
        }
        xml_node run = t.parent();
        std::size_t at = begin;
        const auto literal = [&](std::size_t until) {
            if (until <= at) return;
            set_text(run.insert_child_before("w:t", t), literal_text(text.substr(at, until - at)));
        };
        for (const Mark& m : marks) {
            if (m.end <= begin || m.begin >= end) continue;
            literal(m.begin);
            at = std::min(m.end, end);
            if (m.begin < begin) continue;  // it began in an earlier run
            if (!m.is_control()) {
                number(run.insert_child_before(mark_element, t), keep(m, p));
                continue;
            }
            run = divided(run, t, keep(m, p));
        }
        literal(end);
        run.remove_child(t);
    }

    // What stands before `t` stays in a run of its own, then the mark, then the run with `t`; the latter is given back.
    static xml_node divided(xml_node run, xml_node t, int index) {
        xml_node before = run.parent().insert_child_before(run.name(), run);
        for (const pugi::xml_attribute a : run.attributes()) before.append_copy(a);
        if (const xml_node format = run.child("w:rPr")) before.append_copy(format);
        for (xml_node child = run.first_child(); child && child != t;) {
            const xml_node next = child.next_sibling();
            if (!is(child, "w:rPr")) before.append_move(child);
            child = next;
        }
        number(run.parent().insert_child_before(mark_element, run), index);
        return run;
    }

    pugi::xml_document& part_;
    const std::string& name_;
    std::vector<PlacedMark>& marks_;
    std::map<const void*, std::size_t> numbers_;  // of paragraphs; asked by node, never gone through
    std::map<const void*, bool> gone_;
};

}  // namespace

Status take_marks(pugi::xml_document& part, const std::string& name, std::vector<PlacedMark>& marks) {
    return Taker(part, name, marks).run();
}

Span span_of(const xml_node& open, const std::vector<PlacedMark>& marks) {
    Span out;
    const auto kind = [&](const xml_node& n) { return marks[static_cast<std::size_t>(mark_index(n))].mark.kind; };
    const bool branch = kind(open) == Mark::Kind::begin_if;
    std::vector<Mark::Kind> stack;
    for (xml_node n = open.next_sibling(); n; n = n.next_sibling()) {
        if (mark_index(n) < 0) continue;
        const Mark::Kind k = kind(n);
        if (k == Mark::Kind::begin_if || k == Mark::Kind::begin_each) {
            stack.push_back(k);
        } else if (k == Mark::Kind::otherwise) {
            if (stack.empty() && branch && !out.otherwise) out.otherwise = n;
            else if (stack.empty()) return {};
        } else if (k == Mark::Kind::end_if || k == Mark::Kind::end_each) {
            const Mark::Kind opened = stack.empty() ? kind(open) : stack.back();
            if ((opened == Mark::Kind::begin_if) != (k == Mark::Kind::end_if)) return {};
            if (stack.empty()) {
                out.end = n;
                return out;
            }
            stack.pop_back();
        }
    }
    return {};
}

namespace {

Error unbalanced(const PlacedMark& m) {
    static constexpr const char* words[] = {"{…}", "{#if …}", "{#else}", "{/if}", "{#each …}", "{/each}"};
    const std::string shown = m.mark.kind == Mark::Kind::begin_if     ? "{#if " + m.mark.expression + "}"
                              : m.mark.kind == Mark::Kind::begin_each ? "{#each " + m.mark.item + " in " + m.mark.expression + "}"
                                                                      : words[static_cast<std::size_t>(m.mark.kind)];
    return error("docx.balance", {{"mark", shown}}, m.place);
}

// Siblings from `first` to before `end`.
Status compile_range(xml_node first, const xml_node& end, TemplateNames& names, std::vector<PlacedMark>& marks) {
    for (xml_node n = first; n && n != end;) {
        const int index = mark_index(n);
        if (index < 0) {
            POTOK_CHECK(compile(n, names, marks));
            n = n.next_sibling();
            continue;
        }
        PlacedMark& m = marks[static_cast<std::size_t>(index)];
        if (m.mark.kind == Mark::Kind::value) {
            POTOK_TRY(m.formula, names.compile(m.mark.expression, m.place, false, m.mark.form));
            n = n.next_sibling();
            continue;
        }
        if (!m.mark.opens()) return unbalanced(m);
        const Span span = span_of(n, marks);
        if (!span.end) return unbalanced(m);
        const bool branch = m.mark.kind == Mark::Kind::begin_if;
        POTOK_TRY(m.formula, names.compile(m.mark.expression, m.place, branch));
        if (!branch) names.enter(m.mark.item, m.formula);
        Status inside = compile_range(n.next_sibling(), span.otherwise ? span.otherwise : span.end, names, marks);
        if (inside.ok() && span.otherwise) inside = compile_range(span.otherwise.next_sibling(), span.end, names, marks);
        if (!branch) names.leave();
        POTOK_CHECK(inside);
        n = span.end.next_sibling();
    }
    return {};
}

}  // namespace

Status compile(const xml_node& parent, TemplateNames& names, std::vector<PlacedMark>& marks) {
    return compile_range(parent.first_child(), {}, names, marks);
}

}  // namespace potok::exchange::docx
