// SPDX-License-Identifier: Apache-2.0
#include "tests/support/process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace inland::testing {

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> environment_of(const Variables& variables) {
    Variables all{{"HOME", "/nonexistent"}};
    if (const char* path = std::getenv("PATH"))
        all["PATH"] = path;
    for (const auto& [name, value] : variables)
        all[name] = value;
    std::vector<std::string> lines;
    for (const auto& [name, value] : all)
        lines.push_back(name + "=" + value);
    return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

/// Forks and executes with the two descriptors as output and error output.
pid_t start(std::vector<std::string> command, const Variables& variables, int out, int err) {
    auto environment = environment_of(variables);
    const auto arguments = pointers(command);
    const auto environment_list = pointers(environment);
    const pid_t pid = fork();
    if (pid != 0)
        return pid;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    execvpe(arguments[0], arguments.data(), environment_list.data());
    _exit(127);
}

struct Pipe {
    int read_end = -1;
    int write_end = -1;
    Pipe() {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        read_end = ends[0];
        write_end = ends[1];
    }
};

/// Reads both pipes to their ends or until the deadline; true when both ended.
bool read_all(const Pipe& out, const Pipe& err, ProcessResult& result, Clock::time_point deadline) {
    std::array<pollfd, 2> ends{pollfd{out.read_end, POLLIN, 0}, pollfd{err.read_end, POLLIN, 0}};
    std::array<std::string*, 2> texts{&result.out, &result.err};
    std::array<char, 65536> buffer{};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0 ||
            poll(ends.data(), ends.size(), static_cast<int>(left.count())) == 0)
            return false;
        for (std::size_t index = 0; index < ends.size(); ++index) {
            if (ends[index].fd < 0 || ends[index].revents == 0)
                continue;
            const auto count = read(ends[index].fd, buffer.data(), buffer.size());
            if (count > 0)
                texts[index]->append(buffer.data(), static_cast<std::size_t>(count));
            else if (count == 0 || errno != EINTR)
                ends[index].fd = -1;
        }
    }
    return true;
}

int exit_code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& command, const Variables& variables,
                          std::chrono::seconds limit) {
    const Pipe out, err;
    const pid_t pid = start(command, variables, out.write_end, err.write_end);
    close(out.write_end);
    close(err.write_end);
    ProcessResult result;
    const bool ended = read_all(out, err, result, Clock::now() + limit);
    close(out.read_end);
    close(err.read_end);
    if (!ended)
        ::kill(pid, SIGKILL);
    int status = 0;
    waitpid(pid, &status, 0);
    result.exit_code = ended ? exit_code_of(status) : 124;
    return result;
}

ProcessResult run_shell(const std::string& command, std::chrono::seconds limit) {
    return run_process({"/bin/sh", "-c", "exec 2>&1\n" + command}, {}, limit);
}

BackgroundProcess::BackgroundProcess(const std::vector<std::string>& command,
                                     const Variables& variables, std::filesystem::path output)
    : output_(std::move(output)) {
    const int file = open(output_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    pid_ = start(command, variables, file, file);
    close(file);
}

BackgroundProcess::~BackgroundProcess() {
    kill();
}

void BackgroundProcess::signal(int number) const {
    if (pid_ > 0)
        ::kill(pid_, number);
}

void BackgroundProcess::kill() {
    if (pid_ <= 0)
        return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

std::optional<int> BackgroundProcess::wait_for(std::chrono::milliseconds limit) {
    const auto deadline = Clock::now() + limit;
    int status = 0;
    while (pid_ > 0 && waitpid(pid_, &status, WNOHANG) == 0) {
        if (Clock::now() >= deadline)
            return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    pid_ = -1;
    return exit_code_of(status);
}

std::optional<std::string> BackgroundProcess::line_with(const std::string& text) const {
    const auto deadline = Clock::now() + std::chrono::seconds(30);
    while (Clock::now() < deadline) {
        const bool running = ::kill(pid_, 0) == 0;
        std::istringstream lines(output());
        for (std::string line; std::getline(lines, line);)
            if (line.find(text) != line.npos && !lines.eof())
                return line;
        if (!running)
            return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return std::nullopt;
}

std::string BackgroundProcess::output() const {
    std::ifstream file(output_);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::optional<std::string> find_program(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (const auto file = folder + "/" + name; access(file.c_str(), X_OK) == 0)
            return file;
    return std::nullopt;
}

}  // namespace inland::testing
