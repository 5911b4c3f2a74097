// SPDX-License-Identifier: Apache-2.0
#include "prove/prove.h"

#include "cli/commands.h"
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

/// All specs of the command line, proven together.
struct Proof {
    prove::Verdicts verdicts;
    std::vector<render::VerdictSource> sources;
};

std::optional<Proof> prove_specs(const Invocation& invocation) {
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
    return readable ? std::optional(std::move(proof)) : std::nullopt;
}

ExitCode run_prove(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto proof = prove_specs(invocation);
    if (!proof)
        return ExitCode::BadInput;
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
    static constexpr Command command{"prove",
                                     "prove every flow of the clusters that the specs describe",
                                     Arguments::Many,
                                     "SPEC",
                                     {},
                                     run_prove};
    return command;
}

}  // namespace inland::cli
