// SPDX-License-Identifier: Apache-2.0
#include "cli/image_list.h"

#include "cli/addon_versions.h"
#include "cli/report.h"
#include "cli/session.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace inland::cli {

namespace {

class Collector {
  public:
    Collector(const Invocation& invocation, const knowledge::Tables& tables,
              const knowledge::ImageRules& rules)
        : invocation_(invocation), tables_(tables), rules_(rules) {}

    void read(const std::string& path) {
        if (is_spec(path))
            return read_spec_file(path);
        for (auto& file : oci::read_manifests(path, rules_, diagnostics_)) {
            for (const auto& found : file.images)
                add(found);
            list_.files.push_back(std::move(file));
        }
    }

    std::expected<ImageList, ExitCode> finish() && {
        report(invocation_.streams, diagnostics_);
        if (diagnostics_.has_errors())
            return std::unexpected(ExitCode::BadInput);
        if (failed_)
            return std::unexpected(*failed_);
        for (auto& [image, listed] : images_)
            list_.images.push_back(std::move(listed));
        return std::move(list_);
    }

  private:
    void read_spec_file(const std::string& path) {
        auto designed = load_spec(invocation_, path);
        if (!designed)
            return static_cast<void>(failed_ = ExitCode::BadInput);
        add_addons(designed->spec);
        add_nodes(designed->spec);
        list_.specs.push_back(std::move(*designed));
    }

    /// With `--live` the account says which versions EKS installs; their tags are sure then.
    void add_addons(const spec::Cluster& cluster) {
        AddonVersions asked;
        if (invocation_.has("live")) {
            auto answer = ask_addon_versions(invocation_, tables_, cluster);
            if (!answer)
                return static_cast<void>(failed_ = report(invocation_.streams, answer.error()));
            asked = *std::move(answer);
        }
        for (const auto& name : cluster.addons)
            if (const auto* addon = tables_.addon(name.value))
                add_addon(cluster, *addon, asked, name.place);
    }

    void add_addon(const spec::Cluster& cluster, const knowledge::Addon& addon,
                   const AddonVersions& asked, const Place& place) {
        const auto known = asked.find(addon.name);
        const auto* const version = known != asked.end()
                                        ? &known->second
                                        : knowledge::addon_version(addon, cluster.version.value);
        for (auto& needed :
             knowledge::images_of_addon(tables_, cluster.region.value, addon, version)) {
            if (known != asked.end())
                needed.tag = knowledge::TagSource::Tables;
            add(needed, place);
        }
    }

    void add_nodes(const spec::Cluster& cluster) {
        std::set<std::string_view> systems;
        for (const auto& group : cluster.node_groups)
            if (systems.insert(spec::text(group.os.value)).second)
                for (const auto& needed : knowledge::images_of_nodes(
                         tables_, rules_, cluster.region.value, spec::text(group.os.value)))
                    add(needed, group.os.place);
    }

    void add(const knowledge::NeededImage& needed, const Place& place) {
        const auto name = oci::parse_image_name(needed.name);
        if (!name)
            return diagnostics_.add({.rule = "no-image-name",
                                     .summary = "the knowledge names no image here",
                                     .detail = name.error().message,
                                     .place = place});
        ListedImage& listed = listed_as(*name);
        listed.origin = needed.origin;
        listed.tag_is_unsure |= needed.tag == knowledge::TagSource::Account;
        listed.mentions.push_back(
            {.place = place, .object = needed.needed_by, .field = {}, .rule = "spec"});
    }

    /// What a kustomization gives another name is not pulled by its own.
    void add(const oci::FoundImage& found) {
        if (found.renamed_by)
            return;
        ListedImage& listed = listed_as(found.image);
        listed.tag_is_unsure |= found.tag_is_elsewhere;
        listed.mentions.push_back({.place = found.place,
                                   .object = found.object.text(),
                                   .field = found.field,
                                   .rule = found.rule,
                                   .certainty = found.certainty});
    }

    ListedImage& listed_as(const oci::ImageName& name) {
        ListedImage& listed = images_[name];
        listed.image = name;
        return listed;
    }

    const Invocation& invocation_;
    const knowledge::Tables& tables_;
    const knowledge::ImageRules& rules_;
    Diagnostics diagnostics_;
    std::optional<ExitCode> failed_;
    std::map<oci::ImageName, ListedImage> images_;
    ImageList list_;
};

}  // namespace

bool ListedImage::is_certain() const {
    return std::ranges::any_of(mentions, [](const ImageMention& mention) {
        return mention.certainty == oci::Certainty::Certain;
    });
}

bool ImageList::is_at_hand(const ListedImage& listed) const {
    const auto is_eks_registry = [&listed](const DesignedSpec& spec) {
        const auto placeholders = knowledge::placeholders_of(*spec.tables, spec.spec.region.value);
        return listed.image.registry ==
               knowledge::expand("{account}.dkr.ecr.{region}.{suffix}", placeholders);
    };
    return listed.origin == knowledge::ImageOrigin::MachineImage ||
           (!specs.empty() && std::ranges::all_of(specs, is_eks_registry));
}

std::vector<std::string> ImageList::registries() const {
    std::set<std::string> hosts;
    for (const ListedImage& listed : images)
        if (listed.origin == knowledge::ImageOrigin::Registry)
            hosts.insert(listed.image.registry);
    return {hosts.begin(), hosts.end()};
}

Result<knowledge::ImageRules> image_rules_of(const Invocation& invocation) {
    const auto folder = invocation.value("knowledge");
    if (!folder)
        return knowledge::built_in_image_rules();
    Diagnostics diagnostics;
    auto rules = knowledge::load_image_rules(*folder, diagnostics);
    report(invocation.streams, diagnostics);
    return rules;
}

std::expected<ImageList, ExitCode> read_image_list(const Invocation& invocation) {
    const auto tables = tables_of(invocation);
    if (!tables)
        return std::unexpected(report(invocation.streams, tables.error()));
    const auto rules = image_rules_of(invocation);
    if (!rules)
        return std::unexpected(report(invocation.streams, rules.error()));
    Collector collector(invocation, **tables, *rules);
    for (const auto& path : invocation.arguments)
        collector.read(path);
    return std::move(collector).finish();
}

}  // namespace inland::cli
