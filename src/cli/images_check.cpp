// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/given_network.h"
#include "cli/image_list.h"
#include "cli/image_list_view.h"
#include "cli/image_platforms.h"
#include "cli/output.h"
#include "cli/proof.h"
#include "cli/registry_access.h"
#include "cli/report.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using prove::Outcome;
using Reaches = std::map<std::string, prove::RegistryReach>;

/// Nodes of all specs must reach them: the worst answer counts.
Reaches reaches_of(const ImageList& list) {
    Reaches reaches;
    for (const DesignedSpec& spec : list.specs)
        for (auto& reach : prove::reach_registries(spec.question(), list.registries())) {
            auto& known = reaches[reach.registry];
            known.outcome = std::max(known.outcome, reach.outcome);
            std::ranges::move(reach.reasons, std::back_inserter(known.reasons));
        }
    return reaches;
}

/// What AWS can keep at hand of a registry of the internet.
std::vector<std::string> remedies(const ImageList& list, const std::string& registry) {
    const auto& known = list.specs.front().tables->registries;
    const auto found = std::ranges::find(known, registry, &knowledge::PublicRegistry::host);
    if (found == known.end())
        return {"stage it"};
    return {
        fmt::format("stage it, or pull it once through a cache rule of Amazon ECR ({}) from "
                    "where there is internet",
                    found->pull_through_cache)};
}

/// Whether only the spec's add-ons need it, in which case nodes pull the copy that `apply` makes.
bool is_copied_by_apply(const ImageList& list, const ListedImage& listed) {
    return std::ranges::all_of(
               listed.mentions,
               [](const ImageMention& mention) { return mention.rule == "spec"; }) &&
           std::ranges::all_of(list.specs, [](const DesignedSpec& spec) {
               return std::holds_alternative<spec::EcrRegistry>(spec.spec.registry);
           });
}

CheckedImage checked(const ImageList& list, const Reaches& reaches, const ListedImage& listed) {
    if (listed.origin == knowledge::ImageOrigin::MachineImage)
        return {.listed = &listed, .reasons = {"in the machine image"}};
    const auto& reach = reaches.at(listed.image.registry);
    if (reach.outcome == Outcome::Fails && is_copied_by_apply(list, listed))
        return {.listed = &listed, .reasons = {"apply copies it to the account's own registry"}};
    CheckedImage image{.listed = &listed, .outcome = reach.outcome, .reasons = reach.reasons};
    if (reach.outcome == Outcome::Fails)
        std::ranges::move(remedies(list, listed.image.registry), std::back_inserter(image.reasons));
    auto fit = fit_platforms(list, listed);
    image.outcome = std::max(image.outcome, fit.outcome);
    std::ranges::move(fit.reasons, std::back_inserter(image.reasons));
    return image;
}

/// What only looks like an image cannot be said to fail.
ExitCode exit_code(const std::vector<CheckedImage>& images) {
    Outcome worst = Outcome::Holds;
    for (const CheckedImage& image : images)
        worst =
            std::max(worst, image.listed->is_certain() ? image.outcome
                                                       : std::min(image.outcome, Outcome::Unknown));
    return exit_code_of(worst);
}

ExitCode run_check(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    auto list = read_image_list(invocation);
    if (!list)
        return list.error();
    if (list->specs.empty())
        return report(invocation.streams,
                      Error{ErrorKind::InvalidInput,
                            "whose nodes? name the cluster's spec beside the manifests"});
    if (const auto asked = ask_platforms(invocation, *list); !asked)
        return report(invocation.streams, asked.error());
    const auto reaches = reaches_of(*list);
    std::vector<CheckedImage> images;
    for (const ListedImage& listed : list->images)
        images.push_back(checked(*list, reaches, listed));
    invocation.streams.data(*format == OutputFormat::Json ? pretty_json(checked_images_json(images))
                                                          : checked_images_text(images));
    return exit_code(images);
}

}  // namespace

const Command& images_check_command() {
    static constexpr std::array options{live_versions_option, platforms_option, plain_http_option,
                                        registry_ca_option,
                                        OptionRow{"--network", "FOLDER", network_option_help}};
    static constexpr Command command{
        "images check",  "whether nodes can pull each image as it is named, by the proof",
        Arguments::Many, "FILE",
        options,         run_check};
    return command;
}

}  // namespace inland::cli
