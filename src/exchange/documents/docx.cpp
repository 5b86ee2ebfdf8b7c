#include "exchange/documents/docx.h"

#include "exchange/documents/docx_parts.h"

namespace potok::exchange {

namespace {

using namespace docx;
using pugi::xml_node;

constexpr std::size_t most_nodes = 2'000'000;  // of one document made

// Copies a part, its marks filled in.
class Filler {
public:
    Filler(Filling& filling, const std::vector<PlacedMark>& marks, std::size_t& nodes) : filling_(filling), marks_(marks), nodes_(nodes) {}

    Status children(const xml_node& from, xml_node to) { return range(from.first_child(), {}, to); }

private:
    Status range(xml_node first, const xml_node& end, xml_node to) {
        for (xml_node n = first; n && n != end;) {
            const int index = mark_index(n);
            if (index < 0) {
                POTOK_CHECK(copy(n, to));
                n = n.next_sibling();
                continue;
            }
            const PlacedMark& m = marks_[static_cast<std::size_t>(index)];
            if (m.mark.kind == Mark::Kind::value) {
                auto text = filling_.written(m.formula, m.mark.form);
                if (!text.ok()) return placed(text.error(), m);
                put_text(*text, to);
                n = n.next_sibling();
                continue;
            }
            const Span span = span_of(n, marks_);
            if (!span.end) return error("docx.balance", {{"mark", m.mark.expression}}, m.place);  // compile() has seen to it
            const xml_node until = span.otherwise ? span.otherwise : span.end;
            if (m.mark.kind == Mark::Kind::begin_each) {
                ++repeats_;
                const Status done = filling_.each(m.formula, m.mark.item, [&] { return range(n.next_sibling(), until, to); });
                --repeats_;
                if (!done.ok()) return placed(done.error(), m);
            } else if (filling_.holds(m.formula)) {
                POTOK_CHECK(range(n.next_sibling(), until, to));
            } else if (span.otherwise) {
                POTOK_CHECK(range(span.otherwise.next_sibling(), span.end, to));
            }
            n = span.end.next_sibling();
        }
        return {};
    }

    static Error placed(Error e, const PlacedMark& m) {
        if (e.place.empty()) e.place = m.place;
        return e;
    }

    Status copy(const xml_node& n, xml_node to) {
        if (++nodes_ > most_nodes) return error("docx.too_large", {{"most", std::to_string(most_nodes)}});
        const std::string_view name = n.name();
        // What names a place in the file stands in it once.
        if (repeats_ > 0 && (name == "w:bookmarkStart" || name == "w:bookmarkEnd")) return {};
        if (n.type() != pugi::node_element) {
            to.append_child(n.type()).set_value(n.value());
            return {};
        }
        xml_node made = to.append_child(n.name());
        for (const pugi::xml_attribute a : n.attributes()) {
            const std::string_view key = a.name();
            if (key != "w14:paraId" && key != "w14:textId") made.append_copy(a);
        }
        POTOK_CHECK(children(n, made));
        if (name == "w:tbl" && !has_rows(made)) to.remove_child(made);  // a table without rows is none
        if (name == "w:tc") {  // a cell ends with a paragraph
            xml_node last = made.last_child();
            if (std::string_view(last.name()) != "w:p") made.append_child("w:p");
        }
        return {};
    }

    static bool has_rows(const xml_node& table) {
        for (const xml_node child : table.children()) {
            const std::string_view name = child.name();
            if (name != "w:tblPr" && name != "w:tblGrid" && !name.starts_with("w:bookmark")) return true;
        }
        return false;
    }

    // Lines of a value are lines of the document.
    void put_text(std::string_view text, xml_node run) {
        for (bool first = true;; first = false) {
            const std::size_t end = text.find('\n');
            if (!first) run.append_child("w:br");
            std::string line(text.substr(0, end));
            std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; });  // XML has no such characters
            if (!line.empty()) {
                xml_node t = run.append_child("w:t");
                t.append_attribute("xml:space").set_value("preserve");
                t.append_child(pugi::node_pcdata).set_value(line.c_str());
            }
            if (end == std::string_view::npos) return;
            text.remove_prefix(end + 1);
        }
    }

    Filling& filling_;
    const std::vector<PlacedMark>& marks_;
    std::size_t& nodes_;
    int repeats_ = 0;
};

struct Writer final : pugi::xml_writer {
    std::string out;
    void write(const void* data, std::size_t size) override { out.append(static_cast<const char*>(data), size); }
};

// A part with its marks found and compiled.
Status prepare(const ZipEntry& part, const model::Catalog& catalog, const model::RecordType& type, pugi::xml_document& xml,
               std::vector<PlacedMark>& marks) {
    POTOK_CHECK(parse_part(part, xml));
    POTOK_CHECK(take_marks(xml, part.name, marks));
    TemplateNames names(catalog, type);
    return compile(xml, names, marks);
}

}  // namespace

Status check_docx(const std::string& base64, const model::Catalog& catalog, const model::RecordType& type) {
    POTOK_TRY(const std::vector<ZipEntry> parts, open_package(base64));
    for (const ZipEntry& part : parts) {
        if (!is_filled(part.name)) continue;
        pugi::xml_document xml;
        std::vector<PlacedMark> marks;
        POTOK_CHECK(prepare(part, catalog, type, xml, marks));
    }
    return {};
}

Result<std::string> fill_docx(const std::string& base64, Filling& filling, const model::Catalog& catalog, const model::RecordType& type) {
    POTOK_TRY(std::vector<ZipEntry> parts, open_package(base64));
    std::size_t nodes = 0;
    for (ZipEntry& part : parts) {
        if (!is_filled(part.name)) continue;
        pugi::xml_document xml, made;
        std::vector<PlacedMark> marks;
        POTOK_CHECK(prepare(part, catalog, type, xml, marks));
        POTOK_CHECK(Filler(filling, marks, nodes).children(xml, made));
        Writer writer;
        writer.out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        made.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
        part.bytes = std::move(writer.out);
    }
    return write_zip(parts);
}

}  // namespace potok::exchange
