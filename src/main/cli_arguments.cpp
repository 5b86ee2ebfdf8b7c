#include <algorithm>

#include <fmt/format.h>

#include "base/calendar.h"
#include "main/cli.h"
#include "platform/common/library.h"
#include "platform/common/system.h"

namespace potok::cli {

const std::vector<Tool>& tools() {
    static const std::vector<Tool> all = {
        {"init", {"--pack", "--name", "--admin", "--at"}, {"--samples"}, init},
        {"info", {}, {}, info},
        {"apply", {"--as", "--at"}, {}, apply},
        {"tick", {"--at"}, {}, tick},
        {"export", {}, {}, export_file},
        {"calendar-feed", {"--resource", "--person", "--at"}, {}, calendar_feed},
        {"calendar-read", {"--at"}, {"--dry-run"}, calendar_read},
        {"dry-run", {"--key", "--at"}, {}, dry_run},
        {"simulate", {"--days", "--times", "--seed", "--arrivals", "--more", "--people", "--automation", "--at"}, {"--json"}, simulate},
        {"scenario", {}, {"--json", "--hash"}, run_scenarios},
        {"check-pack", {"--sample", "--seed"}, {"--mutate"}, check_pack},
        {"update", {"--pack", "--take", "--at"}, {"--preview", "--migrate"}, update_file},
        {"verbs", {}, {}, list_verbs},
        {"feel", {}, {"--functions"}, feel},
    };
    return all;
}

Result<Arguments> Arguments::parse(const std::vector<std::string>& given, const std::vector<std::string_view>& options,
                                   const std::vector<std::string_view>& flags) {
    Arguments out;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::string& word = given[i];
        if (std::ranges::find(flags, word) != flags.end()) {
            out.flags.insert(word);
        } else if (std::ranges::find(options, word) != options.end()) {
            if (i + 1 == given.size()) return error("cli.usage", {{"message", word + " needs a value"}});
            out.options[word] = given[++i];
        } else if (word.starts_with("--")) {
            return error("cli.usage", {{"message", word + " is not known here"}});
        } else {
            out.words.push_back(word);
        }
    }
    return out;
}

std::optional<std::string> Arguments::option(std::string_view name) const {
    const auto it = options.find(name);
    return it == options.end() ? std::nullopt : std::optional(it->second);
}

Result<std::string> Arguments::word(std::size_t n, std::string_view what) const {
    if (n < words.size()) return words[n];
    return error("cli.usage", {{"message", fmt::format("{} is missing", what)}});
}

Result<Instant> Arguments::at() const {
    const auto text = option("--at");
    if (text) return parse_instant(*text);
    return platform::SystemClock().now();
}

int complain(const Error& e) {
    if (e.code == "cli.usage") {
        fmt::print(stderr, "potok: {}; see potok help\n", e.args.at("message"));
        return 2;
    }
    Error head = e;
    head.details.clear();
    fmt::print(stderr, "potok: {}\n", describe(head));
    for (const Error& detail : e.details) fmt::print(stderr, "  {}\n", describe(detail));
    if (const auto words = platform::locale(Language::en)) {
        if ((*words)->has("error." + e.code)) fmt::print(stderr, "  {}\n", (*words)->sentence(e));
        if ((*words)->has("error." + e.code + ".remedy")) fmt::print(stderr, "  {}\n", (*words)->remedy(e));
    }
    return 1;
}

int finish(const Status& status) { return status ? 0 : complain(status.error()); }

}  // namespace potok::cli
