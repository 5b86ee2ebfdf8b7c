#include "scenario/verbs_money.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/documents.h"
#include "model/settlement.h"

namespace potok::scenario {
namespace {

using model::RowId;

std::string type_key(World& world, RowId row) {
    return world.workspace().type_of(row)->key;
}

Result<Json> loose(const World& world, std::string_view text) {
    POTOK_TRY(const Value v, world.loose_value(text));
    return to_json(v);
}

// The line of that title: of an issued invoice as its corrections have left it.
Result<RowId> line_of(World& world, RowId document, const std::string& title) {
    for (const auto& line : model::effective_lines(world.workspace(), document)) {
        if (line.title == title) return line.row;
    }
    return impossible(fmt::format("there is no line \"{}\"", title));
}

Result<Json> line_values(World& world, const Step& step) {
    return world.values(*world.workspace().catalog().type("line"), step);
}

Status country(World& world, const Match& m, const Step&) {
    if (!world.environment().country) return impossible("no country profiles are at hand here");
    POTOK_TRY(const Json body, world.environment().country(m.text("key")));
    return world.must(world.workspace().administrator(), "define", {{"kind", "country"}, {"key", m.text("key")}, {"body", body}});
}

Status add_line(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto document, world.record(m.tokens("document")));
    POTOK_TRY(Json args, line_values(world, step));
    POTOK_TRY(args["price"], loose(world, m.text("price")));
    args["title"] = m.text("title");
    args["document"] = world.ref(document);
    return world.act(who, "add_line", args);
}

Status change_line(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto document, world.record(m.tokens("document")));
    POTOK_TRY(const auto line, line_of(world, document, m.text("title")));
    if (step.pairs.empty()) return world.act(who, "remove_line", {{"line", world.ref(line)}});
    POTOK_TRY(const Json values, line_values(world, step));
    return world.act(who, "change_line", {{"line", world.ref(line)}, {"values", values}});
}

// Pairs are further arguments: due, sale_date, series.
Status issue(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto document, world.record(m.tokens("document")));
    const std::string type = type_key(world, document);
    Json args = {{type, world.ref(document)}};
    if (m.has("day")) {
        POTOK_TRY(args["date"], loose(world, m.text("day")));
    }
    for (const auto& [key, text] : step.pairs) {
        POTOK_TRY(args[key], loose(world, text));
    }
    if (type != "invoice" && type != "offer" && type != "instalment") return impossible("only an invoice, an offer or an instalment is issued");
    return world.act(who, "issue_" + type, args);
}

Status correct(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto invoice, world.record(m.tokens("invoice")));
    Json args = {{"invoice", world.ref(invoice)}, {"reason", m.text("reason")}};
    if (m.has("title")) {
        POTOK_TRY(const auto line, line_of(world, invoice, m.text("title")));
        POTOK_TRY(Json values, line_values(world, step));
        values["line"] = world.ref(line);
        args["lines"] = Json::array({values});
    }
    POTOK_CHECK(world.act(who, "correct_invoice", args));
    if (m.has("alias") && !world.refusal()) world.name(m.text("alias"), world.last().record);
    return {};
}

Status over_offer(World& world, const Match& m, const std::string& command) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto offer, world.record(m.tokens("offer")));
    POTOK_CHECK(world.act(who, command, {{"offer", world.ref(offer)}}));
    if (m.has("alias") && !world.refusal()) world.name(m.text("alias"), world.last().record);
    return {};
}

Status revise(World& world, const Match& m, const Step&) { return over_offer(world, m, "revise_offer"); }
Status invoice_offer(World& world, const Match& m, const Step&) { return over_offer(world, m, "invoice_offer"); }

Status decide(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto offer, world.record(m.tokens("offer")));
    Json args = {{"offer", world.ref(offer)}, {"accepted", m.has("accepts")}};
    if (m.has("reason")) args["reason"] = m.text("reason");
    return world.act(who, "decide_offer", args);
}

Status pay(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto invoice, world.record(m.tokens("invoice")));
    POTOK_TRY(const Json amount, loose(world, m.text("amount")));
    return world.act(who, "record_payment", {{"invoice", world.ref(invoice)}, {"amount", amount}});
}

// "40% 2026-03-01", "40% 14 days", "40% 2 months", "40% stage signed", "40% task «Hand over»"; or an amount in the place of the percentage.
Result<Json> part(const World& world, const std::string& title, const std::string& text) {
    POTOK_TRY(const auto tokens, tokenize(text));
    Json out{{"title", title}};
    std::size_t at = 0;
    const auto word = [&](std::size_t i) { return i < tokens.size() ? tokens[i].text : std::string(); };
    if (word(0).ends_with('%')) {
        out["percent"] = {{"n", word(0).substr(0, word(0).size() - 1)}};
        at = 1;
    } else if (word(1).size() == 3 && word(1)[0] >= 'A' && word(1)[0] <= 'Z') {
        POTOK_TRY(out["amount"], loose(world, word(0) + " " + word(1)));
        at = 2;
    }
    if (word(at) == "stage" || word(at) == "task") {
        out[word(at)] = word(at + 1);
    } else if (word(at + 1) == "days" || word(at + 1) == "months") {
        out[word(at + 1)] = {{"n", word(at)}};
    } else if (!word(at).empty()) {
        POTOK_TRY(out["due"], loose(world, word(at)));
    }
    return out;
}

Status schedule(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    Json parts = Json::array();
    for (const auto& [title, text] : step.pairs) {
        POTOK_TRY(Json one, part(world, title, text));
        parts.push_back(std::move(one));
    }
    Json args = {{"record", world.ref(record)}, {"parts", parts}};
    if (m.has("total")) {
        POTOK_TRY(args["total"], loose(world, m.text("total")));
    }
    return world.act(who, "set_schedule", args);
}

// --- looking ----------------------------------------------------------------------------------------------------------
Status totals(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto row, world.record(m.tokens("document")));
    const auto record = model::record(world.workspace(), row);
    std::optional<model::Totals> draft;
    if (record->text("number").empty()) {
        auto computed = model::totals_of(world.workspace(), row);
        if (!computed.ok()) return unmet("totals", describe(computed.error()));
        draft = std::move(*computed);
    }
    for (const auto& [key, text] : step.pairs) {
        if (key != "net" && key != "tax" && key != "gross") return impossible("totals have net, tax and gross");
        POTOK_TRY(const Value expected, world.loose_value(text));
        const Value found = !draft          ? record->get(key)
                            : key == "net"  ? Value(draft->net_money())
                            : key == "tax"  ? Value(draft->tax_money())
                                            : Value(draft->gross_money());
        if (!(found == expected)) return unmet(key + " " + world.show(expected), world.show(found));
    }
    return {};
}

Status standing(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto row, world.record(m.tokens("invoice")));
    const Date today = world.workspace().zone().to_local(world.now()).date;
    const std::string found = model::state_on(*model::record(world.workspace(), row), today);
    return found == m.text("state") ? Status() : unmet(m.text("state"), found);
}

Status bucket(World& world, const Match& m, const Step&) {
    const Date today = world.workspace().zone().to_local(world.now()).date;
    POTOK_TRY(const Value expected, world.loose_value(m.text("sum")));
    const Money* wanted = expected.as<Money>();
    if (!wanted) return impossible("an amount is needed");
    const auto ageing = model::ageing(world.workspace(), today);
    std::int64_t found = 0;
    const std::size_t index = static_cast<std::size_t>(std::stoul(m.text("bucket")));
    for (const auto& sum : ageing.sums) {
        if (sum.currency == wanted->currency && index < sum.buckets.size()) found = sum.buckets[index];
    }
    return found == wanted->minor ? Status() : unmet(world.show(expected), world.show(Value(Money{found, wanted->currency})));
}

}  // namespace

void add_client_verbs(std::vector<Verb>& table);    // verbs_clients.cpp
void add_document_verbs(std::vector<Verb>& table);  // verbs_documents.cpp
void add_client_view_verbs(std::vector<Verb>& table);  // verbs_client_view.cpp

void add_money_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Offers, invoices and payments";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("country profile <key:name>", "Gives the workspace a shared country profile: VAT rates, rounding, numbering.", country);
    add("<who> adds line <title:text> to <document:record> at <price:value>",
        "A line of an offer, an invoice, a contract. Pairs: quantity, unit, vat, discount.", add_line);
    add("<who> changes line <title:text> of <document:record>", "Pairs set its fields; without any the line is removed.", change_line);
    add("<who> issues <document:record> [on <day:moment>]",
        "Gives an invoice or an offer its number; makes the invoice of an instalment. Pairs: due, sale_date, series.", issue);
    add("<who> corrects line <title:text> of <invoice:record> because <reason:text> [called <alias:name>]",
        "A correcting document. Pairs say how the line should have been; without any it is taken back.", correct);
    add("<who> takes back <invoice:record> because <reason:text> [called <alias:name>]", "A correcting document over all that is left of it.",
        correct);
    add("<who> revises <offer:record> [called <alias:name>]", "A new version, a draft until it is issued.", revise);
    add("<who> (accepts|rejects) <offer:record> [because <reason:text>]", "The client's answer, as told to this person.", decide);
    add("<who> invoices <offer:record> [called <alias:name>]", "A draft invoice with the lines of an accepted offer.", invoice_offer);
    add("<who> records payment for <invoice:record> of <amount:value>", "Money that came in for it; below zero money that went back.", pay);
    add("<who> schedules payments of <record> [over <total:text>]",
        "Pairs are the parts: title and \"40% 2026-03-01\", \"40% 14 days\", \"40% stage signed\" or \"40% task «Hand over»\", an amount or "
        "nothing in the place of the percentage.",
        schedule);
    add("expect totals of <document:record>", "Pairs: net, tax, gross; of a draft as it stands.", totals);
    add("expect <invoice:record> to be <state:name>",
        "draft, issued, partly_paid, paid, overpaid, cancelled; overdue where something is open after its day.", standing);
    add("expect bucket <bucket:number> of what is open to hold <sum:value>",
        "Ageing today: 0 not yet due, 1 up to 30 days late, 2 up to 60, 3 up to 90, 4 later.", bucket);
    add_client_verbs(t);
    add_client_view_verbs(t);
    add_document_verbs(t);
}

}  // namespace potok::scenario
