// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/balancers/aws_calls.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// The pod of the AWS Load Balancer Controller that leads: where it runs and with whose rights it
/// calls AWS.
struct ControllerPod {
    std::string name;  ///< "pod/kube-system/aws-load-balancer-controller-5d4f8c7b9-x2k4p"
    RecordKey instance;
    AwsCalls calls;
    std::vector<std::string> arguments;  ///< "--enable-wafv2=false"
};

/// Nothing where none is ready.
std::optional<ControllerPod> load_balancer_controller_pod(const Objects& objects);

/// The first API that it does not reach from its machine, in Go's words.
Result<void> reach_apis(const Objects& objects, const ControllerPod& pod);
/// The same for an API that only some balancers need ("acm", "ACM: ListCertificates").
Result<void> reach_api(const Objects& objects, const ControllerPod& pod, std::string_view api,
                       std::string_view words);

}  // namespace inland::emulator::cluster
