// Country profiles: currency, VAT rates with their dates of validity, rounding, numbering of documents, which check digits a tax number
// bears. A profile is a definition of kind "country": shared ones are assets/countries/*.json, packs and workspaces bring their own.
// docs/commerce.md says what its members mean and where the figures of the shared ones come from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/decimal.h"
#include "model/workspace.h"

namespace potok::model {

struct VatRate {
    std::string code;               // as it stands on the document: "23", "zw"
    Label label;
    std::optional<Decimal> percent; // nothing: exempt or outside the scope; no tax, and not the same as 0 %
    Date from = min_date, to = max_date;  // both days included
    bool standard = false;          // the one taken where a line names none

    bool valid_on(Date day) const { return from <= day && day <= to; }
    Decimal rate() const { return percent.value_or(Decimal()); }
};

// Where VAT is rounded to the minor unit: for each line, and the lines summed; or once for the sum of each rate.
enum class VatRounding { line, total };

enum class TaxNumber { none, nip, inn };

struct CountryProfile {
    std::string key;
    Label label;
    std::string currency;           // ISO 4217
    std::vector<VatRate> rates;
    VatRounding rounding = VatRounding::total;
    std::vector<std::pair<std::string, std::string>> numbering;  // series → pattern (model/numbering.h)
    TaxNumber tax_number = TaxNumber::none;
    int payment_days = 14;          // calendar days from issue to due

    const VatRate* rate(std::string_view code) const;
    const VatRate* standard_rate(Date day) const;  // null when none is valid that day
    const std::string* pattern(std::string_view series) const;
    // Has the check digits of this country's tax numbers. True where the profile knows of none.
    bool fits_tax_number(std::string_view text) const;
    // Written as this country writes its tax numbers, digits only and as many, but with the wrong check digits. A number from elsewhere
    // bears its country's letters in front, or another length.
    bool is_mistyped_tax_number(std::string_view text) const;
};

// Errors: json.*, country.* with the JSON path inside the body.
Result<CountryProfile> parse_country(const Definition& definition);

// The profile of that key; without one the first of the workspace. Errors: country.missing, country.unknown.
Result<CountryProfile> country(const Workspace& ws, std::string_view key = {});

// The profile by which business about a record is done: the one that came with the pack of its type or pipeline (a Russian firm and its
// Polish sister in one workspace), else the first of the workspace. Errors: country.missing.
Result<CountryProfile> country_for(const Workspace& ws, RowId record);

// The calendar day of an instant where the workspace is.
Date local_day(const Workspace& ws, Instant at);

}  // namespace potok::model
