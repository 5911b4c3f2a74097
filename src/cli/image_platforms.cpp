// SPDX-License-Identifier: Apache-2.0
#include "cli/image_platforms.h"

#include "cli/registry_access.h"
#include "oci/copy/image_platforms.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

using prove::Outcome;

/// What has no tag that anybody knows cannot be asked about.
bool can_be_asked(const ListedImage& listed) {
    const bool has_reference = !listed.image.tag.empty() || !listed.image.digest.empty();
    return listed.origin == knowledge::ImageOrigin::Registry &&
           (has_reference || !listed.tag_is_unsure);
}

/// EC2 and Go name processors in their own ways.
oci::Platform platform_of(const spec::NodeGroup& group) {
    return {"linux", group.architecture == "x86_64" ? "amd64" : group.architecture};
}

struct Runners {
    std::vector<std::string> able;
    std::vector<std::string> unable;  ///< "linux/arm64 of the node group batch"
};

Runners runners_of(const ImageList& list, const std::vector<oci::Platform>& platforms) {
    Runners runners;
    for (const DesignedSpec& spec : list.specs)
        for (const auto& group : spec.spec.node_groups) {
            const auto wanted = platform_of(group);
            const bool is_able = std::ranges::any_of(platforms, [&](const oci::Platform& offered) {
                return oci::matches(wanted, offered);
            });
            auto text = fmt::format("{} of the node group {}", wanted.text(), group.name.value);
            (is_able ? runners.able : runners.unable).push_back(std::move(text));
        }
    return runners;
}

PlatformFit unsaid(const Error& error) {
    const auto outcome = error.kind == ErrorKind::NotFound ? Outcome::Fails : Outcome::Unknown;
    return {outcome, {fmt::format("what it runs on is not known: {}", error.message)}};
}

}  // namespace

Result<void> ask_platforms(const Invocation& invocation, ImageList& list) {
    if (!invocation.has("platforms"))
        return {};
    std::vector<ListedImage*> asked;
    std::vector<oci::ImageName> names;
    for (ListedImage& listed : list.images)
        if (can_be_asked(listed)) {
            asked.push_back(&listed);
            names.push_back(listed.image);
        }
    const auto access = TRY(RegistryAccess::open(invocation, std::nullopt, trusts_of(list.specs)));
    auto answers = oci::ask_platforms(names, access->registries(), invocation.stop);
    for (std::size_t i = 0; i < asked.size(); ++i)
        asked[i]->platforms = std::move(answers[i]);
    return {};
}

PlatformFit fit_platforms(const ImageList& list, const ListedImage& listed) {
    if (!listed.platforms)
        return {};
    if (!*listed.platforms)
        return unsaid(listed.platforms->error());
    const auto& platforms = **listed.platforms;
    const auto runners = runners_of(list, platforms);
    if (platforms.empty() || runners.unable.empty())
        return {};
    return {runners.able.empty() ? Outcome::Fails : Outcome::Unknown,
            {fmt::format("it is for {}, not for {}", oci::text_of(platforms),
                         fmt::join(runners.unable, ", "))}};
}

}  // namespace inland::cli
