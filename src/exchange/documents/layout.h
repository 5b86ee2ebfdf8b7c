// The layout of a PDF document as data: the member `layout` of a template, read and checked. docs/documents.md says what the JSON means.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exchange/documents/pdf_file.h"
#include "exchange/documents/template_text.h"
#include "model/json_reader.h"

namespace potok::exchange {

enum class Align { left, center, right, justify };

struct TextStyle {
    Length size = 9500;
    Weight weight = Weight::regular;
    Align align = Align::left;
    PdfColor color;
    Length before = 0, after = 3 * point;  // room above and below a paragraph
    std::int64_t leading = 1350;           // from baseline to baseline, thousandths of the size
    bool keep_next = false;                // on one page with what follows
};

struct Block {
    enum class Kind { text, table, fields, columns, branch, repeat, space, rule, page_break, signatures, keep } kind = Kind::text;
    std::string path;          // JSON path, for errors
    automation::Formula when;  // branch: the condition; repeat: the list; of a text: shown only when true
    std::string item;          // repeat, table: what an item is called
    TextStyle style;
    TemplateLabel text;
    TemplateLabel mark;        // text: a number or bullet that hangs in front of it
    Length indent = 0;         // text: from the left, for the text behind a mark
    Length length = 0;         // space: its height; fields: width of the names; columns: the gap between them; signatures: height for signing
    std::vector<Block> body, otherwise;

    struct Column {            // of a table; of columns side by side, where `body` is what stands in it
        TemplateLabel title, value;
        std::optional<Length> width;  // absent: an equal share of what the others leave
        Align align = Align::left;
        std::vector<Block> body;
    };
    std::vector<Column> columns;
    struct Foot {              // rows under a table: cells for its last columns, the first of them over all columns before
        std::vector<TemplateLabel> cells;
        automation::Formula when, each;
        std::string item;
        bool strong = false;
    };
    std::vector<Foot> feet;
    struct Field {
        TemplateLabel name, value;
        automation::Formula when;
    };
    std::vector<Field> fields;
    std::vector<TemplateLabel> signers;
};

struct Layout {
    Length width = 595276, height = 841890;  // A4
    Length top = 56693, right = 51024, bottom = 56693, left = 56693;
    std::vector<Block> header, footer, body;

    Length text_width() const { return width - left - right; }
};

// Errors name the JSON path inside the definition's body ("/layout/body/2/table/columns/0/value"): json.*, layout.*, template.*, expr.*
Result<Layout> parse_layout(const Json& layout, const model::Catalog& catalog, const model::RecordType& type);

}  // namespace potok::exchange
