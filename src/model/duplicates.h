// Records that may be the same client twice: by tax number, e-mail, telephone, name, and names that differ by a slip.
//
// No pair is compared that shares nothing: each record gives keys (its numbers; the words of its name in order of the alphabet), and only
// records with a key in common are compared; slips are looked for among neighbours in the order of names read forwards and backwards. So
// 100,000 records take seconds. The outcome depends on the records alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::model {

struct DuplicateReason {
    enum class Kind { tax_number, email, phone, name, similar_name, other_tax_number } kind = Kind::name;
    std::string value;  // what they share, as compared; similar_name: how much alike, "93 %"
    int points = 0;     // other_tax_number speaks against it: below zero
};

struct DuplicatePair {
    RowId first = 0, second = 0;           // first is the older
    int score = 0;                         // 0 … 100
    std::vector<DuplicateReason> reasons;  // weightiest first
};

struct DuplicateOptions {
    RowId only = 0;       // pairs with this record
    int least_score = 20;
    std::size_t most = 10'000;
};

// Over the living records of a type with a name, and with what it has of the fields tax_number, email, phone. Highest score first, then the
// older first. Points: tax number 60, e-mail 50, telephone 40 (its last nine digits), name 40, similar name 20 to 35, another tax number −40.
// Errors: type.unknown, db.*
Result<std::vector<DuplicatePair>> find_duplicates(const Workspace& ws, std::string_view type, const DuplicateOptions& options = {});

// --- how they are compared ---------------------------------------------------------------------------------------------
// Folded words without legal forms, in order: "Альфа ООО" → "альфа", "ALFA Sp. z o.o." → "alfa".
std::vector<std::string> name_words(std::string_view name);
// Thousandths: 1000 − 1000 × (changes of one character, neighbours swapped counting once) ÷ (length of the longer).
int similarity(std::string_view a, std::string_view b);

}  // namespace potok::model
