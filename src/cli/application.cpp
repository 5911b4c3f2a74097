// SPDX-License-Identifier: Apache-2.0
#include "cli/application.h"

#include "cli/command.h"
#include "cli/interrupt.h"
#include "core/embedded_file.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace inland::cli {

std::span<const EmbeddedFile> embedded_files();

namespace {

/// "-o,--output" → "output".
std::string long_name(std::string_view flags) {
    const auto start = flags.find("--");
    return std::string(flags.substr(start == flags.npos ? 0 : start + 2));
}

std::string help_page(std::string_view command) {
    std::string file(command);
    std::ranges::replace(file, ' ', '_');
    for (const auto& page : embedded_files())
        if (page.name == file + ".md")
            return std::string(page.text);
    return {};
}

/// Binds a command's rows to CLI11, which fills `invocation` while it parses.
class Binding {
  public:
    Binding(CLI::App& app, const Command& command) : command_(command), app_(app) {
        for (const auto& row : command.options)
            add_option(row);
        for (const auto& row : common_options())
            add_option(row);
        add_arguments();
        app.footer(help_page(command.name));
    }

    [[nodiscard]] bool parsed() const { return app_.parsed(); }

    ExitCode run(const Streams& streams, std::stop_token stop) {
        invocation_.streams = streams;
        invocation_.stop = std::move(stop);
        if (invocation_.has("no-color"))
            invocation_.streams.colour = false;
        return command_.run(invocation_);
    }

  private:
    void add_option(const OptionRow& row) {
        const auto name = long_name(row.flags);
        const std::string flags(row.flags), description(row.description);
        if (row.value.empty()) {
            app_.add_flag_function(
                flags, [this, name](std::int64_t) { invocation_.options[name]; }, description);
            return;
        }
        app_.add_option_function<std::vector<std::string>>(
                flags,
                [this, name](const std::vector<std::string>& values) {
                    invocation_.options[name] = values;
                },
                description)
            ->expected(1)
            ->take_all()
            ->type_name(std::string(row.value));
    }

    void add_arguments() {
        if (command_.arguments == Arguments::None)
            return;
        auto* option = app_.add_option(std::string(command_.argument_name), invocation_.arguments);
        if (command_.arguments == Arguments::One)
            option->expected(1)->required();
        else if (command_.arguments == Arguments::Optional)
            option->expected(0, 1);
        else if (command_.arguments == Arguments::Many)
            option->required();
    }

    const Command& command_;
    CLI::App& app_;
    Invocation invocation_;
};

/// The subcommand of that name directly below `parent`, or nullptr.
CLI::App* find_subcommand(CLI::App& parent, const std::string& name) {
    const auto found =
        parent.get_subcommands([&](const CLI::App* app) { return app->get_name() == name; });
    return found.empty() ? nullptr : found.front();
}

/// The subcommand for "aws serve", making "aws" on the way.
CLI::App* subcommand(CLI::App& root, std::string_view name, std::string_view summary) {
    const auto space = name.find(' ');
    if (space == name.npos)
        return root.add_subcommand(std::string(name), std::string(summary));
    const std::string group(name.substr(0, space));
    auto* parent = find_subcommand(root, group);
    if (!parent) {
        parent = root.add_subcommand(group, "the embedded AWS");
        parent->require_subcommand(1);
    }
    return parent->add_subcommand(std::string(name.substr(space + 1)), std::string(summary));
}

bool environment_has(const char* name) {
    const char* value = std::getenv(name);
    return value && *value;
}

/// NO_COLOR and a dumb terminal forbid colour, FORCE_COLOR asks for it, else a terminal decides.
bool wants_colour(bool terminal) {
    if (environment_has("NO_COLOR"))
        return false;
    if (environment_has("FORCE_COLOR") || environment_has("CLICOLOR_FORCE"))
        return true;
    const char* kind = std::getenv("TERM");
    return terminal && kind && std::string_view(kind) != "dumb";
}

Streams standard_streams() {
    Streams streams;
    streams.terminal = isatty(STDERR_FILENO) == 1;
    streams.colour = wants_colour(isatty(STDOUT_FILENO) == 1);
    return streams;
}

/// CLI11's own complaints are mistakes of the command line: exit 2. Help and version exit 0.
int report_parse_error(const CLI::App& app, const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::BadInput);
}

int run_checked(int argument_count, const char* const* arguments) {
    CLI::App app("Private Amazon EKS clusters, proven before they are built.", "inland");
    app.set_version_flag("--version", "inland " INLAND_VERSION);
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::simple);
    std::vector<std::unique_ptr<Binding>> bindings;
    for (const auto* command : commands())
        bindings.push_back(
            std::make_unique<Binding>(*subcommand(app, command->name, command->summary), *command));
    try {
        app.parse(argument_count, arguments);
    } catch (const CLI::ParseError& error) {
        return report_parse_error(app, error);
    }
    for (const auto& binding : bindings)
        if (binding->parsed())
            return static_cast<int>(binding->run(standard_streams(), interrupt_token()));
    return static_cast<int>(ExitCode::BadInput);
}

}  // namespace

int run(int argument_count, const char* const* arguments) {
    try {
        return run_checked(argument_count, arguments);
    } catch (const std::exception& error) {
        fmt::print(stderr, "inland: a bug: {}\n", error.what());
        return static_cast<int>(ExitCode::Failed);
    }
}

}  // namespace inland::cli
