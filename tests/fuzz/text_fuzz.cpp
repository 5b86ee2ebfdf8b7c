// libFuzzer: any bytes as a text with FEEL in braces, as messages, titles and requests have them: refused with a code and its place, or
// written for a deal; the first byte chooses the language.
#include <cstdint>

#include "automation/formula.h"
#include "base/text.h"
#include "workspace.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok;
    if (size < 2) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (!is_valid_utf8(text)) return 0;
    fuzz::Company& c = fuzz::company();
    const auto label = model::Label::parse(Json(text), "/text");
    if (!label) return label.error().code.empty() ? (std::abort(), 0) : 0;
    const model::RecordType* type = c.ws->catalog().type("ceilings.deal");
    const automation::FormulaScope scope{&c.ws->catalog(), type, nullptr};
    const auto compiled = automation::Text::compile(*label, scope, "/text");
    if (!compiled) {
        if (compiled.error().code.empty() || !compiled.error().place.starts_with("/text")) std::abort();
        return 0;
    }
    const automation::Moment moment{c.ws.get(), type, c.deal, c.now, nullptr, nullptr};
    const std::string written = compiled->render(moment, Locale());
    if (!is_valid_utf8(written)) std::abort();
    return 0;
}
