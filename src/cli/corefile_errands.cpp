// SPDX-License-Identifier: Apache-2.0
#include "cli/corefile_errands.h"

#include "design/cluster_domains.h"
#include "kube/coredns_config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

using deploy::Action;
using deploy::Change;
using deploy::Outcome;

deploy::Name change_name() {
    return {corefile_type, "corefile/coredns"};
}

std::string why(const std::vector<coredns::StubDomain>& domains) {
    std::vector<std::string> names;
    for (const auto& domain : domains)
        names.push_back(domain.domain);
    return names.empty() ? std::string("dns.forward names no domain any more")
                         : fmt::format("pods find {} by it", fmt::join(names, ", "));
}

Change change_of(Action action, std::string why) {
    return {.action = action,
            .type = corefile_type,
            .resource = change_name().key,
            .id = {},
            .why = std::move(why),
            .fields = {}};
}

/// How errors name it.
std::string config_text() {
    return kube::coredns_config_name().text();
}

}  // namespace

CorefileErrands::CorefileErrands(ErrandKubernetes& kubernetes, const DesignedSpec& designed)
    : kubernetes_(kubernetes), designed_(designed), domains_(design::stub_domains(designed.spec)) {}

bool CorefileErrands::is_ours_to_write(const topology::Topology& observed) const {
    if (design::keeper_of_corefile(designed_.spec) == design::CorefileKeeper::Addon)
        return false;
    const auto* cluster = observed.find<topology::Cluster>("cluster/" + designed_.spec.name.value);
    return !domains_.empty() ||
           (cluster != nullptr && cluster->tags.contains(std::string(design::corefile_tag)));
}

Result<std::vector<Change>> CorefileErrands::changes(const topology::Topology& observed) {
    if (!is_ours_to_write(observed))
        return std::vector<Change>();
    if (!kubernetes_.stands(observed))
        return std::vector{change_of(Action::Create, why(domains_))};
    auto found = compare();
    if (found || !is_out_of_reach(found.error()))
        return found;
    unseen_ = out_of_reach(found.error()).message;
    return std::vector<Change>();
}

Result<std::vector<Change>> CorefileErrands::compare() {
    const auto found = TRY(find());
    const auto after = TRY(wanted(found.corefile));
    if (after == found.corefile)
        return std::vector<Change>();
    auto change = change_of(Action::Update, why(domains_));
    change.fields.push_back({config_text(), "changed", "as dns.forward says", false});
    return std::vector{std::move(change)};
}

/// EKS puts it into a new cluster a moment after the control plane answers.
Result<CorefileErrands::Found> CorefileErrands::find() {
    constexpr int not_there_yet = 503;
    auto config = TRY(kubernetes_.get(kube::coredns_config_name()));
    auto corefile = config ? kube::corefile_of(*config) : std::nullopt;
    if (!corefile)
        return failure(ErrorKind::Unavailable,
                       fmt::format("the cluster has no {} with a Corefile: add coredns to addons, "
                                   "or install a CoreDNS that reads it",
                                   config_text()),
                       {}, not_there_yet);
    return Found{*std::move(config), *std::move(corefile)};
}

Result<std::string> CorefileErrands::wanted(const std::string& corefile) const {
    const auto read = coredns::parse_corefile(corefile);
    auto text = read ? coredns::with_stub_domains(*read, domains_)
                     : Result<std::string>(std::unexpected(read.error()));
    if (!text)
        return std::unexpected(std::move(text).error().with_context(config_text()));
    return text;
}

std::vector<deploy::OrderingRule> CorefileErrands::order() const {
    return after_way_in(change_name(), designed_.design.topology);
}

Outcome CorefileErrands::run(const deploy::Step& step) {
    if (!is_setting(step))
        return deploy::Done{};
    const auto written = kubernetes_.patiently([this] { return write(); });
    return errand_outcome(written ? Result<void>() : std::unexpected(written.error()));
}

std::vector<Outcome> CorefileErrands::look(std::span<const deploy::Step* const> steps) {
    return nothing_to_wait_for(steps);
}

/// Anew each time, since somebody else may have changed it in between.
Result<json::object> CorefileErrands::write() {
    auto found = TRY(find());
    const auto after = TRY(wanted(found.corefile));
    if (after == found.corefile)
        return std::move(found.config);
    auto* kubernetes = TRY(kubernetes_.api());
    return kubernetes->apply(kube::config_with_corefile(found.config, after), kubernetes_.stop());
}

}  // namespace inland::cli
