// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/webhook_call.h"

#include "core/certificates.h"
#include "core/crypto.h"
#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/client_place.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/machine/observed_network.h"
#include "prove/joins/scene.h"
#include "prove/packets/connect.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::int64_t https_port = 443;
constexpr std::int64_t default_timeout = 10;

std::string decoded(std::string_view text) {
    return decode_base64(text).value_or("");
}

std::string member_of(const json::object& map, std::string_view key) {
    const auto* value = map.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

/// The Secret that a pod mounts with a certificate to show; nullptr where it mounts none.
const json::object* mounted_certificate(const Objects& objects, const json::object& pod) {
    for (const auto& volume : find_array(pod, "spec.volumes")) {
        const auto* secret = objects.find(type_of("", "secrets"), namespace_of(pod),
                                          string_or_empty(volume, "secret.secretName"));
        if (secret != nullptr && find_object(*secret, "data").contains("tls.crt"))
            return secret;
    }
    return nullptr;
}

/// One call on its way.
class Call {
  public:
    Call(const Objects& objects, const json::value& webhook)
        : objects_(objects),
          webhook_(webhook),
          client_(find_object(webhook, "clientConfig")),
          name_(string_or_empty(client_, "service.name")),
          name_space_(string_or_empty(client_, "service.namespace")) {}

    Result<void> make() const {
        if (name_.empty())
            return {};
        const auto* service = objects_.find(type_of("", "services"), name_space_, name_);
        if (service == nullptr)
            return fails(fmt::format("service \"{}\" not found", name_));
        const auto pods = pods_behind(*service);
        if (pods.empty())
            return fails(fmt::format("no endpoints available for service \"{}\"", name_));
        const auto* answering = first_reached(pods, *service);
        if (answering == nullptr)
            return fails("context deadline exceeded");
        if (!is_believed_of(*answering))
            return fails(
                "tls: failed to verify certificate: x509: certificate signed by unknown "
                "authority");
        return {};
    }

  private:
    [[nodiscard]] Result<void> fails(std::string_view why) const {
        return failure(
            ErrorKind::Unavailable,
            fmt::format("Post \"https://{}.{}.svc:{}{}?timeout={}s\": {}", name_, name_space_,
                        port(), string_or_empty(client_, "service.path"),
                        find_int(webhook_, "timeoutSeconds").value_or(default_timeout), why));
    }

    [[nodiscard]] std::int64_t port() const {
        return find_int(client_, "service.port").value_or(https_port);
    }

    [[nodiscard]] std::vector<const json::object*> pods_behind(const json::object& service) const {
        Selector selector;
        for (const auto& [key, value] : find_object(service, "spec.selector"))
            if (value.is_string())
                selector.push_back(
                    {key, SelectorOperator::Equals, {std::string(value.get_string())}});
        std::vector<const json::object*> pods;
        for (const auto* pod : objects_.list(type_of("", "pods"), name_space_))
            if (is_ready(*pod) && matches_labels(selector, find_object(*pod, "metadata.labels")))
                pods.push_back(pod);
        return pods;
    }

    /// Where a pod listens for the Service's port: a number, or the name of a container's port.
    [[nodiscard]] std::optional<std::uint16_t> target_port(const json::object& service,
                                                           const json::object& pod) const {
        for (const auto& row : find_array(service, "spec.ports")) {
            if (find_int(row, "port") != port())
                continue;
            if (const auto named = find_string(row, "targetPort"))
                return container_port(pod, *named);
            return static_cast<std::uint16_t>(find_int(row, "targetPort").value_or(port()));
        }
        return std::nullopt;
    }

    static std::optional<std::uint16_t> container_port(const json::object& pod,
                                                       std::string_view name) {
        for (const auto& container : find_array(pod, "spec.containers"))
            for (const auto& row : find_array(container, "ports"))
                if (find_string(row, "name") == name)
                    return static_cast<std::uint16_t>(find_int(row, "containerPort").value_or(0));
        return std::nullopt;
    }

    [[nodiscard]] const json::object* first_reached(const std::vector<const json::object*>& pods,
                                                    const json::object& service) const {
        const auto observed = observe_network(objects_.world(), objects_.cluster().scope);
        if (!observed)
            return nullptr;
        const auto found = std::ranges::find_if(pods, [&](const json::object* pod) {
            const auto listening = target_port(service, *pod);
            return listening && is_reached(**observed, *pod, *listening);
        });
        return found == pods.end() ? nullptr : *found;
    }

    /// Which of EKS's interfaces an API server sends from is not told.
    [[nodiscard]] bool is_reached(const ObservedNetwork& observed, const json::object& pod,
                                  std::uint16_t listening) const {
        const auto address = Ipv4Address::parse(string_or_empty(pod, "status.podIP"));
        const auto somebody =
            address ? pod_at(objects_.world(), objects_.cluster().scope, observed, *address)
                    : std::nullopt;
        const auto to = somebody ? party_of(observed, *somebody) : std::nullopt;
        const auto* cluster = known_cluster(observed);
        if (!to || cluster == nullptr)
            return false;
        const auto from = prove::scene_of(observed.network, *cluster).control_plane;
        return std::ranges::all_of(from, [&](const prove::Party& party) {
            return prove::connect(observed.network, party, *to, "tcp", listening).outcome ==
                   prove::Outcome::Holds;
        });
    }

    [[nodiscard]] const topology::Cluster* known_cluster(const ObservedNetwork& observed) const {
        for (const auto& [key, cluster] : observed.topology.all<topology::Cluster>())
            if (cluster.cluster_name.is_known() &&
                cluster.cluster_name.value() == objects_.cluster().id)
                return &cluster;
        return nullptr;
    }

    /// Nothing is known of what a pod shows that mounts no certificate.
    [[nodiscard]] bool is_believed_of(const json::object& pod) const {
        const auto* secret = mounted_certificate(objects_, pod);
        if (secret == nullptr)
            return true;
        const auto& data = find_object(*secret, "data");
        const std::array names{fmt::format("{}.{}.svc", name_, name_space_)};
        return is_believed(
            decoded(string_or_empty(client_, "caBundle")),
            {decoded(member_of(data, "tls.crt")), decoded(member_of(data, "tls.key"))}, names,
            SystemClock().now());
    }

    const Objects& objects_;
    const json::value& webhook_;
    const json::object& client_;
    std::string name_;
    std::string name_space_;
};

}  // namespace

Result<void> reach_webhook(const Objects& objects, const json::value& webhook) {
    return Call(objects, webhook).make();
}

}  // namespace inland::emulator::cluster
