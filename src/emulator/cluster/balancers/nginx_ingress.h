// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// ingress-nginx, where its Deployment runs (by the label app.kubernetes.io/name): Ingresses of its
/// class get the address of the Service that its flag --publish-service names.
void reconcile_nginx_ingresses(Objects& objects);

/// What nginx does with a request.
struct NginxAnswer {
    int status = 200;
    std::string pod;  ///< "pod/shop/orders-5d4f8c7b9-x2k4p" that answers, with status 200
};

/// Nothing unless `pod` is one of ingress-nginx's. It hands on to a pod of the Service that the
/// rule names, and answers itself where there is no rule (404), no pod (503) or no way (504).
std::optional<NginxAnswer> nginx_answer(const Objects& objects, const std::string& pod,
                                        std::string_view host, std::string_view path);

}  // namespace inland::emulator::cluster
