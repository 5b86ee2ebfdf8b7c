#include <algorithm>

#include "exchange/documents/flow.h"

namespace potok::exchange {

namespace {

constexpr Length running_gap = 11 * point;  // between the body and the header or footer

void draw(PdfFile& pdf, const Strip& strip, Length x, Length y) {
    for (const Drawing& d : strip.drawings) {
        switch (d.kind) {
            case Drawing::Kind::text: pdf.text(x + d.x, y + d.y, d.text, d.weight, d.size, d.color, d.gap); break;
            case Drawing::Kind::line: pdf.line(x + d.x, y + d.y, x + d.x + d.width, y + d.y + d.height, d.size, d.color); break;
            case Drawing::Kind::fill: pdf.fill(x + d.x, y + d.y, d.width, d.height, d.color); break;
        }
    }
}

Length height_of(const std::vector<Strip>& strips) {
    Length out = 0;
    for (const Strip& s : strips) out += s.height;
    return out;
}

// Which strips stand on which page, and how far down. A table's repeated header is one of them.
struct Placed {
    const Strip* strip;
    Length y;
};
using Pages = std::vector<std::vector<Placed>>;

class Placer {
public:
    explicit Placer(Length height) : height_(height) { pages_.emplace_back(); }

    void put(const std::vector<Strip>& strips) {
        for (std::size_t i = 0; i < strips.size();) {
            if (strips[i].page_break) {
                if (!pages_.back().empty()) turn();
                ++i;
                continue;
            }
            std::size_t end = i;  // of what is to be kept together
            while (end < strips.size() && strips[end].keep_next && !strips[end].page_break) ++end;
            end = std::min(end + 1, strips.size());
            Length together = 0;
            for (std::size_t k = i; k < end; ++k) together += strips[k].height;
            if (strips[end - 1].blank) together -= strips[end - 1].height;
            const Length above = strips[i].header ? strips[i].header->height : 0;
            if (y_ + together > height_ && together + above <= height_ && !pages_.back().empty()) turn();
            for (; i < end; ++i) one(strips[i]);
        }
    }

    Pages take() {
        if (pages_.size() > 1 && pages_.back().empty()) pages_.pop_back();
        return std::move(pages_);
    }

private:
    void turn() {
        pages_.emplace_back();
        y_ = 0;
    }

    void one(const Strip& s) {
        if (s.blank && pages_.back().empty()) return;
        if (y_ + s.height > height_ && !pages_.back().empty()) {
            if (s.blank) return;  // room at the end of a page is room enough
            turn();
        }
        if (pages_.back().empty() && s.header && !s.is_header) place(*s.header);
        place(s);
    }

    void place(const Strip& s) {
        pages_.back().push_back({&s, y_});
        y_ += s.height;
    }

    Length height_;
    Length y_ = 0;
    Pages pages_;
};

void bind_page(Filling& filling, std::size_t page, std::size_t pages) {
    filling.bind("page", Value(static_cast<std::int64_t>(page)));
    filling.bind("pages", Value(static_cast<std::int64_t>(pages)));
}

}  // namespace

Status paginate(const Layout& layout, const std::vector<Strip>& strips, Filling& filling, PdfFile& pdf, PdfFile::Fonts fonts) {
    const Length width = layout.text_width();
    Flow flow(filling, fonts);
    // How high header and footer are is taken from the first page's.
    bind_page(filling, 1, 1);
    auto header = flow.run(layout.header, width);
    auto footer = flow.run(layout.footer, width);
    filling.unbind(2);
    if (!header.ok()) return header.error();
    if (!footer.ok()) return footer.error();
    const Length above = header->empty() ? 0 : height_of(*header) + running_gap, below = footer->empty() ? 0 : height_of(*footer) + running_gap;
    const Length room = layout.height - layout.top - layout.bottom - above - below;
    if (room < 60 * point) return error("layout.no_room", {}, "/layout/page/margins");
    for (const Strip& s : strips)
        if (s.height > room) return error("layout.too_tall", {}, "/layout/body");

    Placer placer(room);
    placer.put(strips);
    const Pages pages = placer.take();
    if (pages.size() > max_pages) return error("layout.too_long", {{"most", std::to_string(max_pages)}}, "/layout/body");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        pdf.add_page(layout.width, layout.height);
        for (const Placed& p : pages[i]) draw(pdf, *p.strip, layout.left, layout.top + above + p.y);
        bind_page(filling, i + 1, pages.size());
        header = flow.run(layout.header, width);
        footer = flow.run(layout.footer, width);
        filling.unbind(2);
        if (!header.ok()) return header.error();
        if (!footer.ok()) return footer.error();
        Length y = layout.top;
        for (const Strip& s : *header) {
            draw(pdf, s, layout.left, y);
            y += s.height;
        }
        y = layout.height - layout.bottom - height_of(*footer);
        for (const Strip& s : *footer) {
            draw(pdf, s, layout.left, y);
            y += s.height;
        }
    }
    return {};
}

}  // namespace potok::exchange
