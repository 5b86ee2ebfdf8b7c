// One seeded story of a workspace: tabs that open it, write, die, race each other, on a storage that fails in every way it may.
//
// A seed tells everything, so that a failed story can be told again. After each death the next tab must find a state that was
// committed, and at least what had been reported saved; a record that was turned over must be refused or made good, never taken.
#pragma once

#include <cstdint>
#include <string>

namespace potok::db::test {

struct Tally {
    std::uint64_t stories = 0, lives = 0, commits = 0, writes = 0;
    std::uint64_t power_cuts = 0, torn = 0, races = 0, fenced = 0, aborts = 0, lost_handles = 0, unheard = 0;
    std::uint64_t false_quotas = 0, true_quotas = 0, failed = 0, retried = 0, trims = 0;
    std::uint64_t flipped = 0, refused = 0, healed = 0, scrubs = 0, scrub_mended = 0;

    void add(const Tally& other);
    std::string text() const;
};

// Empty when all held; else what did not.
std::string tell_story(std::uint64_t seed, Tally& tally);

}  // namespace potok::db::test
