// SPDX-License-Identifier: Apache-2.0
#include "cli/addon_errands.h"

#include "kube/pull_secret.h"
#include "kube/rollout.h"
#include "kube/serving_certificates.h"
#include "spec/registry_address.h"
#include "topology/installed_addons.h"
#include "topology/pod_identity_association.h"

#include <algorithm>
#include <iterator>
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
/// Status 422: the API server understands an object and does not take it.
constexpr int unprocessable = 422;

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

/// A removed add-on is known by its cluster's tag.
bool has_trace(const topology::Topology& observed, std::string_view addon) {
    const auto tag = topology::addon_tag_of(addon);
    return std::ranges::any_of(observed.all<topology::Cluster>(), [&](const auto& cluster) {
        return cluster.second.tags.contains(tag);
    });
}

Outcome outcome_of(Result<Outcome> result) {
    return result ? *std::move(result) : errand_outcome(std::unexpected(result.error()));
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
    TRY_VOID(collect(images, observed));
    if (addons_.empty())
        return std::vector<Change>();
    if (kubernetes_.stands(observed))
        return compare();
    std::vector<Change> changes;
    for (const auto& [name, filling] : addons_)
        if (is_wanted(name))
            changes.push_back(change_of(Action::Create, name, "the spec asks for it"));
    return changes;
}

bool AddonErrands::is_wanted(std::string_view addon) const {
    return std::ranges::any_of(designed_.spec.addons,
                               [&](const spec::PlacedText& name) { return name.value == addon; });
}

Result<void> AddonErrands::collect(const std::vector<AddonImage>& images,
                                   const topology::Topology& observed) {
    for (const auto& addon : designed_.tables->addons) {
        if (addon.kind != knowledge::AddonKind::Manifest ||
            !(is_wanted(addon.name) || has_trace(observed, addon.name)))
            continue;
        auto context = context_of(addon.name, images);
        auto named = TRY(kube::addons_named_by(addon.name, context));
        addons_[addon.name] = {std::move(context), std::move(named)};
    }
    return {};
}

kube::AddonContext AddonErrands::context_of(const std::string& addon,
                                            const std::vector<AddonImage>& images) const {
    kube::AddonContext context{
        knowledge::placeholders_of(*designed_.tables, designed_.spec.region.value)};
    context.values["cluster"] = designed_.spec.name.value;
    for (const auto& image : images)
        if (image.addon == addon)
            context.values["image/" + last_part(image.copy.from.repository)] =
                image.copy.to.familiar();
    for (const auto& name : designed_.spec.addons)
        context.addons.push_back(name.value);
    if (const auto said = invocation_.value("knowledge"))
        context.folder = *said;
    return context;
}

/// Rendered at the first need, which may come long after the plan: the cluster's VPC and the
/// certificates that it has are known only to who can ask.
Result<const AddonErrands::Objects*> AddonErrands::objects_of(const std::string& name) {
    const std::scoped_lock lock(rendering_);
    const auto found = objects_.find(name);
    if (found != objects_.end())
        return &found->second;
    return &objects_.emplace(name, TRY(render(name))).first->second;
}

Result<AddonErrands::Objects> AddonErrands::render(const std::string& name) {
    auto context = addons_.at(name).context;
    context.values["vpc"] = TRY(kubernetes_.vpc());
    auto objects = TRY(kube::addon_objects(name, context));
    let_pull(objects);
    TRY_VOID(kube::fill_certificates(
        objects, [this](const kube::ObjectName& wanted) { return kubernetes_.get(wanted); },
        SystemClock().now()));
    return objects;
}

/// A namespace of the add-on's own needs the credentials, too.
void AddonErrands::let_pull(Objects& objects) const {
    const auto* registry = spec::client_registry(designed_.spec);
    if (registry == nullptr || registry->pull_credentials.empty())
        return;
    std::ranges::for_each(objects, kube::let_pods_pull);
    const auto home = std::ranges::find_if(
        objects, [](const auto& object) { return kube::name_of(object).kind == "Namespace"; });
    if (home == objects.end())
        return;
    auto secret = kube::pull_secret(kube::name_of(*home).name, registry->pull_credentials.reveal());
    kube::label_as_addons(secret, kube::label_of(*home, kube::addon_label));
    objects.insert(std::next(home), std::move(secret));
}

Result<std::vector<Change>> AddonErrands::compare() {
    std::vector<Change> changes;
    for (const auto& [name, filling] : addons_) {
        const auto objects = objects_of(name);
        auto change = objects ? compare_addon(name, **objects)
                              : Result<std::optional<Change>>(std::unexpected(objects.error()));
        if (!change && is_out_of_reach(change.error())) {
            unseen_ = out_of_reach(change.error()).message;
            return unseen_removals();
        }
        if (auto found = TRY(std::move(change)))
            changes.push_back(*std::move(found));
    }
    return changes;
}

/// What the spec no longer names is not forgotten because nobody sees it from here.
std::vector<Change> AddonErrands::unseen_removals() const {
    std::vector<Change> changes;
    for (const auto& [name, filling] : addons_)
        if (!is_wanted(name))
            changes.push_back(change_of(Action::Delete, name, "nothing needs it any more"));
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
    const auto rollout = outcome_of(rollout_of(objects));
    if (const auto* waiting = std::get_if<deploy::Waiting>(&rollout))
        unfinished_.push_back({topology::Addon::type, resource_of(name), {}, waiting->state});
}

std::vector<deploy::OrderingRule> AddonErrands::order(const topology::Topology& observed) const {
    std::vector<deploy::OrderingRule> rules;
    for (const auto& [name, filling] : addons_) {
        const deploy::Name later{topology::Addon::type, resource_of(name)};
        for (const auto& other : filling.named)
            rules.push_back({later, {topology::Addon::type, resource_of(other)}});
        after_all<topology::Cluster>(rules, later, observed);
        for (const auto* topology : {&observed, &designed_.design.topology}) {
            after_all<topology::PodIdentityAssociation>(rules, later, *topology);
            after_all<topology::VpcEndpoint>(rules, later, *topology);
        }
    }
    return rules;
}

Outcome AddonErrands::run(const deploy::Step& step) {
    const auto name = addon_of(step.resource);
    if (is_setting(step))
        return errand_outcome(install(name));
    if (step.phase == Phase::Remove)
        return errand_outcome(uninstall(name));
    return deploy::Done{};
}

std::vector<Outcome> AddonErrands::look(std::span<const deploy::Step* const> steps) {
    std::vector<Outcome> outcomes;
    for (const auto* step : steps)
        outcomes.push_back(in_time(*step));
    return outcomes;
}

Outcome AddonErrands::progress_of(const deploy::Step& step) {
    const auto name = addon_of(step.resource);
    const auto objects = objects_of(name);
    if (!objects)
        return errand_outcome(std::unexpected(objects.error()));
    return outcome_of(step.phase == Phase::AwaitGone ? removal_of(**objects, name)
                                                     : rollout_of(**objects));
}

Outcome AddonErrands::in_time(const deploy::Step& step) {
    auto outcome = progress_of(step);
    const auto* waiting = std::get_if<deploy::Waiting>(&outcome);
    const std::scoped_lock lock(mutex_);
    const auto now = kubernetes_.clock().now();
    const auto give_up = give_up_.try_emplace(step.text(), now + rollout_patience).first->second;
    if (waiting == nullptr || now < give_up)
        return outcome;
    return Error{ErrorKind::Failed, fmt::format("{}; kubectl describe says why", waiting->state)};
}

Result<void> AddonErrands::install(const std::string& name) {
    for (const auto& object : *TRY(objects_of(name)))
        TRY_VOID(install_object(object));
    return {};
}

/// Some fields stay as they were made: a Service's loadBalancerClass, a Deployment's selector. Our
/// own objects are then made anew.
Result<void> AddonErrands::install_object(const json::object& object) {
    const auto applied = kubernetes_.apply(object);
    if (applied)
        return {};
    const bool is_refused = applied.error().http_status == unprocessable;
    const auto found =
        is_refused ? TRY(kubernetes_.get(kube::name_of(object))) : std::optional<json::object>();
    if (!found || !kube::is_of_addon(*found, kube::label_of(object, kube::addon_label)))
        return std::unexpected(applied.error());
    static_cast<void>(TRY(kubernetes_.replace(object)));
    return {};
}

/// With a definition go all objects of its kind, and with the controller who would tidy up after
/// them: load balancers would be left, and namespaces that cannot be removed.
Result<void> AddonErrands::check_unused(const json::object& definition, const std::string& name) {
    auto* kubernetes = TRY(kubernetes_.api());
    const auto kind = string_or_empty(definition, "spec.names.kind");
    const auto version = fmt::format("{}/{}", string_or_empty(definition, "spec.group"),
                                     string_or_empty(definition, "spec.versions.0.name"));
    const auto objects = TRY(kubernetes->list(version, kind, invocation_.stop));
    const auto other = std::ranges::find_if(
        objects, [&](const auto& object) { return !kube::is_of_addon(object, name); });
    if (other == objects.end())
        return {};
    const auto found = kube::name_of(*other);
    return failure(ErrorKind::InUse,
                   fmt::format("{} {}/{} still needs it: delete what it was made for first (an "
                               "Ingress, a Service of type LoadBalancer)",
                               kind, found.namespace_name, found.name));
}

/// What was made last is taken off first. Somebody else's object of that name stays.
Result<void> AddonErrands::uninstall(const std::string& name) {
    auto* kubernetes = TRY(kubernetes_.api());
    for (const auto& object : *TRY(objects_of(name)))
        if (kube::name_of(object).kind == "CustomResourceDefinition")
            TRY_VOID(check_unused(object, name));
    for (const auto& object : *TRY(objects_of(name)) | std::views::reverse) {
        const auto there = kube::name_of(object);
        const auto found = TRY(kubernetes->get(there, invocation_.stop));
        if (found && kube::is_of_addon(*found, name))
            TRY_VOID(kubernetes->remove(there, invocation_.stop));
    }
    return {};
}

Result<Outcome> AddonErrands::rollout_of(const Objects& objects) {
    for (const auto& object : objects) {
        const auto found = TRY(kubernetes_.get(kube::name_of(object)));
        const auto rollout = kube::rollout_of(found.value_or(object));
        if (const auto* failed = std::get_if<Error>(&rollout))
            return *failed;
        if (const auto* not_yet = std::get_if<kube::RollingOut>(&rollout))
            return deploy::Waiting{not_yet->state};
    }
    return deploy::Done{};
}

/// Controllers let go of what has their finalizers: a Service's load balancer goes first.
Result<Outcome> AddonErrands::removal_of(const Objects& objects, const std::string& name) {
    for (const auto& object : objects) {
        const auto there = kube::name_of(object);
        const auto found = TRY(kubernetes_.get(there));
        if (found && kube::is_of_addon(*found, name))
            return deploy::Waiting{fmt::format("{} is still being removed", there.text())};
    }
    return deploy::Done{};
}

}  // namespace inland::cli
