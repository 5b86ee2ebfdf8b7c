// libFuzzer: any bytes as what a document is made from. The first byte says what: a DOCX file, the XML of one, a layout, a text with marks.
// What is accepted when it is published is also made; whatever comes of it, nothing crashes, and the same comes twice.
#include <cstdint>
#include <cstdlib>

#include "base/base64.h"
#include "exchange/documents/zip.h"
#include "model/made_documents.h"
#include "workspace.h"

namespace {

using namespace potok;

Json body_of(int kind, std::string_view bytes) {
    Json body{{"label", "Fuzz"}, {"type", "ceilings.deal"}};
    if (kind == 0) {
        body["docx"] = to_base64(bytes);
    } else if (kind == 1) {
        const auto file = exchange::write_zip({{"[Content_Types].xml", ""}, {"word/document.xml", std::string(bytes)}});
        if (file.ok()) body["docx"] = to_base64(*file);
    } else if (kind == 2) {
        body["layout"] = Json::parse(bytes, nullptr, false);
        if (body["layout"].is_discarded()) body["layout"] = nullptr;
    } else {
        body["layout"] = {{"body", Json::array({Json{{"text", std::string(bytes)}}})}};
    }
    return body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 100'000) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const int kind = data[0] % 4;
    if (kind == 3 && Json(std::string(bytes)).dump(-1, ' ', false, Json::error_handler_t::replace).size() > 200'000) return 0;
    Json body = body_of(kind, bytes);
    // Text that is no UTF-8 cannot be in a command.
    body = Json::parse(body.dump(-1, ' ', false, Json::error_handler_t::replace), nullptr, false);
    model::Workspace& ws = *fuzz::company().ws;
    const Instant now = fuzz::company().now;
    const auto defined = ws.preview({"define", {{"kind", "document_template"}, {"key", "fuzz"}, {"body", body}}}, ws.administrator(), now);
    if (!defined.ok()) return defined.error().code.empty() ? (std::abort(), 0) : 0;
    const model::Definition definition{0, "document_template", "fuzz", "", 1, body};
    const auto source = model::parse_document_template(definition, ws.catalog());
    if (!source.ok()) std::abort();
    const auto deals = model::all_records(ws, "ceilings.deal");
    model::DocumentOrder order;
    order.source = &*source;
    order.definition = &definition;
    order.record = deals.empty() ? 0 : deals.front();
    order.now = now;
    if (order.record == 0) return 0;
    const auto once = ws.documents()->make(ws, order), twice = ws.documents()->make(ws, order);
    if (once.ok() != twice.ok() || (once.ok() && once->bytes != twice->bytes)) std::abort();
    return 0;
}
