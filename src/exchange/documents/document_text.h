// The text of a document that this program made, to look at what it says: of a PDF line by line, of a DOCX paragraph by paragraph.
// Other people's PDF files are not read.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace potok::exchange {

// errors: document.no_text (a medium that is not read, or a damaged file)
Result<std::string> document_text(std::string_view bytes, std::string_view media_type);

struct PdfFacts {
    int pages = 0;
};
PdfFacts pdf_facts(std::string_view bytes);

}  // namespace potok::exchange
