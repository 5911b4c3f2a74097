// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/image_options.h"
#include "cli/image_rewrite.h"
#include "cli/output.h"
#include "cli/registry_access.h"
#include "cli/report.h"
#include "cli/stage_sources.h"
#include "cli/stage_view.h"
#include "oci/copy/copy.h"

#include <array>

namespace inland::cli {

namespace {

std::vector<oci::CopyRequest> requests_of(const std::vector<oci::ImageName>& images,
                                          const oci::Target& target) {
    std::vector<oci::CopyRequest> requests;
    for (const auto& image : images)
        requests.push_back({image, oci::name_in_target(image, target)});
    return requests;
}

Result<Staged> stage(const Invocation& invocation, const StageSources& sources,
                     const oci::Target& target) {
    auto requests = requests_of(sources.images, target);
    const auto options = TRY(copy_options(invocation));
    const auto access =
        TRY(RegistryAccess::open(invocation, target, trusts_of(sources.list.specs)));
    StageTalk talk(invocation.streams);
    auto reports =
        oci::copy_images(std::move(requests), options,
                         {access->registries(), access->repositories(), talk}, invocation.stop);
    return Staged{std::move(reports), access->registries().requests()};
}

/// Digests are known now. Manifests that name what is not there would help nobody.
Result<void> rewrite(const Invocation& invocation, const StageSources& sources,
                     const oci::Target& target, const Staged& staged) {
    const auto folder = invocation.value("rewrite");
    if (!folder)
        return {};
    if (exit_code_of(invocation, staged.reports) != ExitCode::Done)
        return failure(ErrorKind::Failed,
                       "no manifest was rewritten, since not every image is in the target");
    oci::KnownDigests digests;
    for (const oci::ImageReport& image : staged.reports)
        if (image.digest)
            digests[image.image.from] = image.digest->text();
    return write_rewritten(invocation, sources.list, {.target = target, .digests = digests},
                           *folder);
}

ExitCode stage_all(const Invocation& invocation, const StageSources& sources, OutputFormat format) {
    const auto target = target_of(invocation, sources);
    if (!target)
        return report(invocation.streams, target.error());
    const auto staged = stage(invocation, sources, *target);
    if (!staged)
        return report(invocation.streams, staged.error());
    show(invocation.streams, format, *staged);
    if (const auto written = rewrite(invocation, sources, *target, *staged); !written)
        return report(invocation.streams, written.error());
    return exit_code_of(invocation, staged->reports);
}

ExitCode run_stage(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto sources = stage_sources(invocation);
    return sources ? stage_all(invocation, *sources, *format) : sources.error();
}

}  // namespace

const Command& images_stage_command() {
    static constexpr std::array options{
        OptionRow{"--to", "REGISTRY[/PREFIX]", "where to; http:// in front of one without TLS"},
        OptionRow{"--rewrite", "DIR", "write the manifests there, naming the copies' digests"},
        image_option,
        from_file_option,
        platform_option,
        no_referrers_option,
        kms_key_option,
        lifecycle_policy_option,
        mutable_tags_option,
        plain_http_option,
        registry_ca_option};
    static constexpr Command command{"images stage", "copy images to a registry that nodes reach",
                                     Arguments::Any, "FILE",
                                     options,        run_stage};
    return command;
}

}  // namespace inland::cli
