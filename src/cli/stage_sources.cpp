// SPDX-License-Identifier: Apache-2.0
#include "cli/stage_sources.h"

#include "cli/addon_images.h"
#include "cli/image_options.h"
#include "cli/image_rewrite.h"
#include "cli/report.h"
#include "cli/session.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::cli {

namespace {

void add_listed(const Invocation& invocation, StageSources& sources) {
    for (const ListedImage& listed : sources.list.images) {
        const bool has_reference = !listed.image.tag.empty() || !listed.image.digest.empty();
        if (sources.list.is_at_hand(listed))
            continue;
        if (listed.tag_is_unsure && !has_reference)
            invocation.streams.talk(
                fmt::format("{}: {} is not staged: its tag is not said here; name it with --image",
                            listed.mentions.front().place.text(), listed.text()));
        else if (std::ranges::find(sources.images, listed.image) == sources.images.end())
            sources.images.push_back(listed.image);
    }
}

}  // namespace

std::expected<StageSources, ExitCode> stage_sources(const Invocation& invocation) {
    StageSources sources;
    auto named = named_images(invocation);
    if (!named)
        return std::unexpected(report(invocation.streams, named.error()));
    sources.images = *std::move(named);
    auto list = read_image_list(invocation);
    if (!list)
        return std::unexpected(list.error());
    sources.list = *std::move(list);
    add_listed(invocation, sources);
    if (sources.images.empty())
        return std::unexpected(
            report(invocation.streams, Error{ErrorKind::InvalidInput,
                                             "there is no image to stage: name some, or files "
                                             "that do"}));
    return sources;
}

Result<oci::Target> target_of(const Invocation& invocation, const StageSources& sources) {
    auto target = TRY(image_target(invocation, sources.list));
    if (target)
        return *std::move(target);
    if (sources.list.specs.empty())
        return failure(ErrorKind::InvalidInput, "--to REGISTRY[/PREFIX] is missing");
    const auto& designed = sources.list.specs.front();
    const auto session = TRY(Session::open(invocation, designed.spec.region.value));
    return registry_of(designed, TRY(session->aws().caller_identity(invocation.stop)).account);
}

}  // namespace inland::cli
