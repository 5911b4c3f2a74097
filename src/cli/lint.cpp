// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/experience_pages.h"
#include "cli/image_options.h"
#include "cli/lint_view.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/spec_file.h"
#include "cli/written_files.h"
#include "kube/lint/restrictions.h"

#include <algorithm>
#include <array>

namespace inland::cli {

namespace {

using kube::LintedFile;
using kube::Presence;

/// What the arguments say of the cluster, and its manifests.
struct LintInput {
    kube::LintWorld world;
    std::vector<manifests::ManifestFile> files;
};

Presence presence(bool is_there) {
    return is_there ? Presence::Present : Presence::Absent;
}

kube::LintWorld world_of(const spec::Cluster& cluster) {
    const auto has = [](const spec::PlacedList<std::string>& list, std::string_view name) {
        return presence(
            std::ranges::any_of(list, [name](const auto& entry) { return entry.value == name; }));
    };
    return {.load_balancer_controller = has(cluster.addons, "aws-load-balancer-controller"),
            .ingress_nginx = has(cluster.addons, "ingress-nginx"),
            .certificate_manager = has(cluster.endpoints.add, "acm")};
}

Result<void> add_installed(const Invocation& invocation, kube::LintWorld& world) {
    for (const auto& name : option_values(invocation, "installed")) {
        if (name == "aws-load-balancer-controller")
            world.load_balancer_controller = Presence::Present;
        else if (name == "ingress-nginx")
            world.ingress_nginx = Presence::Present;
        else
            return failure(ErrorKind::InvalidInput,
                           "--installed " + name +
                               ": aws-load-balancer-controller and ingress-nginx are known");
    }
    return {};
}

/// What is wrong has been reported.
std::expected<LintInput, ExitCode> read_input(const Invocation& invocation,
                                              Diagnostics& diagnostics) {
    LintInput input;
    for (const auto& path : invocation.arguments) {
        if (is_spec(path)) {
            const auto cluster = read_spec(invocation, path);
            if (!cluster)
                return std::unexpected(ExitCode::BadInput);
            input.world = world_of(*cluster);
        } else {
            std::ranges::move(manifests::read_manifest_files(path, diagnostics),
                              std::back_inserter(input.files));
        }
    }
    if (const auto added = add_installed(invocation, input.world); !added)
        return std::unexpected(report(invocation.streams, added.error()));
    return input;
}

Result<knowledge::LintRules> rules_of(const Invocation& invocation) {
    const auto folder = invocation.value("knowledge");
    if (!folder)
        return knowledge::built_in_lint_rules();
    Diagnostics diagnostics;
    auto rules = knowledge::load_lint_rules(*folder, diagnostics);
    report(invocation.streams, diagnostics);
    return rules;
}

Result<void> write_mended(const std::vector<manifests::ManifestFile>& files,
                          const std::vector<LintedFile>& linted, const std::string& folder) {
    WrittenFiles written("--fix", folder);
    for (std::size_t i = 0; i < files.size(); ++i)
        TRY_VOID(written.add(files[i], linted[i].mended.value_or(files[i].text)));
    return written.write();
}

/// One stream of all files, as `kubectl apply -f -` reads it.
std::string mended_stream(const std::vector<manifests::ManifestFile>& files,
                          const std::vector<LintedFile>& linted) {
    std::string stream;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!stream.empty())
            stream += stream.ends_with('\n') ? "---\n" : "\n---\n";
        stream += linted[i].mended.value_or(files[i].text);
    }
    return stream;
}

ExitCode exit_code_of(const std::vector<LintedFile>& linted) {
    ExitCode worst = ExitCode::Done;
    for (const LintedFile& file : linted)
        for (const auto& finding : file.findings) {
            if (finding.depends.empty())
                return ExitCode::Failed;
            worst = ExitCode::Unknown;
        }
    return worst;
}

/// Data is one thing: the findings, or with `--fix -` the manifests.
Result<void> show(const Invocation& invocation, OutputFormat format, const LintInput& input,
                  const std::vector<LintedFile>& linted) {
    const auto text = format == OutputFormat::Json
                          ? pretty_json(lint_json(linted))
                          : lint_text(linted, render::Style(invocation.streams.colour));
    const auto fix = invocation.value("fix");
    if (fix == "-") {
        invocation.streams.data(mended_stream(input.files, linted));
        invocation.streams.talk(text);
        return {};
    }
    if (fix)
        TRY_VOID(write_mended(input.files, linted, *fix));
    invocation.streams.data(text);
    return {};
}

ExitCode run_lint(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto rules = rules_of(invocation);
    if (!rules)
        return report(invocation.streams, rules.error());
    Diagnostics diagnostics;
    const auto input = read_input(invocation, diagnostics);
    if (!input)
        return input.error();
    if (const auto experience = experience_of(invocation))
        kube::tell_restrictions(input->files, experience->restrictions, diagnostics);
    const auto linted = kube::lint(input->files, input->world, *rules, diagnostics);
    report(invocation.streams, diagnostics);
    if (diagnostics.has_errors())
        return ExitCode::BadInput;
    if (const auto shown = show(invocation, *format, *input, linted); !shown)
        return report(invocation.streams, shown.error());
    return exit_code_of(linted);
}

}  // namespace

const Command& lint_command() {
    static constexpr std::array options{
        OptionRow{"--fix", "DIR", "write the files there, mended; - prints them"},
        OptionRow{"--installed", "NAME",
                  "a controller that is there beside the spec's add-ons; may be repeated"}};
    static constexpr Command command{"lint",
                                     "what in manifests becomes public, or fails, in a private "
                                     "cluster",
                                     Arguments::Many,
                                     "FILE",
                                     options,
                                     run_lint};
    return command;
}

}  // namespace inland::cli
