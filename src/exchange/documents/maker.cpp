#include "exchange/documents/maker.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "exchange/documents/docx.h"
#include "exchange/documents/flow.h"
#include "model/documents.h"

namespace potok::exchange {

namespace {

using model::DocumentTemplate;

// What of a template is text and expressions outside its layout or file.
struct Header {
    TemplateLabel file;
    automation::Formula language, valid_until;
};

Result<Header> compile_header(const model::Catalog& catalog, const DocumentTemplate& source, const Json& body) {
    TemplateNames names(catalog, *catalog.type(source.type));
    Header out;
    if (body.contains("file")) {
        POTOK_TRY(const model::Label file, model::Label::parse(body["file"], "/file"));
        POTOK_TRY(out.file, TemplateLabel::compile(file, names, "/file"));
    }
    if (!source.language.empty()) {
        POTOK_TRY(out.language, names.compile(source.language, "/language"));
    }
    if (!source.valid_until.empty()) {
        POTOK_TRY(out.valid_until, names.compile(source.valid_until, "/valid_until"));
    }
    return out;
}

Language language_of(model::Workspace& ws, const Header& header, const model::DocumentOrder& order, const Locale& locale) {
    if (header.language.empty()) return ws.info().language;
    const Filling plain(ws, order, locale);
    const Value wanted = plain.value(header.language);
    const std::string* text = wanted.as<std::string>();
    const auto language = text ? language_from(*text) : Result<Language>(error("language.unknown"));
    return language.ok() ? *language : ws.info().language;
}

Error within(Error e, const DocumentTemplate& source) {
    e.args.emplace("template", source.key);
    return e;
}

}  // namespace

std::string file_name(std::string_view text) {
    constexpr std::size_t longest = 120;
    std::string out;
    for (const char c : text) {
        const bool bad = static_cast<unsigned char>(c) < 0x20 || c == 0x7F || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
        const char put = bad ? '-' : c;
        if (put == ' ' && (out.empty() || out.back() == ' ')) continue;
        out += put;
    }
    while (out.size() > longest) out.resize(codepoints_length(out, count_codepoints(out) - 1));
    while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
    while (!out.empty() && (out.front() == '.' || out.front() == ' ')) out.erase(out.begin());
    return out.empty() ? "document" : out;
}

Result<std::unique_ptr<TemplateDocuments>> TemplateDocuments::create(std::string_view regular, std::string_view bold, std::vector<Locale> locales) {
    auto out = std::make_unique<TemplateDocuments>();
    POTOK_TRY(out->regular_, PdfFont::read(regular));
    POTOK_TRY(out->bold_, PdfFont::read(bold));
    for (const Language l : {Language::en, Language::pl, Language::ru}) {
        POTOK_TRY(out->locales_[static_cast<std::size_t>(l)], Locale::load(l, "{}"));
    }
    for (Locale& l : locales) {
        const auto index = static_cast<std::size_t>(l.language());
        out->locales_[index] = std::move(l);
    }
    return out;
}

Status TemplateDocuments::check(const model::Workspace& workspace, const DocumentTemplate& source, const model::Definition& definition) const {
    POTOK_CHECK(compile_header(workspace.catalog(), source, definition.body));
    const model::RecordType& type = *workspace.catalog().type(source.type);
    if (source.form == DocumentTemplate::Form::pdf) {
        POTOK_CHECK(parse_layout(definition.body["layout"], workspace.catalog(), type));
        return {};
    }
    return check_docx(definition.body["docx"].get_ref<const std::string&>(), workspace.catalog(), type);
}

Result<std::string> TemplateDocuments::pdf(model::Workspace& ws, const model::DocumentOrder& order, const Locale& locale, const std::string& title) const {
    POTOK_TRY(const Layout layout, parse_layout(order.definition->body["layout"], ws.catalog(), *ws.catalog().type(order.source->type)));
    const PdfFile::Fonts fonts{&regular_, &bold_};
    Filling filling(ws, order, locale);
    PdfFile file(fonts);
    Flow flow(filling, fonts);
    POTOK_TRY(const std::vector<Strip> strips, flow.run(layout.body, layout.text_width()));
    POTOK_CHECK(paginate(layout, strips, filling, file, fonts));
    return file.finish({title, ws.info().name, std::string(code(locale.language())), order.now});
}

Result<model::MadeDocument> TemplateDocuments::make(model::Workspace& ws, const model::DocumentOrder& order) const {
    const DocumentTemplate& source = *order.source;
    auto header = compile_header(ws.catalog(), source, order.definition->body);
    if (!header.ok()) return within(header.error(), source);
    const Language language = language_of(ws, *header, order, locales_[static_cast<std::size_t>(ws.info().language)]);
    const Locale& locale = locales_[static_cast<std::size_t>(language)];
    model::MadeDocument out;
    Filling filling(ws, order, locale);
    auto name = header->file.render(filling);
    if (!name.ok()) return within(name.error(), source);
    if (name->empty()) *name = source.label.in(language) + (order.number.empty() ? "" : " " + order.number);
    if (!header->valid_until.empty()) out.valid_until = model::date_of(filling.value(header->valid_until));
    const bool is_pdf = source.form == DocumentTemplate::Form::pdf;
    const std::string ending = is_pdf ? ".pdf" : ".docx";
    if (name->ends_with(ending)) name->resize(name->size() - ending.size());
    out.media_type = is_pdf ? "application/pdf" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    auto bytes = is_pdf ? pdf(ws, order, locale, *name) : fill_docx(order.definition->body["docx"].get_ref<const std::string&>(), filling, ws.catalog(), *ws.catalog().type(source.type));
    if (!bytes.ok()) return within(bytes.error(), source);
    out.bytes = std::move(bytes).value();
    out.name = file_name(*name) + ending;
    return out;
}

}  // namespace potok::exchange
