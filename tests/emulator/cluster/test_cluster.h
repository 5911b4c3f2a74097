// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/cluster/api/api_server.h"
#include "emulator/cluster/authority.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/world.h"
#include "knowledge/tables.h"
#include "tests/emulator/base/capture.h"

#include <memory>
#include <string>

namespace inland::emulator {

/// A cluster's API without a network around it: requests are handed to the handler, as an
/// administrator unless a test says otherwise.
struct TestCluster {
    ManualClock clock;
    World world{knowledge::built_in(), clock};
    RecordKey key{{"123456789012", "eu-central-1"}, "eks:cluster", "atlas"};
    cluster::User user{"admin", {"system:masters", "system:authenticated"}};

    TestCluster() {
        const auto authority = make_cluster_authority("atlas");
        world.store().put(
            key, {{"name", "atlas"},
                  {"version", "1.34"},
                  {"endpoint", "https://0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com"},
                  {"kubernetesNetworkConfig", json::object{{"serviceIpv4Cidr", "172.20.0.0/16"}}},
                  {"_certificate_pem", authority.certificate_pem},
                  {"_private_key_pem", authority.private_key_pem}});
        register_kubernetes_events(world.scheduler());
        cluster_active(world, key);
    }

    http::Response send(http::Request request) {
        const auto exchange = start(std::move(request));
        return exchange->response().value_or(http::Response{.status = 0});
    }
    /// For streams: what has been written is looked at later.
    std::shared_ptr<Capture> start(http::Request request) {
        auto exchange = std::make_shared<Capture>();
        const auto handler = cluster::api_server(
            world, key,
            [this](World&, const RecordKey&, const http::Request&) -> Result<cluster::User> {
                return user;
            });
        handler(request, http::Responder(exchange));
        return exchange;
    }
    http::Response get(const std::string& target, const std::string& accept = "application/json") {
        return send({.target = target, .headers = {{"Accept", accept}}});
    }
    http::Response send_json(const std::string& method, const std::string& target,
                             const json::value& body,
                             const std::string& content_type = "application/json") {
        return send({.method = method,
                     .target = target,
                     .headers = {{"Content-Type", content_type}},
                     .body = json::serialize(body)});
    }
};

inline constexpr auto as_table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

}  // namespace inland::emulator
