// SPDX-License-Identifier: Apache-2.0
#include "cli/proof_source.h"

#include "cli/observe.h"
#include "cli/proof.h"
#include "cli/report.h"
#include "cli/spec_file.h"
#include "knowledge/bounded_file.h"
#include "knowledge/reporter.h"
#include "prove/prove.h"
#include "sources/terraform_plan.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// False when the file has mistakes, which are reported.
bool prove_spec(const Invocation& invocation, const std::string& path, Proof& proof) {
    const auto designed = load_spec(invocation, path);
    if (!designed)
        return false;
    merge_into(proof.verdicts, prove::prove(designed->question()));
    proof.sources.push_back({"spec", path});
    return true;
}

bool prove_plan(const Invocation& invocation, const std::string& path, std::string_view bytes,
                Proof& proof) {
    const auto tables = tables_of(invocation);
    if (!tables)
        return report(invocation.streams, tables.error()), false;
    const auto topology = sources::read_terraform_plan(bytes, path);
    if (!topology)
        return report(invocation.streams, Error(topology.error()).with_context(path)), false;
    merge_into(proof.verdicts, prove::prove({*topology, **tables, {}, {}}));
    proof.sources.push_back({"terraform-plan", path});
    return true;
}

/// Larger than any plan that Terraform itself can still handle.
constexpr std::size_t largest_source = std::size_t{1} << 30;

bool prove_file(const Invocation& invocation, const std::string& path, Proof& proof) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter(path, diagnostics);
    const auto bytes = knowledge::read_bounded_file(path, largest_source, reporter);
    report(invocation.streams, diagnostics);
    if (!bytes)
        return false;
    return sources::looks_like_terraform_plan(*bytes) ? prove_plan(invocation, path, *bytes, proof)
                                                      : prove_spec(invocation, path, proof);
}

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

}  // namespace

ProofOrExit prove_files(const Invocation& invocation) {
    Proof proof;
    bool readable = true;
    for (const auto& path : invocation.arguments)
        readable = prove_file(invocation, path, proof) && readable;
    return readable ? ProofOrExit(std::move(proof)) : std::unexpected(ExitCode::BadInput);
}

ProofOrExit prove_living(const Invocation& invocation) {
    auto proof = read_and_prove(invocation);
    return proof ? ProofOrExit(std::move(*proof))
                 : std::unexpected(report(invocation.streams, proof.error()));
}

}  // namespace inland::cli
