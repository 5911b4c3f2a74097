// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/ingress_model.h"

#include "emulator/cluster/balancers/ingress_rules.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

std::unexpected<Error> refused(std::string text) {
    return failure(ErrorKind::Failed, std::move(text));
}

/// What one of its Ingresses says of a thing of the whole balancer; its class outranks it.
std::string said_by(const IngressJob& job, const Ingress& ingress, std::string_view in_class,
                    std::string_view suffix) {
    auto said = text_of(class_parameters_of(job.objects, ingress.object()), in_class);
    return said.empty() ? ingress.annotation(suffix).value_or("") : said;
}

Result<Scheme> scheme_of(const IngressJob& job) {
    std::set<std::string> schemes;
    for (const auto& member : job.group.members) {
        auto said = said_by(job, Ingress(member), "scheme", "scheme");
        if (!said.empty())
            schemes.insert(std::move(said));
    }
    if (schemes.size() > 1)
        return refused(fmt::format("conflicting scheme: map[{}:{{}}]", fmt::join(schemes, ":{} ")));
    if (schemes.empty() || *schemes.begin() == "internal")
        return Scheme::Internal;
    if (*schemes.begin() == "internet-facing")
        return Scheme::InternetFacing;
    return refused("unknown scheme: " + *schemes.begin());
}

/// The list that the first who says one says.
std::vector<std::string> words_of(const IngressJob& job, std::string_view suffix) {
    for (const auto& member : job.group.members)
        if (auto words = Ingress(member).words(suffix); !words.empty())
            return words;
    return {};
}

std::vector<std::string> subnets_of(const IngressJob& job) {
    for (const auto& member : job.group.members) {
        const auto parameters = class_parameters_of(job.objects, member);
        if (auto ids = texts_of(object_of(parameters, "subnets"), "ids"); !ids.empty())
            return ids;
    }
    return words_of(job, "subnets");
}

std::vector<std::string> certificates_of(const IngressJob& job, const Ingress& ingress) {
    auto arns = texts_of(class_parameters_of(job.objects, ingress.object()), "certificateArn");
    return arns.empty() ? ingress.words("certificate-arn") : arns;
}

std::vector<std::string> admitted_by(const IngressJob& job, const Ingress& ingress) {
    auto blocks = texts_of(class_parameters_of(job.objects, ingress.object()), "inboundCIDRs");
    if (blocks.empty())
        blocks = ingress.words("inbound-cidrs");
    if (blocks.empty())
        blocks.emplace_back("0.0.0.0/0");
    return blocks;
}

struct ListenPort {
    std::int64_t port = 0;
    std::string protocol;
};

Result<std::vector<ListenPort>> parsed_ports(const std::string& said) {
    const auto rows = parse_json(said);
    if (!rows || !rows->is_array())
        return refused(fmt::format("failed to parse listen-ports configuration: `{}`", said));
    std::vector<ListenPort> ports;
    for (const auto& row : rows->get_array())
        for (const auto& [protocol, port] : row.is_object() ? row.get_object() : json::object()) {
            if (protocol != "HTTP" && protocol != "HTTPS")
                return refused(fmt::format("listen protocol must be HTTP or HTTPS: {}",
                                           std::string_view(protocol)));
            ports.push_back({port.is_int64() ? port.get_int64() : 0, std::string(protocol)});
        }
    if (ports.empty())
        return refused(fmt::format("empty listen-ports configuration: `{}`", said));
    return ports;
}

/// HTTP at 80, unless there is a certificate: HTTPS at 443 then.
Result<std::vector<ListenPort>> listen_ports(const IngressJob& job, const Ingress& ingress) {
    if (const auto said = ingress.annotation("listen-ports"))
        return parsed_ports(*said);
    return certificates_of(job, ingress).empty() ? std::vector<ListenPort>{{80, "HTTP"}}
                                                 : std::vector<ListenPort>{{443, "HTTPS"}};
}

/// Without a certificate's ARN the controller looks for one, which takes an API that few private
/// networks have an endpoint for.
Result<std::vector<std::string>> found_certificates(const IngressJob& job, const Ingress& ingress) {
    auto arns = certificates_of(job, ingress);
    if (!arns.empty())
        return arns;
    TRY_VOID(reach_api(job.objects, job.pod, "acm", "ACM: ListCertificates"));
    return refused(fmt::format("no certificate found for host: {}",
                               string_or_empty(ingress.object(), "spec.tls.0.hosts.0")));
}

/// APIs that annotations ask for, unless the controller is told to leave them alone.
struct OptionalApi {
    std::string_view annotation, flag, api, words;
};
constexpr std::array optional_apis{
    OptionalApi{"wafv2-acl-arn", "--enable-wafv2=false", "wafv2", "WAFV2: GetWebACLForResource"},
    OptionalApi{"wafv2-acl-name", "--enable-wafv2=false", "wafv2", "WAFV2: ListWebACLs"},
    OptionalApi{"waf-acl-id", "--enable-waf=false", "waf-regional",
                "WAF Regional: GetWebACLForResource"},
    OptionalApi{"web-acl-id", "--enable-waf=false", "waf-regional",
                "WAF Regional: GetWebACLForResource"},
    OptionalApi{"shield-advanced-protection", "--enable-shield=false", "shield",
                "Shield: GetSubscriptionState"}};

Result<void> check_optional_apis(const IngressJob& job, const Ingress& ingress) {
    for (const auto& each : optional_apis)
        if (ingress.annotation(each.annotation) &&
            std::ranges::find(job.pod.arguments, each.flag) == job.pod.arguments.end())
            TRY_VOID(reach_api(job.objects, job.pod, each.api, each.words));
    return {};
}

json::array redirect_to(const std::string& port) {
    return {json::object{
        {"Type", "redirect"},
        {"RedirectConfig",
         json::object{{"Protocol", "HTTPS"}, {"Port", port}, {"StatusCode", "HTTP_301"}}}}};
}

void unite(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const auto& each : more)
        if (std::ranges::find(all, each) == all.end())
            all.push_back(each);
}

Result<void> add_listener(const IngressJob& job, const Ingress& ingress, const ListenPort& asked,
                          IngressModel& model) {
    auto& listener = model.listeners[asked.port];
    listener.protocol = asked.protocol;
    unite(listener.admitted, admitted_by(job, ingress));
    if (asked.protocol == "HTTPS")
        unite(listener.certificates, TRY(found_certificates(job, ingress)));
    const auto redirect = said_by(job, ingress, "sslRedirectPort", "ssl-redirect");
    if (!redirect.empty() && asked.protocol == "HTTP") {
        listener.default_actions = redirect_to(redirect);
        return {};
    }
    TRY_VOID(add_ingress_rules(job, ingress, model, listener));
    if (auto actions = TRY(default_actions_of(job, ingress, model)); !actions.empty())
        listener.default_actions = std::move(actions);
    return {};
}

Result<void> add_member(const IngressJob& job, const Ingress& ingress, IngressModel& model) {
    TRY_VOID(check_optional_apis(job, ingress));
    for (const auto& port : TRY(listen_ports(job, ingress)))
        TRY_VOID(add_listener(job, ingress, port, model));
    return {};
}

}  // namespace

Result<IngressModel> build_ingress_model(const IngressJob& job) {
    IngressModel model;
    model.scheme = TRY(scheme_of(job));
    model.subnets = subnets_of(job);
    model.groups = words_of(job, "security-groups");
    model.writes_node_rules =
        model.groups.empty() ||
        words_of(job, "manage-backend-security-group-rules") == std::vector<std::string>{"true"};
    for (const auto& member : job.group.members)
        TRY_VOID(add_member(job, Ingress(member), model));
    for (auto& [port, listener] : model.listeners)
        if (listener.default_actions.empty())
            listener.default_actions = nobody_answers();
    return model;
}

}  // namespace inland::emulator::cluster
