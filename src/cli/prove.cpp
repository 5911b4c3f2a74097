// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/proof.h"
#include "cli/proof_source.h"
#include "cli/proof_view.h"
#include "cli/report.h"
#include "cli/session.h"

#include <array>

namespace inland::cli {

namespace {

ExitCode run_prove(const Invocation& invocation) {
    const auto view = proof_view(invocation);
    if (!view)
        return report(invocation.streams, view.error());
    const auto tables = tables_of(invocation);
    if (!tables)
        return report(invocation.streams, tables.error());
    const auto proof = invocation.has("live") ? prove_living(invocation) : prove_files(invocation);
    if (!proof)
        return proof.error();
    invocation.streams.data((*view)(*proof, {invocation, **tables}));
    return exit_code_of(proof->verdicts);
}

}  // namespace

const Command& prove_command() {
    static constexpr std::array options{
        OptionRow{"--live", "", "the arguments name clusters, proven as AWS has them now"}};
    static constexpr Command command{
        "prove",         "prove every flow of clusters that are described, planned or living",
        Arguments::Many, "SOURCE",
        options,         run_prove};
    return command;
}

}  // namespace inland::cli
