// Documents from templates: PDF from a layout, DOCX from a filled file (docx.h).
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "base/locale.h"
#include "exchange/documents/pdf_file.h"
#include "model/document_maker.h"

namespace potok::exchange {

class TemplateDocuments final : public model::DocumentMaker {
public:
    // The fonts of PDF documents: whole OpenType files with CFF outlines, which stay where they are. `locales` say how values are written.
    // error: font.malformed
    static Result<std::unique_ptr<TemplateDocuments>> create(std::string_view regular, std::string_view bold, std::vector<Locale> locales);

    Status check(const model::Workspace& workspace, const model::DocumentTemplate& source, const model::Definition& definition) const override;
    Result<model::MadeDocument> make(model::Workspace& workspace, const model::DocumentOrder& order) const override;

private:
    PdfFont regular_, bold_;
    std::array<Locale, 3> locales_;

    Result<std::string> pdf(model::Workspace& workspace, const model::DocumentOrder& order, const Locale& locale, const std::string& title) const;
};

// A name that every system takes for a file: without what paths and shells mean something by, at most 120 bytes.
std::string file_name(std::string_view text);

}  // namespace potok::exchange
