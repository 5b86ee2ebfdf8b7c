#include "ui/value_text.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace potok::ui {

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;

std::string join_options(const std::vector<model::Option>& options, const Value& value, Language language) {
    std::string out;
    const auto add = [&](std::string_view key) {
        if (!out.empty()) out += ", ";
        out += option_label(options, key, language);
    };
    if (const auto* list = value.as<ValueList>()) {
        for (const Value& v : *list)
            if (const auto* key = v.as<std::string>()) add(*key);
    } else if (const auto* key = value.as<std::string>()) {
        add(*key);
    }
    return out;
}

}  // namespace

std::string option_label(const std::vector<model::Option>& options, std::string_view key, Language language) {
    for (const model::Option& option : options)
        if (option.key == key) return option.label.in(language);
    return std::string(key);
}

std::string field_label(const model::RecordType& type, std::string_view field, Language language) {
    const model::Field* f = type.field(field);
    return f && !f->label.empty() ? f->label.in(language) : std::string(field);
}

std::string value_text(const model::Workspace& ws, const Locale& locale, const model::Field& field, const Value& value) {
    if (value.is_null()) return "";
    switch (field.kind) {
    case model::FieldKind::choice:
    case model::FieldKind::multi: return join_options(field.options, value, locale.language());
    case model::FieldKind::reference:
        if (const Ref* ref = value.as<Ref>())
            if (const auto row = ws.row_of(ref->id)) return model::title_of(ws, *row);
        return locale.text("value.gone");
    case model::FieldKind::boolean:
        if (const bool* b = value.as<bool>()) return locale.text(*b ? "value.yes" : "value.no");
        break;
    case model::FieldKind::money:
        if (const Money* m = value.as<Money>()) {
            std::int64_t unit = 1;
            for (int i = 0; i < minor_digits(m->currency); ++i) unit *= 10;
            return locale.money(*m, m->minor % unit != 0);
        }
        break;
    case model::FieldKind::duration:
        if (const auto* d = value.as<DayTimeDuration>()) return span_text(locale, d->ms);
        break;
    default: break;
    }
    return locale.value(value, ws.zone());
}

std::string due_text(const Locale& locale, const Zone& zone, Instant due, Instant now, bool with_time) {
    const LocalDateTime at = zone.to_local(due), today = zone.to_local(now);
    const std::string date = locale.relative_day(at.date, today.date);
    return with_time ? date + " " + locale.time(at.time) : date;
}

std::string moment_text(const Locale& locale, const Zone& zone, Instant at, Instant now) {
    const LocalDateTime then = zone.to_local(at), today = zone.to_local(now);
    if (then.date == today.date) return locale.time(then.time);
    const bool this_year = civil(then.date).year == civil(today.date).year;
    return (this_year ? locale.day_month(then.date) : locale.date(then.date)) + " " + locale.time(then.time);
}

std::string span_text(const Locale& locale, std::int64_t ms) {
    if (ms >= day) return locale.plural("duration.days", ms / day);
    if (ms >= hour) return locale.plural("duration.hours", ms / hour);
    return locale.plural("duration.minutes", ms < 0 ? 0 : ms / minute);
}

std::string size_text(const Locale& locale, std::int64_t bytes) {
    const auto tenths = [&](std::int64_t unit) {
        return locale.number(Decimal::scaled((bytes * 10 + unit / 2) / unit, 1));
    };
    if (bytes < 1000) return locale.text("size.bytes", {{"n", locale.number(Decimal(bytes))}});
    if (bytes < 1'000'000) return locale.text("size.kilobytes", {{"n", locale.number(Decimal((bytes + 500) / 1000))}});
    return locale.text("size.megabytes", {{"n", tenths(1'000'000)}});
}

int person_hue(model::RowId row) { return static_cast<int>((row * 5 + 4) % 12); }

}  // namespace potok::ui
