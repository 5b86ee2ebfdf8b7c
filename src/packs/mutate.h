// Mutations of a pack: the pack with one rule taken away. If no scenario notices, either the rule does nothing or nothing
// shows it.
#pragma once

#include <string>
#include <vector>

#include "packs/pack.h"

namespace potok::packs {

struct Mutation {
    std::string kind;   // "gate", "robot", "timer", "step", "condition", "rule"
    std::string name;   // "automations/contract.json#/0 without do/0/task/late/0"
    std::string key;    // of the definition it changes
    Pack pack;
};

// Every gate, stage rule, robot, step, condition, wait, deadline and scope of the pack, each taken away by itself, in the
// order of the definitions.
std::vector<Mutation> mutations(const Pack& pack);

}  // namespace potok::packs
