// SPDX-License-Identifier: Apache-2.0
#include "cli/ssm_tunnel.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include <boost/algorithm/string/trim.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace inland::cli {

namespace {

constexpr auto look_every = std::chrono::milliseconds(100);

std::vector<std::string> command_of(const SsmTunnelOptions& options) {
    std::vector<std::string> command{
        "aws",
        "ssm",
        "start-session",
        "--target",
        options.instance,
        "--document-name",
        "AWS-StartPortForwardingSessionToRemoteHost",
        "--parameters",
        fmt::format(R"({{"host":["{}"],"portNumber":["{}"]}})", options.host, options.port),
        "--region",
        options.region};
    if (!options.profile.empty())
        command.insert(command.end(), {"--profile", options.profile});
    return command;
}

/// The plugin chooses a port that is free and says so: "Port 54321 opened for sessionId ...".
std::optional<std::uint16_t> opened_port(std::string_view said) {
    constexpr std::string_view before = "Port ";
    constexpr std::string_view after = " opened for sessionId";
    const auto end = said.find(after);
    if (end == said.npos)
        return std::nullopt;
    const auto start = said.rfind(before, end);
    if (start == said.npos)
        return std::nullopt;
    const auto digits = said.substr(start + before.size(), end - start - before.size());
    std::uint16_t port = 0;
    const auto [stopped, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return error == std::errc{} && stopped == digits.data() + digits.size() ? std::optional(port)
                                                                            : std::nullopt;
}

}  // namespace

/// The AWS CLI in a process group of its own, so that its plugin ends with it, and what it says.
struct SsmTunnel::Session {
    pid_t pid = -1;
    int output = -1;
    std::string said;
    std::uint16_t port = 0;

    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() {
        if (output >= 0)
            ::close(output);
        if (pid > 0) {
            ::kill(-pid, SIGTERM);
            ::waitpid(pid, nullptr, 0);
        }
    }

    Result<void> start(const SsmTunnelOptions& options) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return failure(ErrorKind::Failed, fmt::format("pipe: {}", std::strerror(errno)));
        output = ends[0];
        const int error = spawn(command_of(options), ends[1]);
        ::close(ends[1]);
        if (error != 0)
            return failure(ErrorKind::Failed,
                           fmt::format("--via ssm needs the AWS CLI: {}", std::strerror(error)));
        return {};
    }

    Result<void> wait_until_open(const SsmTunnelOptions& options, const std::stop_token& stop) {
        const auto give_up = std::chrono::steady_clock::now() + options.opens_within;
        while (port == 0) {
            if (stop.stop_requested())
                return failure(ErrorKind::Interrupted, "stopped while a session was opened");
            if (std::chrono::steady_clock::now() >= give_up)
                return failure(ErrorKind::Timeout, "no session with " + options.instance + said);
            if (!TRY(read_more()))
                return failure(ErrorKind::Failed, "no session with " + options.instance + ": " +
                                                      boost::trim_copy(said));
            port = opened_port(said).value_or(0);
        }
        return {};
    }

  private:
    int spawn(const std::vector<std::string>& command, int said_to) {
        std::vector<char*> arguments;
        for (const auto& argument : command)
            arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, said_to, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, said_to, STDERR_FILENO);
        // Inland itself waits for signals on a thread of its own; they must reach the AWS CLI.
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
        const int error = ::posix_spawnp(&pid, arguments.front(), &actions, &attributes,
                                         arguments.data(), environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }

    /// False when the AWS CLI has ended; true when nothing came for a while, too.
    Result<bool> read_more() {
        pollfd waiting{.fd = output, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, static_cast<int>(look_every.count())) <= 0)
            return true;
        std::array<char, 4096> bytes{};
        const auto count = ::read(output, bytes.data(), bytes.size());
        if (count < 0)
            return failure(ErrorKind::Failed, fmt::format("read: {}", std::strerror(errno)));
        said.append(bytes.data(), static_cast<std::size_t>(count));
        return count > 0;
    }
};

SsmTunnel::SsmTunnel(std::unique_ptr<Session> session) : session_(std::move(session)) {}
SsmTunnel::~SsmTunnel() = default;

Result<std::unique_ptr<SsmTunnel>> SsmTunnel::open(const SsmTunnelOptions& options,
                                                   std::stop_token stop) {
    auto session = std::make_unique<Session>();
    TRY_VOID(session->start(options));
    TRY_VOID(session->wait_until_open(options, stop));
    return std::unique_ptr<SsmTunnel>(new SsmTunnel(std::move(session)));
}

std::uint16_t SsmTunnel::port() const {
    return session_->port;
}

}  // namespace inland::cli
