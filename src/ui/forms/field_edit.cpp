#include "ui/forms/field_edit.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/choice.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/select.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using model::FieldKind;
constexpr std::int64_t hour_ms = 3'600'000;
constexpr int most_options = 200;  // of a reference that are all listed; of more than that, those found by full text

}  // namespace

Date today(Desk& desk) { return desk.zone().to_local(desk.now()).date; }

bool is_holiday(const WorkingCalendar& calendar, Date day) { return weekday(day) < 6 && !calendar.is_working_day(day); }

FieldEdit::FieldEdit(Desk& desk, const model::Field& field, const Value& value) : field_(&field) {
    key_ = "field/" + field.key;
    label_ = field.label.in(desk.language());
    zone_ = &desk.zone();
    load(desk, value);
}

void FieldEdit::refresh(Desk& desk, const Value& value) {
    label_ = field_->label.in(desk.language());
    if (editing_ || kept_ == value) return;
    load(desk, value);
}

void FieldEdit::load(Desk& desk, const Value& value) {
    kept_ = value;
    text_.clear();
    number_.reset(), minor_.reset(), date_.reset(), time_.reset();
    flag_ = false;
    choice_ = -1;
    if (const auto* s = value.as<std::string>()) text_ = *s;
    if (const auto* d = value.as<Decimal>()) number_ = *d;
    if (const auto* m = value.as<Money>()) minor_ = m->minor, currency_ = m->currency;
    if (currency_.empty()) currency_ = desk.ws().info().currency;
    if (const auto* d = value.as<Date>()) date_ = *d;
    if (const auto* at = value.as<Instant>()) {
        const LocalDateTime local = zone_->to_local(*at);
        date_ = local.date, time_ = local.time;
    }
    if (const auto* b = value.as<bool>()) flag_ = *b;
    if (const auto* d = value.as<DayTimeDuration>())
        if (auto hours = div(Decimal(d->ms), Decimal(hour_ms)); hours.ok()) number_ = *hours;
    const auto& options = field_->options;
    if (field_->kind == FieldKind::choice)
        for (std::size_t i = 0; i < options.size(); ++i)
            if (options[i].key == text_) choice_ = static_cast<int>(i);
    if (field_->kind == FieldKind::multi) {
        ticks_.assign(options.size(), false);
        if (const auto* list = value.as<ValueList>())
            for (const Value& v : *list)
                for (std::size_t i = 0; i < options.size(); ++i)
                    if (const auto* key = v.as<std::string>(); key && *key == options[i].key) ticks_[i] = true;
    }
    if (field_->kind == FieldKind::reference) options_loaded_ = false, query_.clear();
}

void FieldEdit::list_option(Desk& desk, model::RowId row, const Uuid& current) {
    if (row == desk.ws().robots()) return;
    const Uuid id = desk.ws().id_of(row);
    if (id == current) choice_ = static_cast<int>(option_records_.size());
    option_records_.push_back(id);
    option_texts_.push_back(model::title_of(desk.ws(), row));
}

void FieldEdit::load_options(Desk& desk) {
    const Ref* kept = kept_.as<Ref>();
    Uuid current = kept ? kept->id : Uuid{};
    if (options_loaded_) current = choice_ >= 0 ? option_records_[static_cast<std::size_t>(choice_)] : Uuid{};
    options_loaded_ = true;
    listed_query_ = query_;
    option_texts_.clear();
    option_records_.clear();
    choice_ = -1;
    const model::RecordType* target = desk.ws().catalog().type(field_->target);
    std::vector<model::RowId> rows = model::newest_records(desk.ws(), field_->target, most_options + 1);
    const bool many = rows.size() > static_cast<std::size_t>(most_options) && target && target->searchable;
    if (!many) {
        std::reverse(rows.begin(), rows.end());
    } else if (query_.empty()) {
        rows.resize(most_options);
    } else {
        rows.clear();
        for (const auto& hit : model::search(desk.ws(), query_, most_options, field_->target)) rows.push_back(hit.row);
    }
    for (const model::RowId row : rows) list_option(desk, row, current);
    listed_ = many ? static_cast<int>(option_records_.size()) : -1;
    if (!current.is_nil() && choice_ < 0) {
        if (const auto row = desk.ws().row_of(current)) list_option(desk, *row, current);
    }
}

float FieldEdit::height(Desk& desk, float width) const {
    Ui& ui = desk.ui();
    if (field_->kind == FieldKind::long_text) return multiline_height(ui, text_, width, 2, 8);
    if (field_->kind == FieldKind::multi)
        return (ui.phone() ? 40.f : 28.f) * static_cast<float>(std::max<std::size_t>(1, field_->options.size()));
    return ui.control_height();
}

bool FieldEdit::draw(Desk& desk, const Rect& r, bool plain) {
    Ui& ui = desk.ui();
    FieldSpec spec{.key = key_, .label = label_, .multiline = field_->kind == FieldKind::long_text,
                   .required = field_->required, .error = error.has_value(), .plain = plain};
    const std::string add = plain ? desk.tr("form.add") : std::string();
    spec.placeholder = add;
    FieldEvents events;
    switch (field_->kind) {
    case FieldKind::number: events = number_field(ui, r, spec, number_, field_->decimals); break;
    case FieldKind::duration: {
        const std::string hours = desk.tr("form.hours");
        spec.suffix = hours;
        events = number_field(ui, r, spec, number_, 2);
        break;
    }
    case FieldKind::money: events = money_field(ui, r, spec, minor_, currency_); break;
    case FieldKind::boolean:
        if (!toggle_switch(ui, r, key_, label_, flag_, false, false)) return false;
        flag_ = !flag_;
        error.reset();
        return true;
    case FieldKind::choice: return draw_choice(desk, r, plain);
    case FieldKind::multi: return draw_multi(desk, r);
    case FieldKind::reference: return draw_reference(desk, r, plain);
    case FieldKind::date:
    case FieldKind::datetime: return draw_moment(desk, r, plain);
    default: events = text_field(ui, r, spec, text_); break;
    }
    editing_ = events.focused;
    if (events.changed) error.reset();
    return (events.left || events.submitted) && events.edited;
}

bool FieldEdit::draw_choice(Desk& desk, const Rect& r, bool plain) {
    option_texts_.clear();
    for (const auto& option : field_->options) option_texts_.push_back(option.label.in(desk.language()));
    std::vector<Option> options;
    for (std::size_t i = 0; i < option_texts_.size(); ++i)
        options.push_back({.label = option_texts_[i], .hue = field_->options[i].hue > 0 ? field_->options[i].hue : -1});
    const std::string hint = desk.tr("form.choose"), clear = desk.tr("form.no_choice");
    const bool changed = select(desk.ui(), r,
                                {.key = key_, .label = label_, .placeholder = hint,
                                 .clear = field_->required ? std::string_view() : std::string_view(clear),
                                 .required = field_->required, .error = error.has_value(), .plain = plain},
                                options, choice_);
    if (changed) error.reset();
    return changed;
}

bool FieldEdit::draw_multi(Desk& desk, const Rect& r) {
    bool changed = false;
    Rect rest = r;
    IdScope scope(desk.ui(), key_);
    ticks_.resize(field_->options.size());
    for (std::size_t i = 0; i < field_->options.size(); ++i) {
        const std::string label = field_->options[i].label.in(desk.language());
        if (checkbox(desk.ui(), rest.cut_top(desk.ui().phone() ? 40.f : 28.f), field_->options[i].key, label,
                     ticks_[i] ? Check::on : Check::off)) {
            ticks_[i] = !ticks_[i];
            changed = true;
        }
    }
    if (changed) error.reset();
    return changed;
}

bool FieldEdit::draw_reference(Desk& desk, const Rect& r, bool plain) {
    if (!options_loaded_ || query_ != listed_query_) load_options(desk);
    std::vector<Option> options;
    for (const std::string& text : option_texts_) options.push_back({.label = text});
    const std::string hint = desk.tr("form.choose"), clear = desk.tr("form.no_choice"), search = desk.tr("form.search"),
                      nothing = desk.tr("form.nothing_found");
    const bool changed = select(desk.ui(), r,
                                {.key = key_, .label = label_, .placeholder = hint,
                                 .clear = field_->required ? std::string_view() : std::string_view(clear), .search_hint = search,
                                 .nothing_found = nothing, .query = listed_ >= 0 ? &query_ : nullptr, .listed = listed_,
                                 .required = field_->required, .error = error.has_value(), .plain = plain},
                                options, choice_);
    if (query_ != listed_query_) desk.ui().host().request_redraw();
    if (changed) error.reset();
    return changed;
}

bool FieldEdit::draw_moment(Desk& desk, const Rect& r, bool plain) {
    Ui& ui = desk.ui();
    const std::string previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month"),
                      clear = desk.tr("form.clear"), hint = plain ? desk.tr("form.add") : desk.tr("form.date");
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    Rect rest = r;
    // In place the time shows once there is a date.
    const bool with_time = field_->kind == FieldKind::datetime && (!plain || date_);
    const Rect date_rect = with_time ? rest.cut_left(r.w - 100, 8) : r;
    bool changed = date_field(ui, date_rect,
                              {.key = key_, .label = label_, .placeholder = hint, .today = today(desk),
                               .previous_name = previous, .next_name = next,
                               .clear = field_->required ? std::string_view() : std::string_view(clear),
                               .day_off = [&](Date d) { return is_holiday(calendar, d); },
                               .required = field_->required, .error = error.has_value(), .plain = plain},
                              date_);
    if (with_time) {
        const std::string time_label = desk.tr("form.time_of", {{"field", label_}}), time_hint = desk.tr("form.time");
        IdScope scope(ui, key_);
        if (time_field(ui, rest, {.key = "time", .label = time_label, .placeholder = time_hint, .error = error.has_value()}, time_))
            changed = date_.has_value();  // a time alone is not a moment yet
        if (changed && date_ && !time_) time_ = TimeOfDay{9 * 3'600'000};
    }
    if (changed) error.reset();
    return changed;
}

Value FieldEdit::value() const {
    switch (field_->kind) {
    case FieldKind::number: return number_ ? Value(*number_) : Value();
    case FieldKind::duration: {
        if (!number_) return {};
        auto ms = mul(*number_, Decimal(hour_ms));
        const auto whole = ms.ok() ? ms->rounded_half_up(0).to_int64() : std::nullopt;
        return whole ? Value(DayTimeDuration{*whole}) : Value();
    }
    case FieldKind::money: return minor_ ? Value(Money{*minor_, currency_}) : Value();
    case FieldKind::boolean: return Value(flag_);
    case FieldKind::choice:
        return choice_ >= 0 ? Value(field_->options[static_cast<std::size_t>(choice_)].key) : Value();
    case FieldKind::multi: {
        ValueList list;
        for (std::size_t i = 0; i < ticks_.size() && i < field_->options.size(); ++i)
            if (ticks_[i]) list.emplace_back(field_->options[i].key);
        return list.empty() ? Value() : Value(std::move(list));
    }
    case FieldKind::reference:
        if (!options_loaded_) return kept_;
        return choice_ >= 0 ? Value(option_records_[static_cast<std::size_t>(choice_)]) : Value();
    case FieldKind::date: return date_ ? Value(*date_) : Value();
    case FieldKind::datetime:
        return date_ ? Value(zone_->to_instant({*date_, time_.value_or(TimeOfDay{9 * 3'600'000})})) : Value();
    default: return text_.empty() ? Value() : Value(text_);
    }
}

bool FieldEdit::empty() const { return value().is_null(); }

}  // namespace potok::ui
