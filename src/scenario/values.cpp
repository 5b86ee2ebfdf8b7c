// Values as a scenario writes them: 2026-03-02 09:00, 184 600 RUB, yes, "text", the title of a record, empty.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "scenario/pattern.h"
#include "scenario/world.h"

namespace potok::scenario {
namespace {

constexpr std::int64_t second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

bool is_currency(std::string_view text) {
    return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "184 600,50" and "184600.50" → "184600.50"
std::string plain_number(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c == ' ' || c == '_') continue;
        digits.push_back(c == ',' ? '.' : c);
    }
    return digits;
}

std::optional<Money> read_money(std::string_view text) {
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || !is_currency(text.substr(space + 1))) return std::nullopt;
    const std::string currency(text.substr(space + 1));
    const auto number = Decimal::parse(plain_number(text.substr(0, space)));
    if (!number) return std::nullopt;
    const auto minor = number->to_scaled(minor_digits(currency));
    if (!minor) return std::nullopt;
    return Money{*minor, currency};
}

std::optional<bool> read_boolean(std::string_view text) {
    if (text == "yes" || text == "true") return true;
    if (text == "no" || text == "false") return false;
    return std::nullopt;
}

// The date a word names on `today`.
std::optional<Date> read_date(std::string_view text, Date today) {
    if (text == "today") return today;
    if (text == "tomorrow") return Date{today.days + 1};
    if (text == "yesterday") return Date{today.days - 1};
    const auto parsed = parse_date(text);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace

std::string unquoted(std::string_view text) {
    text = trim(text);
    if (text.starts_with("«") && text.ends_with("»")) {
        return std::string(text.substr(2, text.size() - 4));
    }
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
    std::string out;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size()) {
            ++i;
            out.push_back(text[i] == 'n' ? '\n' : text[i]);
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

Result<std::int64_t> parse_span(std::string_view text) {
    std::int64_t total = 0;
    for (text = trim(text); !text.empty(); text = trim(text)) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        if (!is_span_word(word)) return impossible(fmt::format("\"{}\" is no length of time", word));
        if (const auto iso = parse_duration(word)) {
            const auto* span = iso->as<DayTimeDuration>();
            if (!span) return impossible(fmt::format("\"{}\": months have no fixed length", word));
            total += span->ms;
            continue;
        }
        std::int64_t number = 0;
        const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (fault != std::errc{}) return impossible(fmt::format("\"{}\" is no length of time", word));
        const std::string_view unit(rest, static_cast<std::size_t>(word.data() + word.size() - rest));
        total += number * (unit == "d" ? day : unit == "h" ? hour : unit == "m" ? minute : unit == "s" ? second : 1);
    }
    return total;
}

Result<Instant> World::moment(std::string_view text) const {
    text = trim(text);
    if (text == "now") return now_;
    if (const auto instant = parse_instant(text)) return *instant;
    const Zone& zone = workspace_->zone();
    const Date today = zone.to_local(now_).date;
    const std::size_t space = text.find(' ');
    const auto date = read_date(text.substr(0, space), today);
    if (date && space == std::string_view::npos) return zone.to_instant({*date, TimeOfDay{}});
    const auto time = parse_time(date ? trim(text.substr(space + 1)) : text);
    if (!time) return impossible(fmt::format("\"{}\" is no moment", text));
    return zone.to_instant({date.value_or(today), *time});
}

Result<Value> World::loose_value(std::string_view text) const {
    text = trim(text);
    if (text == "empty") return Value();
    if (text.starts_with('"') || text.starts_with("«")) return Value(unquoted(text));
    if (const auto b = read_boolean(text)) return Value(*b);
    if (auto m = read_money(text)) return Value(std::move(*m));
    if (const auto d = read_date(text, workspace_->zone().to_local(now_).date)) return Value(*d);
    if (const auto n = Decimal::parse(plain_number(text))) return Value(*n);
    if (text.starts_with("P")) {
        if (auto span = parse_duration(text)) return std::move(*span);
    }
    if (const auto t = moment(text); t && text.find(' ') != std::string_view::npos) return Value(*t);
    return Value(std::string(text));
}

Result<Value> World::setting_value(const std::string& key, const std::string& text) const {
    const model::Setting* s = workspace_->catalog().setting(key);
    if (s && s->kind == model::FieldKind::text && text != "empty") return Value(text);  // account numbers are no numbers
    return loose_value(text);
}

Result<Value> World::value(const model::Field& field, std::string_view text) {
    using K = model::FieldKind;
    text = trim(text);
    const bool quoted = text.starts_with('"') || text.starts_with("«");
    if (text == "empty") return Value();
    const std::string plain = unquoted(text);
    const auto wrong = [&] { return impossible(fmt::format("\"{}\" is no value for {}", plain, field.key)); };
    switch (field.kind) {
        case K::text:
        case K::long_text:
        case K::phone:
        case K::email: return Value(plain);
        case K::number: {
            const auto n = Decimal::parse(plain_number(plain));
            return n ? Result<Value>(Value(*n)) : wrong();
        }
        case K::money: {
            auto m = read_money(plain);
            return m ? Result<Value>(Value(std::move(*m))) : wrong();
        }
        case K::boolean: {
            const auto b = read_boolean(plain);
            return b ? Result<Value>(Value(*b)) : wrong();
        }
        case K::date: {
            const auto d = read_date(plain, workspace_->zone().to_local(now_).date);
            return d ? Result<Value>(Value(*d)) : wrong();
        }
        case K::datetime: {
            POTOK_TRY(const Instant t, moment(plain));
            return Value(t);
        }
        case K::duration: {
            POTOK_TRY(const std::int64_t ms, parse_span(plain));
            return Value(DayTimeDuration{ms});
        }
        case K::choice:
            for (const auto& o : field.options) {
                if (o.key == plain || label_is(o.label, plain)) return Value(o.key);
            }
            return wrong();
        case K::multi: {
            ValueList keys;
            POTOK_TRY(const auto tokens, tokenize(text));
            for (const Token& t : tokens) {
                if (t.kind == Token::Kind::comma) continue;
                const auto o = std::ranges::find_if(field.options, [&](const model::Option& option) {
                    return option.key == t.text || label_is(option.label, t.text);
                });
                if (o == field.options.end()) return wrong();
                keys.emplace_back(o->key);
            }
            return Value(std::move(keys));
        }
        case K::reference: {
            if (field.target == "person") {
                POTOK_TRY(const auto row, person(plain));
                return Value(workspace_->id_of(row));
            }
            POTOK_TRY(auto tokens, tokenize(text));
            if (!quoted && tokens.size() != 2) tokens = {{Token::Kind::text, plain}};
            if (tokens.size() == 1 && field.target != "*" && !aliases_.contains(tokens[0].text))
                tokens.insert(tokens.begin(), {Token::Kind::word, field.target});
            POTOK_TRY(const auto row, record(tokens));
            return Value(workspace_->id_of(row));
        }
        case K::json:
        case K::files: return wrong();
    }
    return wrong();
}

Result<Json> World::values(const model::RecordType& type, const Step& step) {
    Json out = Json::object();
    for (const auto& [key, text] : step.pairs) {
        POTOK_TRY(const auto* f, field(type, key));
        POTOK_TRY(const Value v, value(*f, text));
        out[f->key] = to_json(v);
    }
    return out;
}

std::string World::show_time(Instant t) const {
    const LocalDateTime local = workspace_->zone().to_local(t);
    std::string time = format_iso(local.time);
    if (time.ends_with(":00") && time.size() == 8) time.resize(5);
    return format_iso(local.date) + " " + time;
}

std::string World::show(const Value& value) {
    if (value.is_null()) return "empty";
    if (const auto* b = value.as<bool>()) return *b ? "yes" : "no";
    if (const auto* n = value.as<Decimal>()) return n->str();
    if (const auto* s = value.as<std::string>()) return '"' + *s + '"';
    if (const auto* d = value.as<Date>()) return format_iso(*d);
    if (const auto* t = value.as<TimeOfDay>()) return format_iso(*t);
    if (const auto* t = value.as<Instant>()) return show_time(*t);
    if (const auto* d = value.as<DayTimeDuration>()) return format_iso(*d);
    if (const auto* d = value.as<YearMonthDuration>()) return format_iso(*d);
    if (const auto* m = value.as<Money>()) {
        return Decimal::scaled(m->minor, minor_digits(m->currency)).str() + " " + m->currency;
    }
    if (const auto* r = value.as<Ref>()) {
        const auto row = workspace_->row_of(r->id);
        return row ? '"' + model::title_of(*workspace_, *row) + '"' : r->id.str();
    }
    if (const auto* list = value.as<ValueList>()) {
        std::string out;
        for (const Value& v : *list) out += (out.empty() ? "" : ", ") + show(v);
        return out.empty() ? "empty" : out;
    }
    return to_json(value).dump();
}

}  // namespace potok::scenario
