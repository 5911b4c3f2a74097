// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/scheduler.h"

#include <string>
#include <string_view>

/// A controller works on an object when what it depends on has changed, and again after a while
/// when it could not finish: what is kept of that between two reconciliations.
namespace inland::emulator::cluster {

/// One object as one controller sees it ("service", "UID").
struct Subject {
    std::string_view controller;
    std::string uid;
};

/// Whether nothing has changed since the controller dealt with the object: `inputs` is all that it
/// looks at, as text.
bool is_dealt_with(const Objects& objects, const Subject& subject, const std::string& inputs);
/// It has done what it can, until the inputs change.
void note_dealt_with(Objects& objects, const Subject& subject, const std::string& inputs);
/// It failed, and tries again after five seconds, then later and later up to five minutes
/// (cloud-provider, controllers/service: minRetryDelay, maxRetryDelay).
void plan_retry(Objects& objects, const Subject& subject, const std::string& inputs);
/// It waits for something that ends by itself, and looks again after `delay`.
void plan_look(Objects& objects, const Subject& subject, const std::string& inputs, Duration delay);
/// What a controller must remember of the object when AWS no longer tells: a document, or none.
void remember(Objects& objects, const Subject& subject, json::object memory);
json::object memory_of(const Objects& objects, const Subject& subject);
/// The object is gone.
void forget(Objects& objects, const Subject& subject);
/// The whole cluster is.
void forget_attempts(World& world, const RecordKey& cluster);

void register_attempt_events(Scheduler& scheduler);

}  // namespace inland::emulator::cluster
