// The parts of a DOCX template and its marks as a tree. For docx*.cpp only.
#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "exchange/documents/template_text.h"
#include "exchange/documents/zip.h"

namespace potok::exchange::docx {

// The file in pieces, checked as far as that goes without looking at its text. errors: docx.malformed, docx.macros, base64.malformed, zip.*
Result<std::vector<ZipEntry>> open_package(const std::string& base64);
// Is it one whose text is filled: body, headers, footers, notes?
bool is_filled(std::string_view part);
// As XML. errors: docx.malformed (arg part), docx.too_deep
Status parse_part(const ZipEntry& part, pugi::xml_document& out);

// In the place of a mark the part has, after take_marks, an element of this name; its attribute "n" is the mark's index.
inline constexpr const char* mark_element = "potok-mark";

struct PlacedMark {
    Mark mark;
    std::string place;  // "word/document.xml, paragraph 12"
    automation::Formula formula;
};

// Finds the marks of a part, which may be cut up into runs, and puts elements in their places: a value's stands in the run where the
// mark begins; of those that branch and repeat, one that has a row or paragraph to itself takes its place. errors: those of find_marks
Status take_marks(pugi::xml_document& part, const std::string& name, std::vector<PlacedMark>& marks);

// The mark that an element stands for; nothing for other elements.
inline int mark_index(const pugi::xml_node& node) {
    return std::string_view(node.name()) == mark_element ? node.attribute("n").as_int(-1) : -1;
}

// Behind an opening mark: the element of {#else}, if any, and the one that closes it, among its siblings. Empty nodes: there is none.
struct Span {
    pugi::xml_node otherwise, end;
};
Span span_of(const pugi::xml_node& open, const std::vector<PlacedMark>& marks);

// Compiles the expressions of all marks, each with the names known where it stands. errors: docx.balance (arg mark), expr.*
Status compile(const pugi::xml_node& parent, TemplateNames& names, std::vector<PlacedMark>& marks);

}  // namespace potok::exchange::docx
