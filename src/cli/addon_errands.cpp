// SPDX-License-Identifier: Apache-2.0
#include "cli/addon_errands.h"

#include "kube/addon_objects.h"
#include "kube/pull_secret.h"
#include "kube/rollout.h"
#include "spec/registry_address.h"
#include "topology/pod_identity_association.h"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using deploy::Action;
using deploy::Change;
using deploy::Outcome;
using deploy::Phase;

/// How long pods may take to run, as a Deployment's own progressDeadlineSeconds has it unless told.
constexpr auto rollout_patience = std::chrono::minutes(10);

std::string resource_of(std::string_view addon) {
    return fmt::format("{}/{}", topology::Addon::type, addon);
}

std::string addon_of(std::string_view resource) {
    return std::string(resource.substr(resource.find('/') + 1));
}

/// "cluster-autoscaler" of "registry.example.com/autoscaling/cluster-autoscaler".
std::string last_part(std::string_view repository) {
    return std::string(repository.substr(repository.rfind('/') + 1));
}

/// The identity that a manifest's pods have tells AWS that it is, or was, wanted.
bool has_trace(const topology::Topology& observed, std::string_view addon) {
    return observed.find<topology::PodIdentityAssociation>(
               fmt::format("{}/{}", topology::PodIdentityAssociation::type, addon)) != nullptr;
}

Change change_of(Action action, const std::string& addon, std::string why) {
    return {.action = action,
            .type = topology::Addon::type,
            .resource = resource_of(addon),
            .id = {},
            .why = std::move(why),
            .fields = {}};
}

}  // namespace

Result<std::vector<Change>> AddonErrands::changes(const std::vector<AddonImage>& images,
                                                  const topology::Topology& observed) {
    TRY_VOID(render(images, observed));
    if (addons_.empty())
        return std::vector<Change>();
    if (kubernetes_.stands(observed))
        return compare();
    std::vector<Change> changes;
    for (const auto& [name, objects] : addons_)
        if (is_wanted(name))
            changes.push_back(change_of(Action::Create, name, "the spec asks for it"));
    return changes;
}

bool AddonErrands::is_wanted(std::string_view addon) const {
    return std::ranges::any_of(designed_.spec.addons,
                               [&](const spec::PlacedText& name) { return name.value == addon; });
}

Result<void> AddonErrands::render(const std::vector<AddonImage>& images,
                                  const topology::Topology& observed) {
    for (const auto& addon : designed_.tables->addons)
        if (addon.kind == knowledge::AddonKind::Manifest &&
            (is_wanted(addon.name) || has_trace(observed, addon.name)))
            addons_[addon.name] = TRY(objects_of(addon, images));
    return {};
}

Result<AddonErrands::Objects> AddonErrands::objects_of(
    const knowledge::Addon& addon, const std::vector<AddonImage>& images) const {
    auto values = knowledge::placeholders_of(*designed_.tables, designed_.spec.region.value);
    values["cluster"] = designed_.spec.name.value;
    for (const auto& image : images)
        if (image.addon == addon.name)
            values["image/" + last_part(image.copy.from.repository)] = image.copy.to.familiar();
    std::optional<std::filesystem::path> folder;
    if (const auto said = invocation_.value("knowledge"))
        folder = *said;
    auto objects = TRY(kube::addon_objects(addon.name, values, folder));
    const auto* registry = spec::client_registry(designed_.spec);
    if (registry != nullptr && !registry->pull_credentials.empty())
        std::ranges::for_each(objects, kube::let_pods_pull);
    return objects;
}

Result<std::vector<Change>> AddonErrands::compare() {
    std::vector<Change> changes;
    for (const auto& [name, objects] : addons_) {
        auto change = compare_addon(name, objects);
        if (!change && is_out_of_reach(change.error())) {
            unseen_ = out_of_reach(change.error()).message;
            return std::vector<Change>();
        }
        if (auto found = TRY(std::move(change)))
            changes.push_back(*std::move(found));
    }
    return changes;
}

Result<std::optional<Change>> AddonErrands::compare_addon(const std::string& name,
                                                          const Objects& objects) {
    std::size_t there = 0;
    std::vector<deploy::FieldChange> fields;
    for (const auto& object : objects) {
        const auto found = TRY(kubernetes_.get(kube::name_of(object)));
        there += found && kube::is_of_addon(*found, name) ? 1U : 0U;
        if (!found || !kube::is_as_wanted(object, *found))
            fields.push_back({kube::name_of(object).text(), found ? "changed" : json::value(),
                              "as the manifest says", false});
    }
    if (!is_wanted(name))
        return there == 0
                   ? std::nullopt
                   : std::optional(change_of(Action::Delete, name, "nothing needs it any more"));
    if (fields.empty()) {
        note_unfinished(name, objects);
        return std::nullopt;
    }
    auto change =
        change_of(there == 0 ? Action::Create : Action::Update, name, "the spec asks for it");
    if (there != 0)
        change.fields = std::move(fields);
    return change;
}

void AddonErrands::note_unfinished(const std::string& name, const Objects& objects) {
    const auto rollout = rollout_of(objects);
    if (const auto* waiting = std::get_if<deploy::Waiting>(&rollout))
        unfinished_.push_back({topology::Addon::type, resource_of(name), {}, waiting->state});
}

Outcome AddonErrands::run(const deploy::Step& step) {
    const auto& objects = addons_.at(addon_of(step.resource));
    if (is_setting(step))
        return errand_outcome(install(objects));
    if (step.phase == Phase::Remove)
        return errand_outcome(uninstall(objects));
    return deploy::Done{};
}

std::vector<Outcome> AddonErrands::look(std::span<const deploy::Step* const> steps) {
    std::vector<Outcome> outcomes;
    for (const auto* step : steps)
        outcomes.push_back(step->phase == Phase::AwaitReady ? rollout_in_time(*step)
                                                            : Outcome(deploy::Done{}));
    return outcomes;
}

Outcome AddonErrands::rollout_in_time(const deploy::Step& step) {
    auto outcome = rollout_of(addons_.at(addon_of(step.resource)));
    const auto* waiting = std::get_if<deploy::Waiting>(&outcome);
    const std::scoped_lock lock(mutex_);
    const auto now = kubernetes_.clock().now();
    const auto give_up = give_up_.try_emplace(step.resource, now + rollout_patience).first->second;
    if (waiting == nullptr || now < give_up)
        return outcome;
    return Error{ErrorKind::Failed,
                 fmt::format("{}; kubectl describe pods in kube-system says why", waiting->state)};
}

Result<void> AddonErrands::install(const Objects& objects) {
    for (const auto& object : objects)
        TRY_VOID(kubernetes_.apply(object));
    return {};
}

/// What was made last is taken off first. Somebody else's object of that name stays.
Result<void> AddonErrands::uninstall(const Objects& objects) {
    auto* kubernetes = TRY(kubernetes_.api());
    for (const auto& object : objects | std::views::reverse) {
        const auto name = kube::name_of(object);
        const auto found = TRY(kubernetes->get(name, invocation_.stop));
        if (found && kube::is_of_addon(*found, kube::label_of(object, kube::addon_label)))
            TRY_VOID(kubernetes->remove(name, invocation_.stop));
    }
    return {};
}

Outcome AddonErrands::rollout_of(const Objects& objects) {
    for (const auto& object : objects) {
        const auto found = kubernetes_.get(kube::name_of(object));
        if (!found)
            return errand_outcome(std::unexpected(found.error()));
        const auto rollout = kube::rollout_of(found->value_or(object));
        if (const auto* failed = std::get_if<Error>(&rollout))
            return *failed;
        if (const auto* not_yet = std::get_if<kube::RollingOut>(&rollout))
            return deploy::Waiting{not_yet->state};
    }
    return deploy::Done{};
}

}  // namespace inland::cli
