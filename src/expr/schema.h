// What names mean, asked while an expression is compiled; done by model/ for the fields of a record type,
// settings, the lists that belong to a record, and what a trigger offers.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "expr/type.h"

namespace potok::expr {

class Schema {
public:
    virtual ~Schema() = default;
    // A name at the start of a path ("client", "amount", "settings"). Nothing: there is no such name. Names
    // may be of any script and may contain single spaces.
    virtual std::optional<Type> name(std::string_view name) const = 0;
    // A member of what a reference points to ("phone" of record "client"). Nothing: no such member.
    virtual std::optional<Type> member(const Type& record, std::string_view name) const = 0;
    // Is there a record type of that key? Asked for lookup("client", …).
    virtual bool has_type(std::string_view) const { return false; }
};

// A schema of names given one by one, without members of records.
class PlainSchema final : public Schema {
public:
    PlainSchema() = default;
    PlainSchema(std::initializer_list<std::pair<std::string, Type>> names) : names_(names) {}
    void add(std::string name, Type type) { names_.emplace_back(std::move(name), std::move(type)); }

    std::optional<Type> name(std::string_view name) const override;
    std::optional<Type> member(const Type&, std::string_view) const override { return std::nullopt; }

private:
    std::vector<std::pair<std::string, Type>> names_;
};

}  // namespace potok::expr
