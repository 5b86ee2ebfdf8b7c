// Chance from a seed, and statements drawn by it.
#pragma once

#include <cstdint>
#include <string>

namespace potok::db::test {

// SplitMix64: the same seed, the same story, on every machine.
struct Dice {
    std::uint64_t state;
    std::uint64_t next() {
        std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
};

inline constexpr const char* random_schema =
    "CREATE TABLE t(id INTEGER PRIMARY KEY, k TEXT, v BLOB);"
    "CREATE INDEX t_k ON t(k);"
    "CREATE VIRTUAL TABLE f USING fts5(body)";

// Inserts, moves, deletions small and large; fills random_schema.
inline std::string random_statement(Dice& dice) {
    const std::string id = std::to_string(dice.below(400));
    switch (dice.below(12)) {
        case 0: return "DELETE FROM t WHERE id % 7 = " + std::to_string(dice.below(7));
        case 1: return "UPDATE t SET k = 'moved' || id WHERE id > " + id;
        case 2: return "INSERT INTO f(body) VALUES('word" + id + " drugie слово')";
        case 3: return "DELETE FROM f WHERE rowid % 5 = 1";
        case 4: return "INSERT OR REPLACE INTO t SELECT id + 400, k, zeroblob(9000) FROM t WHERE id < 30";
        case 5: return "DELETE FROM t WHERE id > 300";
        default:
            return "INSERT OR REPLACE INTO t VALUES(" + id + ", 'k" + id + "', zeroblob(" +
                   std::to_string(dice.below(3000)) + "))";
    }
}

}  // namespace potok::db::test
