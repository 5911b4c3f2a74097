// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/scheduler.h"
#include "emulator/world.h"
#include "http/server.h"

#include <chrono>
#include <functional>

namespace inland::emulator {

/// The Kubernetes API of every cluster. Objects are records of the store (kind
/// "kube:PLURAL.GROUP", id "CLUSTER/NAMESPACE/NAME", in the cluster's scope), so they survive a
/// restart; watches live in memory and end with it, as when an API server is replaced. `cluster` is
/// always the key of the "eks:cluster" record. I/O thread only.

/// The cluster became ACTIVE: makes the objects that every new EKS cluster has. Safe to repeat.
void cluster_active(World& world, const RecordKey& cluster);
/// The cluster is gone: its objects and watches are too.
void cluster_deleted(World& world, const RecordKey& cluster);
/// An add-on of the cluster was created, updated or deleted: its workload and pods follow its
/// "eks:addon" records.
void addon_changed(World& world, const RecordKey& cluster);

/// Answers one request to the cluster's API server. What it captures is `world` alone.
http::Handler kubernetes_handler(World& world, const RecordKey& cluster);
/// The same behind TLS with a certificate of the cluster's authority.
Result<http::VirtualHost> kubernetes_host(World& world, const RecordKey& cluster);

/// What clusters do later; called once by emulator::register_events.
void register_kubernetes_events(Scheduler& scheduler);

/// Runs a task after a delay by the wall clock on the I/O thread (http::Server::post_after).
using WallTimer = std::function<void(std::chrono::milliseconds, std::function<void()>)>;
/// Without one, watches with a timeout last as long as their client.
void use_wall_timer(World& world, WallTimer timer);

}  // namespace inland::emulator
