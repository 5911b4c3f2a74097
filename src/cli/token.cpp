// SPDX-License-Identifier: Apache-2.0
#include "aws/eks_token.h"
#include "aws/environment.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/session.h"
#include "kube/exec_credential.h"

#include <array>

namespace inland::cli {

namespace {

Result<kube::ExecCredential> make_credential(const Invocation& invocation,
                                             const std::string& cluster) {
    auto session = TRY(Session::open(invocation, ""));
    const auto credentials = TRY(session->aws().credentials().credentials(invocation.stop));
    const auto endpoint = TRY(session->aws().endpoint("sts"));
    const auto now = SystemClock().now();
    const auto token = TRY(aws::eks_token(credentials, endpoint, cluster, now));
    return kube::exec_credential(token, now + kube::token_lifetime,
                                 aws::process_environment().variable("KUBERNETES_EXEC_INFO"));
}

ExitCode run_token(const Invocation& invocation) {
    const auto cluster = invocation.value("cluster");
    if (!cluster)
        return report(invocation.streams,
                      Error{ErrorKind::InvalidInput, "token needs --cluster NAME"});
    const auto credential = make_credential(invocation, *cluster);
    if (!credential)
        return report(invocation.streams, credential.error());
    if (!credential->warning.empty())
        invocation.streams.talk(credential->warning);
    invocation.streams.data(credential->json + "\n");
    return ExitCode::Done;
}

}  // namespace

const Command& token_command() {
    static constexpr std::array options{
        OptionRow{"--cluster", "NAME", "the cluster that the token is for"}};
    static constexpr Command command{"token",         "the exec credential that kubectl asks for",
                                     Arguments::None, "",
                                     options,         run_token};
    return command;
}

}  // namespace inland::cli
