#include "exchange/documents/layout.h"

namespace potok::exchange {

namespace {

using model::JsonReader;
using model::Label;

constexpr std::size_t most_blocks = 2000;
constexpr int deepest = 24;

class LayoutParser {
public:
    LayoutParser(const model::Catalog& catalog, const model::RecordType& type) : catalog_(catalog), type_(type) {
        TextStyle normal;
        styles_["normal"] = normal;
        TextStyle title = normal;
        title.size = 16 * point;
        title.weight = Weight::bold;
        title.after = 8 * point;
        title.leading = 1200;
        title.keep_next = true;
        styles_["title"] = title;
        TextStyle heading = normal;
        heading.size = 11 * point;
        heading.weight = Weight::bold;
        heading.before = 8 * point;
        heading.after = 4 * point;
        heading.keep_next = true;
        styles_["heading"] = heading;
        TextStyle strong = normal;
        strong.weight = Weight::bold;
        styles_["strong"] = strong;
        TextStyle small = normal;
        small.size = 7500;
        small.after = 1500;
        small.color = {90, 90, 90};
        styles_["small"] = small;
    }

    Result<Layout> read(const Json& json) {
        const JsonReader r(json, "/layout", &problem_);
        r.only({"page", "styles", "header", "footer", "body"});
        Layout out;
        if (r.has("page")) page(r.child("page"), out);
        if (r.has("styles")) styles(r.child("styles"));
        out.header = running(r, "header");
        out.footer = running(r, "footer");
        TemplateNames names(catalog_, type_);
        names_ = &names;
        out.body = blocks(r, "body");
        if (out.body.empty()) r.fail("layout.empty", {}, "body");
        if (out.text_width() < 100 * point || out.height - out.top - out.bottom < 100 * point) r.fail("layout.no_room", {}, "page/margins");
        if (!problem_.code.empty()) return problem_;
        return out;
    }

private:
    // Millimetres, whole or with decimals, as thousandths of a point.
    std::optional<Length> millimetres(const JsonReader& r, std::string_view key, std::int64_t most = 2000) {
        if (!r.has(key)) return std::nullopt;
        const Json& json = r.json()[std::string(key)];
        return length(r, key, json, most);
    }

    std::optional<Length> length(const JsonReader& r, std::string_view key, const Json& json, std::int64_t most) {
        const auto n = json.is_number() ? Decimal::parse(json.dump()) : Result<Decimal>(error("number.malformed"));
        if (!n.ok() || n->is_negative() || *n > Decimal(most)) {
            r.fail("layout.bad_length", {{"most", std::to_string(most)}}, key);
            return std::nullopt;
        }
        const auto scaled = mul(*n, Decimal(72000));  // 25.4 mm are 72 points
        const auto points = scaled.ok() ? div(*scaled, Decimal::scaled(254, 1)) : scaled;
        return points.ok() ? points->rounded_half_up(0).to_int64() : std::nullopt;
    }

    void page(const JsonReader& r, Layout& out) {
        r.only({"size", "landscape", "margins"});
        const int size = r.word("size", {"a4", "a5", "letter"}, 0);
        if (size == 1) {
            out.width = 419528;
            out.height = 595276;
        } else if (size == 2) {
            out.width = 612 * point;
            out.height = 792 * point;
        }
        if (r.boolean("landscape", false)) std::swap(out.width, out.height);
        if (!r.has("margins")) return;
        const JsonReader m = r.child("margins");
        m.only({"top", "right", "bottom", "left"});
        out.top = millimetres(m, "top", 200).value_or(out.top);
        out.right = millimetres(m, "right", 200).value_or(out.right);
        out.bottom = millimetres(m, "bottom", 200).value_or(out.bottom);
        out.left = millimetres(m, "left", 200).value_or(out.left);
    }

    void styles(const JsonReader& r) {
        if (!r.json().is_object()) return r.fail("json.object_expected");
        for (const auto& [name, json] : r.json().items()) {
            const JsonReader at = r.child(name);
            at.only({"like", "size", "bold", "align", "color", "before", "after", "leading", "keep_next"});
            const std::string like = at.text("like", styles_.contains(name) ? name : "normal");
            TextStyle s = style_named(at, "like", like);
            if (at.has("size")) s.size = tenths(at, "size", 40, 720) * 100;
            if (at.has("bold")) s.weight = at.boolean("bold", false) ? Weight::bold : Weight::regular;
            if (at.has("align")) s.align = align(at);
            s.before = millimetres(at, "before", 200).value_or(s.before);
            s.after = millimetres(at, "after", 200).value_or(s.after);
            if (at.has("leading")) s.leading = tenths(at, "leading", 9, 30) * 100;
            if (at.has("color")) s.color = color(at);
            s.keep_next = at.boolean("keep_next", s.keep_next);
            styles_[name] = s;
        }
    }

    // A number with one decimal, in tenths.
    std::int64_t tenths(const JsonReader& r, std::string_view key, std::int64_t least, std::int64_t most) {
        const Json& json = r.json()[std::string(key)];
        const auto n = json.is_number() ? Decimal::parse(json.dump()) : Result<Decimal>(error("number.malformed"));
        const auto scaled = n.ok() ? n->to_scaled(1) : std::nullopt;
        if (scaled && *scaled >= least && *scaled <= most) return *scaled;
        r.fail("layout.out_of_range", {{"least", Decimal::scaled(least, 1).str()}, {"most", Decimal::scaled(most, 1).str()}}, key);
        return least;
    }

    PdfColor color(const JsonReader& r) {
        const std::string text = r.text("color");
        const bool fits = text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
        if (!fits) {
            r.fail("layout.bad_color", {{"value", text}}, "color");
            return {};
        }
        const auto part = [&](std::size_t at) { return static_cast<std::uint8_t>(std::stoi(text.substr(at, 2), nullptr, 16)); };
        return {part(1), part(3), part(5)};
    }

    Align align(const JsonReader& r) { return static_cast<Align>(r.word("align", {"left", "center", "right", "justify"}, 0)); }

    TextStyle style_named(const JsonReader& r, std::string_view key, const std::string& name) {
        const auto it = styles_.find(name);
        if (it != styles_.end()) return it->second;
        std::string known;
        for (const auto& [other, style] : styles_) known += (known.empty() ? "" : ", ") + other;
        r.fail("layout.unknown_style", {{"style", name}, {"known", known}}, key);
        return {};
    }

    // --- expressions and texts ------------------------------------------------------------------------------------------
    void take(const Error& e) {
        if (problem_.code.empty()) problem_ = e;
    }

    automation::Formula formula(const JsonReader& r, std::string_view key, bool condition) {
        const std::string source = r.text(key);
        if (source.empty()) return {};
        auto f = names_->compile(source, r.path() + "/" + std::string(key), condition);
        if (f.ok()) return std::move(f).value();
        take(f.error());
        return {};
    }

    TemplateLabel label_at(const JsonReader& at) {
        auto label = Label::parse(at.json(), at.path());
        if (!label.ok()) {
            take(label.error());
            return {};
        }
        auto text = TemplateLabel::compile(*label, *names_, at.path());
        if (text.ok()) return std::move(text).value();
        take(text.error());
        return {};
    }

    TemplateLabel label(const JsonReader& r, std::string_view key, bool required) {
        if (r.has(key)) return label_at(r.child(key));
        if (required) r.fail("json.missing_key", {{"key", std::string(key)}}, key);
        return {};
    }

    // The list's items have a name inside. Says whether it was entered.
    bool enter(const JsonReader& r, Block& b, std::string_view key) {
        b.when = formula(r, key, false);
        b.item = r.text("as", "item");
        if (b.when.empty()) r.fail("json.missing_key", {{"key", std::string(key)}}, key);
        names_->enter(b.item, b.when);
        return true;
    }

    // --- blocks -------------------------------------------------------------------------------------------------------------
    std::vector<Block> running(const JsonReader& r, std::string_view key) {
        TemplateNames names(catalog_, type_, true);
        names_ = &names;
        return blocks(r, key);
    }

    std::vector<Block> blocks(const JsonReader& r, std::string_view key) {
        std::vector<Block> out;
        if (!r.has(key)) return out;
        if (!r.json()[std::string(key)].is_array()) {
            r.fail("json.list_expected", {{"key", std::string(key)}}, key);
            return out;
        }
        if (++depth_ > deepest) r.fail("layout.too_deep", {{"most", std::to_string(deepest)}}, key);
        else
            for (const JsonReader& item : r.items(key)) {
                if (problem_.code.empty()) out.push_back(block(item));
            }
        --depth_;
        return out;
    }

    Block block(const JsonReader& r) {
        Block b;
        b.path = r.path();
        b.style = styles_["normal"];
        if (++count_ > most_blocks) r.fail("layout.too_long_layout", {{"most", std::to_string(most_blocks)}});
        if (r.has("text")) text(r, b);
        else if (r.has("table")) table(r.child("table"), r, b);
        else if (r.has("fields")) fields(r, b);
        else if (r.has("columns")) columns(r, b);
        else if (r.has("if")) {
            r.only({"if", "then", "else"});
            b.kind = Block::Kind::branch;
            b.when = formula(r, "if", true);
            if (b.when.empty()) r.fail("json.missing_key", {{"key", "if"}}, "if");
            b.body = blocks(r, "then");
            b.otherwise = blocks(r, "else");
        } else if (r.has("each")) {
            r.only({"each", "as", "do"});
            b.kind = Block::Kind::repeat;
            enter(r, b, "each");
            b.body = blocks(r, "do");
            names_->leave();
        } else if (r.has("keep")) {
            r.only({"keep"});
            b.kind = Block::Kind::keep;
            b.body = blocks(r, "keep");
        } else if (r.has("signatures")) {
            r.only({"signatures", "height"});
            b.kind = Block::Kind::signatures;
            b.length = millimetres(r, "height", 100).value_or(51024);
            for (const JsonReader& item : r.items("signatures")) b.signers.push_back(label_at(item));
            if (b.signers.empty() || b.signers.size() > 4) r.fail("layout.signatures", {}, "signatures");
        } else if (r.has("space")) {
            r.only({"space"});
            b.kind = Block::Kind::space;
            b.length = millimetres(r, "space", 300).value_or(0);
        } else if (r.has("rule")) {
            r.only({"rule"});
            b.kind = Block::Kind::rule;
            r.boolean("rule", true);
        } else if (r.has("page_break")) {
            r.only({"page_break"});
            b.kind = Block::Kind::page_break;
            r.boolean("page_break", true);
        } else {
            r.fail("layout.unknown_block", {{"known", "text, table, fields, columns, if, each, keep, signatures, space, rule, page_break"}});
        }
        return b;
    }

    void text(const JsonReader& r, Block& b) {
        r.only({"text", "style", "align", "mark", "indent", "when"});
        b.kind = Block::Kind::text;
        b.style = style_named(r, "style", r.text("style", "normal"));
        if (r.has("align")) b.style.align = align(r);
        b.when = formula(r, "when", true);
        b.mark = label(r, "mark", false);
        b.indent = millimetres(r, "indent", 150).value_or(b.mark.empty() ? 0 : 22677);  // 8 mm
        b.text = label(r, "text", true);
    }

    void table(const JsonReader& r, const JsonReader& outer, Block& b) {
        outer.only({"table"});
        r.only({"each", "as", "columns", "foot", "style"});
        b.kind = Block::Kind::table;
        b.style = style_named(r, "style", r.text("style", "normal"));
        enter(r, b, "each");
        for (const JsonReader& item : r.items("columns")) {
            item.only({"title", "value", "width", "align"});
            Block::Column c;
            c.title = label(item, "title", true);
            c.value = label(item, "value", true);
            c.width = millimetres(item, "width", 300);
            c.align = align(item);
            b.columns.push_back(std::move(c));
        }
        names_->leave();
        if (b.columns.empty() || b.columns.size() > 20) r.fail("layout.table_columns", {{"most", "20"}}, "columns");
        for (const JsonReader& item : r.items("foot")) {
            item.only({"cells", "when", "each", "as", "strong"});
            Block::Foot f;
            f.when = formula(item, "when", true);
            f.strong = item.boolean("strong", false);
            if (item.has("each")) {
                f.each = formula(item, "each", false);
                f.item = item.text("as", "item");
                names_->enter(f.item, f.each);
            }
            for (const JsonReader& cell : item.items("cells")) f.cells.push_back(label_at(cell));
            if (item.has("each")) names_->leave();
            if (f.cells.empty() || f.cells.size() > b.columns.size()) item.fail("layout.foot_cells", {{"most", std::to_string(b.columns.size())}}, "cells");
            b.feet.push_back(std::move(f));
        }
    }

    void fields(const JsonReader& r, Block& b) {
        r.only({"fields", "width", "style"});
        b.kind = Block::Kind::fields;
        b.style = style_named(r, "style", r.text("style", "normal"));
        b.length = millimetres(r, "width", 150).value_or(99213);  // 35 mm
        for (const JsonReader& item : r.items("fields")) {
            item.only({"label", "value", "when"});
            Block::Field f;
            f.name = label(item, "label", true);
            f.value = label(item, "value", true);
            f.when = formula(item, "when", true);
            b.fields.push_back(std::move(f));
        }
    }

    void columns(const JsonReader& r, Block& b) {
        r.only({"columns", "gap"});
        b.kind = Block::Kind::columns;
        b.length = millimetres(r, "gap", 100).value_or(17008);  // 6 mm
        for (const JsonReader& item : r.items("columns")) {
            item.only({"width", "body"});
            Block::Column c;
            c.width = millimetres(item, "width", 300);
            c.body = blocks(item, "body");
            b.columns.push_back(std::move(c));
        }
        if (b.columns.empty() || b.columns.size() > 6) r.fail("layout.columns", {{"most", "6"}}, "columns");
    }

    const model::Catalog& catalog_;
    const model::RecordType& type_;
    TemplateNames* names_ = nullptr;
    std::map<std::string, TextStyle, std::less<>> styles_;
    Error problem_;
    std::size_t count_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<Layout> parse_layout(const Json& layout, const model::Catalog& catalog, const model::RecordType& type) {
    return LayoutParser(catalog, type).read(layout);
}

}  // namespace potok::exchange
