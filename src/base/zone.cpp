// Time zones from TZif data (RFC 9636), read without trust: every count is checked against the bytes there
// are.
#include <algorithm>
#include <optional>

#include "base/calendar.h"
#include "base/posix_tz.h"

namespace potok {

namespace {

class Bytes {
public:
    explicit Bytes(std::string_view data) : data_(data) {}

    std::size_t left() const { return data_.size() - at_; }
    bool skip(std::uint64_t n) {
        if (n > left()) return false;
        at_ += static_cast<std::size_t>(n);
        return true;
    }
    std::optional<std::string_view> take(std::uint64_t n) {
        if (n > left()) return std::nullopt;
        const std::string_view part = data_.substr(at_, static_cast<std::size_t>(n));
        at_ += part.size();
        return part;
    }

private:
    std::string_view data_;
    std::size_t at_ = 0;
};

std::uint64_t unsigned_big(std::string_view bytes) {
    std::uint64_t n = 0;
    for (char c : bytes) n = n << 8 | static_cast<std::uint8_t>(c);
    return n;
}

std::uint64_t unsigned_little(std::string_view bytes) {
    std::uint64_t n = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) n = n << 8 | static_cast<std::uint8_t>(bytes[i]);
    return n;
}

std::int64_t signed_big(std::string_view bytes) {
    const std::uint64_t n = unsigned_big(bytes);
    return bytes.size() == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(n))
                             : static_cast<std::int64_t>(n);
}

LocalDateTime split(std::int64_t local_ms) {
    std::int64_t day = local_ms / ms_per_day;
    std::int64_t rest = local_ms % ms_per_day;
    if (rest < 0) {
        rest += ms_per_day;
        --day;
    }
    if (day < min_date.days) return {min_date, {0}};
    if (day > max_date.days) return {max_date, {static_cast<std::int32_t>(ms_per_day - 1)}};
    return {Date{static_cast<std::int32_t>(day)}, TimeOfDay{static_cast<std::int32_t>(rest)}};
}

std::int64_t joined(LocalDateTime local) { return local.date.days * ms_per_day + local.time.ms; }

// Zones reckon within the years 1 to 9999; a moment beyond counts as the first or the last of them.
std::int64_t within_years(std::int64_t ms) {
    return std::clamp(ms, min_date.days * ms_per_day, (max_date.days + 1) * ms_per_day - 1);
}

struct Transition {
    std::int64_t at_s;
    std::int64_t offset_s;
};

class TzifZone final : public Zone {
public:
    TzifZone(std::string name, std::int64_t first_offset_s, std::vector<Transition> transitions,
             std::optional<PosixTz> rule)
        : name_(std::move(name)),
          first_offset_s_(first_offset_s),
          transitions_(std::move(transitions)),
          rule_(std::move(rule)) {
        if (rule_ && !transitions_.empty()) spell_out();
    }

    const std::string& name() const override { return name_; }

    std::int64_t offset_ms(Instant instant) const override {
        const std::int64_t ms = within_years(instant.ms);
        const std::int64_t s = ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
        const auto after = std::upper_bound(transitions_.begin(), transitions_.end(), s,
                                            [](std::int64_t at, const Transition& t) { return at < t.at_s; });
        if (after == transitions_.end() && rule_) return rule_->offset_s(s) * 1000;
        if (after == transitions_.begin()) return first_offset_s_ * 1000;
        return std::prev(after)->offset_s * 1000;
    }

    LocalDateTime to_local(Instant instant) const override {
        return split(within_years(instant.ms) + offset_ms(instant));
    }

    Instant to_instant(LocalDateTime local) const override {
        // The offset in force a day before and a day after: an overlap has two right answers, of which the
        // earlier counts; a gap none, and the offset before it moves the time forward.
        const std::int64_t ms = joined(local);
        const std::int64_t before = offset_ms({ms - ms_per_day});
        const std::int64_t after = offset_ms({ms + ms_per_day});
        const Instant first{ms - std::max(before, after)};
        const Instant second{ms - std::min(before, after)};
        if (joined_offset(first) == ms) return first;
        if (joined_offset(second) == ms) return second;
        return {ms - before};
    }

private:
    // Working the rule out takes a hundred times as long as finding a place in the table, and a calendar page asks a thousand times a
    // frame: its changes until the end of this century become part of the table.
    void spell_out() {
        const std::int64_t last = transitions_.back().at_s;
        const std::int64_t day = std::clamp<std::int64_t>(last / 86400, min_date.days + 366, max_date.days - 366);
        transitions_.back().offset_s = rule_->offset_s(last);
        for (const PosixTz::Change& c : rule_->changes(civil(Date{static_cast<std::int32_t>(day)}).year - 1, 2100))
            if (c.at_s > transitions_.back().at_s) transitions_.push_back({c.at_s, c.offset_s});
            else if (c.at_s == transitions_.back().at_s && c.at_s > last) transitions_.back().offset_s = c.offset_s;
    }

    std::int64_t joined_offset(Instant instant) const { return instant.ms + offset_ms(instant); }

    std::string name_;
    std::int64_t first_offset_s_;
    std::vector<Transition> transitions_;  // by time
    std::optional<PosixTz> rule_;          // after the last
};

class UtcZone final : public Zone {
public:
    const std::string& name() const override { return name_; }
    LocalDateTime to_local(Instant instant) const override { return split(within_years(instant.ms)); }
    Instant to_instant(LocalDateTime local) const override { return {joined(local)}; }
    std::int64_t offset_ms(Instant) const override { return 0; }

private:
    std::string name_ = "UTC";
};

struct Header {
    char version = 0;
    std::uint64_t isutcnt = 0, isstdcnt = 0, leapcnt = 0, timecnt = 0, typecnt = 0, charcnt = 0;

    std::uint64_t data_size(std::uint64_t time_size) const {
        return timecnt * time_size + timecnt + typecnt * 6 + charcnt + leapcnt * (time_size + 4) + isstdcnt +
               isutcnt;
    }
};

std::optional<Header> read_header(Bytes& bytes) {
    const auto raw = bytes.take(44);
    if (!raw || raw->substr(0, 4) != "TZif") return std::nullopt;
    const auto count = [&](std::size_t i) { return unsigned_big(raw->substr(20 + 4 * i, 4)); };
    Header h;
    h.version = (*raw)[4];
    h.isutcnt = count(0);
    h.isstdcnt = count(1);
    h.leapcnt = count(2);
    h.timecnt = count(3);
    h.typecnt = count(4);
    h.charcnt = count(5);
    if (h.typecnt == 0 || h.typecnt > 256 || h.leapcnt != 0)
        return std::nullopt;  // our instants know no leap seconds
    return h;
}

constexpr std::int64_t max_offset_s = 26 * 3600;

// The transitions of one data block and the offset before them all.
bool read_block(Bytes& bytes, const Header& h, std::size_t time_size, std::vector<Transition>& out,
                std::int64_t& first) {
    const auto block = bytes.take(h.data_size(time_size));
    if (!block) return false;
    // The block is in memory, so its counts fit a size, of 32 bits too.
    const auto transitions = static_cast<std::size_t>(h.timecnt);
    const std::string_view times = block->substr(0, transitions * time_size);
    const std::string_view kinds = block->substr(times.size(), transitions);
    const std::string_view types =
        block->substr(times.size() + kinds.size(), static_cast<std::size_t>(h.typecnt) * 6);
    const auto offset_of = [&](std::size_t type) { return signed_big(types.substr(type * 6, 4)); };
    for (std::size_t i = 0; i < h.typecnt; ++i) {
        if (std::abs(offset_of(i)) >= max_offset_s) return false;
    }
    first = offset_of(0);
    out.reserve(kinds.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const auto type = static_cast<std::uint8_t>(kinds[i]);
        const std::int64_t at = signed_big(times.substr(i * time_size, time_size));
        if (type >= h.typecnt || (!out.empty() && at <= out.back().at_s)) return false;
        out.push_back({at, offset_of(type)});
    }
    return true;
}

}  // namespace

Result<std::shared_ptr<const Zone>> parse_tzif(std::string name, std::string_view data) {
    const auto malformed = [&] { return error("zone.malformed", {{"zone", name}}); };
    Bytes bytes(data);
    auto header = read_header(bytes);
    if (!header) return malformed();
    std::size_t time_size = 4;
    if (header->version >= '2') {  // the block with 32-bit times is there for old readers only
        if (!bytes.skip(header->data_size(4))) return malformed();
        header = read_header(bytes);
        if (!header) return malformed();
        time_size = 8;
    }
    std::vector<Transition> transitions;
    std::int64_t first = 0;
    if (!read_block(bytes, *header, time_size, transitions, first)) return malformed();
    std::optional<PosixTz> rule;
    if (time_size == 8) {
        const std::string_view footer = *bytes.take(bytes.left());
        const std::size_t end = footer.find('\n', 1);
        if (footer.empty() || footer[0] != '\n' || end == std::string_view::npos) return malformed();
        if (end > 1) {
            rule = PosixTz::parse(footer.substr(1, end - 1));
            if (!rule) return malformed();
        }
    }
    return std::shared_ptr<const Zone>(
        std::make_shared<TzifZone>(std::move(name), first, std::move(transitions), std::move(rule)));
}

Result<std::shared_ptr<const ZoneTable>> ZoneTable::load(std::string_view bundle) {
    const auto malformed = [] { return error("zone.malformed", {{"zone", "*"}}); };
    Bytes bytes(bundle);
    if (bytes.take(4) != std::string_view("PTZ1")) return malformed();
    const auto count = bytes.take(4);
    if (!count) return malformed();
    auto table = std::make_shared<ZoneTable>();
    for (std::uint64_t left = unsigned_little(*count); left > 0; --left) {
        const auto name_size = bytes.take(2);
        if (!name_size) return malformed();
        const auto name = bytes.take(unsigned_little(*name_size));
        const auto size = bytes.take(4);
        if (!name || name->empty() || !size) return malformed();
        const auto data = bytes.take(unsigned_little(*size));
        if (!data || !table->zones_.emplace(*name, *data).second) return malformed();
    }
    if (bytes.left() > 0) return malformed();
    return std::shared_ptr<const ZoneTable>(std::move(table));
}

Result<std::shared_ptr<const Zone>> ZoneTable::find(std::string_view name) const {
    const auto found = zones_.find(name);
    if (found != zones_.end()) return parse_tzif(found->first, found->second);
    if (name == "UTC") return utc_zone();
    return error("zone.unknown", {{"zone", std::string(name.substr(0, 64))}});
}

std::vector<std::string> ZoneTable::names() const {
    std::vector<std::string> out;
    out.reserve(zones_.size());
    for (const auto& [name, data] : zones_) out.push_back(name);
    return out;
}

std::shared_ptr<const Zone> utc_zone() {
    static const std::shared_ptr<const Zone> utc = std::make_shared<UtcZone>();
    return utc;
}

}  // namespace potok
