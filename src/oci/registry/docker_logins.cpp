// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/docker_logins.h"

#include "core/json.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// What may stand in a shell's command: helpers' names and servers have nothing else.
bool is_plain(std::string_view text) {
    static constexpr std::string_view marks = ".-_:/[]";
    constexpr std::size_t longest = 512;
    return !text.empty() && text.size() <= longest && text.front() != '-' &&
           std::ranges::all_of(text, [](char character) {
               return (character >= 'a' && character <= 'z') ||
                      (character >= 'A' && character <= 'Z') ||
                      (character >= '0' && character <= '9') || marks.contains(character);
           });
}

std::string first_line(std::string_view text) {
    constexpr std::size_t longest = 200;
    return std::string(text.substr(0, std::min(text.find('\n'), longest)));
}

Result<std::optional<Login>> read_answer(std::string_view program, std::string_view answer) {
    const auto document = parse_json(answer);
    if (document && document->is_object()) {
        const auto username = string_or_empty(*document, "Username");
        aws::Secret secret(string_or_empty(*document, "Secret"));
        if (username == "<token>")
            return Login{.identity_token = std::move(secret)};
        return Login{.username = username, .password = std::move(secret)};
    }
    if (answer.contains("credentials not found"))
        return std::nullopt;
    return failure(ErrorKind::AccessDenied,
                   answer.empty() ? fmt::format("{} answered nothing; is it installed?", program)
                                  : fmt::format("{}: {}", program, first_line(answer)));
}

/// The folder that the variable names, or the one below the home directory.
std::string folder(const aws::Environment& environment, std::string_view variable,
                   std::string_view otherwise) {
    return environment.variable(variable).value_or(std::string(otherwise));
}

}  // namespace

Result<std::optional<Login>> ask_helper(const aws::Environment& environment, std::string_view name,
                                        std::string_view server) {
    const auto program = fmt::format("docker-credential-{}", name);
    if (!is_plain(name) || name.contains('/') || !is_plain(server))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" is no name of a credential helper", name));
    // A helper that has no login says so on its standard output and exits with 1.
    const auto answer =
        environment.run(fmt::format("printf %s '{}' | {} get 2>/dev/null; true", server, program));
    if (!answer)
        return std::unexpected(Error(answer.error()).with_context(program));
    return read_answer(program, *answer);
}

std::vector<std::string> DockerLogins::places() const {
    std::vector<std::string> files;
    if (const auto file = environment_.variable("REGISTRY_AUTH_FILE"))
        files.push_back(*file);
    if (const auto runtime = environment_.variable("XDG_RUNTIME_DIR"))
        files.push_back(*runtime + "/containers/auth.json");
    files.push_back(folder(environment_, "XDG_CONFIG_HOME", "~/.config") + "/containers/auth.json");
    files.push_back(folder(environment_, "DOCKER_CONFIG", "~/.docker") + "/config.json");
    return files;
}

Result<void> DockerLogins::read_files() {
    for (const auto& file : places()) {
        const auto text = environment_.read_file(file);
        if (!text && text.error().kind == ErrorKind::NotFound)
            continue;
        if (!text)
            return std::unexpected(Error(text.error()).with_context(file));
        auto config = parse_docker_config(*text);
        if (!config)
            return std::unexpected(std::move(config).error().with_context(file));
        configs_.push_back(*std::move(config));
    }
    read_ = true;
    return {};
}

Result<std::optional<Login>> DockerLogins::find(std::string_view registry,
                                                std::string_view repository,
                                                std::stop_token /*stop*/) {
    const std::scoped_lock lock(mutex_);
    if (!read_)
        TRY_VOID(read_files());
    for (const auto& config : configs_) {
        if (auto login = config.login(registry, repository))
            return login;
        const auto helper = config.helper(registry);
        if (helper.empty())
            continue;
        if (auto login = TRY(ask_helper(environment_, helper, server_address(registry))))
            return login;
    }
    return std::nullopt;
}

}  // namespace inland::oci
