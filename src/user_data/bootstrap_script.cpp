// SPDX-License-Identifier: Apache-2.0
#include "user_data/bootstrap_script.h"

#include "knowledge/yaml_document.h"
#include "user_data/gzip.h"
#include "user_data/kubelet_flags.h"
#include "user_data/mime.h"
#include "user_data/mime_head.h"
#include "user_data/shell_variables.h"
#include "user_data/shell_words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::user_data {

namespace {

constexpr std::string_view bootstrap = "/etc/eks/bootstrap.sh";
/// Words that may stand before the command that is run.
constexpr std::array wrappers{
    std::string_view("sudo"),    std::string_view("exec"),    std::string_view("env"),
    std::string_view("time"),    std::string_view("nohup"),   std::string_view("bash"),
    std::string_view("sh"),      std::string_view("command"), std::string_view("if"),
    std::string_view("then"),    std::string_view("else"),    std::string_view("do"),
    std::string_view("!"),       std::string_view("{"),       std::string_view("/bin/bash"),
    std::string_view("/bin/sh"), std::string_view("eval"),    std::string_view("timeout"),
    std::string_view("until"),   std::string_view("while")};

bool may_precede(std::string_view word) {
    return word.starts_with('-') || number_in(word) || is_assignment(word) ||
           std::ranges::find(wrappers, word) != wrappers.end();
}

/// The words after bootstrap.sh when the command runs it; nothing when it only names it.
std::optional<std::span<const std::string>> arguments_of(const ShellCommand& command) {
    const auto found = std::ranges::find_if_not(
        command, [](const std::string& word) { return may_precede(word); });
    if (found == command.end() || *found != bootstrap)
        return std::nullopt;
    return std::span(found + 1, command.end());
}

std::vector<ShellCommand> commands_of_runcmd(std::string_view document) {
    Diagnostics found;
    knowledge::Reporter reporter("user data", found);
    const auto root = knowledge::parse_yaml(document, reporter);
    const auto* list = root && !found.has_errors() ? root->find("runcmd") : nullptr;
    std::vector<ShellCommand> commands;
    if (list == nullptr)
        return commands;
    for (const auto& entry : list->children) {
        if (entry.kind == knowledge::NodeKind::Scalar)
            std::ranges::move(shell_commands(entry.text), std::back_inserter(commands));
        ShellCommand words;
        for (const auto& word : entry.children)
            words.push_back(word.text);
        if (!words.empty())
            commands.push_back(std::move(words));
    }
    return commands;
}

/// cloud-init's rule: what a text begins with says what it is, where its type does not.
std::vector<ShellCommand> commands_of(std::string_view type, std::string_view text) {
    const bool says_so = type == "text/x-shellscript" || type == "text/cloud-config";
    const bool is_script = says_so ? type == "text/x-shellscript" : text.starts_with("#!");
    if (is_script)
        return shell_commands(text);
    const bool is_config = says_so || text.starts_with("#cloud-config");
    return is_config ? commands_of_runcmd(text) : std::vector<ShellCommand>();
}

Result<std::vector<ShellCommand>> all_commands(std::string_view bytes) {
    const auto text = TRY(unpack(bytes));
    if (!is_multipart(text))
        return commands_of("", text);
    std::vector<ShellCommand> commands;
    for (const MimePart& part : TRY(flat_parts(text)))
        std::ranges::move(commands_of(part.type, part.body), std::back_inserter(commands));
    return commands;
}

}  // namespace

Result<NodeSettings> read_bootstrap_script(std::string_view bytes) {
    const auto commands = TRY(all_commands(bytes));
    for (const ShellCommand& command : commands)
        if (const auto words = arguments_of(command))
            return parse_bootstrap_arguments(*words);
    return failure(ErrorKind::NotFound, "nothing in the user data runs /etc/eks/bootstrap.sh");
}

std::string write_bootstrap_script(const NodeSettings& settings) {
    std::string kubelet;
    const auto add = [&kubelet](std::string_view flag, const std::string& value) {
        if (!value.empty())
            kubelet += fmt::format("{}{}={}", kubelet.empty() ? "" : " ", flag, value);
    };
    add("--node-labels", labels_text(settings.labels));
    add("--register-with-taints", taints_text(settings.taints));
    add("--hostname-override", settings.host_name);
    add("--max-pods", settings.max_pods ? std::to_string(*settings.max_pods) : std::string());
    std::string script = "#!/bin/bash\nset -o errexit\n" + std::string(bootstrap) + " " +
                         shell_quoted(settings.cluster);
    const auto option = [&script](std::string_view name, const std::string& value) {
        if (!value.empty())
            script += fmt::format(" \\\n  {} {}", name, shell_quoted(value));
    };
    option("--apiserver-endpoint", settings.endpoint);
    option("--b64-cluster-ca", settings.certificate_authority);
    option("--dns-cluster-ip", settings.cluster_dns);
    option("--use-max-pods", settings.max_pods ? "false" : "");
    option("--kubelet-extra-args", kubelet);
    return script + "\n";
}

}  // namespace inland::user_data
