// SPDX-License-Identifier: Apache-2.0
#include "emulator/background.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace inland::emulator {

namespace {

constexpr std::chrono::milliseconds pause{50};
constexpr int patience_in_pauses = 300;

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::string last_lines(const std::string& text) {
    constexpr std::size_t most = 2000;
    return text.substr(text.size() - std::min(text.size(), most));
}

std::optional<pid_t> kept_pid(const Background& background) {
    std::ifstream stream(background.pid_file());
    pid_t pid = 0;
    return stream >> pid && pid > 0 ? std::optional(pid) : std::nullopt;
}

/// A child of this process that ended stays until it is waited for; others are just asked after.
bool has_ended(pid_t pid) {
    return ::waitpid(pid, nullptr, WNOHANG) == pid || (::kill(pid, 0) != 0 && errno == ESRCH);
}

/// A session of its own: the terminal's Ctrl-C and hang-up are not for it.
Result<pid_t> spawn(const Background& background, const std::vector<std::string>& command) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    constexpr mode_t for_the_owner = 0600;
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, background.log_file().c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, for_the_owner);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    std::ranges::transform(words, std::back_inserter(arguments),
                           [](std::string& word) { return word.data(); });
    arguments.push_back(nullptr);
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, command.front().c_str(), &actions, &attributes,
                                    arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return failure(ErrorKind::Failed, fmt::format("cannot start {}: {}", command.front(),
                                                      std::generic_category().message(error)));
    return pid;
}

Result<BackgroundStatus> wait_until_healthy(const Background& background, pid_t pid,
                                            http::Client& client, Clock& clock,
                                            const std::stop_token& stop) {
    for (int tries = 0; tries < patience_in_pauses; ++tries) {
        if (has_ended(pid))
            return failure(ErrorKind::Failed,
                           fmt::format("the emulator ended at once; {} says:\n{}",
                                       background.log_file().string(),
                                       last_lines(read_file(background.log_file()))));
        if (auto status = background_status(background, client, stop); status && status->pid == pid)
            return std::move(*status);
        if (!clock.wait_for(pause, stop))
            return failure(ErrorKind::Interrupted, "interrupted while the emulator was starting");
    }
    ::kill(pid, SIGKILL);
    return failure(ErrorKind::Timeout,
                   fmt::format("the emulator does not answer on port {}; see {}", background.port,
                               background.log_file().string()));
}

}  // namespace

std::filesystem::path Background::pid_file() const {
    return folder / fmt::format("aws-{}.pid", port);
}

std::filesystem::path Background::log_file() const {
    return folder / fmt::format("aws-{}.log", port);
}

std::string Background::origin() const {
    return fmt::format("http://127.0.0.1:{}", port);
}

std::filesystem::path background_folder(
    const std::function<std::optional<std::string>(const std::string&)>& environment) {
    if (const auto state = environment("XDG_STATE_HOME"); state && !state->empty())
        return std::filesystem::path(*state) / "inland";
    return std::filesystem::path(environment("HOME").value_or(".")) / ".local/state/inland";
}

Result<BackgroundStatus> start_background(const Background& background,
                                          const std::vector<std::string>& command,
                                          http::Client& client, Clock& clock,
                                          std::stop_token stop) {
    if (const auto running = background_status(background, client, stop))
        return failure(ErrorKind::AlreadyExists,
                       fmt::format("an emulator already runs on port {} (process {})",
                                   background.port, running->pid));
    std::error_code error;
    std::filesystem::create_directories(background.folder, error);
    if (error)
        return failure(ErrorKind::Failed, fmt::format("cannot make the folder {}: {}",
                                                      background.folder.string(), error.message()));
    const auto pid = TRY(spawn(background, command));
    std::ofstream(background.pid_file()) << pid << '\n';
    auto started = wait_until_healthy(background, pid, client, clock, stop);
    if (!started)
        std::filesystem::remove(background.pid_file(), error);
    return started;
}

std::optional<BackgroundStatus> background_status(const Background& background,
                                                  http::Client& client, std::stop_token stop) {
    const auto response =
        client.send({.origin = background.origin(), .target = "/_inland/health"}, std::move(stop));
    if (!response || response->status != 200)
        return std::nullopt;
    auto health = parse_json(response->body);
    const auto pid = health ? find_int(*health, "pid") : std::nullopt;
    if (!pid)
        return std::nullopt;
    return BackgroundStatus{static_cast<pid_t>(*pid), std::move(*health)};
}

Result<void> stop_background(const Background& background, http::Client& client, Clock& clock,
                             std::stop_token stop) {
    const auto pid = kept_pid(background);
    const auto running = background_status(background, client, stop);
    std::error_code ignored;
    std::filesystem::remove(background.pid_file(), ignored);
    // A pid file outlives its process; the health page tells whether the pid is still the one.
    if (!pid || !running || running->pid != *pid)
        return failure(ErrorKind::NotFound,
                       fmt::format("no emulator that was started in the background runs on port {}",
                                   background.port));
    ::kill(*pid, SIGTERM);
    for (int tries = 0; tries < patience_in_pauses && !has_ended(*pid); ++tries)
        if (!clock.wait_for(pause, stop))
            return failure(ErrorKind::Interrupted, "interrupted while the emulator was stopping");
    if (!has_ended(*pid))
        ::kill(*pid, SIGKILL);
    return {};
}

Result<void> reset_background(const Background& background, http::Client& client,
                              std::stop_token stop) {
    const auto response = TRY(
        client.send({.method = "POST", .origin = background.origin(), .target = "/_inland/reset"},
                    std::move(stop)));
    if (response.status != 200)
        return failure(
            ErrorKind::Failed,
            fmt::format("what runs on port {} is no emulator of Inland", background.port));
    return {};
}

std::string environment_exports(const Background& background, const HomeAccount& home) {
    return fmt::format(
        "export AWS_ENDPOINT_URL={0}\n"
        "export AWS_ACCESS_KEY_ID={1}\n"
        "export AWS_SECRET_ACCESS_KEY=test\n"
        "export AWS_REGION={2}\n"
        "export AWS_DEFAULT_REGION={2}\n"
        "unset AWS_PROFILE AWS_SESSION_TOKEN\n",
        background.origin(), home.account, home.region);
}

}  // namespace inland::emulator
