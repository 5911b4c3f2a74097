// SPDX-License-Identifier: Apache-2.0
#include "cli/secret_errands.h"

#include "kube/pull_secret.h"
#include "spec/registry_address.h"

#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using deploy::Action;
using deploy::Change;
using deploy::Outcome;

/// Of people's own pods, and of the add-ons that Inland installs.
constexpr std::array<std::string_view, 2> namespaces{"default", "kube-system"};
/// Whose pods are those that name no other.
constexpr std::string_view account = "default";

std::string resource() {
    return fmt::format("{}/{}", secret_type, kube::pull_secret_name);
}

kube::ObjectName secret_in(std::string_view name_space) {
    return {"v1", "Secret", std::string(name_space), std::string(kube::pull_secret_name)};
}

kube::ObjectName account_name() {
    return {"v1", "ServiceAccount", std::string(namespaces.front()), std::string(account)};
}

Change change_of(Action action, std::string why) {
    return {.action = action,
            .type = secret_type,
            .resource = resource(),
            .id = {},
            .why = std::move(why),
            .fields = {}};
}

}  // namespace

SecretErrands::SecretErrands(ErrandKubernetes& kubernetes, const DesignedSpec& designed)
    : kubernetes_(kubernetes), designed_(designed) {
    const auto* registry = spec::client_registry(designed.spec);
    if (registry != nullptr && !registry->pull_credentials.empty())
        registry_ = registry;
}

const std::string& SecretErrands::docker_config() const {
    return registry_->pull_credentials.reveal();
}

std::string SecretErrands::why() const {
    return fmt::format("pods pull from {} with it", spec::address_of(*registry_).authority);
}

Result<std::vector<Change>> SecretErrands::changes(const topology::Topology& observed) {
    if (registry_ == nullptr)
        return std::vector<Change>();
    if (!kubernetes_.stands(observed))
        return std::vector{change_of(Action::Create, why())};
    auto found = compare();
    if (found || !is_out_of_reach(found.error()))
        return found;
    unseen_ = out_of_reach(found.error()).message;
    return std::vector<Change>();
}

Result<std::vector<Change>> SecretErrands::compare() {
    auto found = TRY(differences());
    if (found.fields.empty())
        return std::vector<Change>();
    if (found.missing == namespaces.size())
        return std::vector{change_of(Action::Create, why())};
    auto change = change_of(Action::Update, why());
    change.fields = std::move(found.fields);
    return std::vector{std::move(change)};
}

/// Without a word of what is in the Secrets.
Result<SecretErrands::Differences> SecretErrands::differences() {
    Differences differences;
    for (const auto name_space : namespaces) {
        const auto name = secret_in(name_space);
        const auto found = TRY(kubernetes_.get(name));
        differences.missing += found ? 0U : 1U;
        if (!found || !kube::holds_pull_secret(*found, docker_config()))
            differences.fields.push_back({name.text(), found ? "changed" : json::value(),
                                          "as the file of pullSecret says", false});
    }
    const auto found = TRY(kubernetes_.get(account_name()));
    if (!found || !kube::names_pull_secret(*found))
        differences.fields.push_back({account_name().text() + " imagePullSecrets", json::value(),
                                      "with inland-registry", false});
    return differences;
}

std::vector<deploy::OrderingRule> SecretErrands::order() const {
    if (registry_ == nullptr)
        return {};
    return after_way_in({secret_type, resource()}, designed_.design.topology);
}

Outcome SecretErrands::run(const deploy::Step& step) {
    if (is_setting(step))
        return errand_outcome(place());
    return deploy::Done{};
}

std::vector<Outcome> SecretErrands::look(std::span<const deploy::Step* const> steps) {
    return nothing_to_wait_for(steps);
}

Result<void> SecretErrands::place() {
    for (const auto name_space : namespaces)
        TRY_VOID(kubernetes_.apply(kube::pull_secret(name_space, docker_config())));
    auto named = kubernetes_.patiently([this] { return name_in_account(); });
    if (!named)
        return std::unexpected(std::move(named).error().with_context(account_name().text()));
    return {};
}

/// Anew each time, since somebody else may have changed it in between.
Result<json::object> SecretErrands::name_in_account() {
    const auto name = account_name();
    const auto found = TRY(kubernetes_.get(name)).value_or(json::object());
    if (kube::names_pull_secret(found))
        return found;
    auto* kubernetes = TRY(kubernetes_.api());
    return kubernetes->apply(kube::account_with_pull_secret(name.namespace_name, name.name, found),
                             kubernetes_.stop());
}

}  // namespace inland::cli
