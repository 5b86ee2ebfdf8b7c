// Calls: arguments against parameters, the record types that lookups give. Dates and durations written as text are
// read here, once.
#include "expr/checker.h"

namespace potok::expr {

namespace {

std::string names_of(KindMask kinds) {
    std::string out;
    for (unsigned k = 0; k <= static_cast<unsigned>(last_kind); ++k) {
        if (!(kinds & 1u << k)) continue;
        if (!out.empty()) out += ", ";
        out += name_of(static_cast<Kind>(k));
    }
    return out;
}

}  // namespace

Result<Type> Checker::call(NodeId id, const Node& n) {
    const Function& f = ast_.function_of(n);
    std::vector<Type> types;
    for (std::size_t i = 0; i < n.count; ++i) {
        POTOK_TRY(Type t, child_type(id, i));
        const KindMask expected = f.param(i);
        const bool wrapped = (expected & mask(Kind::list)) != 0;  // one value for a list of one
        if (!open(t) && !wrapped && !(expected & mask(t.kind))) {
            POTOK_CHECK(refuse(at(child(id, i), "expr.argument_type",
                                  {{"function", std::string(f.name)},
                                   {"position", std::to_string(i + 1)},
                                   {"expected", names_of(expected)},
                                   {"given", t.str()}})));
        }
        types.push_back(std::move(t));
    }
    if (f.has(Trait::of_records)) return of_records(id, f);
    if (f.has(Trait::reads_text) && n.count == 1) {
        POTOK_CHECK(fold(id, n, f));
        const Node& folded = ast_.nodes[id];
        if (folded.kind == NodeKind::literal) return type_of(ast_.literals[folded.payload]);
    }
    return f.result(types);
}

const std::string* Checker::literal_text(NodeId id) const {
    const Node& n = ast_.nodes[id];
    return n.kind == NodeKind::literal ? ast_.literals[n.payload].as<std::string>() : nullptr;
}

// date("2026-11-22") and the like: read the text now, and say now when it is malformed.
Status Checker::fold(NodeId id, const Node& n, const Function& f) {
    const NodeId arg = ast_.child(n, 0);
    const std::string* text = literal_text(arg);
    if (!text) return {};
    const PlainContext nothing({}, Instant{});
    std::int64_t budget = max_steps;
    const Value given = *text;
    Call call(nothing, std::span(&given, 1), budget);
    const auto value = f.run(call);
    if (!value || value->is_null()) {
        if (!value && value.error().code == "zone.unknown") return {};  // whether there is such a zone the context knows
        return refuse(at(arg, "expr.bad_literal", {{"text", text->substr(0, 64)}, {"kind", std::string(f.name)}}));
    }
    if (value->as<Instant>()) return {};  // may depend on the zone
    Node& folded = ast_.nodes[id];
    folded.kind = NodeKind::literal;
    folded.count = 0;
    folded.payload = static_cast<std::uint32_t>(ast_.literals.size());
    ast_.literals.push_back(*value);
    return {};
}

Result<Type> Checker::of_records(NodeId id, const Function& f) {
    const bool related = f.name == "related";
    const NodeId type_id = child(id, related ? 1 : 0);
    const std::string* type = literal_text(type_id);
    const auto result = [&](Type record) {
        return f.name == "lookup" ? record : Type::list_of(std::move(record));
    };
    if (!schema_) return result(Kind::record);
    if (!type) return at(type_id, "expr.literal_needed", {{"function", std::string(f.name)}});
    if (!schema_->has_type(*type)) return at(type_id, "expr.unknown_type", {{"name", *type}});
    const Type record = Type::record_of(*type);
    if (related) return result(record);
    const NodeId field_id = child(id, 1);
    const std::string* field = literal_text(field_id);
    if (!field) return at(field_id, "expr.literal_needed", {{"function", std::string(f.name)}});
    const auto member = schema_->member(record, *field);
    if (!member) return at(field_id, "expr.unknown_member", {{"name", *field}, {"type", record.str()}});
    const Type& value = ast_.types[child(id, 2)];
    if (!compatible(*member, value)) POTOK_CHECK(operands(child(id, 2), Op::equal, *member, value));
    return result(record);
}

Result<Type> Checker::function(NodeId id, const Node& n) {
    const Signature& signature = ast_.signatures[n.payload];
    std::vector<std::pair<std::string, Type>> parameters;
    for (std::size_t i = 0; i < signature.names.size(); ++i) {
        declare(static_cast<std::uint16_t>(n.slot + i), signature.types[i]);
        parameters.emplace_back(signature.names[i], signature.types[i]);
    }
    POTOK_TRY(Type result, child_type(id, 0));
    return Type::function_of(std::move(parameters), std::move(result));
}

Result<Type> Checker::invoke(NodeId id, const Node& n) {
    POTOK_TRY(const Type callee, child_type(id, 0));
    std::vector<Type> given;
    for (std::size_t i = 1; i < n.count; ++i) {
        POTOK_TRY(Type t, child_type(id, i));
        given.push_back(std::move(t));
    }
    if (!open(callee) && callee.kind != Kind::function) {
        POTOK_CHECK(refuse(at(id, "expr.no_function", {{"given", callee.str()}})));
        return Type();
    }
    if (!callee.fields) return Type();
    if (callee.fields->size() != given.size()) {
        const std::string wanted = std::to_string(callee.fields->size());
        POTOK_CHECK(refuse(at(id, "expr.argument_count",
                              {{"function", std::string(ast_.text_of(ast_.nodes[child(id, 0)]))},
                               {"given", std::to_string(given.size())},
                               {"least", wanted},
                               {"most", wanted}})));
    }
    return callee.item_type();
}

}  // namespace potok::expr
