#include "platform/desktop/programs.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace potok::platform {

namespace {

struct Outcome {
    int status;
    std::string text;
};

// Runs a program found on the PATH and reads what it prints. Nothing when it is not there.
std::optional<Outcome> run(const std::vector<std::string>& words) {
    std::array<int, 2> pipe_ends{};
    if (pipe(pipe_ends.data()) != 0) return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
    std::vector<char*> arguments;
    for (const std::string& w : words) arguments.push_back(const_cast<char*>(w.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[1]);
    Outcome outcome{-1, {}};
    if (!failed) {
        std::array<char, 4096> buffer{};
        for (ssize_t n; (n = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;)
            outcome.text.append(buffer.data(), static_cast<std::size_t>(n));
        int status = 0;
        waitpid(child, &status, 0);
        outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    close(pipe_ends[0]);
    if (failed || outcome.status == 127) return std::nullopt;
    return outcome;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

}  // namespace

std::optional<std::vector<std::string>> choose_files(bool several) {
    std::vector<std::string> zenity = {"zenity", "--file-selection", "--separator=\n"};
    if (several) zenity.push_back("--multiple");
    if (auto done = run(zenity)) return lines_of(done->text);
    std::vector<std::string> kdialog = {"kdialog", "--getopenfilename", "--separate-output"};
    if (several) kdialog.insert(kdialog.begin() + 2, "--multiple");
    if (auto done = run(kdialog)) return lines_of(done->text);
    return std::nullopt;
}

std::string choose_target(std::string_view name) {
    const std::string file = std::filesystem::path(name).filename().string();
    for (const auto& words : {std::vector<std::string>{"zenity", "--file-selection", "--save", "--filename=" + file},
                              std::vector<std::string>{"kdialog", "--getsavefilename", file}})
        if (auto done = run(words)) {
            const auto lines = lines_of(done->text);
            return lines.empty() ? std::string() : lines.front();
        }
    const char* home = std::getenv("HOME");
    std::filesystem::path folder = home ? home : ".";
    std::error_code failed;
    if (std::filesystem::is_directory(folder / "Downloads", failed)) folder /= "Downloads";
    return (folder / file).string();
}

void open_with_system(std::string_view url) {
    const bool known = url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:") || url.starts_with("tel:");
    if (known) run({"xdg-open", std::string(url)});
}

}  // namespace potok::platform
