// Commands over offers and invoices. What they do is in invoicing.h; here arguments are read and rights asked.
#include "model/handlers.h"
#include "model/invoicing.h"
#include "model/rights.h"
#include "model/schedule.h"

namespace potok::model::handlers {

namespace {

const RecordType& type_of(Operation& op, RowId record) {
    return *op.workspace().type_of(record);
}

// A day as {"d": …} or plain "2026-03-01".
Result<std::optional<Date>> day(const Args& args, std::string_view name) {
    const Json& at = args.json(name);
    if (at.is_null()) return std::optional<Date>();
    const auto value = at.is_string() ? [&]() -> Result<Value> {
        POTOK_TRY(const Date parsed, parse_date(at.get<std::string>()));
        return Value(parsed);
    }() : value_from_json(at);
    const Date* d = value.ok() ? value->as<Date>() : nullptr;
    if (!d) return potok::error("command.argument_type", {{"argument", std::string(name)}, {"expected", "date"}, {"command", ""}}, std::string(name));
    return std::optional(*d);
}

Result<IssueOptions> issue_options(Args& args) {
    IssueOptions out;
    POTOK_TRY(out.date, day(args, "date"));
    POTOK_TRY(out.sale_date, day(args, "sale_date"));
    POTOK_TRY(out.due, day(args, "due"));
    out.series = args.text("series", true);
    POTOK_CHECK(args.status());
    return out;
}

RowId line_document(Operation& op, RowId line) {
    const auto document = op.get(line, *op.catalog().type("line"), "document");
    return document.ok() ? row_of(op.workspace(), *document) : 0;
}

Status may_change_lines(Operation& op, RowId document) {
    const RecordType* type = document != 0 ? op.workspace().type_of(document) : nullptr;
    if (!type) return potok::error("record.missing", {{"type", "line"}}, "line");
    return require_right(op, Verb::update, *type, document, {"lines"});
}

}  // namespace

Status add_line(Operation& op) {
    Args args(op);
    const RowId document = args.record("document");
    NewLine line;
    line.title = args.text("title");
    line.unit = args.text("unit", true);
    line.quantity = args.value("quantity", true);
    line.price = args.value("price");
    line.discount = args.value("discount", true);
    if (args.has("vat")) line.vat = args.text("vat");
    POTOK_CHECK(args.status());
    POTOK_CHECK(may_change_lines(op, document));
    POTOK_TRY(op.result, model::add_line(op, document, line));
    return {};
}

Status change_line(Operation& op) {
    Args args(op);
    const RowId line = args.record("line", "line");
    const Values values = args.values("values");
    POTOK_CHECK(args.status());
    POTOK_CHECK(may_change_lines(op, line_document(op, line)));
    op.result = line;
    return model::change_line(op, line, values);
}

Status remove_line(Operation& op) {
    Args args(op);
    const RowId line = args.record("line", "line");
    POTOK_CHECK(args.status());
    POTOK_CHECK(may_change_lines(op, line_document(op, line)));
    op.result = line;
    return op.remove(*op.catalog().type("line"), line);
}

Status copy_lines(Operation& op) {
    Args args(op);
    const RowId from = args.record("from");
    const RowId to = args.record("to");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::read, type_of(op, from), from, {}));
    POTOK_CHECK(may_change_lines(op, to));
    op.result = to;
    return model::copy_lines(op, from, to);
}

Status issue_invoice(Operation& op) {
    Args args(op);
    const RowId invoice = args.record("invoice", "invoice");
    POTOK_TRY(const IssueOptions options, issue_options(args));
    POTOK_CHECK(require_right(op, Verb::update, type_of(op, invoice), invoice, {"number"}));
    op.result = invoice;
    return issue_document(op, invoice, options);
}

// lines: [{"line": id, "quantity"?: …, "price"?: …, "vat"?: …, "discount"?: …, "title"?: …}]; a line alone is taken back; no lines: all are.
Status correct_invoice(Operation& op) {
    Args args(op);
    const RowId invoice = args.record("invoice", "invoice");
    const std::string reason = args.text("reason", true);
    POTOK_TRY(const std::optional<Date> date, day(args, "date"));
    POTOK_CHECK(args.status());
    const Json& lines = args.json("lines");
    const auto malformed = [&](std::size_t i) {
        return potok::error("command.argument_type", {{"argument", "lines"}, {"expected", "list of lines"}, {"command", "correct_invoice"}},
                            "lines/" + std::to_string(i));
    };
    if (!lines.is_null() && !lines.is_array()) return malformed(0);
    std::vector<LineCorrection> wanted;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        LineCorrection c;
        if (!lines[i].is_object()) return malformed(i);
        for (const auto& [key, item] : lines[i].items()) {
            if (key == "line" && item.is_string()) {
                const auto id = Uuid::parse(item.get<std::string>());
                c.line = id.ok() ? op.workspace().row_of(*id).value_or(0) : 0;
                continue;
            }
            auto value = value_from_json(item);
            if (!value.ok()) return malformed(i);
            if (const Ref* line = value->as<Ref>(); key == "line" && line)
                c.line = op.workspace().row_of(line->id).value_or(0);
            else
                c.values.emplace_back(key, *value);
        }
        wanted.push_back(std::move(c));
    }
    POTOK_CHECK(require_right(op, Verb::create, type_of(op, invoice), 0, {}));
    POTOK_TRY(op.result, model::correct_invoice(op, invoice, wanted, reason, date));
    return {};
}

Status issue_offer(Operation& op) {
    Args args(op);
    const RowId offer = args.record("offer", "offer");
    POTOK_TRY(const IssueOptions options, issue_options(args));
    POTOK_CHECK(require_right(op, Verb::update, type_of(op, offer), offer, {"number"}));
    op.result = offer;
    return issue_document(op, offer, options);
}

Status revise_offer(Operation& op) {
    Args args(op);
    const RowId offer = args.record("offer", "offer");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::create, type_of(op, offer), 0, {}));
    POTOK_TRY(op.result, model::revise_offer(op, offer));
    return {};
}

Status decide_offer(Operation& op) {
    Args args(op);
    const RowId offer = args.record("offer", "offer");
    const bool accepted = args.boolean("accepted");
    const std::string reason = args.text("reason", true);
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, type_of(op, offer), offer, {"state"}));
    op.result = offer;
    return model::decide_offer(op, offer, accepted, reason);
}

Status invoice_offer(Operation& op) {
    Args args(op);
    const RowId offer = args.record("offer", "offer");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::create, *op.catalog().type("invoice"), 0, {}));
    POTOK_TRY(op.result, model::invoice_offer(op, offer));
    return {};
}

namespace {

Result<Decimal> decimal(const Json& json, const std::string& place) {
    const auto value = value_from_json(json);
    const Decimal* n = value.ok() ? value->as<Decimal>() : nullptr;
    if (!n) return potok::error("command.argument_type", {{"argument", place}, {"expected", "number"}, {"command", "set_schedule"}}, place);
    return *n;
}

Result<std::int64_t> whole(const Json& json, const std::string& place) {
    POTOK_TRY(const Decimal n, decimal(json, place));
    const auto i = n.to_int64();
    if (!i) return potok::error("command.argument_type", {{"argument", place}, {"expected", "whole number"}, {"command", "set_schedule"}}, place);
    return *i;
}

Result<SchedulePart> part(const Json& json, const std::string& place) {
    const auto wrong = [&](const std::string& key) {
        return potok::error("command.argument_type", {{"argument", key}, {"expected", "instalment"}, {"command", "set_schedule"}}, place + "/" + key);
    };
    SchedulePart p;
    if (!json.is_object()) return wrong("");
    for (const auto& [key, item] : json.items()) {
        if (key == "title" || key == "stage" || key == "task") {
            if (!item.is_string()) return wrong(key);
            (key == "title" ? p.title : key == "stage" ? p.stage : p.task) = item.get<std::string>();
        } else if (key == "percent") {
            POTOK_TRY(p.percent, decimal(item, place + "/percent"));
        } else if (key == "amount") {
            const auto value = value_from_json(item);
            p.amount = value.ok() ? money_of(*value) : std::nullopt;
            if (!p.amount) return wrong(key);
        } else if (key == "due") {
            const auto value = value_from_json(item);
            p.due = value.ok() ? date_of(*value) : std::nullopt;
            if (!p.due && item.is_string()) {
                if (const auto d = parse_date(item.get<std::string>()); d.ok()) p.due = *d;
            }
            if (!p.due) return wrong(key);
        } else if (key == "days") {
            POTOK_TRY(p.days, whole(item, place + "/days"));
        } else if (key == "months") {
            POTOK_TRY(p.months, whole(item, place + "/months"));
        } else {
            return wrong(key);
        }
    }
    return p;
}

}  // namespace

// parts: [{title?, percent | amount | neither, due | days | months | stage | task}], or every: {count, days | months}.
Status set_schedule(Operation& op) {
    Args args(op);
    Schedule s;
    s.record = args.record("record");
    s.client = args.record("client", "client", true);
    s.vat = args.text("vat", true);
    const std::string prices = args.text("prices", true);
    const Value total = args.value("total", true);
    POTOK_TRY(const auto start, day(args, "start"));
    POTOK_CHECK(args.status());
    const RecordType& type = type_of(op, s.record);
    POTOK_CHECK(require_right(op, Verb::update, type, s.record, {}));
    POTOK_CHECK(require_right(op, Verb::create, *op.catalog().type("instalment"), 0, {}));
    s.prices = prices == "net" ? Prices::net : Prices::gross;
    s.start = start.value_or(local_day(op.workspace(), op.now()));
    auto money = money_of(total);
    if (!money && !type.amount_field.empty()) {
        POTOK_TRY(const Value amount, op.get(s.record, type, type.amount_field));
        money = money_of(amount);
    }
    if (!money) return potok::error("schedule.no_total", {}, "total");
    s.total = *money;
    if (args.has("every")) {
        const Json& e = args.json("every");
        if (!e.is_object() || !e.contains("count")) return potok::error("schedule.empty", {{"most", "1000"}}, "every/count");
        POTOK_TRY(const std::int64_t count, whole(e["count"], "every/count"));
        std::optional<std::int64_t> days, months;
        if (e.contains("days")) {
            POTOK_TRY(days, whole(e["days"], "every/days"));
        }
        if (e.contains("months")) {
            POTOK_TRY(months, whole(e["months"], "every/months"));
        }
        POTOK_TRY(s.parts, every(count, days, months));
    } else {
        const Json& parts = args.json("parts");
        if (!parts.is_array()) return potok::error("schedule.empty", {{"most", "1000"}}, "parts");
        for (std::size_t i = 0; i < parts.size(); ++i) {
            POTOK_TRY(SchedulePart p, part(parts[i], "parts/" + std::to_string(i)));
            s.parts.push_back(std::move(p));
        }
    }
    op.result = s.record;
    return model::set_schedule(op, s);
}

Status issue_instalment(Operation& op) {
    Args args(op);
    const RowId instalment = args.record("instalment", "instalment");
    POTOK_TRY(const IssueOptions options, issue_options(args));
    POTOK_CHECK(require_right(op, Verb::create, *op.catalog().type("invoice"), 0, {}));
    POTOK_TRY(op.result, model::issue_instalment(op, instalment, options));
    return {};
}

}  // namespace potok::model::handlers
