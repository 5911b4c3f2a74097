// SPDX-License-Identifier: Apache-2.0
#include "cli/certificate.h"
#include "cli/commands.h"
#include "cli/given_network.h"
#include "cli/intents_file.h"
#include "cli/operator_place.h"
#include "cli/proof.h"
#include "cli/proof_source.h"
#include "cli/proof_view.h"
#include "cli/prove_difference.h"
#include "cli/report.h"
#include "cli/session.h"

#include <array>

namespace inland::cli {

namespace {

ExitCode prove_all(const Invocation& invocation, const intents::Intents* intents) {
    const auto view = proof_view(invocation);
    if (!view)
        return report(invocation.streams, view.error());
    const auto tables = tables_of(invocation);
    if (!tables)
        return report(invocation.streams, tables.error());
    const auto proof = prove_sources(invocation, invocation.arguments, intents);
    if (!proof)
        return proof.error();
    if (const auto path = invocation.value("certificate"))
        if (const auto written = write_certificates(*path, proof->certificates); !written)
            return report(invocation.streams, written.error());
    invocation.streams.data((*view)(*proof, {invocation, **tables}));
    return exit_code_of(proof->verdicts);
}

ExitCode run_prove(const Invocation& invocation) {
    if (const auto certificate = invocation.value("check"))
        return check_certificate(invocation, *certificate);
    const auto intents = intents_of(invocation);
    if (!intents)
        return intents.error();
    const auto* const asked = *intents ? &**intents : nullptr;
    return invocation.has("diff") ? prove_difference(invocation, asked)
                                  : prove_all(invocation, asked);
}

}  // namespace

const Command& prove_command() {
    static constexpr std::array options{
        OptionRow{"--parameters", "FILE",
                  "values of a CloudFormation template's parameters, as the AWS CLI takes them"},
        OptionRow{"--live", "",
                  "the arguments are names or specs of clusters, proven as AWS has them now"},
        OptionRow{"--network", "FOLDER", network_option_help},
        OptionRow{"--intents", "FILE", "what else must, and must never, be reachable"},
        OptionRow{"--certificate", "FILE", "write what admits or stops each flow"},
        OptionRow{"--check", "FILE", "verify such a certificate with the separate checker"},
        OptionRow{"--diff", "", "compare two sources, OLD NEW: flows gained and lost"},
        operator_row};
    static constexpr Command command{
        "prove",         "prove every flow of clusters that are described, planned or living",
        Arguments::Many, "SOURCE",
        options,         run_prove};
    return command;
}

}  // namespace inland::cli
