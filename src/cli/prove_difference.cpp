// SPDX-License-Identifier: Apache-2.0
#include "cli/prove_difference.h"

#include "cli/output.h"
#include "cli/proof.h"
#include "cli/proof_source.h"
#include "cli/report.h"
#include "prove/difference/difference.h"
#include "render/difference_json.h"
#include "render/difference_text.h"

#include <expected>

namespace inland::cli {

namespace {

/// One side of a comparison.
struct Side {
    prove::Verdicts verdicts;
    prove::Reachability reachability;
};

std::expected<Side, ExitCode> read_side(const Invocation& invocation, const std::string& argument,
                                        const intents::Intents* intents) {
    Side side;
    const auto code = read_sources(
        invocation, {argument}, [&](prove::Question question, const render::VerdictSource& source) {
            (void)source;
            question.intents = intents;
            merge_into(side.verdicts, prove::prove(question));
            side.reachability.merge(prove::reachability_of(question));
        });
    return code == ExitCode::Done ? std::expected<Side, ExitCode>(std::move(side))
                                  : std::unexpected(code);
}

ExitCode show(const Invocation& invocation, const prove::Difference& difference) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    invocation.streams.data(
        *format == OutputFormat::Json
            ? pretty_json(render::difference_json(difference))
            : render::difference_text(difference, render::Style(invocation.streams.colour)));
    return exit_code_of(difference.outcome);
}

}  // namespace

ExitCode prove_difference(const Invocation& invocation, const intents::Intents* intents) {
    if (invocation.arguments.size() != 2)
        return report(invocation.streams,
                      Error{ErrorKind::InvalidInput, "--diff compares two sources: OLD NEW"});
    const auto older = read_side(invocation, invocation.arguments[0], intents);
    const auto newer = read_side(invocation, invocation.arguments[1], intents);
    if (!older || !newer)
        return older ? newer.error() : older.error();
    auto difference = prove::difference(older->verdicts, newer->verdicts);
    prove::compare(difference, older->reachability, newer->reachability);
    return show(invocation, difference);
}

}  // namespace inland::cli
