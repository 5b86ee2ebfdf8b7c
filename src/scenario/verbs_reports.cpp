#include "scenario/verbs_reports.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "model/report_data.h"

namespace potok::scenario {
namespace {

using model::ReportData;
using model::ReportFigure;
using model::ReportRow;
using model::ReportTile;
using Unit = model::ReportMeasure::Unit;

struct Asked {
    ReportTile tile;
    ReportData data;
};

// A report by its key or the last part of it, or by its label; a tile likewise.
Result<Asked> ask(World& world, const Match& m) {
    const std::string wanted = m.text("report");
    const model::Definition* found = nullptr;
    for (const model::Definition* d : world.workspace().catalog().definitions_of("report")) {
        const auto label = model::Label::parse(d->body.value("label", Json()), "");
        if (d->key == wanted || d->key.ends_with("." + wanted) || (label.ok() && label_is(*label, wanted))) found = d;
    }
    if (!found) return impossible(fmt::format("there is no report \"{}\"", wanted));
    auto report = model::report_of(world.workspace().catalog(), found->key);
    if (!report.ok()) return unmet("the report fits its workspace", describe(report.error()));
    const std::string name = m.text("tile");
    const auto tile = std::find_if(report->tiles.begin(), report->tiles.end(), [&](const ReportTile& t) { return t.key == name || label_is(t.label, name); });
    if (tile == report->tiles.end()) return impossible(fmt::format("the report has no tile \"{}\"", name));
    model::ReportQuestion q;
    q.actor = world.workspace().administrator();
    if (m.has("who")) {
        POTOK_TRY(q.actor, world.person(m.text("who")));
    }
    q.now = world.now();
    const Zone& zone = world.workspace().zone();
    q.period = model::period_so_far(report->period, zone.to_local(q.now).date);
    q.before = model::period_before(q.period, report->period);
    if (m.has("from")) {
        POTOK_TRY(const Instant from, world.moment(m.text("from")));
        POTOK_TRY(const Instant to, world.moment(m.text("to")));
        q.period = {zone.to_local(from).date, zone.to_local(to).date};
        q.before = model::period_before(q.period);
    }
    auto data = model::ask_report(world.workspace(), *tile, q);
    if (!data.ok()) return unmet("an answer", describe(data.error()));
    return Asked{std::move(*tile), std::move(*data)};
}

bool is_named(World& world, const ReportRow& row, std::string_view wanted) {
    if (row.key == wanted) return true;
    for (const Language language : {Language::en, Language::pl, Language::ru}) {
        std::string name;
        for (const auto& part : row.names) {
            std::string text = model::name_of(world.workspace(), part, language);
            if (text.empty()) text = part.from ? std::to_string(*part.from) : "none";
            name += (name.empty() ? "" : " / ") + text;
        }
        if (name == wanted) return true;
    }
    return false;
}

Result<const ReportRow*> row_named(World& world, const Asked& a, const std::string& wanted) {
    for (const ReportRow& row : a.data.rows)
        if (is_named(world, row, wanted)) return &row;
    if (wanted == "total") return &a.data.total;
    return unmet("a row " + wanted, fmt::format("{} others", a.data.rows.size()));
}

std::string shown(World& world, const ReportFigure& f) {
    std::string out = f.value.is_null() ? "" : world.show(f.value);
    for (const Money& m : f.money) out += (out.empty() ? "" : " + ") + world.show(Value(m));
    return out.empty() ? "empty" : out;
}

// "12", "56.3 %", "40 000 PLN + 500 EUR", "2d 4h", "empty", as `shown` writes it.
Result<std::string> canonical(World& world, Unit unit, std::string_view text) {
    text = trim(text);
    if (text == "empty") return std::string(text);
    if (unit == Unit::duration) {
        POTOK_TRY(const std::int64_t ms, parse_span(text));
        return world.show(Value(DayTimeDuration{ms}));
    }
    if (unit == Unit::percent && text.ends_with('%')) text = trim(text.substr(0, text.size() - 1));
    std::string out;
    while (true) {
        const std::size_t plus = text.find(" + ");
        POTOK_TRY(const Value v, world.loose_value(text.substr(0, plus)));
        out += (out.empty() ? "" : " + ") + world.show(v);
        if (plus == std::string_view::npos) return out;
        text.remove_prefix(plus + 3);
    }
}

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        out.emplace_back(trim(text.substr(0, comma)));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return out;
}

// "won 3 before 2", "revenue 40 000 PLN": the head's key, its value, and that of the period before.
Status check_figure(World& world, const Asked& a, const ReportRow& row, const std::string& text) {
    const auto& heads = a.data.heads;
    std::size_t at = 0;
    std::string_view rest = text;
    while (at < heads.size() && !text.starts_with(heads[at].key + " ")) ++at;
    if (at < heads.size())
        rest.remove_prefix(heads[at].key.size() + 1);
    else if (heads.size() == 1)
        at = 0;
    else
        return impossible(fmt::format("\"{}\" names no figure of this tile", text));
    const auto compare = [&](const std::vector<ReportFigure>& figures, std::string_view expected) -> Status {
        POTOK_TRY(const std::string wanted, canonical(world, heads[at].unit, expected));
        const std::string found = figures.empty() ? "nothing" : shown(world, figures[at]);
        return found == wanted ? Status() : unmet(fmt::format("{} of {}: {}", heads[at].key, row.key.empty() ? "total" : row.key, wanted), found);
    };
    const std::size_t before = rest.find(" before ");
    POTOK_CHECK(compare(row.figures, rest.substr(0, before)));
    return before == std::string_view::npos ? Status() : compare(row.before, rest.substr(before + 8));
}

Status figures(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const Asked a, ask(world, m));
    for (const auto& [key, text] : step.pairs) {
        POTOK_TRY(const ReportRow* row, row_named(world, a, unquoted(key)));
        for (const std::string& part : parts_of(text)) POTOK_CHECK(check_figure(world, a, *row, part));
    }
    return {};
}

Status rows(World& world, const Match& m, const Step&) {
    POTOK_TRY(const Asked a, ask(world, m));
    const std::string found = std::to_string(a.data.rows.size());
    return found == m.text("count") ? Status() : unmet(m.text("count") + " rows", found);
}

std::string titles(World& world, const std::vector<model::RowId>& records) {
    std::string out;
    for (const auto row : records) out += (out.empty() ? "" : ", ") + model::title_of(world.workspace(), row);
    return out.empty() ? "nothing" : out;
}

std::string wanted_titles(const Match& m) {
    std::string out;
    for (const Token& t : m.tokens("titles"))
        if (t.kind != Token::Kind::comma) out += (out.empty() ? "" : ", ") + t.text;
    return out;
}

Status behind(World& world, const Match& m, const Step&) {
    POTOK_TRY(const Asked a, ask(world, m));
    POTOK_TRY(const ReportRow* row, row_named(world, a, m.text("row")));
    for (std::size_t i = 0; i < a.data.heads.size(); ++i) {
        if (a.data.heads[i].key != m.text("figure")) continue;
        const std::string found = titles(world, row->figures[i].records);
        return found == wanted_titles(m) ? Status() : unmet(wanted_titles(m), found);
    }
    return impossible(fmt::format("\"{}\" is no figure of this tile", m.text("figure")));
}

Status check_cell(World& world, const Asked& a, const model::ReportItem& item, const std::string& text) {
    if (text.starts_with("because ")) {
        const std::string wanted = text.substr(8);
        for (const std::size_t r : item.reasons)
            if (a.tile.reasons[r].key == wanted || label_is(a.tile.reasons[r].label, unquoted(wanted))) return {};
        return unmet(text, fmt::format("{} other reasons", item.reasons.size()));
    }
    const std::size_t space = text.find(' ');
    const std::string column = text.substr(0, space);
    const Value* cell = column == "measured" ? &item.measured : column == "limit" ? &item.limit : column == "deviation" ? &item.deviation : nullptr;
    if (column == "days" && a.tile.kind == ReportTile::Kind::ageing) cell = &item.cells.front();
    for (std::size_t i = 0; i < a.tile.columns.size(); ++i)
        if (a.tile.columns[i].key == column) cell = &item.cells[i];
    if (!cell || space == std::string::npos) return impossible(fmt::format("\"{}\" names no column of this tile", text));
    POTOK_TRY(const Value wanted, world.loose_value(text.substr(space + 1)));
    const std::string found = world.show(*cell);
    return found == world.show(wanted) ? Status() : unmet(text, found);
}

Status list(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const Asked a, ask(world, m));
    const std::string found = titles(world, a.data.item_records());
    const std::string wanted = m.has("titles") ? wanted_titles(m) : "nothing";
    if (found != wanted) return unmet(wanted, found);
    for (const auto& [key, text] : step.pairs) {
        const auto item = std::find_if(a.data.items.begin(), a.data.items.end(),
                                       [&](const auto& i) { return model::title_of(world.workspace(), i.record) == unquoted(key); });
        if (item == a.data.items.end()) return impossible(fmt::format("\"{}\" is not listed", key));
        for (const std::string& part : parts_of(text)) POTOK_CHECK(check_cell(world, a, *item, part));
    }
    return {};
}

}  // namespace

void add_report_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Reports";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("expect report <report:name> <tile:name> [for <who>] [from <from:moment> to <to:moment>]",
        "What a tile says to that person, else to the administrator, in a period of whole days, else in the report's own up to today. Pairs: a "
        "row and its figures, with commas: `Anna: won 3 before 2, revenue 40 000 PLN`; the row `total`; `none` where nothing is set.",
        figures);
    add("expect report <report:name> <tile:name> to have <count:number> rows [for <who>] [from <from:moment> to <to:moment>]",
        "How many rows the tile has.", rows);
    add("expect report <report:name> <tile:name> to count <titles:names> as <figure:name> of <row:name> [for <who>] [from <from:moment> to <to:moment>]",
        "The records behind a figure, all of them, in order of their creation.", behind);
    add("expect report <report:name> <tile:name> to list nothing [for <who>] [from <from:moment> to <to:moment>]", "No record needs looking at.", list);
    add("expect report <report:name> <tile:name> to list <titles:names> [for <who>] [from <from:moment> to <to:moment>]",
        "The records of a list, of deviations or of ageing, all of them in order. Pairs: a title and its cells, with commas: "
        "`Inquiry 7: measured 12, limit 15, because no_owner`; of ageing `days 31`.",
        list);
}

}  // namespace potok::scenario
