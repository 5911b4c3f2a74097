// SPDX-License-Identifier: Apache-2.0
#include "cli/proof_source.h"

#include "cli/observe.h"
#include "cli/proof.h"
#include "cli/report.h"
#include "cli/source_topologies.h"
#include "cli/spec_file.h"
#include "knowledge/bounded_file.h"
#include "knowledge/reporter.h"
#include "prove/prove.h"

#include <filesystem>
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

void prove_topology(const knowledge::Tables& tables, const SourceTopology& read, Proof& proof) {
    merge_into(proof.verdicts, prove::prove({read.topology, tables, {}, {}}));
    proof.sources.push_back(read.source);
}

/// False when the folder has mistakes, which are reported.
bool prove_folder(const Invocation& invocation, const std::string& path, Proof& proof) {
    const auto tables = tables_of(invocation);
    const auto worlds = read_folder(invocation, path);
    if (!tables || !worlds)
        return false;
    for (const auto& world : *worlds)
        prove_topology(**tables, world, proof);
    return true;
}

bool prove_file(const Invocation& invocation, const std::string& path, Proof& proof) {
    if (std::filesystem::is_directory(path))
        return prove_folder(invocation, path, proof);
    Diagnostics diagnostics;
    knowledge::Reporter reporter(path, diagnostics);
    const auto bytes = knowledge::read_bounded_file(path, largest_source, reporter);
    report(invocation.streams, diagnostics);
    if (!bytes)
        return false;
    if (!has_topology(*bytes))
        return prove_spec(invocation, path, proof);
    const auto tables = tables_of(invocation);
    const auto read = read_topology(invocation, path, *bytes);
    if (!tables || !read)
        return false;
    prove_topology(**tables, *read, proof);
    return true;
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
