// SPDX-License-Identifier: Apache-2.0
#include "kube/kubeconfig.h"

#include "cli/client_side.h"
#include "cli/commands.h"
#include "cli/own_path.h"
#include "cli/report.h"
#include "cli/session.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

namespace inland::cli {

namespace {

std::optional<std::string> variable(const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

/// What the exec credential needs to sign for the same place as this command.
std::vector<std::pair<std::string, std::string>> exec_environment(const Invocation& invocation,
                                                                  const Session& session) {
    std::vector<std::pair<std::string, std::string>> variables;
    if (const auto profile = invocation.value("profile"))
        variables.emplace_back("AWS_PROFILE", *profile);
    if (!session.embedded_url().empty())
        variables.emplace_back("AWS_ENDPOINT_URL", session.embedded_url());
    return variables;
}

Result<kube::KubeconfigEntry> entry_of(const Invocation& invocation, Session& session,
                                       const std::string& name) {
    const auto answer =
        TRY(session.aws().call("eks", "DescribeCluster", {{"name", name}}, invocation.stop));
    const auto endpoint = find_string(answer, "cluster.endpoint");
    if (!endpoint)
        return failure(ErrorKind::Failed,
                       fmt::format("cluster {} is {} and has no endpoint yet", name,
                                   string_or_empty(answer, "cluster.status")));
    return kube::KubeconfigEntry{
        .name = string_or_empty(answer, "cluster.arn"),
        .context = invocation.value_or("alias", ""),
        .server = *endpoint,
        .certificate_authority_data = string_or_empty(answer, "cluster.certificateAuthority.data"),
        .proxy_url = {},
        .exec = {own_path(),
                 {"token", "--cluster", name, "--region", session.region()},
                 exec_environment(invocation, session)}};
}

/// On the embedded AWS the Kubernetes API is reached as somebody inside its world.
Result<void> add_proxy(const Invocation& invocation, Session& session, const std::string& name,
                       kube::KubeconfigEntry& entry) {
    const auto from = invocation.value("from");
    if (session.embedded_url().empty()) {
        if (from)
            return failure(ErrorKind::InvalidInput,
                           "--from is for the embedded AWS; on AWS itself kubectl connects from "
                           "where it runs");
        return {};
    }
    const auto who = from ? *from : TRY(default_client(session, name, invocation.stop));
    if (!from)
        invocation.streams.talk(fmt::format("connecting as {} (--from says otherwise)", who));
    entry.proxy_url = proxy_url(session.embedded_url(), who);
    return {};
}

Result<std::filesystem::path> write_entry(const Invocation& invocation) {
    const auto& name = invocation.arguments.front();
    auto session = TRY(Session::open(invocation, ""));
    auto entry = TRY(entry_of(invocation, *session, name));
    TRY_VOID(add_proxy(invocation, *session, name, entry));
    const auto files = kube::kubeconfig_files(
        invocation.value("kubeconfig"), variable("KUBECONFIG"), variable("HOME").value_or("/"));
    const auto file = TRY(kube::file_to_write(files, entry));
    TRY_VOID(kube::write_kubeconfig(file, entry));
    return file;
}

ExitCode run_kubeconfig(const Invocation& invocation) {
    const auto file = write_entry(invocation);
    if (!file)
        return report(invocation.streams, file.error());
    invocation.streams.talk(
        fmt::format("wrote the context of {} to {}", invocation.arguments.front(), file->string()));
    return ExitCode::Done;
}

}  // namespace

const Command& kubeconfig_command() {
    static constexpr std::array options{
        OptionRow{"--from", "WHO",
                  "on the embedded AWS: who connects; an address on a connected network, "
                  "node/NAME, pod/NAMESPACE/NAME or laptop"},
        OptionRow{"--alias", "NAME", "the context's name; default: the cluster's ARN"},
        OptionRow{"--kubeconfig", "FILE", "the file to merge into; default: as kubectl chooses"},
    };
    static constexpr Command command{
        "kubeconfig",   "merge a cluster's context into the kubeconfig",
        Arguments::One, "NAME",
        options,        run_kubeconfig};
    return command;
}

}  // namespace inland::cli
