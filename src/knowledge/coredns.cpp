// SPDX-License-Identifier: Apache-2.0
#include "knowledge/coredns.h"

#include "knowledge/readers/coredns.h"
#include "knowledge/rule_file.h"

namespace inland::knowledge {

namespace {

bool is_at_or_below(std::string_view name, std::string_view zone) {
    return name == zone || (name.ends_with(zone) && name.size() > zone.size() &&
                            name[name.size() - zone.size() - 1] == '.');
}

}  // namespace

bool ReservedZone::is_taken_by(std::string_view domain) const {
    return is_at_or_below(zone, domain) || (below && is_at_or_below(domain, zone));
}

const CoreDns& built_in_coredns() {
    return built_in_rules<CoreDns>();
}

}  // namespace inland::knowledge
