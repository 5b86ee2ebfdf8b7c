// DOCX templates (ECMA-376, WordprocessingML): a file written in a word processor, with marks (marks.h) in its text, filled in. Marks
// may be cut up into runs by the word processor; a value takes the format of the run in which its mark begins.
//
//   {#each line in positions}   alone in a paragraph: what stands between it and {/each} is repeated; the two paragraphs go
//   in a table                  a row whose only text is such a mark does the same for the rows between; so does {#each …} at the
//                               start of a row's first cell with {/each} at the end of its last one, for that row
//   within a paragraph          for the text between
//
// {#if …}, {#else}, {/if} likewise. Body, headers, footers, footnotes and text boxes are filled. What a word processor leaves in a file as
// macros is not carried over.
//
// Limits: 1 MiB as a file, 32 MiB unpacked, 2,000 parts, 200 levels of XML, 64 MiB made.
#pragma once

#include <string>

#include "exchange/documents/template_text.h"

namespace potok::exchange {

// `base64`: the file. errors: docx.malformed (arg part), docx.too_large (arg most), docx.unsafe_part (arg part), docx.macros,
// docx.balance (arg mark), those of find_marks and Formula::compile; place = "word/document.xml, paragraph 12"
Status check_docx(const std::string& base64, const model::Catalog& catalog, const model::RecordType& type);
Result<std::string> fill_docx(const std::string& base64, Filling& filling, const model::Catalog& catalog, const model::RecordType& type);

}  // namespace potok::exchange
