// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/terraform_folder.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

namespace inland::testing {

namespace {

/// The whole life of a cluster takes Terraform minutes, most of them its own.
constexpr std::chrono::minutes limit{10};

Variables environment(const EmbeddedAwsProcess& aws) {
    auto variables = aws.variables();
    variables["TF_IN_AUTOMATION"] = "1";
    variables["CHECKPOINT_DISABLE"] = "1";
    return variables;
}

}  // namespace

TerraformFolder::TerraformFolder(std::string configuration, const EmbeddedAwsProcess& aws)
    : aws_(aws) {
    const std::filesystem::path source =
        std::string(INLAND_SOURCE_DIR "/tests/peers/terraform/") + std::move(configuration);
    for (const auto& entry : std::filesystem::directory_iterator(source))
        if (entry.path().extension() == ".tf")
            std::filesystem::copy_file(entry.path(), folder_.path() / entry.path().filename());
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
                                     "-chdir=" + folder_.path().string()};
    const bool takes_variables = arguments.front() != "init";
    std::ranges::move(arguments, std::back_inserter(command));
    if (takes_variables)
        command.push_back("-var=endpoint=" + aws_.url());
    for (const auto& variable : variables)
        command.push_back("-var=" + variable);
    return run_process(command, environment(aws_), limit);
}

}  // namespace inland::testing
