// SPDX-License-Identifier: Apache-2.0
#include "aws/environment.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace inland::aws {

namespace {

constexpr std::size_t largest_file = 4UL * 1024 * 1024;

std::string home_expanded(std::string_view path, const Environment& environment) {
    if (!path.starts_with("~/"))
        return std::string(path);
    return environment.variable("HOME").value_or("") + std::string(path.substr(1));
}

class ProcessEnvironment final : public Environment {
  public:
    [[nodiscard]] std::optional<std::string> variable(std::string_view name) const override {
        const auto* value = std::getenv(std::string(name).c_str());
        return value && *value ? std::optional<std::string>(value) : std::nullopt;
    }

    [[nodiscard]] Result<std::string> read_file(std::string_view path) const override {
        std::ifstream file(home_expanded(path, *this), std::ios::binary);
        if (!file)
            return failure(ErrorKind::NotFound, fmt::format("no file {} to read", path));
        std::ostringstream text;
        text << file.rdbuf();
        if (file.bad() || text.view().size() > largest_file)
            return failure(ErrorKind::InvalidInput, fmt::format("{} cannot be read", path));
        return std::move(text).str();
    }

    [[nodiscard]] Result<std::string> run(const std::string& command) const override {
        auto* pipe = popen(command.c_str(), "r");
        if (!pipe)
            return failure(ErrorKind::Failed, "the shell cannot be started");
        auto output = read_all(pipe);
        if (const int status = pclose(pipe); status != 0)
            return failure(ErrorKind::Failed, fmt::format("the command failed ({})", status));
        return output;
    }

  private:
    static std::string read_all(std::FILE* pipe) {
        std::string output;
        std::array<char, 4096> buffer{};
        while (const auto count = std::fread(buffer.data(), 1, buffer.size(), pipe))
            if (output.size() < largest_file)
                output.append(buffer.data(), count);
        return output;
    }
};

template <typename Map>
const std::string* look_up(const Map& map, std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const Environment& process_environment() {
    static const ProcessEnvironment environment;
    return environment;
}

std::optional<std::string> MapEnvironment::variable(std::string_view name) const {
    const auto* value = look_up(variables, name);
    return value && !value->empty() ? std::optional(*value) : std::nullopt;
}

Result<std::string> MapEnvironment::read_file(std::string_view path) const {
    if (const auto* text = look_up(files, path))
        return *text;
    return failure(ErrorKind::NotFound, fmt::format("no file {} to read", path));
}

Result<std::string> MapEnvironment::run(const std::string& command) const {
    if (const auto* output = look_up(commands, command))
        return *output;
    return failure(ErrorKind::Failed, "the command failed");
}

}  // namespace inland::aws
