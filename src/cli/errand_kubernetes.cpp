// SPDX-License-Identifier: Apache-2.0
#include "cli/errand_kubernetes.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// Error::code of an object that waits for its finalizers.
constexpr std::string_view still_there = "StillThere";

}  // namespace

Result<KubernetesApi*> ErrandKubernetes::opened() {
    const std::scoped_lock lock(mutex_);
    if (api_ == nullptr)
        api_ = TRY(KubernetesApi::open(invocation_, session_, cluster_));
    return api_.get();
}

Result<kube::Api*> ErrandKubernetes::api() {
    return &TRY(opened())->objects();
}

Result<std::string> ErrandKubernetes::vpc() {
    return TRY(opened())->vpc();
}

Result<std::optional<json::object>> ErrandKubernetes::get(const kube::ObjectName& name) {
    auto* kubernetes = TRY(api());
    return kubernetes->get(name, stop());
}

Result<json::object> ErrandKubernetes::apply(const json::object& object) {
    auto* kubernetes = TRY(api());
    auto applied = patiently([&] { return kubernetes->apply(object, stop()); });
    if (!applied)
        return std::unexpected(
            std::move(applied).error().with_context(kube::name_of(object).text()));
    return applied;
}

Result<json::object> ErrandKubernetes::replace(const json::object& object) {
    const auto name = kube::name_of(object);
    auto* kubernetes = TRY(api());
    TRY_VOID(kubernetes->remove(name, stop()));
    TRY_VOID(patiently([&] { return await_gone(name); }));
    return apply(object);
}

Result<void> ErrandKubernetes::await_gone(const kube::ObjectName& name) {
    if (!TRY(get(name)))
        return {};
    return std::unexpected(Error{ErrorKind::InUse,
                                 fmt::format("{} is still being removed", name.text()),
                                 std::string(still_there)});
}

bool ErrandKubernetes::stands(const topology::Topology& observed) const {
    const auto* found = observed.find<topology::Cluster>("cluster/" + cluster_);
    return found != nullptr && found->endpoint.is_known() && !found->endpoint.value().empty();
}

/// NotFound: a definition whose kind is not served yet, a namespace that is not seen yet.
bool ErrandKubernetes::may_pass(const Error& error) {
    return error.code == still_there ||
           (error.http_status != 0 &&
            (error.kind == ErrorKind::AccessDenied || error.kind == ErrorKind::Unavailable ||
             error.kind == ErrorKind::InUse || error.kind == ErrorKind::NotFound));
}

Error out_of_reach(const Error& error) {
    return {ErrorKind::Failed,
            fmt::format("the Kubernetes API is not reachable from here ({}); run the same command "
                        "from inside the network, or say --via",
                        error.message),
            std::string(kubernetes_out_of_reach)};
}

std::vector<deploy::OrderingRule> after_way_in(const deploy::Name& change,
                                               const topology::Topology& topology) {
    std::vector<deploy::OrderingRule> rules;
    after_all<topology::Cluster>(rules, change, topology);
    after_all<topology::SecurityGroup>(rules, change, topology);
    after_all<topology::RouteTable>(rules, change, topology);
    after_all<topology::VpnConnection>(rules, change, topology);
    return rules;
}

bool is_setting(const deploy::Step& step) {
    return step.phase == deploy::Phase::Create ||
           (step.phase == deploy::Phase::Attach && step.action == deploy::Action::Update);
}

std::vector<deploy::Outcome> nothing_to_wait_for(std::span<const deploy::Step* const> steps) {
    std::vector<deploy::Outcome> outcomes;
    outcomes.resize(steps.size(), deploy::Done{});
    return outcomes;
}

deploy::Outcome errand_outcome(const Result<void>& result) {
    if (result)
        return deploy::Done{};
    return is_out_of_reach(result.error()) ? out_of_reach(result.error()) : result.error();
}

}  // namespace inland::cli
