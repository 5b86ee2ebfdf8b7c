#include "exchange/documents/template_text.h"

#include <cassert>

namespace potok::exchange {

// Reads the marks from the left; what a mark opens is read until the mark that closes it.
struct TemplateText::Compiler {
    std::string_view text;
    const std::vector<Mark>& marks;
    TemplateNames& names;
    const std::string& place;
    std::size_t at = 0;    // bytes read
    std::size_t next = 0;  // mark
    int depth = 0;
    static constexpr int deepest = 32;

    Error unbalanced(const Mark& m) const {
        return error("template.unbalanced", {{"mark", std::string(text.substr(m.begin, m.end - m.begin))}}, place);
    }

    void literal(std::vector<Node>& out, std::size_t end) {
        if (end > at) {
            Node n;
            n.text = literal_text(text.substr(at, end - at));
            out.push_back(std::move(n));
        }
        at = end;
    }

    // Until a mark that closes or divides, which is left to the caller, or the end.
    Status run(std::vector<Node>& out) {
        if (++depth > deepest) return error("template.too_deep", {{"most", std::to_string(deepest)}}, place);
        while (next < marks.size()) {
            const Mark& m = marks[next];
            literal(out, m.begin);
            if (m.closes() || m.kind == Mark::Kind::otherwise) break;
            at = m.end;
            ++next;
            Node n;
            if (m.kind == Mark::Kind::value) {
                n.kind = Node::Kind::value;
                n.form = m.form;
                POTOK_TRY(n.formula, names.compile(m.expression, place, false, m.form));
            } else if (m.kind == Mark::Kind::begin_if) {
                n.kind = Node::Kind::branch;
                POTOK_TRY(n.formula, names.compile(m.expression, place, true));
                POTOK_CHECK(run(n.body));
                if (is(Mark::Kind::otherwise)) {
                    pass();
                    POTOK_CHECK(run(n.otherwise));
                }
                if (!is(Mark::Kind::end_if)) return unbalanced(m);
                pass();
            } else {
                n.kind = Node::Kind::repeat;
                n.text = m.item;
                POTOK_TRY(n.formula, names.compile(m.expression, place));
                names.enter(m.item, n.formula);
                const Status inside = run(n.body);
                names.leave();
                POTOK_CHECK(inside);
                if (!is(Mark::Kind::end_each)) return unbalanced(m);
                pass();
            }
            out.push_back(std::move(n));
        }
        if (next == marks.size()) literal(out, text.size());
        --depth;
        return {};
    }

    bool is(Mark::Kind kind) const { return next < marks.size() && marks[next].kind == kind; }
    void pass() { at = marks[next++].end; }
};

Result<TemplateText> TemplateText::compile(std::string_view text, TemplateNames& names, const std::string& place) {
    auto marks = find_marks(text);
    if (!marks.ok()) {
        Error e = marks.error();
        e.place = place;
        return e;
    }
    TemplateText out;
    Compiler compiler{text, *marks, names, place};
    POTOK_CHECK(compiler.run(out.nodes_));
    if (compiler.next < marks->size()) return compiler.unbalanced((*marks)[compiler.next]);
    return out;
}

Status TemplateText::render(const std::vector<Node>& nodes, Filling& filling, std::string& out) {
    for (const Node& n : nodes) {
        switch (n.kind) {
            case Node::Kind::literal: out += n.text; break;
            case Node::Kind::value: {
                POTOK_TRY(const std::string written, filling.written(n.formula, n.form));
                out += written;
                break;
            }
            case Node::Kind::branch: POTOK_CHECK(render(filling.holds(n.formula) ? n.body : n.otherwise, filling, out)); break;
            case Node::Kind::repeat: POTOK_CHECK(filling.each(n.formula, n.text, [&] { return render(n.body, filling, out); })); break;
        }
    }
    return {};
}

Result<std::string> TemplateText::render(Filling& filling) const {
    std::string out;
    POTOK_CHECK(render(nodes_, filling, out));
    return out;
}

Result<TemplateLabel> TemplateLabel::compile(const model::Label& label, TemplateNames& names, const std::string& place) {
    TemplateLabel out;
    const Json texts = label.json();
    for (const Language language : {Language::en, Language::pl, Language::ru}) {
        const std::string key(code(language));
        if (!texts.contains(key)) continue;
        // A plain string stands for every language, and is kept as the English one.
        POTOK_TRY(TemplateText text, TemplateText::compile(texts[key].get<std::string>(), names, texts.size() == 1 ? place : place + "/" + key));
        out.texts_.emplace_back(language, std::move(text));
    }
    return out;
}

Result<std::string> TemplateLabel::render(Filling& filling) const {
    if (texts_.empty()) return std::string();
    const TemplateText* text = &texts_.front().second;
    for (const auto& [language, one] : texts_)
        if (language == filling.locale().language()) text = &one;
    return text->render(filling);
}

}  // namespace potok::exchange
