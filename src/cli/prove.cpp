// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/proof.h"
#include "cli/proof_source.h"
#include "cli/report.h"
#include "render/verdicts_json.h"
#include "render/verdicts_text.h"

#include <array>

namespace inland::cli {

namespace {

ExitCode run_prove(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto proof = invocation.has("live") ? prove_living(invocation) : prove_files(invocation);
    if (!proof)
        return proof.error();
    const auto detail = invocation.has("verbose") ? render::Detail::Full : render::Detail::Brief;
    invocation.streams.data(
        *format == OutputFormat::Json
            ? pretty_json(render::verdicts_json(proof->verdicts, proof->sources))
            : render::verdicts_text(proof->verdicts, render::Style(invocation.streams.colour),
                                    detail));
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
