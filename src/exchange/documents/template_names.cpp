// The names that templates know beside those of their record, and how values are written.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/amount_words.h"
#include "exchange/documents/template_text.h"
#include "model/documents.h"

namespace potok::exchange {

namespace {

using expr::Kind;
using expr::Type;

Type rate_type() {
    return Type::context_of({{"vat", Kind::string}, {"percent", Kind::number}, {"net", Kind::money}, {"tax", Kind::money}, {"gross", Kind::money}});
}

Type position_type() {
    return Type::context_of({{"position", Kind::number}, {"title", Kind::string}, {"unit", Kind::string}, {"quantity", Kind::number},
                             {"price", Kind::money}, {"discount", Kind::number}, {"vat", Kind::string}, {"percent", Kind::number},
                             {"net", Kind::money}, {"tax", Kind::money}, {"gross", Kind::money}});
}

Value amount(const std::optional<std::int64_t>& minor, const std::string& currency) {
    return minor ? Value(Money{*minor, currency}) : Value();
}

// Of a rate; null: it has none, being exempt.
Value percent_of(const std::string& vat, const model::Totals* totals) {
    if (totals)
        for (const model::RateTotal& r : totals->rates)
            if (r.vat == vat && r.percent) return *r.percent;
    return {};
}

Value positions(const std::vector<model::DocumentLine>& lines, const model::Totals* totals) {
    ValueList out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const model::DocumentLine& line = lines[i];
        const model::LineAmounts a = totals ? totals->lines[i] : model::LineAmounts{};
        const std::string currency = line.price.currency;
        const auto kept = [](const std::optional<Money>& m) { return m ? Value(*m) : Value(); };
        out.emplace_back(ValueContext{{"position", Value(static_cast<std::int64_t>(i + 1))},
                                      {"title", Value(line.title)},
                                      {"unit", line.unit.empty() ? Value() : Value(line.unit)},
                                      {"quantity", Value(line.quantity)},
                                      {"price", currency.empty() ? Value() : Value(line.price)},
                                      {"discount", Value(line.discount)},
                                      {"vat", line.vat.empty() ? Value() : Value(line.vat)},
                                      {"percent", percent_of(line.vat, totals)},
                                      {"net", line.net ? kept(line.net) : amount(a.net, currency)},
                                      {"tax", line.tax ? kept(line.tax) : amount(a.vat, currency)},
                                      {"gross", line.gross ? kept(line.gross) : amount(a.gross, currency)}});
    }
    return out;
}

Value totals_value(const model::Totals& t) {
    ValueList rates;
    for (const model::RateTotal& r : t.rates) {
        rates.emplace_back(ValueContext{{"vat", Value(r.vat)},
                                        {"percent", r.percent ? Value(*r.percent) : Value()},
                                        {"net", Value(Money{r.net, t.currency})},
                                        {"tax", Value(Money{r.tax, t.currency})},
                                        {"gross", Value(Money{r.gross, t.currency})}});
    }
    return ValueContext{{"net", Value(t.net_money())}, {"tax", Value(t.tax_money())}, {"gross", Value(t.gross_money())},
                        {"rates", Value(std::move(rates))}};
}

Value buyer_of(model::Workspace& ws, const model::Record& r) {
    const model::Field* kept = r.type->field("buyer");
    Json buyer = kept ? Json::parse(r.text("buyer"), nullptr, false) : Json();
    if (!buyer.is_object()) {
        const model::RowId client = r.type->key == "client" ? r.row : model::row_of(ws, r.get("client"));
        const auto c = client != 0 ? model::record(ws, client) : std::nullopt;
        if (!c) return {};
        buyer = Json::object();
        buyer["name"] = c->title();
        for (const char* field : {"tax_number", "address"}) buyer[field] = c->text(field);
    }
    ValueContext out;
    for (const char* field : {"name", "tax_number", "address"}) {
        const auto it = buyer.find(field);
        const bool there = it != buyer.end() && it->is_string() && !it->get_ref<const std::string&>().empty();
        out.emplace_back(field, there ? Value(it->get<std::string>()) : Value());
    }
    return out;
}

// The workspace's own company: the client of the kind "own", else its name alone.
Value company_of(model::Workspace& ws) {
    const auto own = model::find_records(ws, "client", "kind", Value("own"));
    const auto r = own.empty() ? std::nullopt : model::record(ws, own.front());
    ValueContext out{{"name", Value(r ? r->title() : ws.info().name)}};
    for (const char* field : {"tax_number", "address", "phone", "email", "note"}) {
        std::string text = r ? r->text(field) : std::string();
        out.emplace_back(field, text.empty() ? Value() : Value(std::move(text)));
    }
    return out;
}

// 10.03.2026 in Polish and Russian, 2026-03-10 in English: as forms have it, and never to be mistaken.
std::string numeric(Date d, Language language) {
    if (language == Language::en) return format_iso(d);
    const YearMonthDay c = civil(d);
    return fmt::format("{:02}.{:02}.{:04}", c.day, c.month, c.year);
}

}  // namespace

TemplateNames::TemplateNames(const model::Catalog& catalog, const model::RecordType& type, bool paged) : catalog_(catalog), type_(type) {
    items_ = {{"document", Type::context_of({{"number", Kind::string}, {"date", Kind::date}, {"version", Kind::number}, {"name", Kind::string}})},
              {"company", Type::context_of({{"name", Kind::string}, {"tax_number", Kind::string}, {"address", Kind::string}, {"phone", Kind::string},
                                           {"email", Kind::string}, {"note", Kind::string}})},
              {"buyer", Type::context_of({{"name", Kind::string}, {"tax_number", Kind::string}, {"address", Kind::string}})},
              {"totals", Type::context_of({{"net", Kind::money}, {"tax", Kind::money}, {"gross", Kind::money}, {"rates", Type::list_of(rate_type())}})},
              {"positions", Type::list_of(position_type())}};
    if (paged) items_.insert(items_.end(), {{"page", Kind::number}, {"pages", Kind::number}});
}

Result<automation::Formula> TemplateNames::compile(const std::string& source, const std::string& place, bool condition, ValueForm form) const {
    using automation::Formula;
    POTOK_TRY(Formula f, Formula::compile(source, scope(), place, condition ? Formula::Expect::truth : Formula::Expect::anything));
    const Type type = f.type();
    const bool fits = form == ValueForm::words          ? expr::compatible(type, Kind::money)
                      : form == ValueForm::plain_amount ? expr::compatible(type, Kind::money) || expr::compatible(type, Kind::number)
                      : form == ValueForm::long_date    ? expr::compatible(type, Kind::date) || expr::compatible(type, Kind::date_time)
                                                        : true;
    if (!fits) return error("template.form_type", {{"expression", source}, {"given", type.str()}}, place);
    return f;
}

void TemplateNames::enter(const std::string& item, const automation::Formula& list) {
    const Type type = list.type();
    items_.emplace_back(item, type.kind == Kind::list ? type.item_type() : type);
}

Filling::Filling(model::Workspace& ws, const model::DocumentOrder& order, const Locale& locale) : ws_(ws), locale_(locale) {
    moment_.workspace = &ws;
    moment_.type = ws.type_of(order.record);
    moment_.record = order.record;
    moment_.now = order.now;
    moment_.locals = &locals_;
    bind("document", ValueContext{{"number", order.number.empty() ? Value() : Value(order.number)},
                                  {"date", Value(model::local_day(ws, order.now))},
                                  {"version", Value(order.version)},
                                  {"name", Value(order.source->label.in(locale.language()))}});
    bind("company", company_of(ws));
    const auto r = model::record(ws, order.record);
    bind("buyer", r ? buyer_of(ws, *r) : Value());
    const auto lines = model::lines_of(ws, order.record);
    const auto totals = lines.empty() ? Result<model::Totals>(error("document.no_lines")) : model::totals_of(ws, order.record);
    bind("totals", totals.ok() ? totals_value(*totals) : Value());
    bind("positions", positions(lines, totals.ok() ? &*totals : nullptr));
}

void Filling::bind(std::string name, Value value) {
    locals_.emplace(locals_.begin(), std::move(name), std::move(value));  // the first of a name counts
}

void Filling::unbind(std::size_t names) {
    locals_.erase(locals_.begin(), locals_.begin() + static_cast<std::ptrdiff_t>(names));
}

Status Filling::each(const automation::Formula& list, const std::string& item, const std::function<Status()>& body) {
    const Value all = value(list);
    if (all.is_null()) return {};
    const ValueList* items = all.as<ValueList>();
    const ValueList one = items ? ValueList{} : ValueList{all};
    if (!items) items = &one;
    if (items->size() > max_items)
        return error("template.too_many_items", {{"expression", list.source()}, {"most", std::to_string(max_items)}});
    for (std::size_t i = 0; i < items->size(); ++i) {
        bind("loop", ValueContext{{"index", Value(static_cast<std::int64_t>(i + 1))},
                                  {"count", Value(static_cast<std::int64_t>(items->size()))},
                                  {"done", Value(static_cast<std::int64_t>(i))}});
        bind(item, (*items)[i]);
        const Status done = body();
        unbind(2);
        POTOK_CHECK(done);
    }
    return {};
}

Result<std::string> Filling::written(const automation::Formula& formula, ValueForm form) const {
    const Value v = value(formula);
    if (v.is_null()) return std::string();
    const Language language = locale_.language();
    const Money* money = v.as<Money>();
    const Decimal* number = v.as<Decimal>();
    const Date* date = v.as<Date>();
    const Instant* instant = v.as<Instant>();
    if (form == ValueForm::words) {
        if (!money) return error("template.no_amount", {{"expression", formula.source()}});
        return amount_in_words(*money, language);
    }
    if (form == ValueForm::plain_amount && !money && !number) return error("template.no_amount", {{"expression", formula.source()}});
    if (money) {
        const std::string whole = locale_.money(*money, true);
        if (form != ValueForm::plain_amount) return whole;
        return whole.substr(0, whole.size() - currency_symbol(money->currency).size() - std::string_view("\u202F").size());
    }
    if (date) return form == ValueForm::long_date ? locale_.date_long(*date) : numeric(*date, language);
    if (instant) {
        const LocalDateTime local = ws_.zone().to_local(*instant);
        if (form == ValueForm::long_date) return locale_.date_long(local.date);
        return numeric(local.date, language) + " " + locale_.time(local.time);
    }
    // A path through a loop's item reads as one over the item's own record, so that options stand by their labels.
    const std::string& path = formula.source();
    const std::size_t dot = path.find('.');
    if (dot != std::string::npos) {
        const auto it = std::find_if(locals_.begin(), locals_.end(), [&](const auto& l) { return l.first == path.substr(0, dot); });
        const Ref* item = it != locals_.end() ? it->second.as<Ref>() : nullptr;
        if (const auto row = item ? ws_.row_of(item->id) : std::nullopt) {
            automation::Moment moment = moment_;
            moment.record = *row;
            moment.type = ws_.type_of(*row);
            return automation::written(v, std::string_view(path).substr(dot + 1), moment, locale_);
        }
    }
    return automation::written(v, path, moment_, locale_);
}

}  // namespace potok::exchange
