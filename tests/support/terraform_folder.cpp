// SPDX-License-Identifier: Apache-2.0
#include "tests/support/terraform_folder.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <utility>

namespace inland::testing {

namespace {

/// The whole life of a cluster takes Terraform minutes, most of them its own.
constexpr std::chrono::minutes limit{10};
constexpr auto root = "root";
constexpr auto modules = "modules";

Variables environment(const std::string& endpoint) {
    return {{"AWS_ENDPOINT_URL", endpoint},    {"AWS_ACCESS_KEY_ID", "123456789012"},
            {"AWS_SECRET_ACCESS_KEY", "test"}, {"AWS_REGION", "eu-central-1"},
            {"TF_IN_AUTOMATION", "1"},         {"CHECKPOINT_DISABLE", "1"}};
}

}  // namespace

TerraformFolder::TerraformFolder(const std::vector<std::string>& configurations,
                                 const std::string& endpoint)
    : environment_(environment(endpoint)) {
    const std::filesystem::path sources = INLAND_SOURCE_DIR;
    const auto copy = folder_.path() / root;
    std::filesystem::create_directory(copy);
    for (const auto& configuration : configurations) {
        for (const auto& entry : std::filesystem::directory_iterator(sources / configuration))
            if (entry.path().extension() == ".tf")
                std::filesystem::copy_file(entry.path(), copy / entry.path().filename());
        if (std::filesystem::exists(sources / configuration / modules))
            std::filesystem::copy(sources / configuration / modules, folder_.path() / modules,
                                  std::filesystem::copy_options::recursive);
    }
}

std::optional<std::string> TerraformFolder::prepare() {
    if (!find_program("terraform"))
        return "there is no terraform on PATH";
    std::vector<std::string> arguments{"init", "-input=false", "-no-color"};
    if (const auto* plugins = std::getenv("INLAND_TERRAFORM_PLUGINS"))
        arguments.push_back(std::string("-plugin-dir=") + plugins);
    const auto initialised = terraform(std::move(arguments), {});
    if (initialised.exit_code == 0)
        return std::nullopt;
    return "terraform init finds no AWS provider (INLAND_TERRAFORM_PLUGINS may name a folder "
           "of plugins): " +
           initialised.err.substr(0, initialised.err.find("\n\n"));
}

ProcessResult TerraformFolder::apply(const std::vector<std::string>& variables) const {
    return terraform({"apply", "-auto-approve", "-input=false", "-no-color"}, variables);
}

ProcessResult TerraformFolder::plan(const std::vector<std::string>& variables) const {
    return terraform({"plan", "-detailed-exitcode", "-input=false", "-no-color"}, variables);
}

ProcessResult TerraformFolder::destroy(const std::vector<std::string>& variables) const {
    return terraform({"destroy", "-auto-approve", "-input=false", "-no-color"}, variables);
}

ProcessResult TerraformFolder::terraform(std::vector<std::string> arguments,
                                         const std::vector<std::string>& variables) const {
    std::vector<std::string> command{*find_program("terraform"),
                                     "-chdir=" + (folder_.path() / root).string()};
    std::ranges::move(arguments, std::back_inserter(command));
    for (const auto& variable : variables)
        command.push_back("-var=" + variable);
    return run_process(command, environment_, limit);
}

}  // namespace inland::testing
