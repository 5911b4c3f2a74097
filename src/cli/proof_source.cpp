// SPDX-License-Identifier: Apache-2.0
#include "cli/proof_source.h"

#include "cli/experience_pages.h"
#include "cli/living_cluster.h"
#include "cli/observe.h"
#include "cli/operator_place.h"
#include "cli/proof.h"
#include "cli/report.h"
#include "cli/source_topologies.h"
#include "cli/spec_file.h"
#include "cli/unknown_names.h"
#include "knowledge/bounded_file.h"
#include "knowledge/reporter.h"
#include "prove/living_clients.h"
#include "prove/living_registries.h"
#include "sources/restrictions.h"

#include <filesystem>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// False when the file has mistakes, which are reported.
bool prove_spec(const Invocation& invocation, const std::string& path, const Ask& ask) {
    const auto designed = load_spec(invocation, path);
    if (!designed)
        return false;
    ask(designed->question(), {"spec", path});
    return true;
}

prove::Question question_about(const knowledge::Tables& tables, const topology::Topology& topology,
                               prove::Wishes wishes = {}) {
    prove::Question question{topology, tables, prove::living_clients(topology), wishes};
    question.registries = prove::living_registries(topology);
    return question;
}

void ask_about(const knowledge::Tables& tables, const SourceTopology& read, const Ask& ask) {
    ask(question_about(tables, read.topology), read.source);
}

/// False when the folder has mistakes, which are reported.
bool read_worlds(const Invocation& invocation, const std::string& path, const Ask& ask) {
    const auto tables = tables_of(invocation);
    const auto worlds = read_folder(invocation, path);
    if (!tables || !worlds)
        return false;
    for (const auto& world : *worlds)
        ask_about(**tables, world, ask);
    return true;
}

bool read_file(const Invocation& invocation, const std::string& path, const Ask& ask) {
    if (std::filesystem::is_directory(path))
        return read_worlds(invocation, path, ask);
    Diagnostics diagnostics;
    knowledge::Reporter reporter(path, diagnostics);
    const auto bytes = knowledge::read_bounded_file(path, largest_source, reporter);
    report(invocation.streams, diagnostics);
    if (!bytes)
        return false;
    if (!has_topology(*bytes))
        return prove_spec(invocation, path, ask);
    const auto tables = tables_of(invocation);
    const auto read = read_topology(invocation, path, *bytes);
    if (!tables || !read)
        return false;
    if (const auto experience = experience_of(invocation))
        report(invocation.streams,
               sources::met_restrictions(*bytes, path, experience->restrictions));
    ask_about(**tables, *read, ask);
    return true;
}

Result<void> read_living(const Invocation& invocation, const std::vector<LivingCluster>& clusters,
                         const Ask& ask) {
    const auto* tables = TRY(tables_of(invocation));
    std::map<std::string, std::unique_ptr<Session>> sessions;  // by Region
    for (const auto& [name, region, wishes] : clusters) {
        auto& session = sessions[region];
        if (session == nullptr)
            session = TRY(Session::open(invocation, region));
        const auto observed = TRY(observe(*session, name, invocation.stop));
        if (observed.all<topology::Cluster>().empty())
            return failure(ErrorKind::NotFound,
                           fmt::format("there is no cluster {} in {}", name, session->region()));
        ask(question_about(*tables, observed, wishes), {"live", name});
    }
    return {};
}

void add_certified(Proof& proof, const prove::Question& question,
                   const render::VerdictSource& source) {
    auto proven = prove::prove_certified(question);
    proven.certificate.source = source.path;
    merge_into(proof.verdicts, std::move(proven.verdicts));
    proof.certificates.push_back(std::move(proven.certificate));
}

}  // namespace

ExitCode read_sources(const Invocation& invocation, const std::vector<std::string>& arguments,
                      const Ask& ask_anywhere) {
    const auto place = operator_place(invocation);
    if (!place)
        return report(invocation.streams, place.error());
    const Ask ask = [&](prove::Question question, const render::VerdictSource& source) {
        question.operator_place = *place;
        ask_anywhere(std::move(question), source);
    };
    if (invocation.has("live")) {
        const auto clusters = living_clusters(invocation, arguments);
        if (!clusters)
            return ExitCode::BadInput;
        const auto read = read_living(invocation, *clusters, ask);
        return read ? ExitCode::Done : report(invocation.streams, read.error());
    }
    bool readable = true;
    for (const auto& path : arguments)
        readable = read_file(invocation, path, ask) && readable;
    return readable ? ExitCode::Done : ExitCode::BadInput;
}

ProofOrExit prove_sources(const Invocation& invocation, const std::vector<std::string>& arguments,
                          const intents::Intents* intents) {
    Proof proof;
    UnknownNames unknown;
    const auto code = read_sources(
        invocation, arguments, [&](prove::Question question, const render::VerdictSource& source) {
            question.intents = intents;
            unknown.add(prove::check_intents(question));
            if (invocation.has("certificate"))
                add_certified(proof, question, source);
            else
                merge_into(proof.verdicts, prove::prove(question));
            proof.sources.push_back(source);
        });
    report(invocation.streams, unknown.everywhere());
    if (code != ExitCode::Done || unknown.everywhere().has_errors())
        return std::unexpected(code == ExitCode::Done ? ExitCode::BadInput : code);
    return proof;
}

}  // namespace inland::cli
