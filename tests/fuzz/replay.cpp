// The fuzzers without libFuzzer, for every ./test: each target is linked in, reads the seeds of its corpus and a set number of seeded
// mutations of them. Long and guided runs are those of tests/long/fuzz.sh.
//
//   fuzz_replay --list               the targets
//   fuzz_replay NAME CORPUS RUNS SEED [FAILED]
//
// A crash leaves the input in the file FAILED. The last line is "N passed, N failed, N skipped": a target that came through is one.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/dice.h"

#define TARGET(name) extern "C" int name##_fuzz(const std::uint8_t* data, std::size_t size);
#include "fuzz_targets.inc"
#undef TARGET

namespace {

using potok::db::test::Dice;
using Bytes = std::vector<std::uint8_t>;

struct Target {
    const char* name;
    int (*run)(const std::uint8_t*, std::size_t);
};
constexpr Target targets[] = {
#define TARGET(name) {#name, name##_fuzz},
#include "fuzz_targets.inc"
#undef TARGET
};

constexpr std::size_t longest = 8192;  // bytes of an input, as in tests/long/fuzz.sh

Bytes at_hand;  // what is being tried
std::string failed_file;

// Whatever ends the program early (an abort, a sanitizer) leaves what did it.
void keep_input() {
    if (failed_file.empty()) return;
    if (std::FILE* f = std::fopen(failed_file.c_str(), "wb")) {
        std::fwrite(at_hand.data(), 1, at_hand.size(), f);
        std::fclose(f);
        std::fprintf(stderr, "the input is in %s\n", failed_file.c_str());
    }
}
void on_abort(int) {
    keep_input();
    std::_Exit(1);
}

std::size_t place(Dice& dice, std::size_t size) { return static_cast<std::size_t>(dice.below(static_cast<int>(size) + 1)); }

// A piece of one input in another: numbers, words, brackets, whole definitions.
void splice(Dice& dice, Bytes& into, const Bytes& from) {
    if (from.empty()) return;
    const std::size_t begin = place(dice, from.size() - 1), length = 1 + place(dice, std::min<std::size_t>(from.size() - begin, 64) - 1);
    const std::size_t at = place(dice, into.size());
    const auto first = from.begin() + static_cast<std::ptrdiff_t>(begin);
    into.insert(into.begin() + static_cast<std::ptrdiff_t>(at), first, first + static_cast<std::ptrdiff_t>(length));
}

void cut(Dice& dice, Bytes& bytes) {
    const std::size_t begin = place(dice, bytes.size() - 1), length = 1 + place(dice, std::min<std::size_t>(bytes.size() - begin, 32) - 1);
    bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.begin() + static_cast<std::ptrdiff_t>(begin + length));
}

Bytes mutated(Dice& dice, const std::vector<Bytes>& seeds) {
    Bytes out = seeds[static_cast<std::size_t>(dice.below(static_cast<int>(seeds.size())))];
    for (int n = 1 + dice.below(4); n > 0; --n) {
        switch (out.empty() ? 0 : dice.below(6)) {
            case 0: splice(dice, out, seeds[static_cast<std::size_t>(dice.below(static_cast<int>(seeds.size())))]); break;
            case 1: splice(dice, out, Bytes(out)); break;
            case 2: cut(dice, out); break;
            case 3: out[place(dice, out.size() - 1)] ^= static_cast<std::uint8_t>(1u << dice.below(8)); break;
            case 4: out[place(dice, out.size() - 1)] = static_cast<std::uint8_t>(dice.below(256)); break;
            default: {
                static constexpr std::string_view marks = "{}[](),:\"\\.-+*/<>=09eE \n@";
                out[place(dice, out.size() - 1)] = static_cast<std::uint8_t>(marks[static_cast<std::size_t>(dice.below(static_cast<int>(marks.size())))]);
            }
        }
    }
    if (out.size() > longest) out.resize(longest);
    return out;
}

std::vector<Bytes> read_corpus(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    std::vector<Bytes> out;
    for (const std::string& file : files) {
        std::ifstream in(file, std::ios::binary);
        out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--list") {
        for (const Target& t : targets) std::printf("%s\n", t.name);
        return 0;
    }
    const auto* target = argc >= 5 ? std::find_if(std::begin(targets), std::end(targets), [&](const Target& t) { return std::strcmp(t.name, argv[1]) == 0; })
                                   : std::end(targets);
    if (target == std::end(targets) || !std::filesystem::is_directory(argv[2])) {
        std::fprintf(stderr, "fuzz_replay --list | NAME CORPUS RUNS SEED [FAILED]\n");
        return 2;
    }
    if (argc > 5) failed_file = argv[5];
    std::signal(SIGABRT, on_abort);
    std::signal(SIGSEGV, on_abort);
    const std::vector<Bytes> seeds = read_corpus(argv[2]);
    if (seeds.empty()) {
        std::fprintf(stderr, "no seeds in %s\n", argv[2]);
        return 1;
    }
    for (const Bytes& seed : seeds) {
        at_hand = seed;
        target->run(at_hand.data(), at_hand.size());
    }
    Dice dice{std::strtoull(argv[4], nullptr, 10)};
    const long runs = std::strtol(argv[3], nullptr, 10);
    for (long i = 0; i < runs; ++i) {
        at_hand = mutated(dice, seeds);
        target->run(at_hand.data(), at_hand.size());
    }
    std::printf("%s: %zu seeds, %ld mutations\n1 passed, 0 failed, 0 skipped\n", target->name, seeds.size(), runs);
    return 0;
}
