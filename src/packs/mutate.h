// Mutations of a pack: the pack with one rule taken away, or one way through it closed. If no scenario notices, either the rule does
// nothing or nothing shows it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "packs/pack.h"

namespace potok::packs {

struct Mutation {
    std::string kind;   // "gate", "rule", "robot", "step", "approval", "condition", "timer", "route", "table"
    std::string name;   // "automations/contract.json#/0 (shop.sign) without /do/0/task/late/0"
    std::string key;    // of the definition it changes
    std::size_t definition = 0;         // its place among the pack's
    std::function<void(Json&)> change;  // of its body; null: the definition itself goes
};

// Every gate, stage rule, robot, step, approval, condition, wait, deadline, scope, way out of a gateway or an `if`, and rule of a
// decision table, each by itself, in the order of the definitions.
std::vector<Mutation> mutations(const Pack& pack);
Pack mutated(const Pack& pack, const Mutation& mutation);

// `n` of `all`, drawn by the seed, in their order; all of them when there are no more.
std::vector<Mutation> sample(std::vector<Mutation> all, std::size_t n, std::uint64_t seed);
// A seed that follows from what the pack is: a pack that changes gets another sample.
std::uint64_t seed_of(const Pack& pack);

}  // namespace potok::packs
