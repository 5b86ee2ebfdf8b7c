// Verbs about documents made from templates, and what they say.
#include <algorithm>

#include <fmt/format.h>

#include "exchange/documents/document_text.h"
#include "model/document_checklist.h"
#include "model/made_documents.h"
#include "scenario/verbs_money.h"

namespace potok::scenario {
namespace {

Status shared(World& world, const Match& m, const Step&) {
    if (!world.environment().document_template) return impossible("no document templates are at hand here");
    POTOK_TRY(const Json body, world.environment().document_template(m.text("key")));
    return world.must(world.workspace().administrator(), "define", {{"kind", "document_template"}, {"key", m.text("key")}, {"body", body}});
}

Status make(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    Json args = {{"record", world.ref(record)}, {"template", m.text("template")}};
    if (m.has("file")) args["as"] = m.text("file");
    if (m.has("another")) args["replace"] = false;
    POTOK_CHECK(world.act(who, "make_document", args));
    if (m.has("alias") && !world.refusal()) world.name(m.text("alias"), world.last().record);
    return {};
}

// The latest of that name, with its text.
Result<std::pair<model::Attachment, std::string>> said(World& world, const Match& m) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const model::Workspace& ws = world.workspace();
    std::string all;
    const auto files = model::attachments(ws, record);
    for (auto it = files.rbegin(); it != files.rend(); ++it) {
        all += (all.empty() ? "" : ", ") + it->name;
        if (it->name != m.text("file")) continue;
        const auto bytes = model::made_file(ws, it->sha256);
        if (!bytes) return impossible(fmt::format("\"{}\" was not made here", it->name));
        POTOK_TRY(std::string text, exchange::document_text(*bytes, it->media_type));
        return std::pair(*it, std::move(text));
    }
    return unmet(m.text("file"), all.empty() ? "no document" : all);
}

// All blanks as one, so that amounts can be typed.
std::string plain(std::string text) {
    for (const std::string_view blank : {"\u00A0", "\u202F", "\u2009"}) {
        for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank, at + 1)) text.replace(at, blank.size(), " ");
    }
    return text;
}

Status says(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto document, said(world, m));
    std::vector<std::string> wanted;
    if (m.has("text")) wanted.push_back(m.text("text"));
    std::string line;
    for (const char c : step.block + "\n") {
        if (c != '\n') {
            line += c;
        } else if (!line.empty()) {
            wanted.push_back(std::exchange(line, {}));
        }
    }
    if (wanted.empty()) return impossible("a text or a block of lines is needed");
    const std::string text = plain(document.second);
    for (const std::string& w : wanted) {
        if ((text.find(plain(w)) != std::string::npos) == m.has("no")) return unmet((m.has("no") ? "not: " : "") + w, text);
    }
    return {};
}

Status pages(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto document, said(world, m));
    const int found = exchange::pdf_facts(*model::made_file(world.workspace(), document.first.sha256)).pages;
    return std::to_string(found) == m.text("count") ? Status() : unmet(m.text("count"), std::to_string(found));
}

Status mark(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    Json values = {{"state", m.has("signed") ? "signed" : m.has("signing") ? "signing" : "ready"}};
    if (m.has("day")) {
        POTOK_TRY(const Value day, world.loose_value(m.text("day")));
        values = {{"valid_until", to_json(day)}};
    }
    const auto files = model::attachments(world.workspace(), record);
    for (auto it = files.rbegin(); it != files.rend(); ++it) {
        if (it->name == m.text("file")) return world.act(who, "set_fields", {{"record", world.ref(it->row)}, {"values", values}});
    }
    return impossible(fmt::format("there is no document \"{}\"", m.text("file")));
}

Status checklist(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    std::string found;
    for (const auto& item : model::document_checklist(world.workspace(), record, world.now()))
        found += fmt::format("{}{} {}", found.empty() ? "" : ", ", item.need.key, model::word_for(item.state));
    return found == m.text("items") ? Status() : unmet(m.text("items"), found);
}

}  // namespace

void add_document_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Documents from templates";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("document template <key:name>", "Gives the workspace a shared document template: offer, invoice.", shared);
    add("<who> makes [another] document <template:name> of <record> [as <file:text>] [called <alias:name>]",
        "Makes a document from a template; a new version of the one made before, unless it is to be another one.", make);
    add("expect document <file:text> on <record> to say [no] [<text>]",
        "A document that was made has that text, or each line of the block; with `no`, none of it.", says);
    add("<who> marks document <file:text> on <record> as (ready|signing|signed)", "How far signing has come.", mark);
    add("<who> marks document <file:text> on <record> as valid until <day:moment>", "The last day on which it counts.", mark);
    add("expect checklist of <record> to be <items:text>",
        "The documents that the stages ask for: key and missing, outdated, signing or there, with commas.", checklist);
    add("expect document <file:text> on <record> to have <count:number> pages", "So many pages of PDF.", pages);
}

}  // namespace potok::scenario
