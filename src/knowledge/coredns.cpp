// SPDX-License-Identifier: Apache-2.0
#include "knowledge/coredns.h"

#include "core/domain_name.h"
#include "knowledge/readers/coredns.h"
#include "knowledge/rule_file.h"

namespace inland::knowledge {

bool ReservedZone::is_taken_by(std::string_view domain) const {
    return is_in(zone, domain) || (below && is_in(domain, zone));
}

const CoreDns& built_in_coredns() {
    return built_in_rules<CoreDns>();
}

}  // namespace inland::knowledge
