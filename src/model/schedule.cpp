#include "model/schedule.h"

#include <algorithm>
#include <cstdlib>

#include "db/connection.h"

namespace potok::model {

namespace {

const RecordType& type_named(Operation& op, std::string_view key) {
    const RecordType* t = op.catalog().type(key);
    assert(t);
    return *t;
}

constexpr std::size_t most_parts = 1000;

Result<std::int64_t> share(std::int64_t total, const Decimal& percent) {
    POTOK_TRY(Decimal amount, mul(Decimal(total), percent));
    POTOK_TRY(amount, div(amount, Decimal(100)));
    const auto minor = amount.to_scaled(0);
    if (!minor) return error("number.overflow");
    return *minor;
}

}  // namespace

Result<std::vector<std::int64_t>> split(const Money& total, const std::vector<SchedulePart>& parts) {
    if (parts.empty() || parts.size() > most_parts) return error("schedule.empty", {{"most", std::to_string(most_parts)}}, "parts");
    const auto percents = static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), [](const auto& p) { return p.percent.has_value(); }));
    const auto amounts = static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), [](const auto& p) { return p.amount.has_value(); }));
    const bool one_way = (percents == parts.size() && amounts == 0) || (amounts == parts.size() && percents == 0) || percents + amounts == 0;
    if (!one_way) return error("schedule.mixed", {}, "parts");
    std::vector<std::int64_t> out;
    Decimal percent_sum;
    std::int64_t given = 0;
    for (const SchedulePart& p : parts) {
        std::int64_t amount = 0;
        if (p.percent) {
            POTOK_TRY(percent_sum, add(percent_sum, *p.percent));
            POTOK_TRY(amount, share(total.minor, *p.percent));
        } else if (p.amount) {
            if (p.amount->currency != total.currency)
                return error("line.currency", {{"currency", p.amount->currency}, {"expected", total.currency}}, "parts");
            amount = p.amount->minor;
        } else {
            amount = total.minor / static_cast<std::int64_t>(parts.size());
        }
        out.push_back(amount);
        if (__builtin_add_overflow(given, amount, &given)) return error("number.overflow", {}, "parts");
    }
    if (percents > 0 && percent_sum != Decimal(100)) return error("schedule.percent_sum", {{"sum", percent_sum.str()}}, "parts");
    if (amounts > 0 && given != total.minor)
        return error("schedule.amount_sum", {{"sum", minor_text({given, total.currency})}, {"total", minor_text(total)}}, "parts");
    out.back() += total.minor - given;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] <= 0) return error("schedule.amount", {{"n", std::to_string(i + 1)}}, "parts/" + std::to_string(i));
    }
    return out;
}

Result<std::vector<SchedulePart>> every(std::int64_t count, std::optional<std::int64_t> days, std::optional<std::int64_t> months) {
    if (count < 1 || count > static_cast<std::int64_t>(most_parts)) return error("schedule.empty", {{"most", std::to_string(most_parts)}}, "every/count");
    const std::int64_t step = days ? *days : months.value_or(0);
    if (days.has_value() == months.has_value() || step < 1 || step > 36'500) return error("schedule.when", {{"n", "1"}}, "every");
    std::vector<SchedulePart> out(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::int64_t after = step * static_cast<std::int64_t>(i);
        if (days)
            out[i].days = after;
        else
            out[i].months = after;
    }
    return out;
}

namespace {

// The day a part is due; nothing for a milestone that has not been reached. Being in the stage now counts as having entered it.
Result<std::optional<Date>> due_of(Operation& op, const Schedule& s, const SchedulePart& p, std::size_t index, const Record& record_) {
    const Workspace& ws = op.workspace();
    const int ways = (p.due ? 1 : 0) + (p.days ? 1 : 0) + (p.months ? 1 : 0) + (p.stage.empty() ? 0 : 1) + (p.task.empty() ? 0 : 1);
    const std::string place = "parts/" + std::to_string(index);
    if (ways != 1) return error("schedule.when", {{"n", std::to_string(index + 1)}}, place);
    if (p.due) return std::optional(*p.due);
    if (p.days || p.months) {
        constexpr std::int64_t farthest = 4'000'000;  // days; more than the calendar has
        if (std::abs(p.days.value_or(0)) > farthest || std::abs(p.months.value_or(0)) > farthest)
            return error("schedule.when", {{"n", std::to_string(index + 1)}}, place);
        const std::int64_t day = p.days ? s.start.days + *p.days : add_months(s.start, *p.months).days;
        if (day < min_date.days || day > max_date.days) return error("schedule.when", {{"n", std::to_string(index + 1)}}, place);
        return std::optional(Date{static_cast<std::int32_t>(day)});
    }
    const Date today = local_day(ws, op.now());
    if (!p.stage.empty()) {
        const Pipeline* pipeline = record_.type->on_pipeline ? op.catalog().pipeline(record_.text("pipeline")) : nullptr;
        if (!pipeline || !pipeline->stage(p.stage)) return error("stage.unknown", {{"stage", p.stage}}, place);
        return record_.text("stage") == p.stage ? std::optional(today) : std::nullopt;
    }
    auto done = op.db().get_i64("SELECT 1 FROM r_task WHERE record = ?1 AND (key = ?2 OR (key IS NULL AND title = ?2)) AND state = 'done' "
                                "AND deleted_at IS NULL LIMIT 1", s.record, p.task);
    if (!done.ok()) return done.error();
    return *done ? std::optional(today) : std::nullopt;
}

}  // namespace

Status set_schedule(Operation& op, const Schedule& s, const MakeId& ids) {
    const Workspace& ws = op.workspace();
    const RecordType& type = type_named(op, "instalment");
    const auto r = record(ws, s.record);
    if (!r || r->deleted) return error("record.missing", {{"type", ""}}, "record");
    POTOK_TRY(const auto amounts, split(s.total, s.parts));
    POTOK_TRY(const CountryProfile profile, country_for(ws, s.record));
    if (!s.vat.empty() && !profile.rate(s.vat))
        return error("vat.unknown", {{"rate", s.vat}, {"country", profile.key}, {"line", r->title()}}, "vat");
    for (const RowId old : find_records(ws, "instalment", "record", Value(s.record))) {
        if (const RowId invoice = invoice_of_instalment(ws, old); invoice != 0)
            return error("schedule.invoiced", {{"number", number_of(ws, invoice)}}, "record");
        POTOK_CHECK(op.remove(type, old));
    }
    Value client = s.client != 0 ? Value(s.client) : Value();
    if (client.is_null() && r->type->key == "client")
        client = Value(s.record);
    else if (const Field* f = r->type->field("client"); client.is_null() && f && f->kind == FieldKind::reference && f->target == "client")
        client = r->get("client");
    for (std::size_t i = 0; i < s.parts.size(); ++i) {
        const SchedulePart& p = s.parts[i];
        POTOK_TRY(const auto due, due_of(op, s, p, i, *r));
        const std::string title = !p.title.empty() ? p.title : std::to_string(i + 1) + "/" + std::to_string(s.parts.size());
        Values values = {{"record", Value(s.record)}, {"title", Value(title)}, {"position", Value(static_cast<std::int64_t>(i) + 1)},
                         {"amount", Value(Money{amounts[i], s.total.currency})}, {"vat", Value(s.vat)}, {"client", client},
                         {"prices", Value(s.prices == Prices::net ? "net" : "gross")}, {"stage", Value(p.stage)}, {"task", Value(p.task)}};
        if (p.percent) values.emplace_back("percent", Value(*p.percent));
        if (due) values.emplace_back("due", Value(*due));
        POTOK_CHECK(op.insert(type, values, ids ? std::optional(ids(std::to_string(i + 1))) : std::nullopt));
    }
    return {};
}

RowId invoice_of_instalment(const Workspace& ws, RowId instalment) {
    const auto r = record(ws, instalment);
    const RowId invoice = r ? row_of(ws, r->get("invoice")) : 0;
    if (invoice == 0) return 0;
    const auto made = record(ws, invoice);
    return made && !made->deleted && made->text("state") != "cancelled" ? invoice : 0;
}

Result<RowId> issue_instalment(Operation& op, RowId instalment, const IssueOptions& options, const MakeId& ids) {
    const Workspace& ws = op.workspace();
    const auto r = record(ws, instalment);
    if (!r || r->deleted || r->type->key != "instalment") return error("record.missing", {{"type", "instalment"}}, "instalment");
    if (const RowId made = invoice_of_instalment(ws, instalment); made != 0)
        return error("instalment.invoiced", {{"number", number_of(ws, made)}}, "instalment");
    const Date today = local_day(ws, options.now.value_or(op.now()));
    const auto due = date_of(r->get("due"));
    if (!due || *due > today) return error("instalment.not_due", {{"instalment", r->title()}, {"date", due ? format_iso(*due) : ""}}, "instalment");
    NewDocument draft;
    draft.record = row_of(ws, r->get("record"));
    draft.client = row_of(ws, r->get("client"));
    const std::string subject = draft.record != 0 ? title_of(ws, draft.record) : "";
    draft.title = subject.empty() ? r->title() : subject + ": " + r->title();
    draft.more = {{"prices", r->get("prices")}, {"instalment", Value(instalment)}};
    POTOK_TRY(const RowId invoice, draft_document(op, draft, ids ? std::optional(ids("invoice")) : std::nullopt));
    NewLine line;
    line.title = draft.title;
    if (const std::string vat = r->text("vat"); !vat.empty()) line.vat = vat;
    line.price = r->get("amount");
    POTOK_CHECK(add_line(op, invoice, line, ids ? std::optional(ids("line")) : std::nullopt));
    POTOK_CHECK(issue_document(op, invoice, options));
    POTOK_CHECK(op.update(*r->type, instalment, {{"invoice", Value(invoice)}}));
    return invoice;
}

bool is_milestone(const Change& change) {
    if (change.type->on_pipeline) return change.delta("stage") != nullptr;
    return change.type->key == "task" && change.delta("state") != nullptr;
}

Status reach_milestones(Operation& op, const Change& change) {
    if (op.undoes != 0) return {};  // what the milestone had made due goes back with it
    const bool stage = change.type->on_pipeline;
    const Change::Delta* delta = change.delta(stage ? "stage" : "state");
    const std::string* word = delta ? delta->after.as<std::string>() : nullptr;
    if (!word || (!stage && *word != "done")) return {};
    std::vector<RowId> reached;
    {
        db::Statement s = op.db().prepare(
            stage ? "SELECT id FROM r_instalment WHERE record = ?1 AND stage = ?2 AND due IS NULL AND deleted_at IS NULL ORDER BY position, id"
                  : "SELECT i.id FROM r_task t JOIN r_instalment i ON i.record = t.record AND i.task = ifnull(t.key, t.title) "
                    "WHERE t.id = ?1 AND i.due IS NULL AND i.deleted_at IS NULL ORDER BY i.position, i.id");
        s.bind(1, change.row);
        if (stage) s.bind(2, *word);
        POTOK_CHECK(s.each([&](db::Statement& row) { reached.push_back(row.i64(0)); }));
    }
    const Date today = local_day(op.workspace(), op.now());
    for (const RowId row : reached) POTOK_CHECK(op.update(type_named(op, "instalment"), row, {{"due", Value(today)}}));
    return {};
}

}  // namespace potok::model
