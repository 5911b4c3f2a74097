// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/pod_command.h"

#include "aws/model.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api_call_as.h"
#include "emulator/cluster/pod_credentials.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// "aws sts get-caller-identity".
struct AwsCommand {
    std::string service, operation;
};

/// All words of command and arguments, those within a script too.
std::vector<std::string> words_of_container(const json::object& container) {
    std::string text;
    for (const auto* member : {"command", "args"})
        for (const auto& word : find_array(container, member))
            if (word.is_string())
                text += std::string(word.get_string()) + " ";
    std::vector<std::string> words;
    boost::split(words, text, boost::is_any_of(" \t\n;&|'\""), boost::token_compress_on);
    std::erase(words, "");
    return words;
}

/// The image's own entry point, where the container names no command.
bool is_cli_itself(const json::object& container) {
    const auto image = string_or_empty(container, "image");
    return find_array(container, "command").empty() && image.find("aws-cli") != std::string::npos;
}

std::optional<AwsCommand> command_of(const json::object& container) {
    auto words = words_of_container(container);
    if (is_cli_itself(container))
        words.insert(words.begin(), "aws");
    const auto aws = std::ranges::find_if(
        words, [](const std::string& word) { return word == "aws" || word.ends_with("/aws"); });
    std::vector<std::string> rest;
    for (auto word = aws; word != words.end(); ++word)
        if (word != aws && !word->starts_with("-"))
            rest.push_back(*word);
    if (rest.size() < 2)
        return std::nullopt;
    return AwsCommand{rest[0], rest[1]};
}

/// "get-caller-identity" → "GetCallerIdentity"; "" when there is none.
std::string operation_of(const AwsCommand& command) {
    const auto service = aws::find_service(command.service);
    if (!service)
        return {};
    auto plain = boost::to_lower_copy(command.operation);
    std::erase(plain, '-');
    for (const auto& [name, operation] : (*service)->operations)
        if (boost::to_lower_copy(name) == plain)
            return name;
    return {};
}

/// As `--output json` prints it, one line for each member.
std::vector<std::string> lines_of(const json::object& answer) {
    std::vector<std::string> lines{"{"};
    std::size_t left = answer.size();
    for (const auto& [member, value] : answer)
        lines.push_back(fmt::format("    {}: {}{}", json::serialize(json::string(member)),
                                    json::serialize(value), --left == 0 ? "" : ","));
    lines.emplace_back("}");
    return lines;
}

std::string place_of(const json::object& pod) {
    return fmt::format("pod/{}/{}", cluster::namespace_of(pod), cluster::name_of(pod));
}

}  // namespace

std::vector<std::string> output_of_command(World& world, const RecordKey& cluster,
                                           const json::object& pod, const json::object& container) {
    const auto command = command_of(container);
    const auto operation = command ? operation_of(*command) : std::string();
    if (operation.empty())
        return {};
    const auto caller = pod_credentials(world, cluster, pod, container);
    if (!caller)
        return {"", caller.error().message};
    const auto answer = call_as(
        world, *caller,
        {.who = place_of(pod), .service = command->service, .operation = operation, .input = {}});
    if (!answer)
        return {"", words_of(answer.error(), operation)};
    return lines_of(*answer);
}

}  // namespace inland::emulator
