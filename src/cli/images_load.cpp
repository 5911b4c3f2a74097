// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/image_options.h"
#include "cli/output.h"
#include "cli/registry_access.h"
#include "cli/report.h"
#include "cli/stage_view.h"
#include "oci/copy/copy.h"
#include "oci/layout/layout_images.h"

#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<std::vector<oci::CopyRequest>> requests_of(const Invocation& invocation,
                                                  const oci::Layout& layout,
                                                  const oci::Target& target) {
    std::optional<oci::ImageName> called;
    if (const auto name = invocation.value("as"))
        called = TRY(oci::parse_image_name(*name));
    std::vector<oci::CopyRequest> requests;
    for (auto& [from, name] : TRY(oci::images_in(layout, called)))
        requests.push_back({std::move(from), oci::name_in_target(name, target)});
    return requests;
}

Result<Staged> load(const Invocation& invocation) {
    const auto to = invocation.value("to");
    if (!to)
        return failure(ErrorKind::InvalidInput, "--to REGISTRY[/PREFIX] is missing");
    const auto target = TRY(oci::parse_target(*to));
    const auto layout = TRY(oci::open_layout(invocation.arguments.front()));
    auto requests = TRY(requests_of(invocation, layout, target));
    const auto options = TRY(copy_options(invocation));
    const auto access = TRY(RegistryAccess::open(invocation, target));
    StageTalk talk(invocation.streams);
    auto reports = oci::copy_images(std::move(requests), options,
                                    {access->registries(), access->repositories(), talk, &layout},
                                    invocation.stop);
    return Staged{std::move(reports), access->registries().requests()};
}

ExitCode run_load(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto loaded = load(invocation);
    if (!loaded)
        return report(invocation.streams, loaded.error());
    show(invocation.streams, *format, *loaded);
    return exit_code_of(invocation, loaded->reports);
}

}  // namespace

const Command& images_load_command() {
    static constexpr std::array options{
        OptionRow{"--to", "REGISTRY[/PREFIX]", "where to; http:// in front of one without TLS"},
        OptionRow{"--as", "NAME", "what an image that the layout does not name is called"},
        platform_option,
        no_referrers_option,
        kms_key_option,
        lifecycle_policy_option,
        mutable_tags_option,
        plain_http_option,
        registry_ca_option};
    static constexpr Command command{"images load",  "copy a bundle's images to a registry",
                                     Arguments::One, "BUNDLE",
                                     options,        run_load};
    return command;
}

}  // namespace inland::cli
