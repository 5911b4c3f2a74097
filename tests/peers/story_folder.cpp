// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/story_folder.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>

namespace inland::testing {

namespace {

/// A node group gives its machines a quarter of an hour, which pass at once; Terraform itself is
/// slow.
constexpr std::chrono::minutes limit{10};
constexpr auto own = "story";

}  // namespace

StoryFolder::StoryFolder(std::string_view story, const EmbeddedAwsProcess& aws) : aws_(aws) {
    const std::filesystem::path stories = INLAND_SOURCE_DIR "/tests/stories";
    const auto copy = folder_.path() / own;
    std::filesystem::create_directory(copy);
    std::filesystem::copy(stories / "modules", folder_.path() / "modules",
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy_file(stories / "provider.tf", copy / "provider.tf");
    std::filesystem::copy_file(stories / story / "main.tf", copy / "main.tf");
}

std::optional<std::string> StoryFolder::prepare() {
    if (!find_program("terraform"))
        return "there is no terraform on PATH";
    std::vector<std::string> arguments{"init", "-input=false", "-no-color"};
    if (const auto* plugins = std::getenv("INLAND_TERRAFORM_PLUGINS"))
        arguments.push_back(std::string("-plugin-dir=") + plugins);
    const auto initialised = terraform(std::move(arguments));
    if (initialised.exit_code == 0)
        return std::nullopt;
    return "terraform init finds no AWS provider (INLAND_TERRAFORM_PLUGINS may name a folder "
           "of plugins): " +
           initialised.err.substr(0, initialised.err.find("\n\n"));
}

ProcessResult StoryFolder::apply() const {
    return terraform({"apply", "-auto-approve", "-input=false", "-no-color"});
}

ProcessResult StoryFolder::terraform(std::vector<std::string> arguments) const {
    std::vector<std::string> command{*find_program("terraform"),
                                     "-chdir=" + (folder_.path() / own).string()};
    std::ranges::move(arguments, std::back_inserter(command));
    auto variables = aws_.variables();
    variables["TF_IN_AUTOMATION"] = "1";
    variables["CHECKPOINT_DISABLE"] = "1";
    return run_process(command, variables, limit);
}

}  // namespace inland::testing
