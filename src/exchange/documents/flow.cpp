#include "exchange/documents/flow.h"

#include <algorithm>

namespace potok::exchange {

namespace {

constexpr PdfColor rule_color{150, 155, 165}, grid_color{205, 209, 217}, head_fill{240, 242, 246}, label_color{95, 100, 110};
constexpr Length hair = 400, pad_x = 3500, pad_y = 2600;  // of table cells
constexpr Length tall_row = 220 * point;                  // from here on a row may be divided between its lines

Error at(Error e, const std::string& place) {
    if (e.place.empty()) e.place = place;
    return e;
}

Length line_height(const TextStyle& s) { return s.size * s.leading / 1000; }

// From the top of a line to its baseline: the letters stand in the middle of its height.
Length baseline(const PdfFont& font, const TextStyle& s) {
    const Length letters = (font.ascent() - font.descent()) * s.size / 1000;
    return (line_height(s) - letters) / 2 + font.ascent() * s.size / 1000;
}

Drawing drawn(const TextLine& line, const PdfFont& font, const TextStyle& s, Weight weight, Align align, Length x, Length y, Length width) {
    Drawing d;
    d.text = line.text;
    d.size = s.size;
    d.weight = weight;
    d.color = s.color;
    d.y = y + baseline(font, s);
    const Length left = width - line.width;
    d.x = x + (align == Align::right ? left : align == Align::center ? left / 2 : 0);
    const std::int64_t blanks = std::count(line.text.begin(), line.text.end(), ' ');
    if (align == Align::justify && !line.last && blanks > 0 && left > 0 && left * 4 < width) d.gap = left * 1000 / s.size / blanks;
    return d;
}

Strip room(Length height) {
    Strip s;
    s.height = height;
    s.blank = true;
    return s;
}

Drawing rule(Length x, Length y, Length width, Length thick, PdfColor color) {
    Drawing d;
    d.kind = Drawing::Kind::line;
    d.x = x;
    d.y = y;
    d.width = width;
    d.size = thick;
    d.color = color;
    return d;
}

// One strip of several, which is not divided.
void put_into(Strip& to, std::vector<Strip> strips, Length x) {
    Length y = 0;
    for (Strip& s : strips) {
        for (Drawing& d : s.drawings) {
            d.x += x;
            d.y += y;
            to.drawings.push_back(std::move(d));
        }
        y += s.height;
    }
    to.height = std::max(to.height, y);
}

}  // namespace

Result<std::vector<Strip>> Flow::run(const std::vector<Block>& blocks, Length width) {
    std::vector<Strip> out;
    for (const Block& b : blocks) {
        if (Status done = block(b, width, out); !done.ok()) return at(done.error(), b.path);
    }
    return out;
}

Status Flow::block(const Block& b, Length width, std::vector<Strip>& out) {
    const auto add = [&](const std::vector<Block>& blocks) -> Status {
        POTOK_TRY(std::vector<Strip> strips, run(blocks, width));
        std::move(strips.begin(), strips.end(), std::back_inserter(out));
        return {};
    };
    switch (b.kind) {
        case Block::Kind::text: return text(b, width, out);
        case Block::Kind::table: return table(b, width, out);
        case Block::Kind::fields: return fields(b, width, out);
        case Block::Kind::columns: return columns(b, width, out);
        case Block::Kind::signatures: return signatures(b, width, out);
        case Block::Kind::branch: return add(filling_.holds(b.when) ? b.body : b.otherwise);
        case Block::Kind::repeat: return filling_.each(b.when, b.item, [&] { return add(b.body); });
        case Block::Kind::space: out.push_back(room(b.length)); return {};
        case Block::Kind::rule: {
            Strip s;
            s.height = 8 * point;
            s.drawings.push_back(rule(0, 4 * point, width, hair, rule_color));
            out.push_back(std::move(s));
            return {};
        }
        case Block::Kind::page_break: {
            Strip s = room(0);
            s.page_break = true;
            out.push_back(std::move(s));
            return {};
        }
        case Block::Kind::keep: {
            const std::size_t first = out.size();
            POTOK_CHECK(add(b.body));
            for (std::size_t i = first; i + 1 < out.size(); ++i) out[i].keep_next = true;
            return {};
        }
    }
    return {};
}

Status Flow::text(const Block& b, Length width, std::vector<Strip>& out) {
    if (!filling_.holds(b.when)) return {};
    POTOK_TRY(const std::string words, b.text.render(filling_));
    POTOK_TRY(const std::string mark, b.mark.render(filling_));
    const PdfFont& font = fonts_.of(b.style.weight);
    std::vector<TextLine> lines = break_lines(font, words, b.style.size, width - b.indent);
    if (b.style.before > 0) out.push_back(room(b.style.before));
    const std::size_t n = lines.size();
    for (std::size_t i = 0; i < n; ++i) {
        Strip s;
        s.height = line_height(b.style);
        if (i == 0 && !mark.empty())
            s.drawings.push_back(drawn({mark, text_width(font, mark, b.style.size), true}, font, b.style, b.style.weight, Align::left, 0, 0, b.indent));
        s.drawings.push_back(drawn(lines[i], font, b.style, b.style.weight, b.style.align, b.indent, 0, width - b.indent));
        // Neither its first nor its last line is left alone on a page.
        s.keep_next = (n > 1 && (i == 0 || i + 2 == n)) || (i + 1 == n && b.style.keep_next);
        out.push_back(std::move(s));
    }
    if (b.style.after > 0) {
        out.push_back(room(b.style.after));
        out.back().keep_next = b.style.keep_next;
    }
    return {};
}

Result<std::vector<Length>> Flow::shares(const Block& b, Length width, Length gap, const char* code) const {
    Length left = width - gap * static_cast<Length>(b.columns.size() - 1);
    Length open = 0;
    for (const Block::Column& c : b.columns) {
        if (c.width) left -= *c.width;
        else ++open;
    }
    constexpr Length narrowest = 14 * point;
    if (left < open * narrowest) return error(code, {}, b.path);
    std::vector<Length> out;
    for (const Block::Column& c : b.columns) out.push_back(c.width ? *c.width : left / open);
    return out;
}

void Flow::row(const std::vector<Cell>& cells, const TextStyle& style, Length table_width, bool may_split, std::vector<Strip>& out) const {
    std::vector<std::vector<TextLine>> lines;
    std::size_t most = 0;
    for (const Cell& c : cells) {
        lines.push_back(break_lines(fonts_.of(c.weight), c.text, style.size, c.width - 2 * pad_x));
        most = std::max(most, lines.back().size());
    }
    const Length high = line_height(style);
    const bool split = may_split && static_cast<Length>(most) * high > tall_row;
    Strip s;
    s.height = pad_y;
    for (std::size_t i = 0; i < most; ++i) {
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (i >= lines[c].size() || lines[c][i].text.empty()) continue;
            const Cell& cell = cells[c];
            s.drawings.push_back(drawn(lines[c][i], fonts_.of(cell.weight), style, cell.weight, cell.align, cell.x + pad_x, s.height, cell.width - 2 * pad_x));
        }
        s.height += high;
        if (!split || i + 1 == most) continue;
        s.keep_next = i == 0 || i + 2 == most;
        out.push_back(std::move(s));
        s = Strip();
    }
    s.height += pad_y;
    s.drawings.push_back(rule(0, s.height, table_width, hair, grid_color));
    out.push_back(std::move(s));
}

Status Flow::table(const Block& b, Length width, std::vector<Strip>& out) {
    POTOK_TRY(const std::vector<Length> widths, shares(b, width, 0, "layout.table_too_wide"));
    const std::size_t n = b.columns.size();
    std::vector<Length> left(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) left[i + 1] = left[i] + widths[i];
    const Length whole = left[n];

    std::vector<Strip> head;
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < n; ++i) {
        POTOK_TRY(std::string title, b.columns[i].title.render(filling_));
        cells.push_back({std::move(title), left[i], widths[i], b.columns[i].align, Weight::bold});
    }
    row(cells, b.style, whole, false, head);
    Drawing fill;
    fill.kind = Drawing::Kind::fill;
    fill.width = whole;
    fill.height = head[0].height;
    fill.color = head_fill;
    head[0].drawings.insert(head[0].drawings.begin(), fill);
    head[0].drawings.back().color = rule_color;
    head[0].keep_next = true;
    const auto header = std::make_shared<const Strip>(head[0]);
    head[0].is_header = true;
    out.push_back(std::move(head[0]));

    const std::size_t first = out.size();
    POTOK_CHECK(filling_.each(b.when, b.item, [&]() -> Status {
        cells.clear();
        for (std::size_t i = 0; i < n; ++i) {
            POTOK_TRY(std::string value, b.columns[i].value.render(filling_));
            cells.push_back({std::move(value), left[i], widths[i], b.columns[i].align, Weight::regular});
        }
        row(cells, b.style, whole, true, out);
        return {};
    }));
    const std::size_t rows = out.size();
    for (const Block::Foot& foot : b.feet) {
        if (!filling_.holds(foot.when)) continue;
        const auto put = [&]() -> Status {
            cells.clear();
            const std::size_t over = n - foot.cells.size();  // columns that the first cell covers beside its own
            for (std::size_t i = 0; i < foot.cells.size(); ++i) {
                POTOK_TRY(std::string text, foot.cells[i].render(filling_));
                const std::size_t column = over + i;
                const Length x = i == 0 ? 0 : left[column];
                const Align align = i == 0 && over > 0 ? Align::right : b.columns[column].align;
                cells.push_back({std::move(text), x, left[column + 1] - x, align, foot.strong ? Weight::bold : Weight::regular});
            }
            row(cells, b.style, whole, false, out);
            return {};
        };
        POTOK_CHECK(foot.each.empty() ? put() : filling_.each(foot.each, foot.item, put));
    }
    // Sums stay with the last row that they are sums of.
    if (out.size() > rows && rows > first)
        for (std::size_t i = rows - 1; i + 1 < out.size(); ++i) out[i].keep_next = true;
    for (std::size_t i = first; i < out.size(); ++i) out[i].header = header;
    out.push_back(room(b.style.after + 3 * point));
    return {};
}

Status Flow::fields(const Block& b, Length width, std::vector<Strip>& out) {
    TextStyle quiet = b.style;
    quiet.color = label_color;
    for (const Block::Field& f : b.fields) {
        if (!filling_.holds(f.when)) continue;
        POTOK_TRY(const std::string name, f.name.render(filling_));
        POTOK_TRY(const std::string value, f.value.render(filling_));
        if (value.empty()) continue;
        const PdfFont& regular = *fonts_.regular;
        const PdfFont& font = fonts_.of(b.style.weight);
        const auto names = break_lines(regular, name, b.style.size, b.length - 2 * point);
        const auto values = break_lines(font, value, b.style.size, width - b.length);
        for (std::size_t i = 0; i < std::max(names.size(), values.size()); ++i) {
            Strip s;
            s.height = line_height(b.style);
            if (i < names.size()) s.drawings.push_back(drawn(names[i], regular, quiet, Weight::regular, Align::left, 0, 0, b.length));
            if (i < values.size()) s.drawings.push_back(drawn(values[i], font, b.style, b.style.weight, b.style.align, b.length, 0, width - b.length));
            s.keep_next = i + 1 < std::max(names.size(), values.size());
            out.push_back(std::move(s));
        }
        out.push_back(room(1 * point));
    }
    out.push_back(room(b.style.after));
    return {};
}

Status Flow::columns(const Block& b, Length width, std::vector<Strip>& out) {
    POTOK_TRY(const std::vector<Length> widths, shares(b, width, b.length, "layout.columns_too_wide"));
    Strip together;
    Length x = 0;
    for (std::size_t i = 0; i < b.columns.size(); ++i) {
        POTOK_TRY(std::vector<Strip> strips, run(b.columns[i].body, widths[i]));
        put_into(together, std::move(strips), x);
        x += widths[i] + b.length;
    }
    out.push_back(std::move(together));
    return {};
}

Status Flow::signatures(const Block& b, Length width, std::vector<Strip>& out) {
    const Length gap = 12 * point, n = static_cast<Length>(b.signers.size());
    const Length each = std::min<Length>((width - gap * (n - 1)) / n, 200 * point);
    TextStyle style = b.style;
    style.size = style.size * 85 / 100;
    style.color = label_color;
    Strip together;
    for (Length i = 0; i < n; ++i) {
        // The first at the left edge, the last at the right one.
        const Length x = n == 1 ? 0 : (width - each) * i / (n - 1);
        POTOK_TRY(const std::string who, b.signers[static_cast<std::size_t>(i)].render(filling_));
        std::vector<Strip> strips;
        Strip line = room(b.length);
        line.drawings.push_back(rule(0, b.length, each, hair, rule_color));
        strips.push_back(std::move(line));
        strips.push_back(room(2 * point));
        const PdfFont& font = *fonts_.regular;
        for (const TextLine& words : break_lines(font, who, style.size, each)) {
            Strip s;
            s.height = line_height(style);
            s.drawings.push_back(drawn(words, font, style, Weight::regular, Align::center, 0, 0, each));
            strips.push_back(std::move(s));
        }
        put_into(together, std::move(strips), x);
    }
    out.push_back(std::move(together));
    return {};
}

}  // namespace potok::exchange
