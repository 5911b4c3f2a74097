// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/living_diagnosis.h"
#include "cli/output.h"
#include "cli/report.h"

namespace inland::cli {

namespace {

Result<doctor::Diagnosis> diagnose(const Invocation& invocation, const LivingCluster& cluster) {
    const auto session = TRY(Session::open(invocation, cluster.region));
    return diagnose_living(invocation, *session, cluster);
}

/// What is wrong outranks what could not be decided.
ExitCode exit_code_of(const doctor::Diagnosis& diagnosis) {
    if (!diagnosis.ailments.empty())
        return ExitCode::Failed;
    return diagnosis.undecided.empty() ? ExitCode::Done : ExitCode::Unknown;
}

ExitCode run_doctor(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto clusters = living_clusters(invocation, invocation.arguments);
    if (!clusters)
        return ExitCode::BadInput;
    const auto diagnosis = diagnose(invocation, clusters->front());
    if (!diagnosis)
        return report(invocation.streams, diagnosis.error());
    invocation.streams.data(
        *format == OutputFormat::Json
            ? pretty_json(doctor::diagnosis_json(*diagnosis))
            : diagnosis_text(*diagnosis, render::Style(invocation.streams.colour)));
    return exit_code_of(*diagnosis);
}

}  // namespace

const Command& doctor_command() {
    static constexpr Command command{
        "doctor",
        "what does not work in a living cluster, the cause and the repair",
        Arguments::One,
        "NAME",
        {},
        run_doctor};
    return command;
}

}  // namespace inland::cli
