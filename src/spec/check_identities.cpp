// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"

#include <algorithm>

namespace inland::spec {

void check_identities(Context& context, const Cluster& cluster) {
    constexpr std::string_view agent = "eks-pod-identity-agent";
    if (std::ranges::find(cluster.addons, agent, &PlacedText::value) != cluster.addons.end())
        return;
    for (const auto& account : cluster.service_accounts)
        if (was_read(account.via) && account.via.value == IdentityKind::PodIdentity)
            context.error_at(account.via.place, "no-identity-agent", "pod-identity needs its agent",
                             "the add-on eks-pod-identity-agent is not in \"addons\"",
                             "add it, or use via: irsa");
}

}  // namespace inland::spec
