// SPDX-License-Identifier: Apache-2.0
#include "prove/prove.h"

#include "cli/commands.h"
#include "cli/observe.h"
#include "cli/output.h"
#include "cli/proof.h"
#include "cli/report.h"
#include "cli/spec_file.h"
#include "render/verdicts_json.h"
#include "render/verdicts_text.h"

#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// All sources of the command line, proven together.
struct Proof {
    prove::Verdicts verdicts;
    std::vector<render::VerdictSource> sources;
};

/// What went wrong has been reported; the exit code says how.
using ProofOrExit = std::expected<Proof, ExitCode>;

ProofOrExit prove_specs(const Invocation& invocation) {
    Proof proof;
    bool readable = true;
    for (const auto& path : invocation.arguments) {
        const auto designed = load_spec(invocation, path);
        readable = readable && designed.has_value();
        if (!designed)
            continue;
        merge_into(proof.verdicts, prove::prove(designed->question()));
        proof.sources.push_back({"spec", path});
    }
    return readable ? ProofOrExit(std::move(proof)) : std::unexpected(ExitCode::BadInput);
}

/// The clusters of the command line as AWS has them now. Calls are reads only.
Result<Proof> read_and_prove(const Invocation& invocation) {
    const auto* tables = TRY(tables_of(invocation));
    const auto session = TRY(Session::open(invocation, ""));
    Proof proof;
    for (const auto& name : invocation.arguments) {
        const auto observed = TRY(observe(*session, name, invocation.stop));
        if (observed.all<topology::Cluster>().empty())
            return failure(ErrorKind::NotFound,
                           fmt::format("there is no cluster {} in {}", name, session->region()));
        merge_into(proof.verdicts, prove::prove({observed, *tables, {}, {}}));
        proof.sources.push_back({"live", name});
    }
    return proof;
}

ProofOrExit prove_living(const Invocation& invocation) {
    auto proof = read_and_prove(invocation);
    return proof ? ProofOrExit(std::move(*proof))
                 : std::unexpected(report(invocation.streams, proof.error()));
}

ExitCode run_prove(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto proof = invocation.has("live") ? prove_living(invocation) : prove_specs(invocation);
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
        "prove",         "prove every flow of clusters that are described or living",
        Arguments::Many, "SPEC|NAME",
        options,         run_prove};
    return command;
}

}  // namespace inland::cli
